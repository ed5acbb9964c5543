/* store.c - the layout of a campaign's database. */
#include "store.h"

#include <stdio.h>

#include "layout.h"
#include "types.h"

#define APPLICATION_ID 0x74696261 /* "tiba" */

void tb_store_columns(const struct tb_table *t, struct tb_buf *out)
{
    bool first = true;

    for (size_t i = 0; i < t->count; i++) {
        if (!t->fields[i].used)
            continue;
        if (!first)
            tb_buf_adds(out, ", ");
        tb_buf_add_quoted(out, t->fields[i].name, '"');
        first = false;
    }
}

void tb_store_typed_columns(const struct tb_table *t, struct tb_buf *sql)
{
    for (size_t i = 0; i < t->count; i++) {
        tb_buf_adds(sql, ", ");
        tb_buf_add_quoted(sql, t->fields[i].name, '"');
        tb_buf_addf(sql, " %s", tb_types[t->fields[i].type].sql);
    }
}

/* The tables of one dictionary table: what is filed (d_), former versions of
 * it (h_), what merge made of it (m_).  _origin is the submission in whose
 * sheet _line stands, when that is not _submission: a row that was kept when a
 * later file added to it. */
const char *const tb_layout_prefixes[TB_LAYOUT_COPIES] = { "d_", "h_", "m_" };

static const char *const data_heads[TB_LAYOUT_COPIES] = {
    "_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, "
    "_origin INTEGER",
    "_id INTEGER, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER",
    "_id INTEGER PRIMARY KEY",
};

static void data_sql(const struct tb_table *t, struct tb_buf *sql)
{
    for (size_t i = 0; i < TB_LAYOUT_COPIES; i++) {
        tb_buf_addf(sql, "CREATE TABLE IF NOT EXISTS \"%s%.*s\" (%s",
                    tb_layout_prefixes[i], TB_STR_ARG(t->no), data_heads[i]);
        tb_store_typed_columns(t, sql);
        tb_buf_adds(sql, ");");
    }
    tb_buf_addf(sql,
                "CREATE INDEX IF NOT EXISTS \"i_%.*s\" ON \"d_%.*s\" "
                "(_submission);CREATE INDEX IF NOT EXISTS \"j_%.*s\" ON "
                "\"h_%.*s\" (_submission);CREATE INDEX IF NOT EXISTS "
                "\"k_%.*s\" ON \"h_%.*s\" (_id);",
                TB_STR_ARG(t->no), TB_STR_ARG(t->no), TB_STR_ARG(t->no),
                TB_STR_ARG(t->no), TB_STR_ARG(t->no), TB_STR_ARG(t->no));
}

/* All columns of d_ and h_, which may stand in another order in each. */
static void all_columns(const struct tb_table *t, struct tb_buf *sql)
{
    tb_buf_adds(sql, "_id, _submission, _line, _origin");
    for (size_t i = 0; i < t->count; i++) {
        tb_buf_adds(sql, ", ");
        tb_buf_add_quoted(sql, t->fields[i].name, '"');
    }
}

/* INSERT INTO h_T ... SELECT ... FROM d_T */
void tb_layout_retire_sql(const struct tb_table *t, struct tb_buf *sql)
{
    tb_buf_addf(sql, "INSERT INTO \"h_%.*s\" (", TB_STR_ARG(t->no));
    all_columns(t, sql);
    tb_buf_adds(sql, ") SELECT ");
    all_columns(t, sql);
    tb_buf_addf(sql, " FROM \"d_%.*s\"", TB_STR_ARG(t->no));
}

int tb_store_retire(struct tb_db *db, const struct tb_table *t,
                    long long submission, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_layout_retire_sql(t, &sql);
    tb_buf_adds(&sql, " WHERE _submission = ?1");
    rc = tb_db_do(db, err, sql.p, "i", submission);
    tb_buf_clear(&sql);
    tb_buf_addf(&sql, "DELETE FROM \"d_%.*s\" WHERE _submission = ?1",
                TB_STR_ARG(t->no));
    if (rc == 0)
        rc = tb_db_do(db, err, sql.p, "i", submission);
    if (rc == 0)
        rc =
            tb_db_do(db, err, "UPDATE submission SET current = 0 WHERE id = ?1",
                     "i", submission);
    tb_buf_free(&sql);
    return rc;
}

static void view_sql(const struct tb_table *t, bool is_merged,
                     struct tb_buf *sql)
{
    tb_buf_addf(sql, "DROP VIEW IF EXISTS %s.", is_merged ? "temp" : "main");
    tb_buf_add_quoted(sql, t->name, '"');
    tb_buf_addf(sql, ";CREATE %s VIEW ", is_merged ? "TEMP" : "");
    tb_buf_add_quoted(sql, t->name, '"');
    tb_buf_adds(sql, " AS SELECT _id AS _row, ");
    tb_store_columns(t, sql);
    tb_buf_addf(sql, " FROM main.\"%c_%.*s\"", is_merged ? 'm' : 'd',
                TB_STR_ARG(t->no));
    if (t->origin == TB_ORIGIN_DERIVED && !is_merged)
        tb_buf_adds(sql, " WHERE _submission IN (SELECT id FROM "
                         "main.submission WHERE kind = 'derived')");
    tb_buf_adds(sql, ";");
}

/* The code lists, for rules: which labels count as what. */
static int store_codes(struct tb_db *db, const struct tb_dict *dict,
                       struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_run(db,
                       "CREATE TABLE IF NOT EXISTS 代码 (清单 TEXT NOT NULL, "
                       "代码 TEXT, 标签 TEXT NOT NULL, 类别 TEXT, PRIMARY KEY "
                       "(清单, 标签)) WITHOUT ROWID; DELETE FROM 代码",
                       err);

    if (rc == 0)
        rc = tb_db_prepare(db,
                           "INSERT OR IGNORE INTO 代码 VALUES (?1, ?2, ?3, "
                           "nullif(?4, ''))",
                           &s, err);
    for (size_t i = 0; i < dict->list_count; i++)
        for (size_t k = 0; rc == 0 && k < dict->lists[i].count; k++) {
            const struct tb_code *c = &dict->lists[i].codes[k];
            rc = tb_stmt_bind(s, err, "SSSS", &dict->lists[i].name, &c->code,
                              &c->label, &c->group);
            if (rc == 0)
                rc = tb_stmt_step(s, err);
        }
    tb_stmt_free(s);
    return rc;
}

int tb_store_create_data(struct tb_db *db, const struct tb_dict *dict,
                         struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    for (size_t i = 0; i < dict->table_count; i++) {
        data_sql(&dict->tables[i], &sql);
        view_sql(&dict->tables[i], false, &sql);
    }
    rc = tb_db_run(db, tb_buf_text(&sql), err);
    if (rc == 0)
        rc = store_codes(db, dict, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_store_create(struct tb_db *db, const struct tb_dict *dict,
                    struct tb_err *err)
{
    char pragma[96];

    snprintf(pragma, sizeof pragma,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, TB_STORE_VERSION);
    if (tb_db_begin(db, err) < 0 || tb_db_run(db, pragma, err) < 0 ||
        tb_db_run(db, tb_layout_sql, err) < 0 ||
        tb_store_create_data(db, dict, err) < 0 ||
        tb_store_set(db, "layout_of", tb_str(dict->hash), err) < 0 ||
        tb_db_commit(db, err) < 0) {
        tb_db_rollback(db);
        return -1;
    }
    return 0;
}

int tb_store_add_columns(struct tb_db *db, const char *table,
                         const struct tb_table *t, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < t->count; i++) {
        long long there;
        rc = tb_db_int(db, &there, 0, err,
                       "SELECT count(*) FROM pragma_table_info(?1) WHERE "
                       "name = ?2",
                       "sS", table, &t->fields[i].name);
        if (rc < 0 || there > 0)
            continue;
        tb_buf_clear(&sql);
        tb_buf_addf(&sql, "ALTER TABLE \"%s\" ADD COLUMN ", table);
        tb_buf_add_quoted(&sql, t->fields[i].name, '"');
        tb_buf_addf(&sql, " %s", tb_types[t->fields[i].type].sql);
        rc = tb_db_run(db, sql.p, err);
    }
    tb_buf_free(&sql);
    return rc;
}

/* The office gave the dictionary a new field: give the tables a column. */
static int add_columns(struct tb_db *db, const struct tb_table *t,
                       struct tb_err *err)
{
    int rc = 0;

    for (size_t k = 0; rc == 0 && k < TB_LAYOUT_COPIES; k++) {
        char table[64];
        snprintf(table, sizeof table, "%s%.*s", tb_layout_prefixes[k],
                 TB_STR_ARG(t->no));
        rc = tb_store_add_columns(db, table, t, err);
    }
    return rc;
}

static int follow_dictionary(struct tb_db *db, const struct tb_dict *dict,
                             struct tb_err *err)
{
    if (tb_store_create_data(db, dict, err) < 0)
        return -1;
    for (size_t i = 0; i < dict->table_count; i++)
        if (add_columns(db, &dict->tables[i], err) < 0)
            return -1;
    return tb_store_set(db, "layout_of", tb_str(dict->hash), err);
}

/* Under the lock: another process may have been faster. */
static int upgrade(struct tb_db *db, const struct tb_dict *dict,
                   struct tb_err *err)
{
    char pragma[48];
    long long version;

    if (tb_db_begin(db, err) < 0 ||
        tb_db_int(db, &version, 0, err, "PRAGMA user_version", "") < 0 ||
        follow_dictionary(db, dict, err) < 0)
        return -1;
    for (; version >= 1 && version < TB_STORE_VERSION; version++)
        if (tb_migrations[version - 1](db, dict, err) < 0)
            return -1;
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d",
             TB_STORE_VERSION);
    if (tb_db_run(db, pragma, err) < 0)
        return -1;
    return tb_db_commit(db, err);
}

int tb_store_upgrade(struct tb_db *db, const struct tb_dict *dict,
                     struct tb_err *err)
{
    long long version, application;
    struct tb_buf layout_of = { 0 };
    int rc = -1;

    if (tb_db_int(db, &application, 0, err, "PRAGMA application_id", "") < 0 ||
        tb_db_int(db, &version, 0, err, "PRAGMA user_version", "") < 0)
        goto done;
    if (application != APPLICATION_ID) {
        tb_fail(err, "is no database of tianbao");
        goto done;
    }
    if (tb_store_get(db, "layout_of", &layout_of, err) < 0)
        goto done;
    if (version > TB_STORE_VERSION) {
        tb_fail(err,
                "was made by a newer tianbao (layout %lld; this one "
                "knows %d)",
                version, TB_STORE_VERSION);
        goto done;
    }
    rc = 0;
    if (version < TB_STORE_VERSION ||
        !tb_str_is(tb_buf_str(&layout_of), dict->hash)) {
        /* a table that others refer to may be made anew; this cannot be
         * said inside a transaction */
        rc = tb_db_run(db,
                       "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table "
                       "= ON",
                       err);
        if (rc == 0)
            rc = upgrade(db, dict, err);
        if (rc < 0)
            tb_db_rollback(db);
        if (rc == 0)
            rc = tb_db_run(db,
                           "PRAGMA legacy_alter_table = OFF; PRAGMA "
                           "foreign_keys = ON",
                           err);
    }
done:
    tb_buf_free(&layout_of);
    return rc;
}

int tb_store_use_merged(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    for (size_t i = 0; i < dict->table_count; i++)
        view_sql(&dict->tables[i], true, &sql);
    rc = tb_db_run(db, tb_buf_text(&sql), err);
    tb_buf_free(&sql);
    return rc;
}

/* d_NO, m_NO; what has no number is no table of DICT. */
static bool is_data(const struct tb_dict *dict, const char *table)
{
    return (table[0] == 'd' || table[0] == 'm') && table[1] == '_' &&
           tb_dict_table(dict, tb_str(table + 2));
}

/*
 * A list of what is allowed: a table that the layout gains is hidden without
 * anybody's doing.  The view of a derived table looks up which submission was
 * computed; no more than this can be had of submission by whoever calls
 * himself a view, and d_'s _submission shows as much.
 */
bool tb_store_is_readable(const void *ctx, const char *table,
                          const char *column, bool in_view)
{
    const struct tb_dict *dict = ctx;

    if (is_data(dict, table) || strcmp(table, "代码") == 0)
        return true;
    for (size_t i = 0; i < dict->table_count; i++)
        if (tb_str_is(dict->tables[i].name, table))
            return true;
    return in_view && strcmp(table, "submission") == 0 &&
           (strcmp(column, "id") == 0 || strcmp(column, "kind") == 0);
}

int tb_store_set(struct tb_db *db, const char *key, struct tb_str value,
                 struct tb_err *err)
{
    return tb_db_do(db, err,
                    "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (key) DO "
                    "UPDATE SET value = excluded.value",
                    "sS", key, &value);
}

int tb_store_get(struct tb_db *db, const char *key, struct tb_buf *out,
                 struct tb_err *err)
{
    struct tb_stmt *s;
    int rc;

    tb_buf_clear(out);
    tb_buf_add(out, tb_str(""));
    if (tb_db_prepare(db, "SELECT value FROM setting WHERE key = ?1", &s, err) <
        0)
        return -1;
    rc = tb_stmt_bind(s, err, "s", key);
    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        tb_buf_add(out, tb_stmt_text(s, 0));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}
