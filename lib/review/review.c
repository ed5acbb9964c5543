/* review.c - approve, return and reopen. */
#include "review.h"

#include "days.h"
#include "decision.h"
#include "fit.h"
#include "level.h"
#include "who_may.h"

int tb_review_read(struct tb_campaign *c, const char *table,
                   const char *department, struct tb_slices *out,
                   struct tb_err *err)
{
    struct tb_slice_query q = { 0 };

    if (tb_table_named(c->dict, table, &q.table, err) < 0 ||
        tb_department_id(&c->store, department, &q.department, err) < 0)
        return -1;
    return tb_slices_read(&c->store, &q, out, err);
}

/* The level that D names, which must be one of this campaign's; LEVEL when it
 * names none. */
static int wanted_level(const struct tb_campaign *c,
                        const struct tb_review_decision *d,
                        enum tb_level *level, struct tb_err *err)
{
    struct tb_buf all = { 0 };
    enum tb_level found;

    if (!d->level)
        return 0;
    found = tb_level_find(tb_str(d->level));
    if (found != TB_LEVEL_NONE && c->levels[found]) {
        *level = found;
        return 0;
    }
    tb_fail_as(err, TB_USAGE, "no level '%s' in this campaign: it has %s",
               d->level, tb_campaign_levels(c, &all));
    tb_buf_free(&all);
    return -1;
}

static const char *decider(const struct tb_campaign *c,
                           const struct tb_review_decision *d)
{
    if (d->by)
        return d->by;
    return c->context.person[0] ? c->context.person : NULL;
}

/* What is to happen, once it is clear that it may. */
struct step {
    long long department; /* of several that review; 0 */
    enum tb_action action;
    enum tb_level level;
    enum tb_state state;
    const char *by, *reason, *deadline;
};

static int take_step(struct tb_campaign *c, const struct tb_slice *s,
                     const struct step *x, struct tb_err *err)
{
    const struct tb_decision_new decision = { x->level, x->action, x->by,
                                              x->reason, x->department };
    struct tb_buf whose = { 0 };
    bool done;
    int rc = -1;

    if (tb_slice_move(&c->store, s, x->state, x->reason, x->deadline, &done,
                      err) < 0)
        goto done;
    if (!done) {
        tb_review_refuse(err, s,
                         "it has just been changed by someone else; look "
                         "again");
        goto done;
    }
    tb_slice_show(s, &whose);
    if (tb_decision_add(&c->store, s, &decision, err) < 0 ||
        tb_campaign_log(c, err, tb_actions[x->action].code, "%.*s %s %s%s%s %s",
                        TB_STR_ARG(s->table->no), whose.p,
                        tb_levels[x->level].code, x->by ? " by " : "",
                        x->by ? x->by : "", x->reason ? x->reason : "") < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&whose);
    return rc;
}

/* A decision on its way through tb_change(). */
struct deciding {
    const struct tb_slice *slice;
    const struct tb_review_decision *decision;
};

static bool has_reason(const struct tb_review_decision *d)
{
    return d->reason && d->reason[0];
}

/* ---- approve ---- */

/* Why S cannot be approved at LEVEL, whoever wants to. */
static int check_turn(const struct tb_slice *s, enum tb_level level,
                      enum tb_level wanted, struct tb_err *err)
{
    switch (s->state) {
    case TB_STATE_NIL:
        return tb_review_refuse(err, s,
                                "declared to have no data: nothing to approve");
    case TB_STATE_MISSING:
    case TB_STATE_RETURNED:
        return tb_review_refuse(err, s, "nothing is filed");
    case TB_STATE_SUBMITTED:
    case TB_STATE_DEPARTMENT:
    case TB_STATE_LEAD:
    case TB_STATE_SCHOOL:
    case TB_STATES:
        break;
    }
    if (level == TB_LEVEL_NONE)
        return tb_review_refuse(err, s, "approved already");
    return level == wanted ? 0
                           : tb_review_refuse(
                                 err, s, "another level of review comes first");
}

/*
 * Where several departments review, all of them must approve: STEP becomes that
 * of the one whose person decides, and leads on only when it is the last.
 */
static int take_turn(struct tb_campaign *c, const struct tb_slice *s,
                     struct step *step, struct tb_err *err)
{
    struct tb_co_review all = { 0 };
    struct tb_arena arena = { 0 };
    struct tb_member who = { 0 };
    int rc = -1;

    /* the office, of which nobody is said, decides for all of them */
    if (step->level != TB_LEVEL_DEPARTMENT || !step->by)
        return 0;
    if (tb_member_find(&c->store, tb_str(step->by), &arena, &who, err) < 0 ||
        tb_co_review_read(&c->store, s, who.department, &all, err) < 0)
        goto done;
    rc = 0;
    if (!all.several)
        goto done;
    if (all.has_done)
        rc = tb_review_refuse(err, s,
                              "this department has approved it already; "
                              "another has still to");
    step->department = who.department;
    if (all.awaited > 0)
        step->state = TB_STATE_SUBMITTED;
done:
    tb_co_review_free(&all);
    tb_arena_free(&arena);
    return rc;
}

/* The same command again is a slip: it would approve at the next level, whose
 * person is another. */
static int check_not_again(struct tb_campaign *c, const struct tb_slice *s,
                           const struct tb_review_decision *d,
                           const struct step *step, struct tb_err *err)
{
    enum tb_level before;
    struct tb_buf done = { 0 }, next = { 0 }, whose = { 0 };
    int rc = 0;

    if (step->by || d->level)
        return 0;
    if (tb_level_of_actor(&c->store, s, c->context.actor, &before, err) < 0)
        return -1;
    if (before == TB_LEVEL_NONE)
        return 0;
    if (tb_level_name(&c->store, before, &done, err) < 0 ||
        tb_level_name(&c->store, step->level, &next, err) < 0) {
        rc = -1;
    } else {
        tb_slice_show(s, &whose);
        rc = tb_fail_as(err, TB_REFUSED,
                        "%.*s %s: approved already (%s); if the next level "
                        "(%s) is meant, say --level %s",
                        TB_STR_ARG(s->table->no), whose.p, done.p, next.p,
                        tb_levels[step->level].code);
    }
    tb_buf_free(&done);
    tb_buf_free(&next);
    tb_buf_free(&whose);
    return rc;
}

static int approve_slice(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct deciding *d = ctx;
    enum tb_level level = tb_campaign_next_level(c, d->slice->state);
    enum tb_level wanted = level;
    struct step step = { .action = TB_APPROVE,
                         .level = level,
                         .state = tb_level_state(level),
                         .by = decider(c, d->decision),
                         .reason = d->decision->reason };

    if (wanted_level(c, d->decision, &wanted, err) < 0 ||
        check_turn(d->slice, level, wanted, err) < 0 ||
        tb_review_who_may(c, d->slice, level, step.by, err) < 0 ||
        check_not_again(c, d->slice, d->decision, &step, err) < 0 ||
        take_turn(c, d->slice, &step, err) < 0 ||
        tb_review_fit(c, d->slice, err) < 0 ||
        take_step(c, d->slice, &step, err) < 0)
        return -1;
    return 0;
}

int tb_review_approve(struct tb_campaign *c, const struct tb_slice *s,
                      const struct tb_review_decision *d, struct tb_err *err)
{
    struct deciding x = { s, d };

    return tb_change(c, approve_slice, &x, err);
}

/* ---- return ---- */

static int return_slice(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct deciding *x = ctx;
    const struct tb_slice *s = x->slice;
    const struct tb_review_decision *d = x->decision;
    struct step step = {
        .action = TB_RETURN,
        .level = tb_campaign_next_level(c, s->state),
        .state = TB_STATE_RETURNED,
        .by = decider(c, d),
        .reason = d->reason,
    };
    struct tb_buf words = { 0 };
    char day[11];
    int rc = -1;

    if (step.level == TB_LEVEL_NONE)
        step.level = tb_campaign_last_level(c);
    if (wanted_level(c, d, &step.level, err) < 0)
        goto done;
    if (!has_reason(d)) {
        tb_fail_as(err, TB_USAGE, "a return needs a --reason");
        goto done;
    }
    if (s->state == TB_STATE_MISSING || s->state == TB_STATE_RETURNED) {
        tb_review_refuse(err, s, "nothing is filed");
        goto done;
    }
    if (tb_review_who_may(c, s, step.level, step.by, err) < 0 ||
        tb_days_of_return(c, s, d->deadline, day, err) < 0)
        goto done;
    step.deadline = day[0] ? day : NULL;
    if (d->cells) {
        tb_buf_addf(&words, "%s（%s）", d->reason, d->cells);
        step.reason = words.p;
    }
    rc = take_step(c, s, &step, err);
done:
    tb_buf_free(&words);
    return rc;
}

int tb_review_return(struct tb_campaign *c, const struct tb_slice *s,
                     const struct tb_review_decision *d, struct tb_err *err)
{
    struct deciding x = { s, d };

    return tb_change(c, return_slice, &x, err);
}

/* ---- reopen ---- */

static int reopen_slice(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct deciding *x = ctx;
    const struct step step = { .action = TB_REOPEN,
                               .level = tb_state_level(x->slice->state),
                               .state = TB_STATE_SUBMITTED,
                               .by = decider(c, x->decision),
                               .reason = x->decision->reason };

    if (!has_reason(x->decision))
        return tb_fail_as(err, TB_USAGE, "reopening needs a --reason");
    if (step.level == TB_LEVEL_NONE)
        return tb_review_refuse(err, x->slice,
                                "it is not approved: nothing to reopen");
    if (tb_review_who_may(c, x->slice, step.level, step.by, err) < 0 ||
        take_step(c, x->slice, &step, err) < 0)
        return -1;
    return 0;
}

int tb_review_reopen(struct tb_campaign *c, const struct tb_slice *s,
                     const struct tb_review_decision *d, struct tb_err *err)
{
    struct deciding x = { s, d };

    return tb_change(c, reopen_slice, &x, err);
}
