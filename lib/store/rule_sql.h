/*
 * rule_sql.h - the statements that checks run over the dictionary's tables:
 * those that rules are, and those that fields.csv declares.
 *
 * Under their Chinese names tables are what is filed now, or what is merged
 * (reader.h).  What is prepared here is freed with tb_stmt_free().  What the
 * dictionary wrote is prepared in the sandbox, whatever the connection does
 * otherwise, and may run as long as a rule may.
 */
#ifndef TB_RULE_SQL_H
#define TB_RULE_SQL_H

#include "store.h"

/* ---- what the dictionary wrote ---- */

#define TB_RULE_HOLDS 1 /* the column that tells it, of a row rule */

/* SQL as it stands there. */
int tb_foreign_prepare(struct tb_db *db, const struct tb_dict *dict,
                       struct tb_str sql, struct tb_stmt **stmt,
                       struct tb_err *err);

/*
 * RULE over all rows.  Of a row rule: the rows for which it is false or NULL,
 * with _row, then _holds (NULL: undecided), then the fields that its message
 * names.  Of a set rule: its own SELECT.
 */
int tb_rule_prepare(struct tb_db *db, const struct tb_dict *dict,
                    const struct tb_rule *rule, struct tb_stmt **stmt,
                    struct tb_err *err);

/* Of row ?1 of RULE's table: _row, then the fields that its message names. */
int tb_rule_row_prepare(struct tb_db *db, const struct tb_rule *rule,
                        struct tb_stmt **stmt, struct tb_err *err);

/* The rows that DERIVED says its own are made of. */
int tb_source_prepare(struct tb_db *db, const struct tb_dict *dict,
                      const struct tb_derived *derived, struct tb_stmt **stmt,
                      struct tb_err *err);

/* ---- what it declares ---- */

/* Has anything been filed in TABLE? */
int tb_filed_any(struct tb_db *db, const struct tb_table *table, bool *any,
                 struct tb_err *err);

/* The rows of TABLE: _row, then the used fields in their order. */
int tb_filed_prepare(struct tb_db *db, const struct tb_table *table,
                     struct tb_stmt **stmt, struct tb_err *err);

/* The distinct values that reference field VIA may have, with each those facts
 * of its row that the COUNT fields MIRRORS repeat, then which of VIA's
 * references it is of and one such row. */
int tb_targets_prepare(struct tb_db *db, const struct tb_field *via,
                       const struct tb_field *const *mirrors, size_t count,
                       struct tb_stmt **stmt, struct tb_err *err);

/* Row ?1 of TABLE, likewise. */
int tb_filed_row_prepare(struct tb_db *db, const struct tb_table *table,
                         struct tb_stmt **stmt, struct tb_err *err);

/* The rows of TABLE that last year has too, found by their key (in a table of
 * one row: that row): _row, then of each of the COUNT FIELDS this year's value
 * and last year's. */
int tb_years_prepare(struct tb_db *db, const struct tb_table *table,
                     const struct tb_field *const *fields, size_t count,
                     struct tb_stmt **stmt, struct tb_err *err);

/* The rows that departments typed into derived table TABLE: _row, is there a
 * derived one of this key?, then of each used field that is no key what was
 * typed and what was derived. */
int tb_typed_prepare(struct tb_db *db, const struct tb_table *table,
                     struct tb_stmt **stmt, struct tb_err *err);

#endif
