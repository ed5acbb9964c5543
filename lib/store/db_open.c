/* db_open.c - a connection's beginning and end. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db_parts.h"
#include "file.h"
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

/* ---- where nothing can be written ---- */

static bool is_in_fixed_folder(const char *path)
{
    struct tb_buf folder = { 0 };
    bool is = strcmp(path, ":memory:") != 0 && tb_file_exists(path) &&
              !tb_file_is_writable(tb_file_folder(path, &folder));

    tb_buf_free(&folder);
    return is;
}

/* What stands in a log beside PATH could be put into it, or taken back, only by
 * writing. */
static int check_logs(const char *path, struct tb_err *err)
{
    static const char *const ends[] = { "-wal", "-journal" };
    struct tb_buf name = { 0 };
    struct stat st;
    int rc = 0;

    for (size_t i = 0; i < TB_LEN(ends) && rc == 0; i++) {
        tb_buf_clear(&name);
        tb_buf_addf(&name, "%s%s", path, ends[i]);
        if (stat(name.p, &st) == 0 && st.st_size > 0)
            rc = tb_fail_as(err, TB_IO,
                            "%s holds changes that are not yet in %s, and the "
                            "folder cannot be written; copy the whole folder "
                            "to where it can be",
                            name.p, tb_file_name(path));
    }
    tb_buf_free(&name);
    return rc;
}

/* SQLite makes files beside a database that it reads, unless it is told that
 * the database cannot change. */
static void name_fixed(const char *path, struct tb_buf *uri)
{
    tb_buf_adds(uri, path[0] == '/' ? "file://" : "file:");
    for (; *path; path++)
        if (strchr("%?#", *path))
            tb_buf_addf(uri, "%%%02X", (unsigned char)*path);
        else
            tb_buf_addc(uri, *path);
    tb_buf_adds(uri, "?immutable=1");
}

/* ---- open and close ---- */

static int open_as(struct tb_db *db, const char *path, bool is_fixed, int flags,
                   struct tb_err *err)
{
    struct tb_buf name = { 0 };
    int code;

    if (is_fixed && check_logs(path, err) < 0)
        return -1;
    if (is_fixed)
        name_fixed(path, &name);
    else
        tb_buf_adds(&name, path);
    code = sqlite3_open_v2(
        name.p, &db->sqlite,
        flags | SQLITE_OPEN_NOMUTEX | (is_fixed ? SQLITE_OPEN_URI : 0), NULL);
    tb_buf_free(&name);
    return code == SQLITE_OK
               ? 0
               : tb_fail_as(err, TB_BADFILE, "%s: %s", path,
                            db->sqlite ? sqlite3_errmsg(db->sqlite)
                                       : "out of memory");
}

int tb_db_open(const char *path, enum tb_db_mode mode, struct tb_db **out,
               struct tb_err *err)
{
    static const int flags[] = {
        [TB_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
        [TB_DB_WRITE] = SQLITE_OPEN_READWRITE,
        [TB_DB_READ] = SQLITE_OPEN_READONLY,
    };
    static const char
        reading[] = "PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -32000",
        writing[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -32000";
    struct tb_db *db = tb_alloc(1, sizeof *db);
    bool is_fixed = mode != TB_DB_CREATE && is_in_fixed_folder(path);

    configure();
    if (mode == TB_DB_ANY)
        mode =
            is_fixed || !tb_file_is_writable(path) ? TB_DB_READ : TB_DB_WRITE;
    db->is_read_only = mode == TB_DB_READ;
    if ((mode == TB_DB_CREATE && create(path, err) < 0) ||
        open_as(db, path, is_fixed, flags[mode], err) < 0) {
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
    if (tb_functions_add(db, err) < 0 ||
        tb_db_run(db, db->is_read_only ? reading : writing, err) < 0) {
        tb_db_close(db);
        return tb_fail_in(err, "%s", path);
    }
    *out = db;
    return 0;
}

bool tb_db_is_read_only(const struct tb_db *db)
{
    return db->is_read_only;
}

void tb_db_close(struct tb_db *db)
{
    if (!db)
        return;
    tb_db_rollback(db);
    sqlite3_close(db->sqlite);
    free(db);
}
