/* assign_slices.c - the slices that a line of the task list makes. */
#include "assign_change.h"
#include "assign_parts.h"

static int add_task_slice(struct tb_task_load *l,
                          const struct tb_department *filler,
                          enum tb_part_kind kind, struct tb_str part,
                          const struct tb_department *reviewer)
{
    const struct tb_slice_line line = {
        .table = l->table,
        .department = filler->id,
        .reviewer = reviewer->id,
        .lead = l->lead ? l->lead->id : 0,
        .kind = kind,
        .part = part,
        .deadline = tb_str(l->deadline),
    };
    long long id;

    l->result->slices++;
    if (tb_slice_add(&l->campaign->store, &line, &id, l->err) < 0)
        return -1;
    tb_slice_ids_add(&l->named, id);
    return 0;
}

/* Who reviews: the department itself if the list names it, or says that each
 * reviews its own; else the first that it names; else the department. */
static const struct tb_department *reviewer_of(const struct tb_task_load *l,
                                               size_t filler)
{
    const struct tb_department *d = l->organisation.departments;
    bool own = l->fillers.reviews_own || l->reviewers.reviews_own;

    for (size_t i = 0; i < l->reviewers.count && !own; i++)
        own = l->reviewers.list[i].department == filler;
    if (own || l->fillers.reviews[filler])
        return &d[filler];
    for (size_t i = 0; i < l->organisation.count; i++)
        if (l->fillers.reviews[i])
            return &d[i];
    return l->reviewers.count > 0 ? &d[l->reviewers.list[0].department]
                                  : &d[filler];
}

/* Is this one of the persons that the cell names?  "教师" in 教师个人填写 are
 * those of any class with the word in it. */
static bool is_named_person(const struct tb_task_load *l,
                            const struct tb_member *member)
{
    const struct tb_shares *f = &l->fillers;

    return f->is_individual
               ? tb_str_find(member->kind, f->persons.p) < member->kind.n
               : tb_str_eq(member->kind, f->persons);
}

/* A slice for each person of the class, under their own 工号. */
static int add_teachers(struct tb_task_load *l)
{
    const struct tb_organisation *o = &l->organisation;

    for (size_t d = 0; d < o->count; d++)
        for (size_t i = 0; i < l->staff.count; i++) {
            const struct tb_member *m = &l->staff.list[i];
            if (m->department == o->departments[d].id &&
                is_named_person(l, m) &&
                add_task_slice(l, &o->departments[d], TB_PART_TEACHER,
                               m->person.id, reviewer_of(l, d)) < 0)
                return -1;
        }
    return 0;
}

static int add_shares(struct tb_task_load *l)
{
    const struct tb_shares *f = &l->fillers;

    if (f->is_individual || (l->options->by_teacher && f->persons.n > 0))
        return add_teachers(l);
    for (size_t i = 0; i < f->count; i++) {
        const struct tb_assign_share *x = &f->list[i];
        if (add_task_slice(l, &l->organisation.departments[x->department],
                           x->condition.n > 0 ? TB_PART_CONDITION
                                              : TB_PART_WHOLE,
                           x->condition, reviewer_of(l, x->department)) < 0)
            return -1;
    }
    return 0;
}

/* "2022-10-10；甲系=2022-10-20": the departments that have another day. */
static int store_exceptions(struct tb_task_load *l, struct tb_str cell)
{
    struct tb_str one;
    char day[TB_DAY];
    long long count;

    tb_str_next(&cell, ";；", &one); /* the usual day */
    while (tb_str_next(&cell, ";；", &one)) {
        size_t eq = tb_str_find(one, "=");
        const struct tb_department *d =
            tb_organisation_find(&l->organisation, tb_str_n(one.p, eq));
        if (!d || !tb_day_parse(tb_str_from(one, eq + 1), day))
            tb_task_note(l, "%.*s: “%.*s”不是“部门=日期”的写法",
                         TB_STR_ARG(l->table->no), TB_STR_ARG(one));
        else if (tb_slices_due(&l->campaign->store, l->table, d->id, day,
                               &count, l->err) < 0)
            return -1;
    }
    return 0;
}

/* The people that the list names, one after the other; each is of one
 * department and so means its slices. */
static int name_people(struct tb_task_load *l, struct tb_str cell,
                       enum tb_role role)
{
    const struct tb_naming naming = { .table = l->table, .role = role };
    struct tb_str one;

    while (tb_str_next(&cell, "、，,；;/ ", &one)) {
        struct tb_err why = { 0 };
        if (one.n == 0 ||
            tb_assign_person(&l->campaign->store, &naming, one, &why) == 0)
            continue;
        if (why.status != TB_USAGE && why.status != TB_REFUSED) {
            *l->err = why;
            return -1;
        }
        tb_task_note(l, "%.*s: %s", TB_STR_ARG(l->table->no), why.msg);
    }
    return 0;
}

int tb_task_add_slices(struct tb_task_load *l, const struct tb_str *cells)
{
    size_t before = l->result->slices;

    if (add_shares(l) < 0 || store_exceptions(l, cells[TB_TASK_DEADLINE]) < 0 ||
        name_people(l, cells[TB_TASK_COLLECTORS], TB_ROLE_COLLECTOR) < 0 ||
        name_people(l, cells[TB_TASK_APPROVERS], TB_ROLE_APPROVER) < 0)
        return -1;
    if (l->result->slices == before)
        tb_task_note(l, "%.*s %.*s: 没有部门填报", TB_STR_ARG(l->table->no),
                     TB_STR_ARG(l->table->name));
    return 0;
}

int tb_task_forget_slices(struct tb_task_load *l)
{
    const struct tb_dict *d = l->campaign->dict;
    size_t kept = 0;

    l->line = 0;
    for (size_t i = 0; i < d->table_count; i++)
        if (l->listed[i] &&
            tb_slices_forget(&l->campaign->store, &d->tables[i], &l->named,
                             &l->result->gone, &kept, l->err) < 0)
            return -1;
    if (kept > 0)
        tb_task_note(l,
                     "清单中已没有的填报单元中，有 %zu "
                     "个予以保留：其中已有提交或审核记录",
                     kept);
    return 0;
}
