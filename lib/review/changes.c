/* changes.c - the two sides of a comparison, one query each. */
#include "changes.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine.h"
#include "reader.h"

int tb_changes_connect(struct tb_campaign *c, struct tb_db **db,
                       struct tb_err *err)
{
    if (tb_reader_open(c->folder, c->dict, false, db, err) < 0)
        return -1;
    tb_db_sandbox(*db, NULL, NULL); /* all the SQL is our own */
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

/* Of last year's rows the department is known, at best; they are a slice's
 * own when that is all of its department's share.  One row for all has no
 * owner. */
static int find_owner(struct tb_db *db, struct tb_changes *x,
                      struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    long long known;
    int rc;

    tb_buf_addf(&sql,
                "SELECT EXISTS (SELECT 1 FROM 上年.\"m_%.*s\" WHERE "
                "_department IS NOT NULL) AND (SELECT count(*) FROM slice o "
                "JOIN slice s USING (table_no, department) WHERE s.id = ?1) = "
                "1",
                TB_STR_ARG(x->table->no));
    rc = tb_db_int(db, &known, 0, err, sql.p, "i", x->slice);
    x->knows_own = rc == 0 && known && !x->table->is_one_row;
    tb_buf_free(&sql);
    return rc;
}

static int find_last(struct tb_db *db, struct tb_changes *x, struct tb_err *err)
{
    long long slices;

    if (tb_db_int(db, &slices, 0, err,
                  "SELECT count(*) FROM slice WHERE table_no = ?1", "S",
                  &x->table->no) < 0)
        return -1;
    x->is_there = true;
    x->is_part = slices > 1;
    return x->is_part ? find_owner(db, x, err) : 0;
}

int tb_changes_find(struct tb_db *db, const struct tb_dict *dict,
                    const bool *there, struct tb_changes *x, struct tb_err *err)
{
    x->is_there = x->is_part = x->knows_own = false;
    x->base = x->version = 0;
    x->at[0] = x->level[0] = '\0';
    if (x->against != TB_AGAINST_LAST)
        return find_submission(db, x, err);
    return there[x->table - dict->tables] ? find_last(db, x, err) : 0;
}

/* ---- the rows ---- */

struct reading {
    struct tb_db *db;
    const struct tb_changes *changes;
    struct tb_row_diff *diff;
    struct tb_buf *texts; /* by field */
    struct tb_str *cells;
    struct tb_err *err;
};

static void take_cells(struct reading *x, struct tb_stmt *s, int at)
{
    const struct tb_table *t = x->changes->table;

    for (size_t i = 0; i < t->count; i++) {
        struct tb_value v;
        if (!t->fields[i].used)
            continue;
        v = tb_stmt_value(s, at++);
        tb_value_show(&v, &x->texts[i]);
        x->cells[i] = tb_buf_str(&x->texts[i]);
    }
}

/* Run "SELECT line, is it only a part, cells ..." for ID (?1). */
static int read_rows(struct reading *x, const char *sql, long long id,
                     bool is_now)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(x->db, sql, &s, x->err);

    if (rc == 0)
        rc = tb_stmt_bind(s, x->err, "i", id);
    while (rc == 0 && (rc = tb_stmt_step(s, x->err)) == 1) {
        rc = 0;
        take_cells(x, s, 2);
        if (is_now)
            tb_row_diff_now(x->diff, tb_stmt_int(s, 0), x->cells);
        else
            rc = tb_row_diff_then(x->diff, tb_stmt_int(s, 0), x->cells,
                                  tb_stmt_int(s, 1) != 0);
    }
    tb_stmt_free(s);
    return rc;
}

static int read_submission(struct reading *x, long long id, bool is_now)
{
    const struct tb_table *t = x->changes->table;
    struct tb_buf sql = { 0 };
    long long current;
    int rc = tb_db_int(x->db, &current, 0, x->err,
                       "SELECT current FROM submission WHERE id = ?1", "i", id);

    /* a row that was kept from another file is on no line of this one */
    tb_buf_adds(&sql, "SELECT CASE WHEN _origin IS NULL THEN _line ELSE 0 "
                      "END, 0, ");
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql,
                " FROM main.\"%c_%.*s\" WHERE _submission = ?1 ORDER BY _id",
                rc == 0 && current ? 'd' : 'h', TB_STR_ARG(t->no));
    if (rc == 0)
        rc = read_rows(x, sql.p, id, is_now);
    tb_buf_free(&sql);
    return rc;
}

/* A department's own rows come first: among equal ones they are meant. */
static int read_last(struct reading *x)
{
    const struct tb_table *t = x->changes->table;
    const char *part = "0";
    struct tb_buf sql = { 0 };
    int rc;

    if (x->changes->is_part)
        part = "1";
    if (x->changes->knows_own)
        part = "_department IS NOT (SELECT d.code FROM main.slice s JOIN "
               "main.department d ON d.id = s.department WHERE s.id = ?1)";
    tb_buf_addf(&sql, "SELECT 0, %s AS part, ", part);
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql, " FROM 上年.\"m_%.*s\" WHERE ?1 > 0 ORDER BY 2, _id",
                TB_STR_ARG(t->no));
    rc = read_rows(x, sql.p, x->changes->slice, false);
    tb_buf_free(&sql);
    return rc;
}

int tb_changes_run(struct tb_db *db, const struct tb_changes *changes,
                   tb_row_change_fn *each, void *ctx,
                   struct tb_row_counts *counts, struct tb_err *err)
{
    const struct tb_table *t = changes->table;
    struct reading x = { .db = db,
                         .changes = changes,
                         .diff = tb_row_diff_new(t, each, ctx),
                         .texts = tb_alloc(t->count, sizeof *x.texts),
                         .cells = tb_alloc(t->count, sizeof *x.cells),
                         .err = err };
    int rc = 0;

    if (changes->submission)
        rc = read_submission(&x, changes->submission, true);
    if (rc == 0)
        rc = changes->base ? read_submission(&x, changes->base, false)
                           : read_last(&x);
    if (rc == 0)
        rc = tb_row_diff_end(x.diff, counts);
    tb_row_diff_free(x.diff);
    for (size_t i = 0; i < t->count; i++)
        tb_buf_free(&x.texts[i]);
    free(x.texts);
    free(x.cells);
    return rc;
}
