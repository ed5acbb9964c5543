/* rows_read.c - stored rows as texts. */
#include "rows_read.h"

#include <stdlib.h>

#include "mem.h"

struct text_rows {
    const struct tb_table *table;
    struct tb_buf *texts; /* by field */
    struct tb_str *cells;
    tb_text_row_fn *each;
    void *ctx;
};

/* The line, whose it is, then the fields in use. */
static int take_text_row(struct tb_stmt *s, void *ctx)
{
    struct text_rows *x = ctx;
    const struct tb_text_row row = { tb_stmt_int(s, 0), tb_stmt_int(s, 1) != 0,
                                     x->cells };
    int at = 2;

    for (size_t i = 0; i < x->table->count; i++) {
        struct tb_value v;
        if (!x->table->fields[i].used)
            continue;
        v = tb_stmt_value(s, at++);
        tb_value_show(&v, &x->texts[i]);
        x->cells[i] = tb_buf_str(&x->texts[i]);
    }
    return x->each(&row, x->ctx);
}

/* HEAD and TAIL of the statement around the fields of TABLE, for ID (?1). */
static int read_text_rows(struct tb_store *store, struct text_rows *x,
                          const char *head, const struct tb_buf *tail,
                          long long id, struct tb_err *err)
{
    const struct tb_table *t = x->table;
    struct tb_buf sql = { 0 };
    int rc;

    x->texts = tb_alloc(t->count, sizeof *x->texts);
    x->cells = tb_alloc(t->count, sizeof *x->cells);
    for (size_t i = 0; i < t->count; i++)
        x->cells[i] = tb_str("");
    tb_buf_adds(&sql, head);
    tb_store_columns(t, &sql);
    tb_buf_add(&sql, tb_buf_str(tail));
    rc = tb_db_each(store->db, take_text_row, x, err, sql.p, "i", id);
    for (size_t i = 0; i < t->count; i++)
        tb_buf_free(&x->texts[i]);
    free(x->texts);
    free(x->cells);
    tb_buf_free(&sql);
    return rc;
}

int tb_rows_of(struct tb_store *store, const struct tb_table *t,
               long long submission, tb_text_row_fn *each, void *ctx,
               struct tb_err *err)
{
    struct text_rows x = { .table = t, .each = each, .ctx = ctx };
    struct tb_buf tail = { 0 };
    long long current;
    int rc;

    if (tb_db_int(store->db, &current, 0, err,
                  "SELECT current FROM submission WHERE id = ?1", "i",
                  submission) < 0)
        return -1;
    tb_buf_addf(&tail,
                " FROM main.\"%c_%.*s\" WHERE _submission = ?1 ORDER BY _id",
                current ? 'd' : 'h', TB_STR_ARG(t->no));
    /* a row that was kept from another file is on no line of this one */
    rc = read_text_rows(store, &x,
                        "SELECT CASE WHEN _origin IS NULL THEN _line ELSE 0 "
                        "END, 0, ",
                        &tail, submission, err);
    tb_buf_free(&tail);
    return rc;
}

int tb_rows_of_last(struct tb_store *store, const struct tb_table *t,
                    long long department, tb_text_row_fn *each, void *ctx,
                    struct tb_err *err)
{
    struct text_rows x = { .table = t, .each = each, .ctx = ctx };
    struct tb_buf tail = { 0 };
    int rc;

    tb_buf_addf(&tail, " FROM 上年.\"m_%.*s\" ORDER BY 2, _id",
                TB_STR_ARG(t->no));
    rc = read_text_rows(store, &x,
                        "SELECT 0, ?1 <> 0 AND _department IS NOT (SELECT code "
                        "FROM main.department WHERE id = ?1), ",
                        &tail, department, err);
    tb_buf_free(&tail);
    return rc;
}

int tb_rows_of_last_are_owned(struct tb_store *store, const struct tb_table *t,
                              bool *are, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    long long found = 0;
    int rc;

    tb_buf_addf(&sql,
                "SELECT EXISTS (SELECT 1 FROM 上年.\"m_%.*s\" WHERE "
                "_department IS NOT NULL)",
                TB_STR_ARG(t->no));
    rc = tb_db_int(store->db, &found, 0, err, sql.p, "");
    *are = found != 0;
    tb_buf_free(&sql);
    return rc;
}
