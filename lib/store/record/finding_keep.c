/* finding_keep.c - this run's findings beside those of the run before. */
#include "finding_keep.h"

#include <stdlib.h>

#include "explanation.h"
#include "hash.h"
#include "mem.h"

/* A finding of the run before; ID 0: found again. */
struct old {
    long long id;
    struct tb_str first_seen;
    uint32_t next; /* with the same fingerprint */
};

#define OLD_LAST UINT32_MAX

struct tb_finding_run {
    struct tb_store *store;
    struct tb_stmt *insert;
    struct tb_explanations *explanations;
    struct tb_map index; /* fingerprint -> the first of them in OLDS */
    struct old *olds;
    size_t count, room;
    struct tb_buf text; /* what a fingerprint is made of */
    struct tb_arena arena;
};

/* ---- those of the run before ---- */

static int take_old_row(struct tb_stmt *s, void *ctx)
{
    struct tb_finding_run *r = ctx;
    struct tb_str fingerprint = tb_arena_copy(&r->arena, tb_stmt_text(s, 1));
    uint32_t at = (uint32_t)r->count, first;

    r->olds = tb_grow(r->olds, r->count, &r->room, sizeof *r->olds);
    r->olds[r->count++] =
        (struct old){ tb_stmt_int(s, 0),
                      tb_arena_copy(&r->arena, tb_stmt_text(s, 2)), OLD_LAST };
    if (!tb_map_add(&r->index, fingerprint, at, &first)) {
        r->olds[at].next = r->olds[first].next;
        r->olds[first].next = at;
    }
    return 0;
}

/* One with FINGERPRINT, which is found again by this; ID 0: none. */
static struct old find_again(struct tb_finding_run *r,
                             struct tb_str fingerprint)
{
    struct old found = { 0 };
    uint32_t at;

    if (!tb_map_find(&r->index, fingerprint, &at))
        return found;
    while (at != OLD_LAST && r->olds[at].id == 0)
        at = r->olds[at].next;
    if (at != OLD_LAST) {
        found = r->olds[at];
        r->olds[at].id = 0;
    }
    return found;
}

static int resolve_rest(struct tb_finding_run *r, long long *resolved,
                        struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        r->store->db, "UPDATE finding SET status = 'resolved' WHERE id = ?1",
        &s, err);

    for (size_t i = 0; i < r->count && rc == 0; i++) {
        if (r->olds[i].id == 0)
            continue;
        rc = tb_stmt_bind(s, err, "i", r->olds[i].id);
        if (rc == 0)
            rc = tb_stmt_step(s, err);
        ++*resolved;
    }
    tb_stmt_free(s);
    return rc;
}

/* ---- a run ---- */

static int prepare_insert(struct tb_finding_run *r, struct tb_err *err)
{
    return tb_db_prepare(
        r->store->db,
        "INSERT OR REPLACE INTO finding (id, fingerprint, rule, severity, "
        "aspect, table_no, submission, origin, line, data_id, field, value, "
        "expected, difference, other_submission, other_origin, other_line, "
        "key, message, hint, status, first_seen, last_seen) VALUES (nullif(?, "
        "0), ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, nullif(?, 0), ?, ?, "
        "?, ?, nullif(?, 0), nullif(?, 0), ?, ?, ?, ?, ?, ?, ?)",
        &r->insert, err);
}

int tb_finding_run_open(struct tb_store *store, struct tb_finding_run **out,
                        struct tb_err *err)
{
    struct tb_finding_run *r = tb_alloc(1, sizeof *r);

    *out = r;
    r->store = store;
    if (tb_db_run(store->db, "DELETE FROM finding WHERE status = 'resolved'",
                  err) < 0 ||
        tb_db_each(store->db, take_old_row, r, err,
                   "SELECT id, fingerprint, first_seen FROM finding ORDER BY "
                   "id",
                   "") < 0 ||
        tb_explanations_open(store, &r->explanations, err) < 0)
        return -1;
    return prepare_insert(r, err);
}

/* Which fault this is, over all re-imports: rule, table, key, field.  Rows
 * without a natural key are known by their place and whose they are; of a row
 * that is missing, only what it should have been is known. */
static void make_fingerprint(struct tb_finding_run *r,
                             const struct tb_finding *f,
                             const struct tb_spot *at, struct tb_str key,
                             char hex[65])
{
    struct tb_buf *text = &r->text;

    tb_buf_clear(text);
    tb_buf_addf(text, "%.*s|%.*s|%.*s|%.*s", TB_STR_ARG(f->rule),
                TB_STR_ARG(f->table->no), TB_STR_ARG(key),
                TB_STR_ARG(f->field ? f->field->name : tb_str("")));
    if (!f->table->has_natural_key || f->row == 0)
        tb_buf_addf(text, "|%lld|%lld|%lld", at->line, at->slice, at->origin);
    if (f->row == 0 && at->line == 0)
        tb_buf_addf(text, "|%.*s", TB_STR_ARG(f->value));
    tb_sha256(tb_buf_str(text), hex);
    hex[16] = '\0';
}

int tb_finding_keep(struct tb_finding_run *r, const struct tb_finding *f,
                    const struct tb_spot *at, struct tb_str key,
                    const struct tb_spot *other, struct tb_err *err)
{
    const char *now = r->store->context->now;
    enum tb_standing standing = TB_STANDING_NEW;
    struct tb_str first = tb_str(now), fingerprint;
    struct old again;
    bool holds;
    char hex[65];

    make_fingerprint(r, f, at, key, hex);
    fingerprint = tb_str(hex);
    again = find_again(r, fingerprint);
    if (tb_explanation_holds(r->explanations, fingerprint, f, &holds, err) < 0)
        return -1;
    if (again.id) {
        first = again.first_seen;
        standing = TB_STANDING_STILL;
    }
    if (holds)
        standing = TB_STANDING_EXPLAINED;
    if (tb_stmt_bind(r->insert, err, "iSSiSSiiiisSSSiiiSSSsSs", again.id,
                     &fingerprint, &f->rule, (long long)f->severity, &f->aspect,
                     &f->table->no, at->submission, at->origin, at->line,
                     f->row, f->field ? f->field->name.p : NULL, &f->value,
                     &f->expected, &f->difference, other->submission,
                     other->origin, other->line, &key, &f->message, &f->hint,
                     tb_standings[standing].code, &first, now) < 0)
        return -1;
    return tb_stmt_step(r->insert, err) < 0 ? -1 : 0;
}

/* ---- its end ---- */

struct first_check {
    struct tb_store *store;
    const struct tb_count_list *counts;
    struct tb_err *err;
};

static int keep_first_check(struct tb_stmt *s, void *ctx)
{
    const struct first_check *x = ctx;
    long long submission = tb_stmt_int(s, 0);
    struct tb_counts open = tb_counts_of(x->counts, submission);

    return tb_db_do(x->store->db, x->err,
                    "INSERT INTO first_check (submission, at, errors, "
                    "explains) VALUES (?1, ?2, ?3, ?4)",
                    "isii", submission, x->store->context->now, open.errors,
                    open.explains);
}

/* How a version was filed is judged by what its first check found, later
 * (appraisal.h): of those that had none. */
static int keep_first_checks(struct tb_store *store, struct tb_err *err)
{
    struct tb_count_list counts = { 0 };
    struct first_check x = { store, &counts, err };
    int rc = -1;

    if (tb_counts_read(store, &counts, err) < 0 ||
        tb_db_each(store->db, keep_first_check, &x, err,
                   "SELECT id FROM submission u WHERE current = 1 AND slice IS "
                   "NOT NULL AND NOT EXISTS (SELECT 1 FROM first_check c WHERE "
                   "c.submission = u.id)",
                   "") < 0)
        goto done;
    rc = 0;
done:
    tb_counts_free(&counts);
    return rc;
}

int tb_finding_run_end(struct tb_finding_run *r, long long *resolved,
                       struct tb_err *err)
{
    *resolved = 0;
    /* what was mended, and comes back, is news again */
    if (resolve_rest(r, resolved, err) < 0 ||
        tb_db_run(r->store->db,
                  "DELETE FROM told WHERE fingerprint NOT IN (SELECT "
                  "fingerprint FROM finding WHERE status <> 'resolved')",
                  err) < 0)
        return -1;
    return keep_first_checks(r->store, err);
}

void tb_finding_run_free(struct tb_finding_run *r)
{
    if (!r)
        return;
    tb_stmt_free(r->insert);
    tb_explanations_close(r->explanations);
    tb_map_free(&r->index);
    free(r->olds);
    tb_buf_free(&r->text);
    tb_arena_free(&r->arena);
    free(r);
}
