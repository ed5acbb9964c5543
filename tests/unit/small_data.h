/* small_data.h - rows of this year and last for a small dictionary. */
#ifndef TB_SMALL_DATA_H
#define TB_SMALL_DATA_H

#include "check.h"

#include "last.h"
#include "small_dict.h"
#include "store.h"

/* The dictionary of TEXTS, about which there must be no complaint. */
static inline struct tb_dict *small_load(const struct small_texts *texts)
{
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    CHECK_INT("parse", small_parse(texts, &dict, &complaints, &err), 0);
    small_show(&complaints, &got);
    CHECK_STR("no complaints", tb_buf_text(&got), "");
    tb_complaints_free(&complaints);
    tb_buf_free(&got);
    return dict;
}

/* ROWS are SQL: "('1', '甲'), ('2', NULL)"; NULL: none.  TABLE is quoted. */
static inline void small_insert(struct tb_db *db, const char *label,
                                const char *table, const char *columns,
                                const char *rows)
{
    struct tb_buf sql = { 0 };
    struct tb_err err = { 0 };

    tb_buf_addf(&sql, "INSERT INTO %s (%s) VALUES %s", table, columns,
                rows ? rows : "");
    if (rows)
        tb_db_run(db, sql.p, &err);
    CHECK_STR(label, err.msg, "");
    tb_buf_free(&sql);
}

/* Rows of table NO, filed this year. */
static inline void small_now(struct tb_db *db, const char *label,
                             const char *no, const char *columns,
                             const char *rows)
{
    struct tb_buf sql = { 0 };
    struct tb_err err = { 0 };

    tb_buf_addf(&sql,
                "INSERT INTO main.\"d_%s\" (_submission, %s) SELECT 1, * FROM "
                "(VALUES %s)",
                no, columns, rows ? rows : "");
    if (rows)
        tb_db_run(db, sql.p, &err);
    CHECK_STR(label, err.msg, "");
    tb_buf_free(&sql);
}

static inline void small_last(struct tb_db *db, const char *label,
                              const char *no, const char *columns,
                              const char *rows)
{
    char table[64];

    snprintf(table, sizeof table, "上年.\"m_%s\"", no);
    small_insert(db, label, table, columns, rows);
}

/* A database in memory that rules can be run on; both years are empty. */
static inline struct tb_db *small_db(const struct tb_dict *dict)
{
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("open", tb_db_open(":memory:", TB_DB_CREATE, &db, &err), 0);
    CHECK_INT("create", tb_store_create(db, dict, &err), 0);
    CHECK_INT("attach", tb_last_attach(db, NULL, dict, &err), 0);
    small_insert(db, "submission", "submission",
                 "kind, table_no, version, imported_at, actor, current",
                 "('derived', '', 1, '', '', 1)");
    CHECK_STR("a database", err.msg, "");
    return db;
}

#endif
