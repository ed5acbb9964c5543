/* db_parts.h - what db.c, functions.c and sandbox.c share. */
#ifndef TB_DB_PARTS_H
#define TB_DB_PARTS_H

#include <sqlite3.h>

#include "db.h"

#define TB_SANDBOX_LIMITS 6

struct tb_db {
    sqlite3 *sqlite;
    bool in_transaction, is_read_only;
    /* the sandbox */
    tb_db_readable_fn *is_readable; /* kept when it is off: see IS_SHUT */
    const void *readable_ctx;
    bool is_shut;
    long budget;            /* of the next statement */
    struct tb_stmt *inside; /* what is compiled or run now, if in the sandbox */
    bool is_doubtful;       /* it has named what may be a table */
    int limits[TB_SANDBOX_LIMITS]; /* outside */
};

struct tb_stmt {
    sqlite3_stmt *sqlite;
    struct tb_db *db;
    bool is_shut; /* in the sandbox: it was prepared there */
    long budget;  /* calls of the progress handler that are left; < 0: any */
};

/* SQLite's last error. */
int tb_db_fail(struct tb_db *db, struct tb_err *err);

/* Once, for a connection that was opened. */
int tb_functions_add(struct tb_db *db, struct tb_err *err);
void tb_sandbox_install(struct tb_db *db);

/* Around every compiling and running of S: the sandbox is there for it alone,
 * and nothing else on the connection notices. */
void tb_sandbox_enter(struct tb_stmt *s);
void tb_sandbox_leave(struct tb_stmt *s);

/* S was compiled from SQL: does it read what the authorizer was not asked
 * about? */
int tb_sandbox_check(const struct tb_stmt *s, const char *sql,
                     struct tb_err *err);

#endif
