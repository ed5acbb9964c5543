/* assign_level.c - names and people of the levels of review. */
#include "assign_level.h"

#include "person_meant.h"

static int find_level(const struct tb_campaign *c, const char *word,
                      enum tb_level *out, struct tb_err *err)
{
    struct tb_buf all = { 0 };
    enum tb_level level = tb_level_find(tb_str(word));

    if (level != TB_LEVEL_NONE && c->levels[level]) {
        *out = level;
        return 0;
    }
    tb_fail_as(err, TB_USAGE, "no level '%s' in this campaign: it has %s", word,
               tb_campaign_levels(c, &all));
    tb_buf_free(&all);
    return -1;
}

static int add_person(struct tb_campaign *c, enum tb_level level,
                      const struct tb_members *staff, struct tb_str wish,
                      struct tb_err *err)
{
    const struct tb_member *who;

    if (tb_person_meant(staff, wish, &who, err) < 0)
        return -1;
    return who->can_review
               ? tb_level_add(&c->store, level, who->person.id, err)
               : tb_fail_as(err, TB_REFUSED,
                            "%.*s may not review: the staff list does not mark "
                            "this person",
                            TB_STR_ARG(who->person.id));
}

static int change_people(struct tb_campaign *c, enum tb_level level,
                         const struct tb_level_wishes *w, struct tb_err *err)
{
    const struct tb_member_query all = { 0 };
    struct tb_str rest = tb_str(w->people), one;
    struct tb_members staff = { 0 };
    int rc;

    if (!w->reason || !w->reason[0])
        return tb_fail_as(err, TB_USAGE, "a change needs a --reason");
    rc = tb_members_read(&c->store, &all, &staff, err);
    if (rc == 0)
        rc = tb_level_clear(&c->store, level, err);
    while (rc == 0 && tb_str_next(&rest, ",，、;； ", &one))
        if (one.n > 0)
            rc = add_person(c, level, &staff, one, err);
    tb_members_free(&staff);
    return rc;
}

static int change_level(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct tb_level_wishes *w = ctx;
    enum tb_level level;

    if (find_level(c, w->level, &level, err) < 0 ||
        (w->name &&
         tb_level_rename(&c->store, level, tb_str(w->name), err) < 0) ||
        (w->people && change_people(c, level, w, err) < 0))
        return -1;
    return tb_campaign_log(c, err, "assign", "level %s%s%s%s%s: %s",
                           tb_levels[level].code, w->name ? " name " : "",
                           w->name ? w->name : "", w->people ? " people " : "",
                           w->people ? w->people : "",
                           w->reason ? w->reason : "");
}

int tb_assign_level(struct tb_campaign *c, const struct tb_level_wishes *wishes,
                    struct tb_err *err)
{
    struct tb_level_wishes copy = *wishes;

    return tb_change(c, change_level, &copy, err);
}
