/* assign_change.c - other people, other days. */
#include "assign_change.h"

#include <stdlib.h>

#include "due.h"
#include "people_change.h"
#include "person_meant.h"
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
                     const struct tb_members *staff, struct tb_str person,
                     long long *count, struct tb_err *err)
{
    struct tb_naming n = *naming;
    long long named;

    if (tb_person_meant(staff, person, &n.person, err) < 0 ||
        check_naming(store, &n, err) < 0 ||
        tb_naming_do(store, &n, &named, err) < 0)
        return -1;
    if (count)
        *count = named;
    return named > 0 ? 0
                     : tb_fail_as(err, TB_REFUSED,
                                  "%.*s is of a department that does not %s it",
                                  TB_STR_ARG(person),
                                  tb_translate(n.role == TB_ROLE_COLLECTOR
                                                   ? N_("fill")
                                                   : N_("review")));
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

struct changing {
    const struct tb_assign_wishes *wishes;
    struct tb_assign_changed *changed;
    struct tb_members staff;
    long long department;
};

/* Of no table: who collects for the department, or reviews as it, wherever
 * nobody else is named. */
static int change_default(struct tb_campaign *c, struct changing *x,
                          enum tb_role role, struct tb_err *err)
{
    const struct tb_assign_wishes *w = x->wishes;
    struct tb_str wish = tb_str(w->people[role]);
    const struct tb_member *who = NULL;

    if (need_reason(w->reason, err) < 0 ||
        (wish.n > 0 && tb_person_meant(&x->staff, wish, &who, err) < 0))
        return -1;
    if (who && who->department != x->department)
        return tb_fail_as(err, TB_REFUSED, "%.*s is of another department",
                          TB_STR_ARG(who->person.id));
    if (who && role == TB_ROLE_APPROVER && !who->can_review)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s may not review: the staff list does not mark "
                          "this person",
                          TB_STR_ARG(who->person.id));
    if (tb_department_default(&c->store, x->department, role,
                              who ? who->person.id : tb_str(""), err) < 0)
        return -1;
    x->changed->is_default[role] = true;
    tb_buf_addf(&x->changed->who[role], "%.*s%s%.*s",
                TB_STR_ARG(who ? who->person.id : tb_str("")), who ? " " : "",
                TB_STR_ARG(who ? who->person.name : tb_str("未指定")));
    return tb_campaign_log(c, err, "assign", "default %s %s %.*s: %s",
                           w->department, tb_roles[role].code,
                           TB_STR_ARG(who ? who->person.id : tb_str("")),
                           w->reason);
}

static int change_person(struct tb_campaign *c, struct changing *x,
                         enum tb_role role, struct tb_err *err)
{
    const struct tb_assign_wishes *w = x->wishes;
    const struct tb_naming n = { .table = w->table,
                                 .department = x->department,
                                 .role = role };
    struct tb_str wish = tb_str(w->people[role]);
    const struct tb_member *who;

    if (!w->table)
        return change_default(c, x, role, err);
    if (need_reason(w->reason, err) < 0 ||
        tb_assign_person(&c->store, &n, &x->staff, wish,
                         &x->changed->people[role], err) < 0 ||
        tb_person_meant(&x->staff, wish, &who, err) < 0)
        return -1;
    tb_buf_addf(&x->changed->who[role], "%.*s %.*s", TB_STR_ARG(who->person.id),
                TB_STR_ARG(who->person.name));
    return tb_campaign_log(
        c, err, "assign", "%.*s %s %s %.*s: %s", TB_STR_ARG(table_no(w)),
        w->department ? w->department : "", tb_roles[role].code,
        TB_STR_ARG(who->person.id), w->reason);
}

/* ---- days ---- */

static int need_day(const struct tb_campaign *c, const char *text,
                    char day[TB_DAY], struct tb_err *err)
{
    struct tb_due due;
    bool is_day = tb_due_parse(tb_str(text), c->windows.academic_to, &due) &&
                  due.day[0] && !due.from[0] && due.rest.n == 0;

    memcpy(day, due.day, TB_DAY);
    tb_due_free(&due);
    return is_day ? 0
                  : tb_fail_as(err, TB_USAGE,
                               "'%s' is no day; write 2022-10-08", text);
}

static int change_deadline(struct tb_campaign *c, struct changing *x,
                           struct tb_err *err)
{
    const struct tb_assign_wishes *w = x->wishes;
    struct tb_assign_changed *out = x->changed;

    if (need_day(c, w->deadline, out->day, err) < 0 ||
        need_reason(w->reason, err) < 0 ||
        tb_slices_due(&c->store, w->table, x->department, out->day,
                      &out->deadline, err) < 0)
        return -1;
    if (out->deadline == 0)
        return tb_fail_as(err, TB_REFUSED, "there is no such slice");
    return tb_campaign_log(c, err, "assign", "deadline %s: %.*s %s: %s",
                           out->day, TB_STR_ARG(table_no(w)),
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
    if (need_day(c, value, days->until[level], err) < 0)
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
    struct changing *x = ctx;
    const struct tb_assign_wishes *w = x->wishes;

    if ((has_days(w) && change_days(c, w, err) < 0) ||
        tb_department_id(&c->store, w->department, &x->department, err) < 0)
        return -1;
    for (size_t i = 0; i < TB_ROLES; i++)
        if (w->people[i] && change_person(c, x, (enum tb_role)i, err) < 0)
            return -1;
    return w->deadline ? change_deadline(c, x, err) : 0;
}

int tb_assign_change(struct tb_campaign *c,
                     const struct tb_assign_wishes *wishes,
                     struct tb_assign_changed *changed, struct tb_err *err)
{
    struct changing x = { .wishes = wishes, .changed = changed };
    int rc = tb_members_read(&c->store, &(struct tb_member_query){ 0 },
                             &x.staff, err);

    if (rc == 0)
        rc = tb_change(c, change_all, &x, err);
    tb_members_free(&x.staff);
    return rc;
}

void tb_assign_changed_free(struct tb_assign_changed *changed)
{
    for (size_t i = 0; i < TB_ROLES; i++)
        tb_buf_free(&changed->who[i]);
}
