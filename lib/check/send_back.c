/* send_back.c - a validation takes approvals back. */
#include "send_back.h"

#include "days.h"
#include "decision.h"
#include "finding.h"

static const char why_back[] = "校验在已审的数据中发现错误，请改正后重新提交";
static const char why_again[] = "退回所依据的错误已消除，恢复审核结果";

/* Of every table of the dictionary: is all that others file of it approved at
 * the last level, or nil? */
struct settling {
    const struct tb_dict *dict;
    const struct tb_slices *slices;
    enum tb_state end;
    const struct tb_slice *own; /* this slice does not count */
    bool is_lasting;
};

static bool is_settled(const struct settling *x, const struct tb_table *t)
{
    for (size_t i = 0; i < x->slices->count; i++) {
        const struct tb_slice *s = &x->slices->list[i];
        if (s->table == t && s->id != x->own->id && s->state != x->end &&
            s->state != TB_STATE_NIL)
            return false;
    }
    return true;
}

/* Are all tables that SQL names settled? */
static bool is_settled_for(const struct settling *x, struct tb_str sql)
{
    for (size_t i = 0; i < x->dict->table_count; i++) {
        const struct tb_table *t = &x->dict->tables[i];
        if (tb_str_find(sql, t->name.p) < sql.n && !is_settled(x, t))
            return false;
    }
    return true;
}

/* What a reference, or a mirror, of FIELD leads to. */
static bool are_targets_settled(const struct settling *x, struct tb_str field)
{
    const struct tb_field *f = tb_table_field(x->own->table, field);

    if (f && f->mirror_via)
        f = f->mirror_via;
    for (size_t i = 0; f && i < f->reference_count; i++)
        if (!is_settled(x, f->references[i].table))
            return false;
    return true;
}

/*
 * An error that lies in the rows of the slice itself lasts.  One against other
 * rows lasts when those are final: while others mend theirs, what looks at them
 * has errors that go again.
 */
static int look_at_rule(struct tb_str id, struct tb_str field, void *ctx)
{
    struct settling *x = ctx;
    const struct tb_rule *rule = tb_dict_rule(x->dict, id);
    bool is;

    if (rule)
        is = is_settled_for(x, rule->expression) &&
             (rule->kind == TB_RULE_ROW || is_settled(x, x->own->table));
    else if (tb_str_is(id, "reference") || tb_str_is(id, "mirror"))
        is = are_targets_settled(x, field);
    else
        is = !tb_str_is(id, "unique") || is_settled(x, x->own->table);
    x->is_lasting = x->is_lasting || is;
    return 0;
}

/* SLICE becomes STATE by ACTION, and it is logged. */
static int decide(struct tb_campaign *c, const struct tb_slice *s,
                  enum tb_state state, const struct tb_decision_new *decision,
                  const char *day, struct tb_err *err)
{
    struct tb_buf whose = { 0 };
    bool done;
    int rc = -1;

    tb_slice_show(s, &whose);
    if (tb_slice_move(&c->store, s, state,
                      decision->action == TB_RETURN ? decision->reason : NULL,
                      day, &done, err) < 0 ||
        tb_decision_add(&c->store, s, decision, err) < 0 ||
        tb_campaign_log(c, err, tb_actions[decision->action].code,
                        "%.*s %s %s %s", TB_STR_ARG(s->table->no), whose.p,
                        tb_levels[decision->level].code, decision->reason) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&whose);
    return rc;
}

static int send_back(struct tb_campaign *c, const struct tb_slice *s,
                     enum tb_level level, struct tb_err *err)
{
    const struct tb_decision_new decision = { .level = level,
                                              .action = TB_RETURN,
                                              .reason = why_back };
    char day[11];

    if (tb_days_of_return(c, s, NULL, day, err) < 0 ||
        decide(c, s, TB_STATE_RETURNED, &decision, day[0] ? day : NULL, err) <
            0)
        return -1;
    return tb_slice_remember(&c->store, s->id, s->state, err);
}

/* What was sent back for errors that are gone, and was not filed anew, is what
 * was approved. */
static int give_back(struct tb_campaign *c, const struct tb_slice *s,
                     struct tb_err *err)
{
    const struct tb_decision_new decision = { .level = tb_state_level(s->was),
                                              .action = TB_RESTORE,
                                              .reason = why_again };

    return decide(c, s, s->was, &decision, NULL, err);
}

static int look_at_slice(struct tb_campaign *c, struct settling *x,
                         struct tb_send_back *out, struct tb_err *err)
{
    const struct tb_slice *s = x->own;
    enum tb_level level = tb_state_level(s->state);

    if (s->state == TB_STATE_RETURNED && s->was != TB_STATES &&
        s->open.errors == 0) {
        out->given++;
        return give_back(c, s, err);
    }
    if (s->open.errors == 0 || level == TB_LEVEL_NONE)
        return 0;
    x->is_lasting = false;
    if (tb_findings_error_rules(&c->store, s->now.id, look_at_rule, x, err) < 0)
        return -1;
    if (!x->is_lasting) {
        out->kept++;
        return 0;
    }
    out->returned++;
    return send_back(c, s, level, err);
}

int tb_send_back_faulty(struct tb_campaign *c, struct tb_send_back *out,
                        struct tb_err *err)
{
    const struct tb_slice_query all = { 0 };
    struct tb_slices slices = { 0 };
    struct settling x = { .dict = c->dict,
                          .slices = &slices,
                          .end = tb_level_state(tb_campaign_last_level(c)) };
    int rc = tb_slices_read(&c->store, &all, &slices, err);

    *out = (struct tb_send_back){ 0 };
    for (size_t i = 0; i < slices.count && rc == 0; i++) {
        x.own = &slices.list[i];
        rc = look_at_slice(c, &x, out, err);
    }
    tb_slices_free(&slices);
    return rc;
}
