/* reader.c - who runs the dictionary's SQL, and what it sees. */
#include "reader.h"

#include <stdlib.h>

#include "file.h"
#include "last.h"
#include "mem.h"

int tb_reader_open(const char *folder, const struct tb_dict *dict, bool merged,
                   struct tb_db **out, struct tb_err *err)
{
    struct tb_buf path = { 0 }, last = { 0 };
    struct tb_db *db = NULL;
    int rc = -1;

    tb_buf_addf(&path, "%s/tianbao.db", folder);
    tb_buf_addf(&last, "%s/" TB_LAST_FILE, folder);
    if (tb_db_open(path.p, TB_DB_READ, &db, err) < 0 ||
        (tb_file_exists(last.p) && tb_last_attach(db, last.p, dict, err) < 0) ||
        (merged && tb_store_use_merged(db, dict, err) < 0) ||
        tb_db_run(db, "BEGIN; SELECT count(*) FROM submission", err) < 0)
        goto done;
    tb_db_sandbox(db, tb_store_is_readable, dict);
    *out = db;
    db = NULL;
    rc = 0;
done:
    tb_db_close(db);
    tb_buf_free(&path);
    tb_buf_free(&last);
    return rc;
}

int tb_reader_last_year(const char *folder, const struct tb_dict *dict,
                        bool **there, struct tb_err *err)
{
    struct tb_store scratch = { .dict = dict };
    int rc;

    if (tb_db_open(":memory:", TB_DB_CREATE, &scratch.db, err) < 0)
        return -1;
    rc = tb_reader_join_last(&scratch, folder, there, err);
    tb_db_close(scratch.db);
    return rc;
}

/* Is last year's data attached to DB? */
static int has_last(struct tb_db *db, bool *has, struct tb_err *err)
{
    long long found;

    if (tb_db_int(db, &found, 0, err,
                  "SELECT 1 FROM pragma_database_list WHERE name = '上年'",
                  "") < 0)
        return -1;
    *has = found != 0;
    return 0;
}

int tb_reader_join_last(struct tb_store *store, const char *folder, bool **out,
                        struct tb_err *err)
{
    bool *there = tb_alloc(store->dict->table_count, sizeof *there);
    struct tb_buf last = { 0 };
    bool has;
    int rc = -1;

    tb_buf_addf(&last, "%s/" TB_LAST_FILE, folder);
    if (has_last(store->db, &has, err) < 0)
        goto done;
    if (!has && tb_file_exists(last.p)) {
        if (tb_last_attach(store->db, last.p, store->dict, err) < 0)
            goto done;
        has = true;
    }
    if (has && tb_last_read_there(store->db, store->dict, there, err) < 0)
        goto done;
    rc = 0;
done:
    if (rc == 0 && out) {
        *out = there;
        there = NULL;
    }
    free(there);
    tb_buf_free(&last);
    return rc;
}

int tb_reader_use_merged(struct tb_store *store, struct tb_err *err)
{
    return tb_store_use_merged(store->db, store->dict, err);
}

int tb_reader_use_filed(struct tb_store *store, struct tb_err *err)
{
    const struct tb_dict *d = store->dict;
    struct tb_buf sql = { 0 };
    int rc;

    for (size_t i = 0; i < d->table_count; i++) {
        tb_buf_adds(&sql, "DROP VIEW IF EXISTS temp.");
        tb_buf_add_quoted(&sql, d->tables[i].name, '"');
        tb_buf_adds(&sql, ";");
    }
    rc = tb_db_run(store->db, tb_buf_text(&sql), err);
    tb_buf_free(&sql);
    return rc;
}
