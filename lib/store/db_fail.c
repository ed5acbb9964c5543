/* db_fail.c - what SQLite says went wrong, as a status of ours. */
#include "db_parts.h"

static enum tb_status status_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return TB_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return TB_IO;
    case SQLITE_NOMEM:
        return TB_NOMEM;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return TB_BADFILE;
    default:
        return TB_INTERNAL;
    }
}

int tb_db_fail(struct tb_db *db, struct tb_err *err)
{
    int code = sqlite3_errcode(db->sqlite);

    if ((code & 0xFF) == SQLITE_BUSY)
        return tb_fail_as(err, TB_BUSY,
                          "another process is writing to the "
                          "campaign; try again");
    if ((code & 0xFF) == SQLITE_READONLY)
        return tb_fail_as(err, TB_IO, "the database cannot be written");
    return tb_fail_as(err, status_of(code), "%s", sqlite3_errmsg(db->sqlite));
}
