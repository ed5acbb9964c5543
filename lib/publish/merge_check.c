/* merge_check.c - hold the merged tables against what was approved. */
#include "merge_check.h"

#include <stdlib.h>

#include "awaited.h"
#include "declared.h"
#include "mask.h"
#include "mem.h"
#include "merged.h"
#include "outcome.h"
#include "place.h"
#include "reader.h"
#include "rows_hash.h"
#include "slice.h"

#define KEPT 2000 /* faults; more are only counted */

/* ---- the rows that were approved ---- */

static int add_changed(struct tb_campaign *c, const struct tb_slice *s,
                       struct tb_err *err)
{
    struct tb_buf message = { 0 };
    struct tb_outcome_fault fault = { .kind = TB_FAULT_CHANGED,
                                      .table = s->table,
                                      .slice = s->id,
                                      .rule = tb_str(""),
                                      .field = tb_str(""),
                                      .key = tb_str("") };
    int rc;

    tb_slice_show(s, &message);
    tb_buf_adds(
        &message,
        "：库中的数据与审核通过时不同，请退回，再用 --confirm 重新导入原文件");
    fault.message = tb_buf_str(&message);
    rc = tb_outcome_fault(&c->store, &fault, err);
    tb_buf_free(&message);
    return rc;
}

/* Are the rows of S not those that came in?  What an older tianbao filed has
 * no hash to compare with. */
static int is_changed(struct tb_campaign *c, const struct tb_slice *s, bool *is,
                      struct tb_err *err)
{
    char hex[65] = "";
    long long rows;

    *is = false;
    if (s->now.id == 0 || s->now.rows_hash.n == 0)
        return 0;
    if (tb_rows_hash(c->store.db, s->table, s->now.id, hex, &rows, err) < 0)
        return -1;
    *is = !tb_str_is(s->now.rows_hash, hex);
    return 0;
}

int tb_merge_check_rows(struct tb_campaign *c, long long *changed,
                        struct tb_err *err)
{
    const struct tb_slice_query all = { .uncounted = true };
    enum tb_state last = tb_level_state(tb_campaign_last_level(c));
    struct tb_slices slices = { 0 };
    int rc = tb_slices_read(&c->store, &all, &slices, err);

    *changed = 0;
    for (size_t i = 0; i < slices.count && rc == 0; i++) {
        bool is = false;
        if (slices.list[i].state == last)
            rc = is_changed(c, &slices.list[i], &is, err);
        if (rc == 0 && is)
            rc = add_changed(c, &slices.list[i], err);
        *changed += is;
    }
    tb_slices_free(&slices);
    return rc;
}

/* ---- the tables that came out ---- */

struct checking {
    struct tb_campaign *campaign;
    tb_rule_broken_fn *broken;
    void *ctx;
    struct tb_err *err;
    struct tb_places *places;
    struct tb_str *awaited; /* by table: who has a slice open; "" */
    long long *faults;      /* by table */
    long long all;          /* of them */
    struct tb_buf key, message;
    struct tb_arena arena;
};

/* Is a table that SQL names, other than OWN, not whole? */
static bool names_awaited(const struct checking *x, struct tb_str sql,
                          const struct tb_table *own)
{
    const struct tb_dict *d = x->campaign->dict;

    for (size_t i = 0; i < d->table_count; i++)
        if (&d->tables[i] != own && x->awaited[i].n > 0 &&
            tb_str_find(sql, d->tables[i].name.p) < sql.n)
            return true;
    return false;
}

/* Does the fault come from what is not merged yet? */
static bool is_early(const struct checking *x, const struct tb_finding *f)
{
    const struct tb_rule *rule = tb_dict_rule(x->campaign->dict, f->rule);

    if (!rule)
        return false;
    return names_awaited(x, rule->expression,
                         rule->kind == TB_RULE_SET ? NULL : rule->table);
}

static void add_key_part(const struct tb_field *field, struct tb_str value,
                         void *ctx)
{
    struct tb_buf *out = ctx, masked = { 0 };

    tb_mask(field->personal, value, &masked);
    tb_buf_addf(out, "%s%.*s", out->n > 0 ? " " : "",
                TB_STR_ARG(tb_buf_str(&masked)));
    tb_buf_free(&masked);
}

/* The department, file and cell of one of the rows that it was made of, and
 * the key, in front of the message. */
static int place_fault(struct checking *x, const struct tb_finding *f)
{
    struct tb_store *store = &x->campaign->store;
    struct tb_place place = { 0 };
    struct tb_spot spot;
    char cell[TB_PLACE_CELL];
    long long row = 0;

    tb_buf_clear(&x->key);
    tb_buf_clear(&x->message);
    if (f->row &&
        tb_merged_source_of(store, f->table, f->row, &row, x->err) < 0)
        return -1;
    if (row &&
        (tb_spot_and_key(x->places, f->table, row, &spot, add_key_part, &x->key,
                         x->err) < 0 ||
         tb_place_at(x->places, &spot, f->field ? f->field->name : tb_str(""),
                     &place, x->err) < 0))
        return -1;
    if (row && place.line > 0) {
        tb_place_show(&place, cell);
        tb_buf_addf(&x->message, "%.*s %.*s %s：", TB_STR_ARG(place.department),
                    TB_STR_ARG(place.file), cell);
    }
    tb_mask_show(f->message, TB_SIGHT_STARS, &x->message);
    return 0;
}

static int take_fault(const struct tb_finding *f, void *ctx)
{
    struct checking *x = ctx;
    struct tb_outcome_fault fault = { .kind = TB_FAULT_CHECK,
                                      .table = f->table,
                                      .rule = f->rule };

    if (f->severity != TB_ERROR || is_early(x, f))
        return 0;
    x->faults[f->table - x->campaign->dict->tables]++;
    if (x->all++ >= KEPT)
        return 0;
    if (place_fault(x, f) < 0)
        return -1;
    fault.field = f->field ? f->field->name : tb_str("");
    fault.key = tb_buf_str(&x->key);
    fault.message = tb_buf_str(&x->message);
    return tb_outcome_fault(&x->campaign->store, &fault, x->err);
}

static void take_broken(struct tb_str message, void *ctx)
{
    struct checking *x = ctx;

    x->broken(message, x->ctx);
}

/* What is not approved at the last level has not been handed in, for merge. */
static int read_awaited(struct checking *x)
{
    struct tb_campaign *c = x->campaign;
    const struct tb_slice_query all = { .uncounted = true };
    enum tb_state last = tb_level_state(tb_campaign_last_level(c));
    struct tb_slices slices = { 0 };
    int rc = tb_slices_read(&c->store, &all, &slices, x->err);

    for (size_t i = 0; i < slices.count; i++) {
        struct tb_slice *s = &slices.list[i];
        if (s->state != last && s->state != TB_STATE_NIL)
            s->state = TB_STATE_MISSING;
    }
    if (rc == 0)
        x->awaited = tb_awaited(c->dict, &slices, &x->arena);
    tb_slices_free(&slices);
    return rc;
}

static int run_checks(struct checking *x)
{
    struct tb_campaign *c = x->campaign;
    const struct tb_rules rules = { .db = c->store.db,
                                    .dict = c->dict,
                                    .windows = &c->windows,
                                    .each = take_fault,
                                    .ctx = x };
    bool *there = NULL;
    long long undecided = 0;
    size_t skipped = 0;
    int rc = -1;

    if (tb_reader_join_last(&c->store, c->folder, &there, x->err) == 0 &&
        tb_reader_use_merged(&c->store, x->err) == 0 &&
        tb_declared_run(&rules, x->awaited, x->err) == 0 &&
        tb_rules_run(&rules, there, take_broken, &undecided, &skipped,
                     x->err) == 0)
        rc = tb_reader_use_filed(&c->store, x->err);
    free(there);
    return rc;
}

static int keep_counts(struct checking *x)
{
    const struct tb_dict *d = x->campaign->dict;
    int rc = 0;

    for (size_t i = 0; i < d->table_count && rc == 0; i++)
        if (x->faults[i] > 0)
            rc = tb_outcome_count(&x->campaign->store, &d->tables[i],
                                  x->faults[i], x->err);
    return rc;
}

int tb_merge_check_tables(struct tb_campaign *c, tb_rule_broken_fn *broken,
                          void *ctx, long long *faults, struct tb_err *err)
{
    struct checking x = {
        .campaign = c,
        .broken = broken,
        .ctx = ctx,
        .err = err,
        .places = tb_places_new(&c->store),
        .faults = tb_alloc(c->dict->table_count, sizeof *x.faults),
    };
    int rc = -1;

    if (read_awaited(&x) == 0 && run_checks(&x) == 0)
        rc = keep_counts(&x);
    *faults = x.all;
    tb_places_free(x.places);
    free(x.awaited);
    free(x.faults);
    tb_buf_free(&x.key);
    tb_buf_free(&x.message);
    tb_arena_free(&x.arena);
    return rc;
}
