/* review_all.c - one decision on many slices. */
#include "review_all.h"

struct round {
    struct tb_campaign *campaign;
    tb_review_step *step;
    const char *department;
    const struct tb_review_decision *decision;
    bool named; /* tables were */
    tb_review_fn *each;
    void *ctx;
};

/* What nobody filed counts as refused only when its table is named. */
static bool is_meant(const struct round *r, const struct tb_review_slice *s)
{
    if (r->named)
        return true;
    return s->submission != 0 && !tb_str_is(s->state, "returned") &&
           !tb_str_is(s->state,
                      tb_levels[tb_campaign_last_level(r->campaign)].code);
}

static int decide(const struct round *r, const struct tb_review_slice *s,
                  struct tb_err *err)
{
    struct tb_err why = { 0 };

    if (r->step(r->campaign, s, r->decision, &why) == 0) {
        r->each(s, NULL, r->ctx);
        return 0;
    }
    if (why.status == TB_REFUSED) {
        r->each(s, why.msg, r->ctx);
        return 0;
    }
    *err = why;
    return -1;
}

/* The slices of TABLE; NULL: of all. */
static int decide_table(const struct round *r, const char *table,
                        struct tb_err *err)
{
    struct tb_review_list list = { 0 };
    int rc = tb_review_read(r->campaign, table, r->department, &list, err);

    for (size_t i = 0; rc == 0 && i < list.count; i++)
        if (is_meant(r, &list.slices[i]))
            rc = decide(r, &list.slices[i], err);
    tb_review_list_free(&list);
    return rc;
}

/* Source tables first: the approval of the others waits for them. */
static int decide_sources_first(const struct round *r, struct tb_err *err)
{
    const struct tb_dict *d = r->campaign->dict;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < d->table_count; i++)
            if (d->tables[i].is_source == (pass == 0) &&
                decide_table(r, d->tables[i].no.p, err) < 0)
                return -1;
    return 0;
}

int tb_review_all(struct tb_campaign *c, tb_review_step *step,
                  char *const *tables, const char *department,
                  const struct tb_review_decision *decision, tb_review_fn *each,
                  void *ctx, struct tb_err *err)
{
    const struct round r = {
        c, step, department, decision, tables[0] != NULL, each, ctx
    };

    if (!r.named)
        return step == tb_review_approve ? decide_sources_first(&r, err)
                                         : decide_table(&r, NULL, err);
    for (; *tables; tables++)
        if (decide_table(&r, *tables, err) < 0)
            return -1;
    return 0;
}
