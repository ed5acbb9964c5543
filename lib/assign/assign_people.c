/* assign_people.c - departments and people change during a campaign. */
#include "assign_people.h"

struct changing {
    const struct tb_assign_people *people;
    struct tb_assign_people_result *result;
    struct tb_campaign *campaign;
    struct tb_err *err;
};

static int tell(const struct tb_people_difference *d, void *ctx)
{
    static const char *const kinds[] = { "department", "staff" };
    static const char *const fates[] = { "new", "changed", "gone" };
    struct changing *x = ctx;

    x->result->changes++;
    if (x->people->each(d, x->people->ctx) < 0)
        return -1;
    /* who is meant is in the log, not how to reach them */
    return tb_campaign_log(x->campaign, x->err, "assign", "%s %s %.*s %.*s",
                           kinds[d->kind], fates[d->fate], TB_STR_ARG(d->code),
                           TB_STR_ARG(d->name));
}

/* KIND is now as it is in NEWER, which the file has been read into. */
static int take_list(struct changing *x, struct tb_db *newer,
                     enum tb_people_kind kind)
{
    struct tb_store *store = &x->campaign->store;

    return tb_people_compare(store, newer, kind, tell, x, x->err) < 0 ||
                   tb_people_apply(store, newer, kind, x->err) < 0
               ? -1
               : 0;
}

static int change_lists(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct changing *x = ctx;
    const struct tb_assign_people *p = x->people;
    struct tb_people_result *lists = &x->result->lists;
    struct tb_db *newer = NULL;
    int rc = -1;

    x->campaign = c;
    x->err = err;
    if (tb_people_scratch(&c->store, !p->organisation, &newer, err) < 0)
        return -1;
    if ((p->organisation &&
         tb_organisation_load(newer, p->organisation, lists, err) < 0) ||
        (p->staff && tb_staff_load(newer, p->staff, lists, err) < 0) ||
        (p->organisation && take_list(x, newer, TB_PEOPLE_DEPARTMENT) < 0) ||
        (p->staff && take_list(x, newer, TB_PEOPLE_MEMBER) < 0) ||
        tb_people_orphans(&c->store, &x->result->orphans, err) < 0)
        goto done;
    rc = p->dry_run ? 1 : 0;
done:
    tb_db_close(newer);
    return rc;
}

int tb_assign_people(struct tb_campaign *c,
                     const struct tb_assign_people *people,
                     struct tb_assign_people_result *result, struct tb_err *err)
{
    struct changing x = { .people = people, .result = result };

    return tb_change(c, change_lists, &x, err) < 0 ? -1 : 0;
}

void tb_assign_people_result_free(struct tb_assign_people_result *result)
{
    tb_people_result_free(&result->lists);
}
