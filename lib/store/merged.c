/* merged.c - rows on their way into the merged tables, and out of them. */
#include "merged.h"

#include <stdlib.h>

#include "mem.h"

/* ---- reading ---- */

struct row_reading {
    struct tb_value *values;
    tb_data_row_fn *each;
    void *ctx;
};

/* The id first, then the fields. */
static int take_data_row(struct tb_stmt *s, void *ctx)
{
    struct row_reading *r = ctx;
    struct tb_data_row row = { tb_stmt_int(s, 0), r->values,
                               (size_t)tb_stmt_columns(s) - 1 };

    for (size_t i = 0; i < row.count; i++)
        r->values[i] = tb_stmt_value(s, (int)i + 1);
    return r->each(&row, r->ctx);
}

static void order_by_key(const struct tb_table *t, struct tb_buf *sql)
{
    for (size_t i = 0; i < t->count && t->has_natural_key; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            tb_buf_adds(sql, "d.");
            tb_buf_add_quoted(sql, t->fields[i].name, '"');
            tb_buf_adds(sql, ", ");
        }
}

int tb_approved_rows_each(struct tb_store *store, const struct tb_table *t,
                          enum tb_level last, tb_data_row_fn *each, void *ctx,
                          struct tb_err *err)
{
    struct row_reading r = { tb_alloc(t->count, sizeof *r.values), each, ctx };
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_adds(&sql, "SELECT d._id, ");
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql,
                " FROM \"d_%.*s\" d JOIN submission u ON u.id = "
                "d._submission JOIN slice s ON s.id = u.slice WHERE u.current "
                "= 1 AND s.state = ?1 ORDER BY ",
                TB_STR_ARG(t->no));
    order_by_key(t, &sql);
    tb_buf_adds(&sql, "s.department, d._id");
    rc = tb_db_each(store->db, take_data_row, &r, err, sql.p, "s",
                    tb_states[tb_level_state(last)].code);
    tb_buf_free(&sql);
    free(r.values);
    return rc;
}

int tb_merged_rows_each(struct tb_store *store, const struct tb_table *t,
                        tb_data_row_fn *each, void *ctx, struct tb_err *err)
{
    struct row_reading r = { tb_alloc(t->count, sizeof *r.values), each, ctx };
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_adds(&sql, "SELECT _id, ");
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql, " FROM \"m_%.*s\" ORDER BY _id", TB_STR_ARG(t->no));
    rc = tb_db_each(store->db, take_data_row, &r, err, sql.p, "");
    tb_buf_free(&sql);
    free(r.values);
    return rc;
}

int tb_merged_source_of(struct tb_store *store, const struct tb_table *t,
                        long long id, long long *row, struct tb_err *err)
{
    return tb_db_int(store->db, row, 0, err,
                     "SELECT min(data_id) FROM merged_source WHERE table_no = "
                     "?1 AND merged_id = ?2",
                     "Si", &t->no, id);
}

/* ---- writing ---- */

struct tb_merged_table {
    struct tb_store *store;
    const struct tb_table *table;
    struct tb_stmt *insert, *source;
};

int tb_merged_forget(struct tb_store *store, struct tb_err *err)
{
    return tb_db_run(store->db,
                     "DELETE FROM conflict; DELETE FROM merged_source", err);
}

static int empty_merged(struct tb_store *store, const struct tb_table *t,
                        struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "DELETE FROM \"m_%.*s\"", TB_STR_ARG(t->no));
    rc = tb_db_run(store->db, sql.p, err);
    tb_buf_free(&sql);
    return rc;
}

static int prepare_merged(struct tb_merged_table *m, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    const char *mark = "?";
    int rc;

    tb_buf_addf(&sql, "INSERT INTO \"m_%.*s\" (", TB_STR_ARG(m->table->no));
    tb_store_columns(m->table, &sql);
    tb_buf_adds(&sql, ") VALUES (");
    for (size_t i = 0; i < m->table->count; i++)
        if (m->table->fields[i].used) {
            tb_buf_adds(&sql, mark);
            mark = ", ?";
        }
    tb_buf_adds(&sql, ")");
    rc = tb_db_prepare(m->store->db, sql.p, &m->insert, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_merged_open(struct tb_store *store, const struct tb_table *t,
                   struct tb_merged_table **out, struct tb_err *err)
{
    struct tb_merged_table *m = tb_alloc(1, sizeof *m);

    *m = (struct tb_merged_table){ store, t, NULL, NULL };
    if (empty_merged(store, t, err) < 0 || prepare_merged(m, err) < 0 ||
        tb_db_prepare(store->db, "INSERT INTO merged_source VALUES (?, ?, ?)",
                      &m->source, err) < 0) {
        tb_merged_close(m);
        return -1;
    }
    *out = m;
    return 0;
}

void tb_merged_close(struct tb_merged_table *m)
{
    if (!m)
        return;
    tb_stmt_free(m->insert);
    tb_stmt_free(m->source);
    free(m);
}

int tb_merged_put(struct tb_merged_table *m, const struct tb_value *values,
                  const long long *sources, size_t count, struct tb_err *err)
{
    int at = 0;
    long long id;

    tb_stmt_reset(m->insert);
    for (size_t i = 0; i < m->table->count; i++)
        if (m->table->fields[i].used) {
            if (tb_stmt_bind_value(m->insert, at + 1, &values[at], err) < 0)
                return -1;
            at++;
        }
    if (tb_stmt_step(m->insert, err) < 0)
        return -1;
    id = tb_db_last_id(m->store->db);
    for (size_t i = 0; i < count; i++)
        if (tb_stmt_bind(m->source, err, "Sii", &m->table->no, id, sources[i]) <
                0 ||
            tb_stmt_step(m->source, err) < 0)
            return -1;
    return 0;
}
