/* db.c - SQLite behind a few calls. */
#include "db.h"

#include <stdlib.h>

#include "db_parts.h"
#include "mem.h"

int tb_db_run(struct tb_db *db, const char *sql, struct tb_err *err)
{
    struct tb_stmt all = { .db = db,
                           .is_shut = db->is_shut,
                           .budget = db->budget };
    int code;

    tb_sandbox_enter(&all);
    code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    tb_sandbox_leave(&all);
    return code == SQLITE_OK ? 0 : tb_db_fail(db, err);
}

int tb_db_begin(struct tb_db *db, struct tb_err *err)
{
    if (tb_db_run(db, db->is_read_only ? "BEGIN" : "BEGIN IMMEDIATE", err) < 0)
        return -1;
    db->in_transaction = true;
    return 0;
}

int tb_db_commit(struct tb_db *db, struct tb_err *err)
{
    if (tb_db_run(db, "COMMIT", err) < 0)
        return -1;
    db->in_transaction = false;
    return 0;
}

void tb_db_rollback(struct tb_db *db)
{
    if (db->in_transaction)
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    db->in_transaction = false;
}

int tb_db_part_begin(struct tb_db *db, struct tb_err *err)
{
    return tb_db_run(db, "SAVEPOINT part", err);
}

int tb_db_part_end(struct tb_db *db, bool keep, struct tb_err *err)
{
    if (!keep && tb_db_run(db, "ROLLBACK TO part", err) < 0)
        return -1;
    return tb_db_run(db, "RELEASE part", err);
}

long long tb_db_last_id(const struct tb_db *db)
{
    return sqlite3_last_insert_rowid(db->sqlite);
}

long long tb_db_changes(const struct tb_db *db)
{
    return sqlite3_changes64(db->sqlite);
}

int tb_db_prepare(struct tb_db *db, const char *sql, struct tb_stmt **out,
                  struct tb_err *err)
{
    const char *tail = NULL;
    struct tb_stmt *s = tb_alloc(1, sizeof *s);
    int code;

    *out = NULL;
    s->db = db;
    s->is_shut = db->is_shut;
    s->budget = db->budget;
    tb_sandbox_enter(s);
    code = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
                              &s->sqlite, &tail);
    tb_sandbox_leave(s);
    if (code != SQLITE_OK) {
        tb_db_fail(db, err);
        goto failed;
    }
    if (!s->sqlite || (tail && tb_str_trim(tb_str(tail)).n > 0)) {
        tb_fail_as(err, TB_DICTIONARY,
                   "one SQL statement is expected, there "
                   "are none or several");
        goto failed;
    }
    if (tb_sandbox_check(s, sql, err) < 0)
        goto failed;
    *out = s;
    return 0;
failed:
    tb_stmt_free(s);
    return -1;
}

int tb_db_prepare_inside(struct tb_db *db, tb_db_readable_fn *is_readable,
                         const void *ctx, long kilosteps, const char *sql,
                         struct tb_stmt **stmt, struct tb_err *err)
{
    tb_db_readable_fn *readable_before = db->is_readable;
    const void *ctx_before = db->readable_ctx;
    bool shut_before = db->is_shut;
    long budget_before = db->budget;
    int rc;

    tb_db_sandbox(db, is_readable, ctx);
    tb_db_budget(db, kilosteps);
    rc = tb_db_prepare(db, sql, stmt, err);
    if (shut_before) { /* else it is kept, to compile the statement anew */
        db->is_readable = readable_before;
        db->readable_ctx = ctx_before;
    }
    db->is_shut = shut_before;
    db->budget = budget_before;
    return rc;
}

void tb_stmt_free(struct tb_stmt *s)
{
    if (!s)
        return;
    sqlite3_finalize(s->sqlite);
    free(s);
}

static int bind_text(struct tb_stmt *s, int at, struct tb_str text)
{
    return sqlite3_bind_text(s->sqlite, at, text.p ? text.p : "", (int)text.n,
                             SQLITE_TRANSIENT);
}

/* TEXT is copied, unless KEEP is SQLITE_STATIC. */
static int bind_any(struct tb_stmt *s, int at, const struct tb_value *v,
                    sqlite3_destructor_type keep)
{
    switch (v->kind) {
    case TB_TEXT:
        return sqlite3_bind_text(s->sqlite, at, v->text.p ? v->text.p : "",
                                 (int)v->text.n, keep);
    case TB_INTEGER:
        return sqlite3_bind_int64(s->sqlite, at, v->integer);
    case TB_REAL:
        return sqlite3_bind_double(s->sqlite, at, v->real);
    default:
        return sqlite3_bind_null(s->sqlite, at);
    }
}

int tb_stmt_bind_value(struct tb_stmt *s, int at, const struct tb_value *v,
                       struct tb_err *err)
{
    return bind_any(s, at, v, SQLITE_STATIC) == SQLITE_OK
               ? 0
               : tb_db_fail(s->db, err);
}

static int bind_one(struct tb_stmt *s, int at, char letter, va_list *args)
{
    const char *text;

    switch (letter) {
    case 's':
        text = va_arg(*args, const char *);
        return text ? bind_text(s, at, tb_str(text))
                    : sqlite3_bind_null(s->sqlite, at);
    case 'S':
        return bind_text(s, at, *va_arg(*args, const struct tb_str *));
    case 'i':
        return sqlite3_bind_int64(s->sqlite, at, va_arg(*args, long long));
    case 'd':
        return sqlite3_bind_double(s->sqlite, at, va_arg(*args, double));
    default:
        return bind_any(s, at, va_arg(*args, const struct tb_value *),
                        SQLITE_TRANSIENT);
    }
}

static int bind_list(struct tb_stmt *s, const char *format, va_list *args,
                     struct tb_err *err)
{
    sqlite3_reset(s->sqlite);
    for (int i = 0; format[i]; i++)
        if (bind_one(s, i + 1, format[i], args) != SQLITE_OK)
            return tb_db_fail(s->db, err);
    return 0;
}

int tb_stmt_bind(struct tb_stmt *s, struct tb_err *err, const char *format, ...)
{
    va_list args;
    int rc;

    va_start(args, format);
    rc = bind_list(s, format, &args, err);
    va_end(args);
    return rc;
}

void tb_stmt_bind_name(struct tb_stmt *s, const char *name, const char *text)
{
    int at = sqlite3_bind_parameter_index(s->sqlite, name);

    if (at > 0)
        bind_text(s, at, tb_str(text));
}

void tb_stmt_reset(struct tb_stmt *s)
{
    sqlite3_reset(s->sqlite);
}

int tb_stmt_step(struct tb_stmt *s, struct tb_err *err)
{
    int code;

    tb_sandbox_enter(s);
    code = sqlite3_step(s->sqlite);
    tb_sandbox_leave(s);
    switch (code) {
    case SQLITE_ROW:
        return 1;
    case SQLITE_DONE:
        return 0;
    default:
        return tb_db_fail(s->db, err);
    }
}

int tb_stmt_columns(const struct tb_stmt *s)
{
    return sqlite3_column_count(s->sqlite);
}

struct tb_str tb_stmt_column_name(const struct tb_stmt *s, int column)
{
    return tb_str(sqlite3_column_name(s->sqlite, column));
}

void tb_stmt_origin(const struct tb_stmt *s, int column, struct tb_str *table,
                    struct tb_str *name)
{
    const char *t = sqlite3_column_table_name(s->sqlite, column);
    const char *n = sqlite3_column_origin_name(s->sqlite, column);

    *table = tb_str(t ? t : "");
    *name = tb_str(n ? n : "");
}

bool tb_stmt_is_null(struct tb_stmt *s, int column)
{
    return sqlite3_column_type(s->sqlite, column) == SQLITE_NULL;
}

long long tb_stmt_int(struct tb_stmt *s, int column)
{
    return sqlite3_column_int64(s->sqlite, column);
}

double tb_stmt_real(struct tb_stmt *s, int column)
{
    return sqlite3_column_double(s->sqlite, column);
}

struct tb_str tb_stmt_text(struct tb_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s->sqlite, column);

    return p ? tb_str_n(p, (size_t)sqlite3_column_bytes(s->sqlite, column))
             : tb_str("");
}

const char *tb_stmt_chars(struct tb_stmt *s, int column)
{
    return tb_stmt_text(s, column).p;
}

struct tb_value tb_stmt_value(struct tb_stmt *s, int column)
{
    struct tb_value v = { .kind = TB_NULL };

    switch (sqlite3_column_type(s->sqlite, column)) {
    case SQLITE_INTEGER:
        v.kind = TB_INTEGER;
        v.integer = sqlite3_column_int64(s->sqlite, column);
        break;
    case SQLITE_FLOAT:
        v.kind = TB_REAL;
        v.real = sqlite3_column_double(s->sqlite, column);
        break;
    case SQLITE_NULL:
        break;
    default:
        v.kind = TB_TEXT;
        v.text = tb_stmt_text(s, column);
        break;
    }
    return v;
}

/* Prepared and bound: the caller frees it. */
static int start(struct tb_db *db, const char *sql, const char *format,
                 va_list *args, struct tb_stmt **s, struct tb_err *err)
{
    if (tb_db_prepare(db, sql, s, err) < 0)
        return -1;
    if (bind_list(*s, format, args, err) == 0)
        return 0;
    tb_stmt_free(*s);
    return -1;
}

/* EACH may be NULL. */
static int run_all(struct tb_db *db, tb_db_row_fn *each, void *ctx,
                   const char *sql, const char *format, va_list *args,
                   struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = start(db, sql, format, args, &s, err);

    if (rc < 0)
        return -1;
    while ((rc = tb_stmt_step(s, err)) == 1)
        if (each && each(s, ctx) < 0) {
            rc = -1;
            break;
        }
    tb_stmt_free(s);
    return rc;
}

int tb_db_do(struct tb_db *db, struct tb_err *err, const char *sql,
             const char *format, ...)
{
    va_list args;
    int rc;

    va_start(args, format);
    rc = run_all(db, NULL, NULL, sql, format, &args, err);
    va_end(args);
    return rc;
}

int tb_db_each(struct tb_db *db, tb_db_row_fn *each, void *ctx,
               struct tb_err *err, const char *sql, const char *format, ...)
{
    va_list args;
    int rc;

    va_start(args, format);
    rc = run_all(db, each, ctx, sql, format, &args, err);
    va_end(args);
    return rc;
}

int tb_db_one(struct tb_db *db, tb_db_row_fn *each, void *ctx,
              struct tb_err *err, const char *sql, const char *format, ...)
{
    struct tb_stmt *s;
    va_list args;
    int rc;

    va_start(args, format);
    rc = start(db, sql, format, &args, &s, err);
    va_end(args);
    if (rc < 0)
        return -1;
    rc = tb_stmt_step(s, err);
    if (rc == 1 && each(s, ctx) < 0)
        rc = -1;
    tb_stmt_free(s);
    return rc;
}

int tb_db_int(struct tb_db *db, long long *out, long long deflt,
              struct tb_err *err, const char *sql, const char *format, ...)
{
    struct tb_stmt *s;
    va_list args;
    int rc;

    *out = deflt;
    va_start(args, format);
    rc = start(db, sql, format, &args, &s, err);
    va_end(args);
    if (rc < 0)
        return -1;
    rc = tb_stmt_step(s, err);
    if (rc == 1 && !tb_stmt_is_null(s, 0))
        *out = tb_stmt_int(s, 0);
    tb_stmt_free(s);
    return rc < 0 ? -1 : 0;
}

int tb_db_backup(struct tb_db *db, const char *path, struct tb_err *err)
{
    return tb_db_do(db, err, "VACUUM INTO ?1", "s", path);
}
