/*
 * db.h - SQLite, and all that is known of it here.
 *
 * Parameters are bound by a format of one letter each: s const char * (NULL
 * is NULL), S const struct tb_str *, i long long, d double, v const struct
 * tb_value *.
 */
#ifndef TB_DB_H
#define TB_DB_H

#include <stdarg.h>

#include "err.h"
#include "value.h"

struct tb_db;
struct tb_stmt;

enum tb_db_mode {
    TB_DB_CREATE, /* must not be there yet */
    TB_DB_WRITE,
    TB_DB_READ,
    TB_DB_ANY, /* WRITE, where file and folder can be written; else READ */
};

/*
 * Open PATH (":memory:" too).  Writers wait up to 20 s for each other.
 *
 * In a folder that cannot be written nobody can change the file, and it is
 * read as it is.  TB_IO when a log beside it holds changes that are not in it.
 */
int tb_db_open(const char *path, enum tb_db_mode mode, struct tb_db **db,
               struct tb_err *err);
bool tb_db_is_read_only(const struct tb_db *db);
void tb_db_close(struct tb_db *db);

/* Run SQL (several statements) without parameters. */
int tb_db_run(struct tb_db *db, const char *sql, struct tb_err *err);

/* Run one statement with parameters, to its end. */
int tb_db_do(struct tb_db *db, struct tb_err *err, const char *sql,
             const char *format, ...);

/* BEGIN IMMEDIATE: the write lock is taken at once, or 75.  Of a database that
 * is only read: one moment of it is seen until the end. */
int tb_db_begin(struct tb_db *db, struct tb_err *err);
int tb_db_commit(struct tb_db *db, struct tb_err *err);
void tb_db_rollback(struct tb_db *db); /* when a transaction is open */

/* From BEGIN on, a part of the transaction that END keeps or undoes.  Parts
 * nest. */
int tb_db_part_begin(struct tb_db *db, struct tb_err *err);
int tb_db_part_end(struct tb_db *db, bool keep, struct tb_err *err);

long long tb_db_last_id(const struct tb_db *db);
long long tb_db_changes(const struct tb_db *db);

int tb_db_prepare(struct tb_db *db, const char *sql, struct tb_stmt **stmt,
                  struct tb_err *err);
void tb_stmt_free(struct tb_stmt *stmt);

/* Reset, and bind from the first parameter on. */
int tb_stmt_bind(struct tb_stmt *stmt, struct tb_err *err, const char *format,
                 ...);
/* One parameter, the first is 1.  VALUE's text is borrowed until the statement
 * has run. */
int tb_stmt_bind_value(struct tb_stmt *stmt, int at,
                       const struct tb_value *value, struct tb_err *err);
/* Bind text to a named parameter (":学年起") if the statement has it. */
void tb_stmt_bind_name(struct tb_stmt *stmt, const char *name,
                       const char *text);
void tb_stmt_reset(struct tb_stmt *stmt);

/* 1: a row; 0: the end; -1: failed. */
int tb_stmt_step(struct tb_stmt *stmt, struct tb_err *err);

int tb_stmt_columns(const struct tb_stmt *stmt);
struct tb_str tb_stmt_column_name(const struct tb_stmt *stmt, int column);
/* The table's column that COLUMN shows, whatever it is called; "" and "" when
 * it is computed. */
void tb_stmt_origin(const struct tb_stmt *stmt, int column,
                    struct tb_str *table, struct tb_str *name);
bool tb_stmt_is_null(struct tb_stmt *stmt, int column);
long long tb_stmt_int(struct tb_stmt *stmt, int column);
double tb_stmt_real(struct tb_stmt *stmt, int column);
/* Borrowed until the next step. */
struct tb_str tb_stmt_text(struct tb_stmt *stmt, int column);
const char *tb_stmt_chars(struct tb_stmt *stmt, int column); /* "" for NULL */
struct tb_value tb_stmt_value(struct tb_stmt *stmt, int column);

/* A row of a result.  Return 0 to go on, -1 to stop. */
typedef int tb_db_row_fn(struct tb_stmt *stmt, void *ctx);

/* Run SQL with parameters and show EACH its rows.  -1 also when EACH stopped;
 * what ERR says then is EACH's affair. */
int tb_db_each(struct tb_db *db, tb_db_row_fn *each, void *ctx,
               struct tb_err *err, const char *sql, const char *format, ...);

/* Show EACH the first row and no other.  1: there was one; 0: none; -1: failed,
 * or so EACH said. */
int tb_db_one(struct tb_db *db, tb_db_row_fn *each, void *ctx,
              struct tb_err *err, const char *sql, const char *format, ...);

/* The first column of the first row; DEFLT when there is none. */
int tb_db_int(struct tb_db *db, long long *out, long long deflt,
              struct tb_err *err, const char *sql, const char *format, ...);

/*
 * May SQL that we did not write read COLUMN of TABLE?  COLUMN is "" when it is
 * the rows that are asked about; IN_VIEW when a view reads it, or what a WITH
 * made to look like one.
 */
typedef bool tb_db_readable_fn(const void *ctx, const char *table,
                               const char *column, bool in_view);

/*
 * The sandbox: what is prepared from now on was not written by us.  Only
 * SELECT, only of what IS_READABLE allows, only harmless functions, nothing
 * recursive, bounded in time.  IS_READABLE NULL: what follows is our own SQL
 * again.
 *
 * It belongs to the statement, not to the connection: one that was prepared
 * inside stays inside, with its limits and its budget, however often the
 * sandbox is switched meanwhile, and the others run beside it as ever.  To
 * switch costs nothing.  A statement inside sees what the connection's own
 * transaction has written.  A schema must not change between the preparing of
 * such a statement and its end.
 */
void tb_db_sandbox(struct tb_db *db, tb_db_readable_fn *is_readable,
                   const void *ctx);

/* In the sandbox: how many virtual-machine steps (in thousands; -1: any) each
 * statement may run that is prepared from now on. */
void tb_db_budget(struct tb_db *db, long kilosteps);

/* Prepare SQL in the sandbox with a budget of its own; whether the connection
 * is in it stays as it was. */
int tb_db_prepare_inside(struct tb_db *db, tb_db_readable_fn *is_readable,
                         const void *ctx, long kilosteps, const char *sql,
                         struct tb_stmt **stmt, struct tb_err *err);

/* Copy the database to PATH, consistent, without stopping anyone. */
int tb_db_backup(struct tb_db *db, const char *path, struct tb_err *err);

#endif
