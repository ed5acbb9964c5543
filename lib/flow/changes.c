/* changes.c - the two sides of a comparison, one query each. */
#include "changes.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine.h"

int tb_changes_connect(struct tb_campaign *c, struct tb_db **db,
                       struct tb_err *err)
{
    if (tb_rules_connect(c->folder, c->dict, false, db, err) < 0)
        return -1;
    tb_db_sandbox(*db, NULL); /* all the SQL is our own */
    return 0;
}

/* ---- what to compare with ---- */

/* Each gives submission, version, when, level, for the slice (?1) and what is
 * filed now (?2). */
static const struct {
    const char *name, *parameters, *sql;
} sides[] = {
    [TB_AGAINST_BEFORE] = { "before", "ii",
                            "SELECT id, version, imported_at, '' FROM "
                            "submission WHERE slice = ?1 AND (?2 = 0 OR id < "
                            "?2) AND current = 0 ORDER BY id DESC LIMIT 1" },
    [TB_AGAINST_APPROVED] = { "approved", "i",
                              "SELECT u.id, u.version, a.at, a.level FROM "
                              "decision a JOIN submission u ON u.id = "
                              "a.submission WHERE a.slice = ?1 AND a.action = "
                              "'approve' AND EXISTS (SELECT 1 FROM decision b "
                              "WHERE b.slice = a.slice AND b.id > a.id AND "
                              "b.action IN ('return', 'reopen')) ORDER BY a.id "
                              "DESC LIMIT 1" },
    [TB_AGAINST_LAST] = { "last_year", "", NULL },
};

const char *tb_against_name(enum tb_against against)
{
    return sides[against].name;
}

static int find_submission(struct tb_db *db, struct tb_changes *x,
                           struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(db, sides[x->against].sql, &s, err);

    if (rc == 0)
        rc = tb_stmt_bind(s, err, sides[x->against].parameters, x->slice,
                          x->submission);
    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        x->is_there = true;
        x->base = tb_stmt_int(s, 0);
        x->version = tb_stmt_int(s, 1);
        snprintf(x->at, sizeof x->at, "%s", tb_stmt_chars(s, 2));
        snprintf(x->level, sizeof x->level, "%s", tb_stmt_chars(s, 3));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* Last year's rows are the table's: whose they were is not known. */
static int find_last(struct tb_db *db, struct tb_changes *x, struct tb_err *err)
{
    long long slices;

    if (tb_db_int(db, &slices, 0, err,
                  "SELECT count(*) FROM slice WHERE table_no = ?1", "S",
                  &x->table->no) < 0)
        return -1;
    x->is_there = true;
    x->is_part = slices > 1;
    return 0;
}

int tb_changes_find(struct tb_db *db, const struct tb_dict *dict,
                    const bool *there, struct tb_changes *x, struct tb_err *err)
{
    x->is_there = x->is_part = false;
    x->base = x->version = 0;
    x->at[0] = x->level[0] = '\0';
    if (x->against != TB_AGAINST_LAST)
        return find_submission(db, x, err);
    return there[x->table - dict->tables] ? find_last(db, x, err) : 0;
}

/* ---- the rows ---- */

struct reading {
    const struct tb_table *table;
    struct tb_row_diff *diff;
    struct tb_buf *texts; /* by field */
    struct tb_str *cells;
    struct tb_err *err;
};

static void take_cells(struct reading *x, struct tb_stmt *s)
{
    const struct tb_table *t = x->table;
    int at = 1;

    for (size_t i = 0; i < t->count; i++) {
        struct tb_value v;
        if (!t->fields[i].used)
            continue;
        v = tb_stmt_value(s, at++);
        tb_value_show(&v, &x->texts[i]);
        x->cells[i] = tb_buf_str(&x->texts[i]);
    }
}

/* The rows of SUBMISSION (0: last year's) go into the diff. */
static int read_side(struct reading *x, struct tb_db *db, long long submission,
                     bool is_now)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    long long current = 1;
    int rc = -1;

    if (submission != 0 &&
        tb_db_int(db, &current, 0, x->err,
                  "SELECT current FROM submission WHERE id = ?1", "i",
                  submission) < 0)
        return -1;
    /* what is of another file, or of last year's, is on no line of this one */
    tb_buf_addf(&sql, "SELECT %s, ",
                submission ? "CASE WHEN _origin IS NULL THEN _line ELSE 0 END"
                           : "0");
    tb_store_columns(x->table, &sql);
    tb_buf_addf(&sql, " FROM %s\"%c_%.*s\"", submission ? "main." : "上年.",
                !submission ? 'm'
                : current   ? 'd'
                            : 'h',
                TB_STR_ARG(x->table->no));
    tb_buf_addf(&sql, "%s ORDER BY _id",
                submission ? " WHERE _submission = ?1" : "");
    if (tb_db_prepare(db, sql.p, &s, x->err) < 0 ||
        (submission && tb_stmt_bind(s, x->err, "i", submission) < 0))
        goto done;
    while ((rc = tb_stmt_step(s, x->err)) == 1) {
        take_cells(x, s);
        if (is_now)
            tb_row_diff_now(x->diff, tb_stmt_int(s, 0), x->cells);
        else if (tb_row_diff_then(x->diff, tb_stmt_int(s, 0), x->cells) < 0) {
            rc = -1;
            break;
        }
    }
done:
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}

int tb_changes_run(struct tb_db *db, const struct tb_changes *changes,
                   tb_row_change_fn *each, void *ctx,
                   struct tb_row_counts *counts, struct tb_err *err)
{
    const struct tb_table *t = changes->table;
    struct reading x = { .table = t,
                         .diff =
                             tb_row_diff_new(t, changes->is_part, each, ctx),
                         .texts = tb_alloc(t->count, sizeof *x.texts),
                         .cells = tb_alloc(t->count, sizeof *x.cells),
                         .err = err };
    int rc = 0;

    if (changes->submission)
        rc = read_side(&x, db, changes->submission, true);
    if (rc == 0)
        rc = read_side(&x, db, changes->base, false);
    if (rc == 0)
        rc = tb_row_diff_end(x.diff, counts);
    tb_row_diff_free(x.diff);
    for (size_t i = 0; i < t->count; i++)
        tb_buf_free(&x.texts[i]);
    free(x.texts);
    free(x.cells);
    return rc;
}
