/* rows_keep.c - comparing two versions' keys, and keeping rows. */
#include "rows_keep.h"

/* A part of a key that is empty is equal to one that is empty. */
static void add_keys(const struct tb_table *t, struct tb_buf *sql)
{
    bool first = true;

    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            tb_buf_adds(sql, first ? "ifnull(" : ", ifnull(");
            tb_buf_add_quoted(sql, t->fields[i].name, '"');
            tb_buf_adds(sql, ", '')");
            first = false;
        }
}

/* FROM d_T, the rows of ?1 whose keys the rows of ?2 do not have. */
static void rest_sql(const struct tb_table *t, struct tb_buf *sql)
{
    tb_buf_addf(sql, " FROM \"d_%.*s\" WHERE _submission = ?1",
                TB_STR_ARG(t->no));
    if (!t->has_natural_key)
        return;
    tb_buf_adds(sql, " AND (");
    add_keys(t, sql);
    tb_buf_adds(sql, ") NOT IN (SELECT ");
    add_keys(t, sql);
    tb_buf_addf(sql, " FROM \"d_%.*s\" WHERE _submission = ?2)",
                TB_STR_ARG(t->no));
}

int tb_rows_gone(struct tb_store *store, const struct tb_table *t,
                 long long before, long long now, long long *gone,
                 struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    *gone = 0;
    if (!t->has_natural_key)
        return 0;
    tb_buf_adds(&sql, "SELECT count(*)");
    rest_sql(t, &sql);
    rc = tb_db_int(store->db, gone, 0, err, sql.p, "ii", before, now);
    tb_buf_free(&sql);
    return rc;
}

/* The new rows' 序号 go on where the old ones end. */
static int number_on(struct tb_store *store, const struct tb_table *t,
                     const struct tb_field *f, long long before, long long now,
                     struct tb_err *err)
{
    struct tb_buf sql = { 0 }, name = { 0 };
    int rc;

    tb_buf_add_quoted(&name, f->name, '"');
    tb_buf_addf(&sql,
                "UPDATE \"d_%.*s\" SET %s = %s + coalesce((SELECT max(%s) FROM "
                "\"d_%.*s\" WHERE _submission = ?1), 0) WHERE _submission = ?2",
                TB_STR_ARG(t->no), name.p, name.p, name.p, TB_STR_ARG(t->no));
    rc = tb_db_do(store->db, err, sql.p, "ii", before, now);
    tb_buf_free(&sql);
    tb_buf_free(&name);
    return rc;
}

static int number_all_on(struct tb_store *store, const struct tb_table *t,
                         long long before, long long now, struct tb_err *err)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used &&
            number_on(store, t, &t->fields[i], before, now, err) < 0)
            return -1;
    return 0;
}

/* What was noted of the rows that stay (cells that could not be read ...) goes
 * with them.  A row that was rejected is not there: it has to come again. */
static int keep_notes(struct tb_store *store, const struct tb_table *t,
                      long long before, long long now, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql,
                "INSERT INTO cell_note (submission, data_id, line, field, raw, "
                "trouble, detail) SELECT ?2, n._id, c.line, c.field, "
                "c.raw, c.trouble, c.detail FROM cell_note c JOIN "
                "\"d_%.*s\" o ON o._id = c.data_id JOIN \"d_%.*s\" n ON "
                "n._submission = ?2 AND n._line = o._line AND n._origin = "
                "coalesce(o._origin, o._submission) WHERE c.submission = ?1",
                TB_STR_ARG(t->no), TB_STR_ARG(t->no));
    rc = tb_db_do(store->db, err, sql.p, "ii", before, now);
    tb_buf_free(&sql);
    return rc;
}

int tb_rows_keep(struct tb_store *store, const struct tb_table *t,
                 long long before, long long now, long long *kept,
                 struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc = -1;

    *kept = 0;
    if (!t->has_natural_key && number_all_on(store, t, before, now, err) < 0)
        goto done;
    tb_buf_addf(&sql, "INSERT INTO \"d_%.*s\" (_submission, _line, _origin, ",
                TB_STR_ARG(t->no));
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, ") SELECT ?2, _line, coalesce(_origin, _submission), ");
    tb_store_columns(t, &sql);
    rest_sql(t, &sql);
    if (tb_db_do(store->db, err, sql.p, "ii", before, now) < 0)
        goto done;
    *kept = tb_db_changes(store->db);
    if (*kept > 0 && keep_notes(store, t, before, now, err) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&sql);
    return rc;
}
