/* trial.c - rows that were never filed. */
#include "trial.h"

#include "last.h"

/* Rows of this year are somebody's: each table's of one submission. */
static int add_submissions(struct tb_db *db, const struct tb_dict *dict,
                           struct tb_err *err)
{
    for (size_t i = 0; i < dict->table_count; i++)
        if (tb_db_do(
                db, err,
                "INSERT INTO submission (kind, table_no, version, imported_at, "
                "actor, current) VALUES ('derived', ?1, 1, '', '', 1)",
                "S", &dict->tables[i].no) < 0)
            return -1;
    return 0;
}

int tb_trial_open(const struct tb_dict *dict, struct tb_db **out,
                  struct tb_err *err)
{
    struct tb_db *db = NULL;

    *out = NULL;
    if (tb_db_open(":memory:", TB_DB_CREATE, &db, err) < 0 ||
        tb_store_create(db, dict, err) < 0 ||
        tb_last_attach(db, NULL, dict, err) < 0 ||
        add_submissions(db, dict, err) < 0) {
        tb_db_close(db);
        return -1;
    }
    *out = db;
    return 0;
}

int tb_trial_begin(struct tb_db *db, struct tb_err *err)
{
    return tb_db_run(db, "SAVEPOINT trial", err);
}

int tb_trial_end(struct tb_db *db, struct tb_err *err)
{
    return tb_db_run(db, "ROLLBACK TO trial; RELEASE trial", err);
}

static void insert_sql(const struct tb_table *t, bool last_year,
                       const struct tb_trial_cell *cells, size_t count,
                       struct tb_buf *sql)
{
    tb_buf_addf(sql, "INSERT INTO %s_%.*s\" (",
                last_year ? "上年.\"m" : "main.\"d", TB_STR_ARG(t->no));
    for (size_t i = 0; i < count; i++) {
        tb_buf_adds(sql, i > 0 ? ", " : "");
        tb_buf_add_quoted(sql, cells[i].field, '"');
    }
    tb_buf_adds(sql, last_year ? ") VALUES (" : ", _submission) VALUES (");
    for (size_t i = 0; i < count; i++)
        tb_buf_adds(sql, i > 0 ? ", ?" : "?");
    if (!last_year)
        tb_buf_addf(sql,
                    ", (SELECT id FROM submission WHERE table_no = '%.*s')",
                    TB_STR_ARG(t->no));
    tb_buf_adds(sql, ")");
}

int tb_trial_add(struct tb_db *db, const struct tb_table *t, bool last_year,
                 const struct tb_trial_cell *cells, size_t count,
                 struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    insert_sql(t, last_year, cells, count, &sql);
    rc = tb_db_prepare(db, sql.p, &s, err);
    for (size_t i = 0; rc == 0 && i < count; i++) {
        struct tb_value v = { .kind = cells[i].value.n ? TB_TEXT : TB_NULL,
                              .text = cells[i].value };
        rc = tb_stmt_bind_value(s, (int)i + 1, &v, err);
    }
    if (rc == 0)
        rc = tb_stmt_step(s, err);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}
