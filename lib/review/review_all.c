/* review_all.c - decisions on many slices. */
#include "review_all.h"

#include <stdlib.h>

#include "mem.h"
#include "verdict.h"

/* What became of a slice. */
struct outcome {
    const struct tb_slice *slice;
    enum tb_action action;
    const char *refused; /* why; NULL: it was not */
};

struct round {
    enum tb_action action;
    char *const *tables;
    const char *department;
    const struct tb_review_decision *decision;
    bool is_signed; /* what was written on covers, and none of the above */
    struct tb_slices slices;
    struct outcome *outcomes;
    size_t count, room;
    struct tb_arena arena;
};

/* What does not keep the others from being decided; on a cover stands whatever
 * was written there, a 工号 that nobody has too. */
static bool is_refusal(const struct round *r, const struct tb_err *err)
{
    return err->status == TB_REFUSED ||
           (r->is_signed && err->status == TB_USAGE);
}

static int decide_one(struct round *r, struct tb_campaign *c,
                      const struct tb_slice *s, enum tb_action action,
                      const struct tb_review_decision *d, bool *done,
                      struct tb_err *err)
{
    static int (*const decide[TB_ACTIONS])(
        struct tb_campaign *, const struct tb_slice *,
        const struct tb_review_decision *, struct tb_err *) = {
        [TB_APPROVE] = tb_review_approve,
        [TB_RETURN] = tb_review_return,
        [TB_REOPEN] = tb_review_reopen,
    };
    struct outcome x = { .slice = s, .action = action };

    *done = decide[action](c, s, d, err) == 0;
    if (!*done && !is_refusal(r, err))
        return -1;
    if (!*done)
        x.refused = tb_arena_copy(&r->arena, tb_str(err->msg)).p;
    *err = (struct tb_err){ 0 };
    r->outcomes = tb_grow(r->outcomes, r->count, &r->room, sizeof *r->outcomes);
    r->outcomes[r->count++] = x;
    return 0;
}

/* Once all is kept, and not before. */
static int tell_round(struct tb_campaign *c, tb_change_fn *change,
                      struct round *r, tb_review_fn *each, void *ctx,
                      struct tb_err *err)
{
    int rc = tb_change(c, change, r, err);

    for (size_t i = 0; i < r->count && rc == 0; i++)
        each(r->outcomes[i].slice, r->outcomes[i].action,
             r->outcomes[i].refused, ctx);
    tb_slices_free(&r->slices);
    free(r->outcomes);
    tb_arena_free(&r->arena);
    return rc;
}

/* ---- one decision ---- */

/* What nobody filed counts as refused only when its table is named. */
static bool is_meant(const struct round *r, const struct tb_campaign *c,
                     const struct tb_slice *s)
{
    if (r->tables[0])
        return true;
    return s->now.id != 0 && s->state != TB_STATE_RETURNED &&
           s->state != tb_level_state(tb_campaign_last_level(c));
}

enum which { ALL, SOURCES, OTHERS };

/* The slices of TABLE; NULL: of those tables that WHICH says. */
static int decide_table(struct round *r, struct tb_campaign *c,
                        const struct tb_table *table, enum which which,
                        struct tb_err *err)
{
    bool done;

    for (size_t i = 0; i < r->slices.count; i++) {
        const struct tb_slice *s = &r->slices.list[i];
        if ((table && s->table != table) ||
            (which != ALL && s->table->is_source != (which == SOURCES)))
            continue;
        if (is_meant(r, c, s) &&
            decide_one(r, c, s, r->action, r->decision, &done, err) < 0)
            return -1;
    }
    return 0;
}

/* Is the table named before? */
static bool is_again(char *const *tables, size_t i, const struct tb_dict *dict)
{
    const struct tb_table *t = tb_dict_find(dict, tb_str(tables[i]));

    for (size_t k = 0; k < i; k++)
        if (tb_dict_find(dict, tb_str(tables[k])) == t)
            return true;
    return false;
}

static int decide_tables(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct round *r = ctx;
    const struct tb_table *t;

    if (tb_review_read(c, NULL, r->department, &r->slices, err) < 0)
        return -1;
    for (size_t i = 0; r->tables[i]; i++)
        if (tb_table_named(c->dict, r->tables[i], &t, err) < 0 ||
            (!is_again(r->tables, i, c->dict) &&
             decide_table(r, c, t, ALL, err) < 0))
            return -1;
    if (r->tables[0])
        return 0;
    if (r->action != TB_APPROVE)
        return decide_table(r, c, NULL, ALL, err);
    /* source tables first: the approval of the others waits for them */
    return decide_table(r, c, NULL, SOURCES, err) < 0 ||
                   decide_table(r, c, NULL, OTHERS, err) < 0
               ? -1
               : 0;
}

int tb_review_all(struct tb_campaign *c, enum tb_action action,
                  char *const *tables, const char *department,
                  const struct tb_review_decision *decision, tb_review_fn *each,
                  void *ctx, struct tb_err *err)
{
    struct round r = { .action = action,
                       .tables = tables,
                       .department = department,
                       .decision = decision };

    return tell_round(c, decide_tables, &r, each, ctx, err);
}

/* ---- what was written on covers ---- */

/* A return needs words: where none stand, the verdict itself. */
static const char *opinion_of(const struct tb_cover_verdict *v)
{
    if (v->opinion.n > 0)
        return v->opinion.p;
    return v->action == TB_RETURN ? tb_actions[TB_RETURN].chinese : NULL;
}

static int decide_verdict(struct round *r, struct tb_campaign *c,
                          const struct tb_slice *s, struct tb_err *err)
{
    struct tb_review_decision d = { .level =
                                        tb_levels[TB_LEVEL_DEPARTMENT].code };
    struct tb_cover_verdict v = { 0 };
    bool done;

    if (tb_cover_verdict_read(&c->store, s, &r->arena, &v, err) < 0)
        return -1;
    if (!v.slice)
        return 0;
    if (s->approver.id.n > 0 && !tb_str_eq(s->approver.id, v.person))
        return 0; /* not the named reviewer's hand */
    d.by = v.person.p;
    d.reason = opinion_of(&v);
    if (decide_one(r, c, s, v.action, &d, &done, err) < 0)
        return -1;
    return done ? tb_cover_verdict_forget(&c->store, s->id, err) : 0;
}

static int decide_signed(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct round *r = ctx;

    if (tb_review_read(c, NULL, r->department, &r->slices, err) < 0)
        return -1;
    for (size_t i = 0; i < r->slices.count; i++)
        if (decide_verdict(r, c, &r->slices.list[i], err) < 0)
            return -1;
    return 0;
}

int tb_review_signed(struct tb_campaign *c, const char *department,
                     tb_review_fn *each, void *ctx, struct tb_err *err)
{
    struct round r = { .department = department, .is_signed = true };

    return tell_round(c, decide_signed, &r, each, ctx, err);
}
