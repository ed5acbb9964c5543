/* send_back.c - a validation takes approvals back. */
#include "send_back.h"

#include "days.h"
#include "decision.h"
#include "finding.h"

static const char why[] = "校验在已审的数据中发现错误，请改正后重新提交";

/* Is every source table that somebody fills approved? */
static bool are_sources_approved(const struct tb_campaign *c,
                                 const struct tb_slices *slices)
{
    enum tb_state end = tb_level_state(tb_campaign_last_level(c));

    for (size_t i = 0; i < slices->count; i++) {
        const struct tb_slice *s = &slices->list[i];
        if (s->table->is_source && s->state != end && s->state != TB_STATE_NIL)
            return false;
    }
    return true;
}

struct own_error {
    const struct tb_dict *dict;
    bool is;
};

/* Does the rule look at a row by itself? */
static int look_at_rule(struct tb_str id, void *ctx)
{
    struct own_error *own = ctx;
    const struct tb_rule *rule = tb_dict_rule(own->dict, id);

    own->is = own->is ||
              (rule ? rule->kind == TB_RULE_ROW
                    : !tb_str_is(id, "reference") && !tb_str_is(id, "mirror"));
    return 0;
}

/*
 * Is an error of S its own, or is what it refers to final?  While source
 * tables are being mended, what refers to them has errors that go again.
 */
static int is_lasting(struct tb_campaign *c, const struct tb_slice *s,
                      bool sources_approved, bool *is, struct tb_err *err)
{
    struct own_error own = { c->dict, sources_approved };

    if (!sources_approved &&
        tb_findings_error_rules(&c->store, s->now.id, look_at_rule, &own, err) <
            0)
        return -1;
    *is = own.is;
    return 0;
}

static int send_back(struct tb_campaign *c, const struct tb_slice *s,
                     enum tb_level level, struct tb_err *err)
{
    struct tb_buf whose = { 0 };
    char day[11];
    bool done;
    int rc = -1;

    tb_slice_show(s, &whose);
    if (tb_days_of_return(c, s, NULL, day, err) < 0 ||
        tb_slice_move(&c->store, s, TB_STATE_RETURNED, why, day[0] ? day : NULL,
                      &done, err) < 0 ||
        tb_decision_add(&c->store, s, level, TB_RETURN, NULL, why, err) < 0 ||
        tb_campaign_log(c, err, tb_actions[TB_RETURN].code, "%.*s %s %s %s",
                        TB_STR_ARG(s->table->no), whose.p,
                        tb_levels[level].code, why) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&whose);
    return rc;
}

int tb_send_back_faulty(struct tb_campaign *c, long long *count,
                        struct tb_err *err)
{
    const struct tb_slice_query all = { 0 };
    struct tb_slices slices = { 0 };
    bool sources, lasting;
    int rc = -1;

    *count = 0;
    if (tb_slices_read(&c->store, &all, &slices, err) < 0)
        goto done;
    sources = are_sources_approved(c, &slices);
    for (size_t i = 0; i < slices.count; i++) {
        const struct tb_slice *s = &slices.list[i];
        enum tb_level level = tb_state_level(s->state);
        if (s->open.errors == 0 || level == TB_LEVEL_NONE)
            continue;
        if (is_lasting(c, s, sources, &lasting, err) < 0 ||
            (lasting && send_back(c, s, level, err) < 0))
            goto done;
        *count += lasting;
    }
    rc = 0;
done:
    tb_slices_free(&slices);
    return rc;
}
