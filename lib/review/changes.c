/* changes.c - the two sides of a comparison. */
#include "changes.h"

#include "reader.h"
#include "rows_read.h"

int tb_changes_connect(struct tb_campaign *c, struct tb_store *store,
                       struct tb_err *err)
{
    *store = (struct tb_store){ NULL, c->dict, &c->context };
    if (tb_reader_open(c->folder, c->dict, false, &store->db, err) < 0)
        return -1;
    tb_db_sandbox(store->db, NULL, NULL); /* all the SQL is our own */
    return 0;
}

const char *tb_against_name(enum tb_against against)
{
    static const char *const names[] = {
        [TB_AGAINST_BEFORE] = "before",
        [TB_AGAINST_APPROVED] = "approved",
        [TB_AGAINST_LAST] = "last_year",
    };

    return names[against];
}

/* ---- the history ---- */

int tb_history_read(struct tb_store *store, const struct tb_slice *slice,
                    struct tb_history *out, struct tb_err *err)
{
    out->slice = slice;
    return tb_submissions_read(store, slice->id, &out->versions, err) < 0 ||
                   tb_decisions_read(store, slice->id, &out->decisions, err) < 0
               ? -1
               : 0;
}

void tb_history_free(struct tb_history *h)
{
    tb_submissions_free(&h->versions);
    tb_decisions_free(&h->decisions);
}

/* ---- what to compare with ---- */

static void find_before(const struct tb_history *h, struct tb_changes *x)
{
    long long now = x->slice->now.id;

    for (size_t i = 0; i < h->versions.count && !x->is_there; i++) {
        const struct tb_submission *v = &h->versions.list[i];
        if (v->is_current || (now && v->id > now))
            continue;
        x->is_there = true;
        x->base = v;
        x->at = v->at;
    }
}

static const struct tb_submission *version_of(const struct tb_history *h,
                                              long long id)
{
    for (size_t i = 0; i < h->versions.count; i++)
        if (h->versions.list[i].id == id)
            return &h->versions.list[i];
    return NULL;
}

/* The last approval that was taken back since. */
static void find_approved(const struct tb_history *h, struct tb_changes *x)
{
    bool is_taken_back = false;

    for (size_t i = h->decisions.count; i-- > 0 && !x->is_there;) {
        const struct tb_decision *d = &h->decisions.list[i];
        is_taken_back = is_taken_back || d->action != TB_APPROVE;
        if (!is_taken_back || d->action != TB_APPROVE)
            continue;
        x->base = version_of(h, d->submission);
        if (!x->base)
            continue;
        x->is_there = true;
        x->at = d->at;
        x->level = d->level;
    }
}

/* Of last year's rows the department is known, at best; they are a slice's
 * own when that is all of its department's share.  One row for all has no
 * owner. */
static int find_last(struct tb_store *store, struct tb_changes *x,
                     struct tb_err *err)
{
    const struct tb_table *t = x->slice->table;
    struct tb_slice_query q = { .table = t };
    long long all, own;
    bool owned;

    if (tb_slices_count(store, &q, &all, err) < 0)
        return -1;
    x->is_there = true;
    x->is_part = all > 1;
    if (!x->is_part || t->is_one_row)
        return 0;
    q.department = x->slice->department.id;
    if (tb_slices_count(store, &q, &own, err) < 0 ||
        tb_rows_of_last_are_owned(store, t, &owned, err) < 0)
        return -1;
    x->knows_own = owned && own == 1;
    return 0;
}

int tb_changes_find(struct tb_store *store, const struct tb_history *h,
                    enum tb_against against, const bool *there,
                    struct tb_changes *x, struct tb_err *err)
{
    *x = (struct tb_changes){ .slice = h->slice,
                              .against = against,
                              .at = tb_str(""),
                              .level = TB_LEVEL_NONE };
    switch (against) {
    case TB_AGAINST_BEFORE:
        find_before(h, x);
        return 0;
    case TB_AGAINST_APPROVED:
        find_approved(h, x);
        return 0;
    case TB_AGAINST_LAST:
        break;
    }
    return there[h->slice->table - store->dict->tables]
               ? find_last(store, x, err)
               : 0;
}

/* ---- the rows ---- */

struct comparing {
    const struct tb_changes *changes;
    struct tb_row_diff *diff;
};

static int take_now(const struct tb_text_row *row, void *ctx)
{
    const struct comparing *x = ctx;

    tb_row_diff_now(x->diff, row->line, row->cells);
    return 0;
}

static int take_then(const struct tb_text_row *row, void *ctx)
{
    const struct comparing *x = ctx;
    bool is_part = x->changes->knows_own ? row->is_others
                   : x->changes->base    ? false
                                         : x->changes->is_part;

    return tb_row_diff_then(x->diff, row->line, row->cells, is_part);
}

/* A department's own rows of last year come first: among equal ones they are
 * meant. */
static int read_then(struct tb_store *store, struct comparing *x,
                     struct tb_err *err)
{
    const struct tb_changes *c = x->changes;
    const struct tb_slice *s = c->slice;

    return c->base ? tb_rows_of(store, s->table, c->base->id, take_then, x, err)
                   : tb_rows_of_last(store, s->table,
                                     c->knows_own ? s->department.id : 0,
                                     take_then, x, err);
}

int tb_changes_run(struct tb_store *store, const struct tb_changes *changes,
                   tb_row_change_fn *each, void *ctx,
                   struct tb_row_counts *counts, struct tb_err *err)
{
    const struct tb_slice *s = changes->slice;
    struct comparing x = { changes, tb_row_diff_new(s->table, each, ctx) };
    int rc = -1;

    if ((s->now.id &&
         tb_rows_of(store, s->table, s->now.id, take_now, &x, err) < 0) ||
        read_then(store, &x, err) < 0)
        goto done;
    rc = tb_row_diff_end(x.diff, counts);
done:
    tb_row_diff_free(x.diff);
    return rc;
}
