/* functions.c - what our SQL has beside SQLite's functions. */
#include <math.h>

#include "db_parts.h"

/*
 * 约等(a, b, n): do a and b agree when they are shown with n decimals?  They
 * may differ by half a unit of the last, as far as a double can tell.  NULL
 * when a side is.
 */
static void about_equal(sqlite3_context *ctx, int count, sqlite3_value **v)
{
    double a, b, half, most;

    (void)count;
    for (int i = 0; i < 3; i++)
        if (sqlite3_value_type(v[i]) == SQLITE_NULL)
            return; /* the result is NULL */
    a = sqlite3_value_double(v[0]);
    b = sqlite3_value_double(v[1]);
    half = 0.5 * pow(10, -sqlite3_value_double(v[2]));
    most = fmax(1, fmax(fabs(a), fabs(b)));
    sqlite3_result_int(ctx,
                       isfinite(most) && fabs(a - b) <= half + 1e-14 * most);
}

int tb_functions_add(struct tb_db *db, struct tb_err *err)
{
    return sqlite3_create_function_v2(
               db->sqlite, "约等", 3,
               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
               about_equal, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : tb_db_fail(db, err);
}
