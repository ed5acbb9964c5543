/* assign_slices.c - the slices that a line of the task list makes. */
#include <stdlib.h>

#include "assign_change.h"
#include "assign_parts.h"
#include "due.h"
#include "mem.h"
#include "person_meant.h"

/* Who reviews: the department itself if the list names it, or says that each
 * reviews its own; else the first that it names by its own name (各系部 are
 * reviewers of their own only); else the department. */
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
    for (size_t i = 0; i < l->reviewers.count; i++)
        if (l->reviewers.list[i].is_named)
            return &d[l->reviewers.list[i].department];
    return &d[filler];
}

/* Is DEPARTMENT said by its own name to fill the table? */
static bool is_named_filler(const struct tb_task_load *l, size_t department)
{
    for (size_t i = 0; i < l->fillers.count; i++)
        if (l->fillers.list[i].department == department &&
            l->fillers.list[i].is_named)
            return true;
    return false;
}

/* Those whom the list names beside the one who reviews: “党政办 教务处”.  Who
 * is of a group (各系部) or fills the table as well reviews its own only. */
static size_t find_co_reviewers(const struct tb_task_load *l,
                                const struct tb_slice_line *line,
                                long long *out)
{
    const struct tb_shares *r = &l->reviewers;
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++) {
        long long id = l->organisation.departments[r->list[i].department].id;
        bool is_in = id == line->reviewer || !r->list[i].is_named ||
                     is_named_filler(l, r->list[i].department);
        for (size_t k = 0; k < count && !is_in; k++)
            is_in = out[k] == id;
        if (!is_in)
            out[count++] = id;
    }
    return count;
}

static int add_task_slice(struct tb_task_load *l,
                          const struct tb_department *filler,
                          enum tb_part_kind kind, struct tb_str part)
{
    const struct tb_department *d = l->organisation.departments;
    const struct tb_department *reviewer = reviewer_of(l, (size_t)(filler - d));
    struct tb_slice_line line = {
        .table = l->table,
        .department = filler->id,
        .reviewer = reviewer->id,
        .lead = l->lead ? l->lead->id : 0,
        .kind = kind,
        .part = part,
        .starts_on = tb_str(l->starts_on),
        .deadline = tb_str(l->deadline),
    };
    long long *also = tb_alloc(l->reviewers.count + 1, sizeof *also), id;
    int rc;

    l->result->slices++;
    line.co_reviewers = also;
    line.co_count = find_co_reviewers(l, &line, also);
    rc = tb_slice_add(&l->campaign->store, &line, &id, l->err);
    free(also);
    if (rc < 0)
        return -1;
    tb_slice_ids_add(&l->named, id);
    return 0;
}

/* Is this one of the persons that the cell names?  教师个人填写 means those of
 * any class with 教师 in it. */
static bool is_named_person(const struct tb_task_load *l,
                            const struct tb_member *member)
{
    const struct tb_shares *f = &l->fillers;

    for (size_t i = 0; i < f->class_count; i++)
        if (tb_str_eq(member->kind, f->classes[i]))
            return true;
    return f->is_individual &&
           tb_str_find(member->kind, "教师") < member->kind.n;
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
                               m->person.id) < 0)
                return -1;
        }
    return 0;
}

/* Persons who fill their own rows, and the departments beside them. */
static int add_shares(struct tb_task_load *l)
{
    const struct tb_shares *f = &l->fillers;
    bool by_teacher =
        f->is_individual || (l->options->by_teacher && f->class_count > 0);

    if (by_teacher && add_teachers(l) < 0)
        return -1;
    for (size_t i = 0; i < f->count; i++) {
        const struct tb_assign_share *x = &f->list[i];
        const struct tb_department *d =
            &l->organisation.departments[x->department];
        if (by_teacher && x->by_class && x->condition.n > 0)
            tb_task_note(l, TB_TASK_FILLERS,
                         "%.*s: 教师各填本人的行，“%.*s”未采用",
                         TB_STR_ARG(l->table->no), TB_STR_ARG(x->condition));
        if (by_teacher && x->by_class)
            continue;
        if (add_task_slice(
                l, d, x->condition.n > 0 ? TB_PART_CONDITION : TB_PART_WHOLE,
                x->condition) < 0)
            return -1;
    }
    return 0;
}

static bool read_exception(const struct tb_task_load *l, struct tb_str text,
                           char day[TB_DAY])
{
    struct tb_due due;
    bool is_day = tb_due_parse(text, l->campaign->windows.academic_to, &due) &&
                  due.day[0] && due.rest.n == 0;

    memcpy(day, due.day, TB_DAY);
    tb_due_free(&due);
    return is_day;
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
        if (!d || !read_exception(l, tb_str_from(one, eq + 1), day))
            tb_task_note(l, TB_TASK_DEADLINE,
                         "%.*s: “%.*s”不是“部门=日期”的写法",
                         TB_STR_ARG(l->table->no), TB_STR_ARG(one));
        else if (tb_slices_due(&l->campaign->store, l->table, d->id, day,
                               &count, l->err) < 0)
            return -1;
    }
    return 0;
}

/* The people that the list names, one after the other; each is of one
 * department and so means its slices. */
static int name_people(struct tb_task_load *l, enum tb_task_cell cell,
                       enum tb_role role)
{
    const struct tb_naming naming = { .table = l->table, .role = role };
    struct tb_str rest = l->row.cells[cell], one;
    const struct tb_member *only;
    struct tb_err ignored = { 0 };
    bool is_one = /* 测 试 甲 */
        rest.n > 0 && tb_person_meant(&l->staff, rest, &only, &ignored) == 0;

    while (tb_str_next(&rest, is_one ? "\n" : "、，,；;/ \n", &one)) {
        struct tb_err why = { 0 };
        if (one.n == 0 || tb_assign_person(&l->campaign->store, &naming,
                                           &l->staff, one, NULL, &why) == 0)
            continue;
        if (why.status != TB_USAGE && why.status != TB_REFUSED) {
            *l->err = why;
            return -1;
        }
        tb_task_note(l, cell, "%.*s: %s", TB_STR_ARG(l->table->no), why.msg);
    }
    return 0;
}

int tb_task_add_slices(struct tb_task_load *l)
{
    size_t before = l->result->slices;

    if (add_shares(l) < 0 ||
        store_exceptions(l, l->row.cells[TB_TASK_DEADLINE]) < 0 ||
        name_people(l, TB_TASK_COLLECTORS, TB_ROLE_COLLECTOR) < 0 ||
        name_people(l, TB_TASK_APPROVERS, TB_ROLE_APPROVER) < 0)
        return -1;
    if (l->result->slices == before)
        tb_task_note(l, TB_TASK_FILLERS, "%.*s %.*s: 没有部门填报",
                     TB_STR_ARG(l->table->no), TB_STR_ARG(l->table->name));
    return 0;
}

int tb_task_forget_slices(struct tb_task_load *l)
{
    const struct tb_dict *d = l->campaign->dict;
    size_t kept = 0;

    l->row.line = 0;
    for (size_t i = 0; i < d->table_count; i++)
        if (l->listed[i] &&
            tb_slices_forget(&l->campaign->store, &d->tables[i], &l->named,
                             &l->result->gone, &kept, l->err) < 0)
            return -1;
    if (kept > 0)
        tb_task_note(l, TB_TASK_CELLS,
                     "清单中已没有的填报单元中，有 %zu "
                     "个予以保留：其中已有提交或审核记录",
                     kept);
    return 0;
}
