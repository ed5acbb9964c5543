/* return_faulty.c - what a validation finds in approved data goes back. */
#include "decision.h"
#include "review.h"
#include "review_days.h"

/*
 * Is an error of S its own, or is what it refers to final?  While source
 * tables are being mended, what refers to them has errors that go again.
 */
static int is_lasting(struct tb_campaign *c, const struct tb_slice *s,
                      bool sources_approved, bool *is, struct tb_err *err)
{
    struct tb_stmt *q;
    int rc = tb_db_prepare(c->db,
                           "SELECT DISTINCT rule FROM finding WHERE submission "
                           "= ?1 AND severity = 0 AND status IN ('new', "
                           "'still')",
                           &q, err);

    *is = sources_approved;
    if (rc == 0)
        rc = tb_stmt_bind(q, err, "i", s->now.id);
    while (rc == 0 && !*is && (rc = tb_stmt_step(q, err)) == 1) {
        struct tb_str id = tb_stmt_text(q, 0);
        const struct tb_rule *rule = tb_dict_rule(c->dict, id);
        *is = rule ? rule->kind == TB_RULE_ROW
                   : !tb_str_is(id, "reference") && !tb_str_is(id, "mirror");
        rc = 0;
    }
    tb_stmt_free(q);
    return rc < 0 ? -1 : 0;
}

/* Is every source table that somebody fills approved? */
static int are_sources_approved(struct tb_campaign *c, bool *are,
                                struct tb_err *err)
{
    struct tb_buf who = { 0 };
    int rc = 0;

    *are = true;
    for (size_t i = 0; i < c->dict->table_count && *are && rc == 0; i++)
        if (c->dict->tables[i].is_source) {
            rc = tb_slices_awaited(&c->store, &c->dict->tables[i],
                                   tb_campaign_last_level(c), &who, err);
            *are = who.n == 0;
        }
    tb_buf_free(&who);
    return rc;
}

static int return_faulty(struct tb_campaign *c, const struct tb_slice *s,
                         struct tb_err *err)
{
    static const char why[] = "校验在已审的数据中发现错误，请改正后重新提交";
    enum tb_level level = tb_state_level(s->state);
    struct tb_buf whose = { 0 };
    char day[11];
    bool done;
    int rc = -1;

    tb_slice_show(s, &whose);
    if (tb_review_due(c, s, NULL, day, err) < 0 ||
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

int tb_review_return_faulty(struct tb_campaign *c, long long *count,
                            struct tb_err *err)
{
    struct tb_slices l = { 0 };
    bool sources = false;
    int rc = tb_review_read(c, NULL, NULL, &l, err);

    *count = 0;
    if (rc == 0)
        rc = are_sources_approved(c, &sources, err);
    for (size_t i = 0; i < l.count && rc == 0; i++) {
        const struct tb_slice *s = &l.list[i];
        bool lasting = false;
        if (s->open.errors == 0 || tb_state_level(s->state) == TB_LEVEL_NONE)
            continue;
        rc = is_lasting(c, s, sources, &lasting, err);
        if (rc < 0 || !lasting)
            continue;
        rc = return_faulty(c, s, err);
        ++*count;
    }
    tb_slices_free(&l);
    return rc;
}
