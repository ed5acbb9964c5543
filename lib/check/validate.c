/* validate.c - one run of all checks. */
#include "validate.h"

#include <stdlib.h>

#include "awaited.h"
#include "continuity.h"
#include "declared.h"
#include "derive.h"
#include "finding_keep.h"
#include "freshness.h"
#include "mem.h"
#include "reader.h"
#include "send_back.h"
#include "typed.h"
#include "unread.h"
#include "zeros.h"

struct validation {
    struct tb_campaign *campaign;
    struct tb_validate_result *result;
    struct tb_err *err;
    struct tb_places *places;
    struct tb_finding_run *findings;
    bool *there; /* by table: last year has it */
    struct tb_buf key;
    struct tb_map unread; /* "data id|field": empty because unreadable */
    struct tb_arena arena;
};

static void add_broken(struct tb_validate_result *r, struct tb_str message)
{
    r->broken =
        tb_grow(r->broken, r->broken_count, &r->broken_room, sizeof *r->broken);
    r->broken[r->broken_count++] = tb_arena_copy(&r->arena, message);
}

/* ---- what is found ---- */

static struct tb_str cell_key(struct validation *v, long long row,
                              const struct tb_field *field)
{
    tb_buf_clear(&v->key);
    tb_buf_addf(&v->key, "%lld|%.*s", row, TB_STR_ARG(field->name));
    return tb_buf_str(&v->key);
}

/* A cell that could not be read is a finding already; that it is empty
 * therefore is none. */
static bool is_consequence(struct validation *v, const struct tb_finding *f)
{
    const char *required = tb_check_texts[TB_CHECK_REQUIRED].id;
    uint32_t ignored;

    return f->row && f->field && tb_str_is(f->rule, required) &&
           tb_map_find(&v->unread, cell_key(v, f->row, f->field), &ignored);
}

static int take_finding(const struct tb_finding *f, void *ctx);

/* What another department has in common with the row of F is its fault too. */
static int take_other_side(struct validation *v, const struct tb_finding *f)
{
    struct tb_finding other = *f;

    other.is_mutual = false;
    other.row = f->other_row;
    other.other_row = f->row;
    other.other_table = f->table;
    return take_finding(&other, v);
}

static int take_finding(const struct tb_finding *f, void *ctx)
{
    struct validation *v = ctx;
    const struct tb_table *other = f->other_table ? f->other_table : f->table;
    struct tb_spot at = f->at, there = { 0 };

    if (is_consequence(v, f))
        return 0;
    tb_buf_clear(&v->key);
    if (f->row &&
        tb_spot_of(v->places, f->table, f->row, &at, &v->key, v->err) < 0)
        return -1;
    if (f->other_row &&
        tb_spot_of(v->places, other, f->other_row, &there, NULL, v->err) < 0)
        return -1;
    if (tb_finding_keep(v->findings, f, &at, tb_buf_str(&v->key), &there,
                        v->err) < 0)
        return -1;
    return f->is_mutual && there.submission != at.submission
               ? take_other_side(v, f)
               : 0;
}

static int take_unread(const struct tb_finding *f, void *ctx)
{
    struct validation *v = ctx;

    if (f->rule.n > 0 && take_finding(f, v) < 0)
        return -1;
    if (f->row && f->field)
        tb_map_add(&v->unread,
                   tb_arena_copy(&v->arena, cell_key(v, f->row, f->field)), 0,
                   NULL);
    return 0;
}

/* The cell may be known already, by the others in its column. */
static int take_lost(const struct tb_finding *f, void *ctx)
{
    struct validation *v = ctx;
    uint32_t ignored;

    return tb_map_find(&v->unread, cell_key(v, f->row, f->field), &ignored)
               ? 0
               : take_finding(f, v);
}

/* ---- the checks ---- */

static int derive_filed(struct validation *v)
{
    struct tb_derive_result derived = { 0 };
    int rc = tb_derive(v->campaign, false, &derived, v->err);

    for (size_t i = 0; i < derived.broken_count; i++)
        add_broken(v->result, derived.broken[i]);
    tb_derive_result_free(&derived);
    return rc;
}

static int run_declared(struct validation *v, const struct tb_rules *rules)
{
    const struct tb_slice_query all = { 0 };
    struct tb_store *store = &v->campaign->store;
    struct tb_slices slices = { 0 };
    struct tb_str *awaited = NULL;
    int rc = -1;

    if (tb_slices_read(store, &all, &slices, v->err) < 0)
        goto done;
    awaited = tb_awaited(store->dict, &slices, &v->arena);
    rc = tb_declared_run(rules, awaited, v->err);
done:
    tb_slices_free(&slices);
    free(awaited);
    return rc;
}

static void take_broken(struct tb_str message, void *ctx)
{
    struct validation *v = ctx;

    add_broken(v->result, message);
}

static int run_rules(struct validation *v, const struct tb_rules *rules)
{
    struct tb_validate_result *r = v->result;
    int rc = tb_rules_run(rules, v->there, take_broken, &r->undecided,
                          &r->without_last, v->err);

    r->rules = rules->dict->rule_count - r->without_last;
    return rc;
}

static int run_checks(struct validation *v)
{
    struct tb_campaign *c = v->campaign;
    const struct tb_rules rules = { .db = c->store.db,
                                    .dict = c->dict,
                                    .windows = &c->windows,
                                    .each = take_finding,
                                    .ctx = v,
                                    .tick = &c->tick };

    if (tb_unread_run(&c->store, take_unread, v, v->err) < 0 ||
        tb_zeros_run(&c->store, take_lost, v, v->err) < 0 ||
        run_declared(v, &rules) < 0 ||
        tb_continuity_run(&rules, v->there, v->err) < 0 ||
        tb_typed_run(&rules, v->err) < 0)
        return -1;
    return run_rules(v, &rules);
}

static int count_findings(struct validation *v)
{
    struct tb_validate_result *r = v->result;
    struct tb_findings_total total;

    if (tb_findings_total(&v->campaign->store, &total, v->err) < 0)
        return -1;
    r->open = total.open;
    r->fresh = total.fresh;
    r->still = total.open.errors + total.open.explains + total.open.warnings +
               total.open.infos - total.fresh;
    return 0;
}

static int validate(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct validation *v = ctx;
    struct tb_validate_result *r = v->result;

    if (derive_filed(v) < 0 ||
        tb_reader_join_last(&c->store, c->folder, &v->there, err) < 0 ||
        tb_finding_run_open(&c->store, &v->findings, err) < 0 ||
        run_checks(v) < 0 ||
        tb_finding_run_end(v->findings, &r->resolved, err) < 0 ||
        count_findings(v) < 0 ||
        tb_send_back_faulty(c, &r->reviewed, err) < 0 ||
        tb_validate_done(&c->store, r->undecided, (long long)r->broken_count,
                         err) < 0)
        return -1;
    return tb_campaign_log(c, err, "validate",
                           "%lld errors, %lld to explain, %lld warnings",
                           r->open.errors, r->open.explains, r->open.warnings);
}

int tb_validate_run(struct tb_campaign *c, struct tb_validate_result *result,
                    struct tb_err *err)
{
    struct validation v = { .campaign = c,
                            .result = result,
                            .err = err,
                            .places = tb_places_new(&c->store) };
    int rc = tb_change(c, validate, &v, err);

    tb_finding_run_free(v.findings);
    tb_places_free(v.places);
    free(v.there);
    tb_buf_free(&v.key);
    tb_map_free(&v.unread);
    tb_arena_free(&v.arena);
    return rc;
}

void tb_validate_result_free(struct tb_validate_result *r)
{
    free(r->broken);
    tb_arena_free(&r->arena);
    *r = (struct tb_validate_result){ 0 };
}
