/* last_from.c - reading the database of last year's campaign. */
#include "last_from.h"

#include <stdlib.h>
#include <unistd.h>

#include "mem.h"

/* A database and what SQLite keeps beside it. */
static void unlink_database(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    struct tb_buf one = { 0 };

    for (size_t i = 0; i < TB_LEN(ends); i++) {
        tb_buf_clear(&one);
        tb_buf_addf(&one, "%s%s", path, ends[i]);
        unlink(one.p);
    }
    tb_buf_free(&one);
}

static int copy_database(const char *folder, const char *copy,
                         struct tb_err *err)
{
    struct tb_buf path = { 0 };
    struct tb_db *db = NULL;
    int rc = -1;

    tb_buf_addf(&path, "%s/tianbao.db", folder);
    unlink_database(copy);
    if (tb_db_open(path.p, TB_DB_READ, &db, err) == 0)
        rc = tb_db_backup(db, copy, err);
    tb_db_close(db);
    tb_buf_free(&path);
    return rc;
}

int tb_last_from_open(struct tb_last_from *from, const char *folder,
                      const char *copy, const struct tb_dict *dict,
                      struct tb_err *err)
{
    struct tb_buf merged = { 0 };
    int rc = -1;

    from->copy = tb_strdup(tb_str(copy));
    from->store.dict = dict;
    if (copy_database(folder, copy, err) < 0 ||
        tb_db_open(copy, TB_DB_WRITE, &from->store.db, err) < 0 ||
        tb_store_upgrade(from->store.db, dict, err) < 0 ||
        tb_store_get(from->store.db, "merged_at", &merged, err) < 0)
        goto done;
    from->is_merged = merged.n > 0;
    rc = 0;
done:
    tb_buf_free(&merged);
    return rc;
}

void tb_last_from_close(struct tb_last_from *from)
{
    tb_db_close(from->store.db);
    if (from->copy)
        unlink_database(from->copy);
    free(from->copy);
    *from = (struct tb_last_from){ 0 };
}

/* The submission of a merged row: that of any filed row that it was made of,
 * which may have become a former version since. */
static void merged_submission_sql(const struct tb_table *t, struct tb_buf *sql)
{
    tb_buf_addf(sql,
                "(SELECT coalesce((SELECT _submission FROM \"d_%.*s\" WHERE "
                "_id = o.data_id), (SELECT _submission FROM \"h_%.*s\" WHERE "
                "_id = o.data_id)) FROM merged_source o WHERE o.table_no = "
                "'%.*s' AND o.merged_id = t._id LIMIT 1)",
                TB_STR_ARG(t->no), TB_STR_ARG(t->no), TB_STR_ARG(t->no));
}

/* One row a row of T, with the department that filed it. */
static void last_rows_sql(const struct tb_table *t, bool is_merged,
                          struct tb_buf *sql)
{
    tb_buf_adds(sql,
                "SELECT _id, (SELECT d.code FROM submission u JOIN slice s ON "
                "s.id = u.slice JOIN department d ON d.id = s.department WHERE "
                "u.id = ");
    if (is_merged)
        merged_submission_sql(t, sql);
    else
        tb_buf_adds(sql, "t._submission");
    tb_buf_adds(sql, "), ");
    tb_store_columns(t, sql);
    tb_buf_addf(sql, " FROM \"%c_%.*s\" t", is_merged ? 'm' : 'd',
                TB_STR_ARG(t->no));
    if (!is_merged && t->origin == TB_ORIGIN_DERIVED) /* not what was typed */
        tb_buf_adds(sql, " WHERE _submission IN (SELECT id FROM submission "
                         "WHERE kind = 'derived')");
    tb_buf_adds(sql, " ORDER BY _id");
}

struct last_reading {
    struct tb_value *values;
    tb_last_row_fn *each;
    void *ctx;
};

static int take_last_row(struct tb_stmt *s, void *ctx)
{
    struct last_reading *r = ctx;
    struct tb_last_row row = { tb_stmt_int(s, 0), tb_stmt_text(s, 1),
                               r->values };

    for (int i = 2; i < tb_stmt_columns(s); i++)
        r->values[i - 2] = tb_stmt_value(s, i);
    return r->each(&row, r->ctx);
}

int tb_last_from_each(struct tb_last_from *from, const struct tb_table *t,
                      tb_last_row_fn *each, void *ctx, struct tb_err *err)
{
    struct last_reading r = { tb_alloc(t->count, sizeof *r.values), each, ctx };
    struct tb_buf sql = { 0 };
    int rc;

    last_rows_sql(t, from->is_merged, &sql);
    rc = tb_db_each(from->store.db, take_last_row, &r, err, sql.p, "");
    tb_buf_free(&sql);
    free(r.values);
    return rc;
}
