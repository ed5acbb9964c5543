/* store.c - the layout of a campaign's database. */
#include "store.h"

#include <stdio.h>

#include "layout.h"

#define APPLICATION_ID 0x74696261 /* "tiba" */

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

static int follow_dictionary(struct tb_db *db, const struct tb_dict *dict,
                             struct tb_err *err)
{
    if (tb_store_create_data(db, dict, err) < 0)
        return -1;
    for (size_t i = 0; i < dict->table_count; i++)
        if (tb_layout_add_columns(db, &dict->tables[i], err) < 0)
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
    bool is_old;
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
    is_old = version < TB_STORE_VERSION ||
             !tb_str_is(tb_buf_str(&layout_of), dict->hash);
    if (is_old && tb_db_is_read_only(db)) {
        tb_fail_as(err, TB_IO,
                   "must follow the dictionary or a newer tianbao first, and "
                   "cannot be written; copy the whole folder to where it can "
                   "be");
        goto done;
    }
    rc = 0;
    if (is_old) {
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
