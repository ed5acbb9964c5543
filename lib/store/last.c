/* last.c - the tables of last year's database. */
#include "last.h"

#include <stdio.h>

#include "store.h"

static const char layout[] =
    "CREATE TABLE %s.setting (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE %s.there (table_no TEXT PRIMARY KEY, rows INTEGER NOT NULL)"
    " WITHOUT ROWID;";

/* In SCHEMA: T's rows, found by its key, and the name that rules use. */
static void table_sql(const char *schema, const struct tb_table *t,
                      struct tb_buf *sql)
{
    bool first = true;

    tb_buf_addf(sql,
                "CREATE TABLE IF NOT EXISTS %s.\"m_%.*s\" (_id INTEGER PRIMARY "
                "KEY, _line INTEGER, _department TEXT",
                schema, TB_STR_ARG(t->no));
    tb_store_typed_columns(t, sql);
    tb_buf_addf(sql, ");CREATE INDEX IF NOT EXISTS %s.\"k_%.*s\" ON \"m_%.*s\"",
                schema, TB_STR_ARG(t->no), TB_STR_ARG(t->no));
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            tb_buf_adds(sql, first ? " (" : ", ");
            tb_buf_add_quoted(sql, t->fields[i].name, '"');
            first = false;
        }
    tb_buf_addf(sql, ");DROP VIEW IF EXISTS %s.", schema);
    tb_buf_add_quoted(sql, t->name, '"');
    tb_buf_addf(sql, ";CREATE VIEW %s.", schema);
    tb_buf_add_quoted(sql, t->name, '"');
    tb_buf_adds(sql, " AS SELECT _id AS _row, ");
    tb_store_columns(t, sql);
    tb_buf_addf(sql, " FROM \"m_%.*s\";", TB_STR_ARG(t->no));
}

static int create_tables(struct tb_db *db, const char *schema,
                         const struct tb_dict *dict, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    for (size_t i = 0; i < dict->table_count; i++)
        table_sql(schema, &dict->tables[i], &sql);
    rc = tb_db_run(db, tb_buf_text(&sql), err);
    tb_buf_free(&sql);
    return rc;
}

static int create_layout(struct tb_db *db, const char *schema,
                         struct tb_err *err)
{
    char sql[sizeof layout + 64];

    snprintf(sql, sizeof sql, layout, schema, schema);
    return tb_db_run(db, sql, err);
}

int tb_last_create(const char *path, const struct tb_dict *dict,
                   struct tb_db **out, struct tb_err *err)
{
    struct tb_db *db = NULL;

    if (tb_db_open(path, TB_DB_CREATE, &db, err) < 0)
        return -1;
    /* read only from now on: one file, without a log beside it */
    if (tb_db_run(db, "PRAGMA journal_mode = DELETE", err) < 0 ||
        create_layout(db, "main", err) < 0 ||
        create_tables(db, "main", dict, err) < 0 ||
        tb_store_set(db, "layout_of", tb_str(dict->hash), err) < 0) {
        tb_db_close(db);
        return -1;
    }
    *out = db;
    return 0;
}

int tb_last_insert(struct tb_db *db, const struct tb_table *t,
                   struct tb_stmt **insert, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_store_insert_sql("m_", "_line, _department", t, &sql);
    rc = tb_db_prepare(db, sql.p, insert, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_last_there(struct tb_db *db, const struct tb_table *t, long long rows,
                  struct tb_err *err)
{
    return tb_db_do(db, err,
                    "INSERT INTO there VALUES (?1, ?2) ON CONFLICT DO UPDATE "
                    "SET rows = rows + excluded.rows",
                    "Si", &t->no, rows);
}

/* Columns that T has got since. */
static int add_columns(struct tb_db *db, const struct tb_table *t,
                       struct tb_err *err)
{
    char table[64];

    snprintf(table, sizeof table, "m_%.*s", TB_STR_ARG(t->no));
    return tb_store_add_columns(db, table, t, err);
}

/* Is the database at PATH as DICT wants it?  Read only: others read it too,
 * and every command asks. */
static int is_followed(const char *path, const struct tb_dict *dict, bool *is,
                       struct tb_err *err)
{
    struct tb_db *db = NULL;
    struct tb_buf layout_of = { 0 };
    int rc = tb_db_open(path, TB_DB_READ, &db, err);

    if (rc == 0)
        rc = tb_store_get(db, "layout_of", &layout_of, err);
    *is = rc == 0 && tb_str_is(tb_buf_str(&layout_of), dict->hash);
    tb_db_close(db);
    tb_buf_free(&layout_of);
    return rc;
}

int tb_last_follow(const char *path, const struct tb_dict *dict,
                   struct tb_err *err)
{
    struct tb_db *db = NULL;
    bool is = false;
    int rc = is_followed(path, dict, &is, err);

    if (rc < 0 || is)
        goto done;
    rc = tb_db_open(path, TB_DB_WRITE, &db, err);
    if (rc == 0)
        rc = tb_db_run(db, "PRAGMA journal_mode = DELETE", err);
    if (rc == 0)
        rc = tb_db_begin(db, err);
    if (rc == 0)
        rc = create_tables(db, "main", dict, err);
    for (size_t i = 0; i < dict->table_count && rc == 0; i++)
        rc = add_columns(db, &dict->tables[i], err);
    if (rc == 0)
        rc = tb_store_set(db, "layout_of", tb_str(dict->hash), err);
    if (rc == 0)
        rc = tb_db_commit(db, err);
done:
    tb_db_close(db);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

int tb_last_attach(struct tb_db *db, const char *path,
                   const struct tb_dict *dict, struct tb_err *err)
{
    if (tb_db_do(db, err, "ATTACH ?1 AS 上年", "s", path ? path : ":memory:") <
        0)
        return -1;
    if (path)
        return 0;
    if (create_layout(db, "上年", err) < 0)
        return -1;
    return create_tables(db, "上年", dict, err);
}

int tb_last_read_there(struct tb_db *db, const struct tb_dict *dict,
                       bool *there, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(db, "SELECT table_no FROM 上年.there", &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        const struct tb_table *t = tb_dict_table(dict, tb_stmt_text(s, 0));
        if (t)
            there[t - dict->tables] = true;
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

int tb_last_put(struct tb_stmt *insert, const struct tb_table *t,
                long long line, struct tb_str department,
                const struct tb_value *values, struct tb_err *err)
{
    const struct tb_value place[] = {
        { .kind = TB_INTEGER, .integer = line },
        { .kind = department.n ? TB_TEXT : TB_NULL, .text = department },
    };
    int at = 3;

    tb_stmt_reset(insert);
    if (tb_stmt_bind_value(insert, 1, &place[0], err) < 0 ||
        tb_stmt_bind_value(insert, 2, &place[1], err) < 0)
        return -1;
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used &&
            tb_stmt_bind_value(insert, at++, &values[i], err) < 0)
            return -1;
    return tb_stmt_step(insert, err) < 0 ? -1 : 0;
}
