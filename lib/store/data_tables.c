/* data_tables.c - the tables and views of each dictionary table. */
#include <stdio.h>

#include "layout.h"
#include "types.h"

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

void tb_store_insert_sql(const char *prefix, const char *heads,
                         const struct tb_table *t, struct tb_buf *out)
{
    tb_buf_addf(out, "INSERT INTO \"%s%.*s\" (%s, ", prefix, TB_STR_ARG(t->no),
                heads);
    tb_store_columns(t, out);
    tb_buf_adds(out, ") VALUES (?, ?");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            tb_buf_adds(out, ", ?");
    tb_buf_adds(out, ")");
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
    ("_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, "
     "_origin INTEGER"),
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

int tb_layout_add_columns(struct tb_db *db, const struct tb_table *t,
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
