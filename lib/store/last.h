/*
 * last.h - last year's data: a database of its own, which rules see as the
 * schema 上年.
 *
 * It has the tables and fields of this year's dictionary, whatever last year's
 * were called; what could not be carried over is empty.  _line is the row's
 * place in what it was read from, _department the code of the department that
 * filed it, NULL when that is not known.
 */
#ifndef TB_LAST_H
#define TB_LAST_H

#include "db.h"

#define TB_LAST_FILE "last.db" /* in the campaign's folder */

/* Make the empty database PATH for DICT and open it. */
int tb_last_create(const char *path, const struct tb_dict *dict,
                   struct tb_db **db, struct tb_err *err);

/* The INSERT that takes _line, _department and the used fields of T, in their
 * order. */
int tb_last_insert(struct tb_db *db, const struct tb_table *t,
                   struct tb_stmt **insert, struct tb_err *err);

/* Last year had table T, and ROWS rows of it. */
int tb_last_there(struct tb_db *db, const struct tb_table *t, long long rows,
                  struct tb_err *err);

/* The dictionary was changed: give the database at PATH its new columns. */
int tb_last_follow(const char *path, const struct tb_dict *dict,
                   struct tb_err *err);

/*
 * Let DB's SQL see the database at PATH as 上年; PATH NULL: the same tables,
 * empty.
 */
int tb_last_attach(struct tb_db *db, const char *path,
                   const struct tb_dict *dict, struct tb_err *err);

/* Which tables of DICT last year had: THERE has one flag for each. */
int tb_last_read_there(struct tb_db *db, const struct tb_dict *dict,
                       bool *there, struct tb_err *err);

/* Put a row by INSERT, which tb_last_insert() made for T: VALUES by field,
 * used or not; DEPARTMENT a code, or "". */
int tb_last_put(struct tb_stmt *insert, const struct tb_table *t,
                long long line, struct tb_str department,
                const struct tb_value *values, struct tb_err *err);

#endif
