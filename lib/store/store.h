/*
 * store.h - the database of a campaign: its tables and how they are reached.
 *
 * Every dictionary table has a typed table "d_1.4.1" with what is filed now,
 * a view of it under its Chinese name (the names that rules use), "h_1.4.1"
 * with the versions before, and "m_1.4.1" with what merge made of the approved
 * ones.  In a derived table's d_ there is what was derived (its submission has
 * no file), which the view shows, and beside it what departments typed.
 */
#ifndef TB_STORE_H
#define TB_STORE_H

#include "db.h"
#include "dict.h"

/* The database of a campaign, whose dictionary it follows, and who writes to
 * it now.  Owned by who opened it. */
struct tb_context; /* who.h */
struct tb_store {
    struct tb_db *db;
    const struct tb_dict *dict;
    const struct tb_context *context;
};

#define TB_STORE_VERSION 5 /* PRAGMA user_version */

/* Create the tables of a new campaign. */
int tb_store_create(struct tb_db *db, const struct tb_dict *dict,
                    struct tb_err *err);

/*
 * Check the version, bring an older layout up to this one, add what a changed
 * dictionary needs; all in one transaction, or nothing.  A newer layout is
 * refused.
 */
int tb_store_upgrade(struct tb_db *db, const struct tb_dict *dict,
                     struct tb_err *err);

/* Only the dictionary's tables (d_, m_ and views): for checking rules. */
int tb_store_create_data(struct tb_db *db, const struct tb_dict *dict,
                         struct tb_err *err);

/* Temporary views over the merged tables under the Chinese names, which
 * then stand before the ones over what was filed. */
int tb_store_use_merged(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err);

/* What a rule may read: the tables of the dictionary DICT under all their
 * names, and 代码.  (For tb_db_sandbox.) */
tb_db_readable_fn tb_store_is_readable;

/* The fields of TABLE that are in use, as "a", "b", ... */
void tb_store_columns(const struct tb_table *table, struct tb_buf *out);

/* INSERT INTO PREFIX and TABLE's number: HEADS ("_submission, _line", two of
 * them), then what tb_store_columns() adds, a parameter each. */
void tb_store_insert_sql(const char *prefix, const char *heads,
                         const struct tb_table *table, struct tb_buf *out);

/* All fields of TABLE with their SQL types: , "a" TEXT, "b" INTEGER ... */
void tb_store_typed_columns(const struct tb_table *table, struct tb_buf *out);

/* Give the SQL table TABLE the columns of T that it does not have yet. */
int tb_store_add_columns(struct tb_db *db, const char *table,
                         const struct tb_table *t, struct tb_err *err);

/* Settings of the campaign; GET copies into OUT, "" when not set. */
int tb_store_set(struct tb_db *db, const char *key, struct tb_str value,
                 struct tb_err *err);
int tb_store_get(struct tb_db *db, const char *key, struct tb_buf *out,
                 struct tb_err *err);

#endif
