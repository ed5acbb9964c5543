/* permissions.c - slices seen from the side of each department. */
#include "permissions.h"

#include "setting_days.h"
#include "slice.h"

struct list {
    struct tb_slices slices;
    struct tb_departments departments;
    struct tb_members reviewers;
    struct tb_buf deadlines[TB_PERMISSION_KINDS];
    struct tb_buf what, who;
    const char *format;
    tb_permission_fn *each;
    void *ctx;
};

static bool is_same(const struct tb_person *a, const struct tb_person *b)
{
    return tb_str_eq(a->id, b->id);
}

/* ---- what is collected ---- */

/* May B stand on A's line?  Teachers who fill their own rows do. */
static bool is_one_of(const struct tb_slice *a, const struct tb_slice *b)
{
    return a->table == b->table && a->department.id == b->department.id &&
           a->kind == TB_PART_TEACHER && b->kind == TB_PART_TEACHER &&
           a->reviewer.id == b->reviewer.id && a->co_count == b->co_count &&
           a->lead.id == b->lead.id && is_same(&a->approver, &b->approver) &&
           tb_str_eq(a->deadline, b->deadline);
}

static int tell_collects(struct list *l, const struct tb_slice *s, size_t count)
{
    struct tb_permission p = {
        .kind = TB_PERMISSION_COLLECTS,
        .department = s->department,
        .table = s->table,
        .what = tb_slice_part(s),
        .collector = s->collector,
        .approver = s->approver,
        .lead = s->lead.shown,
        .deadline = s->deadline,
    };

    tb_buf_clear(&l->who);
    tb_slice_show_reviewers(s, &l->who);
    p.reviewer = tb_buf_str(&l->who);

    if (s->kind == TB_PART_TEACHER) {
        tb_buf_clear(&l->what);
        tb_buf_addf(&l->what, "教师 %zu 人，各填本人的行", count);
        p.what = tb_buf_str(&l->what);
        p.collector = (struct tb_person){ tb_str(""), tb_str("") };
    }
    return l->each(&p, l->ctx);
}

static int list_collects(struct list *l, const struct tb_department *d)
{
    const struct tb_slices *all = &l->slices;
    int rc = 0;

    for (size_t i = 0, n; i < all->count && rc == 0; i += n) {
        const struct tb_slice *s = &all->list[i];
        for (n = 1; i + n < all->count && is_one_of(s, &all->list[i + n]);)
            n++;
        if (s->department.id == d->id)
            rc = tell_collects(l, s, n);
    }
    return rc;
}

/* ---- what is reviewed and led ---- */

/* Is KIND the part of department D in S? */
static bool holds(const struct tb_slice *s, enum tb_permission_kind kind,
                  const struct tb_department *d)
{
    if (kind != TB_PERMISSION_REVIEWS)
        return s->lead.id == d->id;
    for (size_t i = 0; i < s->co_count; i++)
        if (s->co_reviewers[i].id == d->id)
            return true;
    return s->reviewer.id == d->id;
}

/* "甲系、乙系（省内）、丙系（35 份）": whose rows stand on the line that
 * begins at slice I; those that are not D's or have another approver do not. */
static void describe_whose(struct list *l, const struct tb_department *d,
                           enum tb_permission_kind kind, size_t i)
{
    const struct tb_slice *first = &l->slices.list[i], *before = NULL;
    size_t parts = 0;

    tb_buf_clear(&l->what);
    for (; i <= l->slices.count; i++) {
        const struct tb_slice *s =
            i < l->slices.count ? &l->slices.list[i] : NULL;
        bool is_end = !s || s->table != first->table;
        if (!is_end &&
            (!holds(s, kind, d) || !is_same(&s->approver, &first->approver)))
            continue;
        if (before && (is_end || s->department.id != before->department.id)) {
            tb_buf_addf(&l->what, "%s%.*s", l->what.n > 0 ? "、" : "",
                        TB_STR_ARG(before->department.shown));
            if (parts > 1)
                tb_buf_addf(&l->what, "（%zu 份）", parts);
            else if (before->kind != TB_PART_WHOLE)
                tb_buf_addf(&l->what, "（%.*s）",
                            TB_STR_ARG(tb_slice_part(before)));
            parts = 0;
        }
        if (is_end)
            break;
        before = s;
        parts++;
    }
}

/* Does an earlier slice of the table stand for this one? */
static bool is_told(const struct list *l, size_t i,
                    const struct tb_department *d, enum tb_permission_kind kind)
{
    const struct tb_slice *s = &l->slices.list[i];

    while (i-- > 0 && l->slices.list[i].table == s->table)
        if (holds(&l->slices.list[i], kind, d) &&
            is_same(&l->slices.list[i].approver, &s->approver))
            return true;
    return false;
}

static int list_holds(struct list *l, const struct tb_department *d,
                      enum tb_permission_kind kind)
{
    int rc = 0;

    for (size_t i = 0; i < l->slices.count && rc == 0; i++) {
        const struct tb_slice *s = &l->slices.list[i];
        struct tb_permission p = {
            .kind = kind,
            .department = *d,
            .table = s->table,
            .approver = s->approver,
            .deadline = tb_buf_str(&l->deadlines[kind]),
        };
        if (!holds(s, kind, d) || is_told(l, i, d, kind))
            continue;
        describe_whose(l, d, kind, i);
        p.what = tb_buf_str(&l->what);
        rc = l->each(&p, l->ctx);
    }
    return rc;
}

/* ---- who may review ---- */

static int list_people(struct list *l, const struct tb_department *d)
{
    int rc = 0;

    for (size_t i = 0; i < l->reviewers.count && rc == 0; i++) {
        const struct tb_member *m = &l->reviewers.list[i];
        const struct tb_permission p = { .kind = TB_PERMISSION_PERSON,
                                         .department = *d,
                                         .approver = m->person };
        if (m->department == d->id)
            rc = l->each(&p, l->ctx);
    }
    return rc;
}

/* ---- deadlines of the stages ---- */

/* Until when LEVEL is to be done with: "提交后 2 天内", a day, or OTHERWISE;
 * added. */
static void add_deadline(const struct tb_days *days, enum tb_level level,
                         const char *otherwise, struct tb_buf *out)
{
    if (level == TB_LEVEL_DEPARTMENT)
        tb_buf_addf(out, "提交后 %ld 天内", days->review);
    else
        tb_buf_adds(out,
                    days->until[level][0] ? days->until[level] : otherwise);
}

static int read_deadlines(struct tb_campaign *c, struct list *l,
                          struct tb_err *err)
{
    struct tb_days days;

    if (tb_days_read(&c->store, &days, err) < 0)
        return -1;
    add_deadline(&days, TB_LEVEL_DEPARTMENT, "",
                 &l->deadlines[TB_PERMISSION_REVIEWS]);
    add_deadline(&days, TB_LEVEL_LEAD, "", &l->deadlines[TB_PERMISSION_LEADS]);
    return 0;
}

int tb_permissions_stages(struct tb_campaign *c, struct tb_buf *out,
                          struct tb_err *err)
{
    struct tb_days days;

    tb_buf_clear(out);
    if (tb_days_read(&c->store, &days, err) < 0)
        return -1;
    for (int i = 0; i < TB_LEVELS; i++) {
        if (!c->levels[i])
            continue;
        tb_buf_addf(out, "%s%s：", out->n > 0 ? "；" : "",
                    tb_levels[i].chinese);
        add_deadline(&days, (enum tb_level)i, "未定截止日期", out);
    }
    return 0;
}

/* ---- all of it ---- */

static int list_all(struct list *l)
{
    for (size_t i = 0; i < l->departments.count; i++) {
        const struct tb_department *d = &l->departments.list[i];
        if (list_collects(l, d) < 0 ||
            list_holds(l, d, TB_PERMISSION_REVIEWS) < 0 ||
            list_holds(l, d, TB_PERMISSION_LEADS) < 0 || list_people(l, d) < 0)
            return -1;
    }
    return 0;
}

static int list_permissions(struct tb_campaign *c, void *ctx,
                            struct tb_err *err)
{
    static const struct tb_slice_query all = { 0 };
    static const struct tb_member_query reviewers = { .reviewers = true };
    struct list *l = ctx;

    if (tb_slices_read(&c->store, &all, &l->slices, err) < 0 ||
        tb_departments_read(&c->store, &l->departments, err) < 0 ||
        tb_members_read(&c->store, &reviewers, &l->reviewers, err) < 0 ||
        read_deadlines(c, l, err) < 0 || list_all(l) < 0 ||
        tb_campaign_log(c, err, "export", "permissions: %s", l->format) < 0)
        return -1;
    return 0;
}

int tb_permissions_each(struct tb_campaign *c, const char *format,
                        tb_permission_fn *each, void *ctx, struct tb_err *err)
{
    struct list l = { .format = format, .each = each, .ctx = ctx };
    int rc = tb_record(c, list_permissions, &l, err);

    tb_slices_free(&l.slices);
    tb_departments_free(&l.departments);
    tb_members_free(&l.reviewers);
    for (size_t i = 0; i < TB_PERMISSION_KINDS; i++)
        tb_buf_free(&l.deadlines[i]);
    tb_buf_free(&l.what);
    tb_buf_free(&l.who);
    return rc;
}
