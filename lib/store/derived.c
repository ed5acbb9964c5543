/* derived.c - writing what derivations compute. */
#include "derived.h"

#include <stdlib.h>

#include "mem.h"
#include "who.h"

struct tb_derived_rows {
    const struct tb_table *table;
    struct tb_stmt *insert;
    long long submission; /* 0: of a merged table */
    long long line;
};

int tb_derived_empty(struct tb_store *store, const struct tb_table *t,
                     bool merged, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "DELETE FROM \"%c_%.*s\"", merged ? 'm' : 'd',
                TB_STR_ARG(t->no));
    if (!merged) /* what departments typed stays */
        tb_buf_adds(&sql, " WHERE _submission IN (SELECT id FROM submission "
                          "WHERE kind = 'derived')");
    rc = tb_db_run(store->db, sql.p, err);
    tb_buf_free(&sql);
    return rc;
}

/* The submission that the rows of T hang on. */
static int find_submission(struct tb_store *store, const struct tb_table *t,
                           long long *id, struct tb_err *err)
{
    if (tb_db_int(store->db, id, 0, err,
                  "SELECT id FROM submission WHERE kind = 'derived' AND "
                  "table_no = ?1",
                  "S", &t->no) < 0)
        return -1;
    if (*id)
        return 0;
    if (tb_db_do(
            store->db, err,
            "INSERT INTO submission (kind, table_no, version, imported_at, "
            "actor, current) VALUES ('derived', ?1, 1, ?2, 'tianbao', 1)",
            "Ss", &t->no, store->context->now) < 0)
        return -1;
    *id = tb_db_last_id(store->db);
    return 0;
}

static int prepare_insert(struct tb_db *db, const struct tb_table *t,
                          bool merged, struct tb_stmt **insert,
                          struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "INSERT INTO \"%c_%.*s\" (", merged ? 'm' : 'd',
                TB_STR_ARG(t->no));
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, merged ? ") VALUES (" : ", _submission, _line) VALUES (");
    for (size_t i = 0, n = 0; i < t->count; i++)
        if (t->fields[i].used)
            tb_buf_adds(&sql, n++ > 0 ? ", ?" : "?");
    tb_buf_adds(&sql, merged ? ")" : ", ?, ?)");
    rc = tb_db_prepare(db, sql.p, insert, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_derived_open(struct tb_store *store, const struct tb_table *t,
                    bool merged, struct tb_derived_rows **out,
                    struct tb_err *err)
{
    struct tb_derived_rows *rows = tb_alloc(1, sizeof *rows);

    *out = NULL;
    rows->table = t;
    if ((!merged && find_submission(store, t, &rows->submission, err) < 0) ||
        tb_derived_empty(store, t, merged, err) < 0 ||
        prepare_insert(store->db, t, merged, &rows->insert, err) < 0) {
        tb_derived_close(rows);
        return -1;
    }
    *out = rows;
    return 0;
}

int tb_derived_add(struct tb_derived_rows *rows, const struct tb_value *values,
                   struct tb_err *err)
{
    const struct tb_value mine[] = {
        { .kind = TB_INTEGER, .integer = rows->submission },
        { .kind = TB_INTEGER, .integer = ++rows->line },
    };
    int at = 1;

    tb_stmt_reset(rows->insert);
    for (size_t i = 0; i < rows->table->count; i++)
        if (rows->table->fields[i].used &&
            tb_stmt_bind_value(rows->insert, at++, &values[i], err) < 0)
            return -1;
    for (size_t i = 0; rows->submission && i < TB_LEN(mine); i++)
        if (tb_stmt_bind_value(rows->insert, at++, &mine[i], err) < 0)
            return -1;
    return tb_stmt_step(rows->insert, err) < 0 ? -1 : 0;
}

void tb_derived_close(struct tb_derived_rows *rows)
{
    if (!rows)
        return;
    tb_stmt_free(rows->insert);
    free(rows);
}
