/* rows_prefill.c - rows of this year and last, as values. */
#include "rows_prefill.h"

#include <stdlib.h>

#include "mem.h"
#include "person.h"

struct values_reading {
    const struct tb_table *table;
    struct tb_value *values;
    tb_row_values_fn *each;
    void *ctx;
};

static int take_values(struct tb_stmt *s, void *ctx)
{
    struct values_reading *r = ctx;
    int column = 0;

    for (size_t i = 0; i < r->table->count; i++)
        if (r->table->fields[i].used)
            r->values[i] = tb_stmt_value(s, column++);
    return r->each(r->values, r->ctx);
}

/* "SELECT a, b FROM x_T WHERE ": the fields in use of T's table of KIND. */
static void select_from(const struct tb_table *t, char kind, struct tb_buf *sql)
{
    tb_buf_adds(sql, "SELECT ");
    tb_store_columns(t, sql);
    tb_buf_addf(sql, " FROM \"%c_%.*s\" WHERE ", kind, TB_STR_ARG(t->no));
}

/* Whose rows; true when the statement asks for the person (?3).  Of a teacher
 * whose 工号 stands nowhere in the table no row is theirs. */
static bool add_whose(const struct tb_slice *slice, struct tb_buf *sql)
{
    const struct tb_field *who =
        slice->kind == TB_PART_TEACHER ? tb_table_person(slice->table) : NULL;

    tb_buf_adds(sql, "(_department = ?1 OR (_department IS NULL AND ?2 = 1))");
    if (who) {
        tb_buf_adds(sql, " AND ?3 = ");
        tb_buf_add_quoted(sql, who->name, '"');
    } else if (slice->kind == TB_PART_TEACHER) {
        tb_buf_adds(sql, " AND 0");
    }
    tb_buf_adds(sql, " ORDER BY _id");
    return who != NULL;
}

int tb_rows_last_year(struct tb_store *store, struct tb_db *last,
                      const struct tb_slice *slice, tb_row_values_fn *each,
                      void *ctx, struct tb_err *err)
{
    const struct tb_table *t = slice->table;
    struct values_reading r = { t, tb_alloc(t->count, sizeof *r.values), each,
                                ctx };
    struct tb_buf sql = { 0 };
    long long fillers;
    bool is_person;
    int rc = -1;

    if (tb_db_int(store->db, &fillers, 0, err,
                  "SELECT count(DISTINCT department) FROM slice WHERE "
                  "table_no = ?1",
                  "S", &t->no) < 0)
        goto done;
    select_from(t, 'm', &sql);
    is_person = add_whose(slice, &sql);
    rc = tb_db_each(last, take_values, &r, err, sql.p, is_person ? "SiS" : "Si",
                    &slice->department.code, fillers, &slice->part);
done:
    free(r.values);
    tb_buf_free(&sql);
    return rc;
}

int tb_rows_filed(struct tb_store *store, const struct tb_slice *slice,
                  tb_row_values_fn *each, void *ctx, struct tb_err *err)
{
    const struct tb_table *t = slice->table;
    struct values_reading r = { t, tb_alloc(t->count, sizeof *r.values), each,
                                ctx };
    struct tb_buf sql = { 0 };
    int rc;

    select_from(t, 'd', &sql);
    tb_buf_adds(&sql, "_submission = ?1 ORDER BY _id");
    rc = tb_db_each(store->db, take_values, &r, err, sql.p, "i", slice->now.id);
    free(r.values);
    tb_buf_free(&sql);
    return rc;
}
