/* db_open.c - a connection's beginning and end. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "db_parts.h"
#include "mem.h"

#define WAIT_MS 20000
#define HEAP_MAX ((sqlite3_int64)1 << 30)

/* One thread: no locks then.  A limit to what a rule may make SQLite use.
 * Refused, without harm, once SQLite has begun. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 500);
    sqlite3_hard_heap_limit64(HEAP_MAX);
}

/* An empty file that is its owner's alone. */
static int create(const char *path, struct tb_err *err)
{
    int fd;

    if (strcmp(path, ":memory:") == 0)
        return 0;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return tb_fail_as(err, TB_IO, "%s: cannot create: %s", path,
                          strerror(errno));
    close(fd);
    return 0;
}

int tb_db_open(const char *path, enum tb_db_mode mode, struct tb_db **out,
               struct tb_err *err)
{
    static const int flags[] = {
        [TB_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
        [TB_DB_WRITE] = SQLITE_OPEN_READWRITE,
        [TB_DB_READ] = SQLITE_OPEN_READONLY,
    };
    struct tb_db *db = tb_alloc(1, sizeof *db);
    const char *setup =
        mode == TB_DB_READ
            ? "PRAGMA temp_store = MEMORY;"
              "PRAGMA cache_size = -32000"
            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
              "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
              "PRAGMA cache_size = -32000";

    configure();
    if (mode == TB_DB_CREATE && create(path, err) < 0) {
        free(db);
        return -1;
    }
    if (sqlite3_open_v2(path, &db->sqlite, flags[mode] | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        tb_fail_as(err, TB_BADFILE, "%s: %s", path,
                   db->sqlite ? sqlite3_errmsg(db->sqlite) : "out of memory");
        tb_db_close(db);
        return -1;
    }
    sqlite3_extended_result_codes(db->sqlite, 1);
    sqlite3_busy_timeout(db->sqlite, WAIT_MS);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* "课籌" is a name, and a misspelt one: never a text */
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    tb_sandbox_install(db);
    if (tb_functions_add(db, err) < 0 || tb_db_run(db, setup, err) < 0) {
        tb_db_close(db);
        return tb_fail_in(err, "%s", path);
    }
    *out = db;
    return 0;
}

void tb_db_close(struct tb_db *db)
{
    if (!db)
        return;
    tb_db_rollback(db);
    sqlite3_close(db->sqlite);
    free(db);
}
