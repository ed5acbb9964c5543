/*
 * sandbox.c - what SQL that we did not write may do.
 *
 * SQLite asks the authorizer before it compiles in an action, a function or a
 * column of a table.  It does not ask
 *
 * - about the columns that only USING or NATURAL compares: "t JOIN staff USING
 *   (id)" tells who is on the staff (3.40; its tests do not want it otherwise),
 *   and about the arguments of a function that is a table;
 * - by a name that it has looked up, when a table is only counted: it hands on
 *   what is written, which may be the name of a WITH, or STAFF.
 *
 * So a statement that has such a word, or such a name, must not contain the
 * name of anything on this connection that may not be read.  SQL cannot refer
 * to a table without its name in the text, letter for letter, between bytes
 * that are no part of a name: neither comments nor quotes of any kind can
 * hide it, so that the text need not be parsed.  A rule is refused at worst
 * that only says such a word.
 */
#include <string.h>

#include "db_parts.h"

#define STEPS_PER_CALL 1000
#define DEFAULT_BUDGET 2000000 /* thousands of steps */

static const struct {
    int id, most;
} limits[TB_SANDBOX_LIMITS] = {
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 32 },
    { SQLITE_LIMIT_EXPR_DEPTH, 128 },
    { SQLITE_LIMIT_LENGTH, 200000 },
    { SQLITE_LIMIT_SQL_LENGTH, 200000 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
};

/* What a rule may call: SQLite's own, less those that reach outside, grow
 * without bound or know about the process. */
static bool is_harmless(const char *function)
{
    static const char *const banned[] = { "load_extension",
                                          "fts3_tokenizer",
                                          "zeroblob",
                                          "randomblob",
                                          "random",
                                          "readfile",
                                          "writefile",
                                          "edit",
                                          "sqlite_compileoption_get",
                                          "last_insert_rowid",
                                          "changes",
                                          "total_changes",
                                          "printf",
                                          "format",
                                          "sqlite_log",
                                          "likelihood" };

    for (size_t i = 0; i < TB_LEN(banned); i++)
        if (sqlite3_stricmp(function, banned[i]) == 0)
            return false;
    return true;
}

static bool may_read(struct tb_db *db, const char *table, const char *column,
                     const char *schema, const char *view)
{
    if (db->is_readable(db->readable_ctx, table, column, view != NULL))
        return true;
    if (column[0] || schema)
        return false;
    db->is_doubtful = true; /* counted by a name that was not looked up */
    return true;
}

static int authorize(void *ctx, int action, const char *a, const char *b,
                     const char *schema, const char *view)
{
    struct tb_db *db = ctx;

    if (!db->inside)
        return SQLITE_OK; /* our own SQL */
    switch (action) {
    case SQLITE_SELECT:
        return SQLITE_OK;
    case SQLITE_READ:
        return may_read(db, a, b, schema, view) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
        return is_harmless(b) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static int on_progress(void *ctx)
{
    const struct tb_db *db = ctx;
    struct tb_stmt *s = db->inside;

    if (!s)
        return 0;
    if (s->budget > 0)
        s->budget--;
    return s->budget == 0; /* once used up, it stays so */
}

/* All of it now and never again: to install an authorizer, or to turn one of
 * these off, makes SQLite compile every statement anew. */
void tb_sandbox_install(struct tb_db *db)
{
    sqlite3 *q = db->sqlite;

    sqlite3_db_config(q, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(q, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(q, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_set_authorizer(q, authorize, db);
    sqlite3_progress_handler(q, STEPS_PER_CALL, on_progress, db);
}

void tb_sandbox_enter(struct tb_stmt *s)
{
    struct tb_db *db = s->db;

    if (!s->is_shut)
        return;
    db->inside = s;
    db->is_doubtful = false;
    for (size_t i = 0; i < TB_LEN(limits); i++)
        db->limits[i] = sqlite3_limit(db->sqlite, limits[i].id, limits[i].most);
}

void tb_sandbox_leave(struct tb_stmt *s)
{
    struct tb_db *db = s->db;

    if (!s->is_shut)
        return;
    for (size_t i = 0; i < TB_LEN(limits); i++)
        sqlite3_limit(db->sqlite, limits[i].id, db->limits[i]);
    db->inside = NULL;
}

/* May C be the next byte of a name?  Not asked of bytes beyond ASCII, which
 * may, or be a mark that SQLite skips. */
static bool goes_on(char c)
{
    return c == '_' || c == '$' || (c >= '0' && c <= '9') ||
           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Is NAME a word of SQL, or with IS_HEAD the beginning of one? */
static bool has_word(const char *sql, const char *name, bool is_head)
{
    int n = (int)strlen(name);

    for (const char *p = sql; *p; p++)
        if ((*p | 0x20) == (name[0] | 0x20) && /* quick */
            sqlite3_strnicmp(p, name, n) == 0 &&
            (p == sql || !goes_on(p[-1]) || !goes_on(name[0])) &&
            (is_head || !goes_on(p[n]) || !goes_on(name[n - 1])))
            return true;
    return false;
}

/* All that a name in FROM may stand for: tables, views and modules, but what
 * is always there under names of its own. */
static const char names_sql[] = "SELECT name FROM pragma_table_list UNION "
                                "SELECT name FROM pragma_module_list";
static const char *const heads[] = { "sqlite_", "pragma_" };

static bool names_hidden(const struct tb_db *db, const char *sql,
                         sqlite3_stmt *names, int *code)
{
    for (size_t i = 0; i < TB_LEN(heads); i++)
        if (has_word(sql, heads[i], true))
            return true;
    while ((*code = sqlite3_step(names)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(names, 0);
        if (name && name[0] &&
            !db->is_readable(db->readable_ctx, name, "", false) &&
            has_word(sql, name, false))
            return true;
    }
    return false;
}

int tb_sandbox_check(const struct tb_stmt *s, const char *sql,
                     struct tb_err *err)
{
    struct tb_db *db = s->db;
    sqlite3_stmt *names = NULL;
    int code, rc = -1;

    if (!s->is_shut || (!db->is_doubtful && !has_word(sql, "using", false) &&
                        !has_word(sql, "natural", false)))
        return 0;
    code = sqlite3_prepare_v2(db->sqlite, names_sql, -1, &names, NULL);
    if (code == SQLITE_OK && names_hidden(db, sql, names, &code))
        tb_fail_as(err, TB_DICTIONARY,
                   "it reads a table that is not for rules");
    else if (code != SQLITE_DONE)
        tb_db_fail(db, err);
    else
        rc = 0;
    sqlite3_finalize(names);
    return rc;
}

void tb_db_sandbox(struct tb_db *db, tb_db_readable_fn *is_readable,
                   const void *ctx)
{
    db->is_shut = is_readable != NULL;
    if (!is_readable)
        return;
    db->is_readable = is_readable;
    db->readable_ctx = ctx;
    db->budget = DEFAULT_BUDGET;
}

void tb_db_budget(struct tb_db *db, long kilosteps)
{
    db->budget = kilosteps;
}
