/* assign_change.c - other people, other days. */
#include "assign_change.h"

#include <stdlib.h>

#include "setting_days.h"

/* ---- people ---- */

static int check_naming(struct tb_store *store, const struct tb_naming *n,
                        struct tb_err *err)
{
    struct tb_str id = n->person->person.id;
    bool clashes;

    if (n->role == TB_ROLE_APPROVER && !n->person->can_review)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s may not review: the staff list does not mark "
                          "this person",
                          TB_STR_ARG(id));
    if (tb_naming_clashes(store, n, &clashes, err) < 0)
        return -1;
    return clashes ? tb_fail_as(err, TB_REFUSED,
                                "%.*s cannot both collect and review it",
                                TB_STR_ARG(id))
                   : 0;
}

int tb_assign_person(struct tb_store *store, const struct tb_naming *naming,
                     struct tb_str person, struct tb_err *err)
{
    struct tb_arena arena = { 0 };
    struct tb_member member = { 0 };
    struct tb_naming n = *naming;
    long long count;
    int rc = -1;

    n.person = &member;
    if (tb_member_find(store, person, &arena, &member, err) < 0 ||
        check_naming(store, &n, err) < 0 ||
        tb_naming_do(store, &n, &count, err) < 0)
        goto done;
    rc = count > 0 ? 0
                   : tb_fail_as(err, TB_REFUSED,
                                "%.*s is of a department that does not %s it",
                                TB_STR_ARG(person),
                                tb_translate(n.role == TB_ROLE_COLLECTOR
                                                 ? N_("fill")
                                                 : N_("review")));
done:
    tb_arena_free(&arena);
    return rc;
}

static int need_reason(const char *reason, struct tb_err *err)
{
    return reason && reason[0]
               ? 0
               : tb_fail_as(err, TB_USAGE, "a change needs a --reason");
}

static struct tb_str table_no(const struct tb_assign_wishes *w)
{
    return w->table ? w->table->no : tb_str("");
}

static int change_person(struct tb_campaign *c,
                         const struct tb_assign_wishes *w, enum tb_role role,
                         long long department, struct tb_err *err)
{
    const struct tb_naming n = { .table = w->table,
                                 .department = department,
                                 .role = role };

    if (need_reason(w->reason, err) < 0 ||
        tb_assign_person(&c->store, &n, tb_str(w->people[role]), err) < 0)
        return -1;
    return tb_campaign_log(c, err, "assign", "%.*s %s %s %s: %s",
                           TB_STR_ARG(table_no(w)),
                           w->department ? w->department : "",
                           tb_roles[role].code, w->people[role], w->reason);
}

/* ---- days ---- */

static int need_day(const char *text, char day[TB_DAY], struct tb_err *err)
{
    return tb_day_parse(tb_str(text), day) && day[0]
               ? 0
               : tb_fail_as(err, TB_USAGE, "'%s' is no day; write 2022-10-08",
                            text);
}

static int change_deadline(struct tb_campaign *c,
                           const struct tb_assign_wishes *w,
                           long long department, struct tb_err *err)
{
    char day[TB_DAY];
    long long count;

    if (need_day(w->deadline, day, err) < 0 ||
        need_reason(w->reason, err) < 0 ||
        tb_slices_due(&c->store, w->table, department, day, &count, err) < 0)
        return -1;
    if (count == 0)
        return tb_fail_as(err, TB_REFUSED, "there is no such slice");
    return tb_campaign_log(c, err, "assign", "deadline %s: %.*s %s: %s", day,
                           TB_STR_ARG(table_no(w)),
                           w->department ? w->department : "", w->reason);
}

static int change_review_days(struct tb_campaign *c, const char *value,
                              struct tb_days *days, struct tb_err *err)
{
    size_t n = strlen(value);

    if (n == 0 || n > 3 || strspn(value, "0123456789") != n)
        return tb_fail_as(err, TB_USAGE, "'%s' is no number of days", value);
    days->review = strtol(value, NULL, 10);
    return tb_campaign_log(c, err, "assign", "review_days %s", value);
}

static int change_until(struct tb_campaign *c, const char *value,
                        enum tb_level level, struct tb_days *days,
                        struct tb_err *err)
{
    if (need_day(value, days->until[level], err) < 0)
        return -1;
    return tb_campaign_log(c, err, "assign", "deadline_%s %s",
                           tb_levels[level].code, value);
}

/* The days that the levels of review have, of all slices. */
static int change_days(struct tb_campaign *c, const struct tb_assign_wishes *w,
                       struct tb_err *err)
{
    struct tb_days days;

    if (tb_days_read(&c->store, &days, err) < 0 ||
        (w->review_days &&
         change_review_days(c, w->review_days, &days, err) < 0))
        return -1;
    for (size_t i = 0; i < TB_LEVELS; i++)
        if (w->until[i] &&
            change_until(c, w->until[i], (enum tb_level)i, &days, err) < 0)
            return -1;
    return tb_days_write(&c->store, &days, err);
}

/* ---- all of it ---- */

static bool has_days(const struct tb_assign_wishes *w)
{
    return w->review_days || w->until[TB_LEVEL_LEAD] ||
           w->until[TB_LEVEL_SCHOOL];
}

static int change_all(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct tb_assign_wishes *w = ctx;
    long long department;

    if ((has_days(w) && change_days(c, w, err) < 0) ||
        tb_department_id(&c->store, w->department, &department, err) < 0)
        return -1;
    for (size_t i = 0; i < TB_ROLES; i++)
        if (w->people[i] &&
            change_person(c, w, (enum tb_role)i, department, err) < 0)
            return -1;
    return w->deadline ? change_deadline(c, w, department, err) : 0;
}

int tb_assign_change(struct tb_campaign *c,
                     const struct tb_assign_wishes *wishes, struct tb_err *err)
{
    struct tb_assign_wishes copy = *wishes;

    return tb_change(c, change_all, &copy, err);
}
