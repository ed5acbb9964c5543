/* assign.c - reading a task list. */
#include "assign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "assign_cell.h"
#include "assign_change.h"
#include "assignment.h"
#include "date.h"
#include "listing.h"
#include "organisation.h"

enum {
    A_TABLE,
    A_SOURCE,
    A_FILLERS,
    A_REVIEWERS,
    A_REMARK,
    A_LEAD,
    A_COLLECTORS,
    A_APPROVERS,
    A_DEADLINE
};

static const struct tb_listing_column task_columns[] = {
    [A_TABLE] = { "数据表单|数据采集表格名称|表格名称|数据表|表名", true },
    [A_SOURCE] = { "数据源|数据来源", false },
    [A_FILLERS] = { "填表用户|数据采集的部门|负责/牵头部门|填报部门|采集部门",
                    true },
    [A_REVIEWERS] = { "审核用户|审核部门", false },
    [A_REMARK] = { "备注|说明", false },
    [A_LEAD] = { "牵头部门|归口部门|业务归口部门", false },
    [A_COLLECTORS] = { "采集人|填报人|填表人", false },
    [A_APPROVERS] = { "审核人|审核负责人", false },
    [A_DEADLINE] = { "数据采集截止时间|截止时间|截止日期|完成时间", false },
};

struct task_load {
    struct tb_campaign *campaign;
    const struct tb_assign_options *options;
    struct tb_organisation organisation;
    struct tb_members staff;
    struct tb_assign_result *result;
    const char *path;
    struct tb_slice_ids named; /* slices that the list names */
    bool *listed;              /* by table: it has a line */
    struct tb_err *err;
    size_t line;
    /* the row's */
    const struct tb_table *table;
    struct tb_shares fillers, reviewers;
    const struct tb_department *lead;
    char deadline[TB_DAY];
};

static void add_note(struct task_load *l, const char *format, ...)
    TB_PRINTF(2, 3);

static void add_note(struct task_load *l, const char *format, ...)
{
    struct tb_assign_result *r = l->result;
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    r->notes =
        tb_grow(r->notes, r->note_count, &r->note_room, sizeof *r->notes);
    r->notes[r->note_count++] =
        (struct tb_assign_note){ l->line,
                                 tb_arena_copy(&r->arena, tb_str(text)) };
}

/* How a table comes to be, by what the list says in any of its cells. */
static const struct {
    const char *words;
    enum tb_mode mode;
} mode_words[] = {
    { "自动生成", TB_MODE_DERIVED }, { "自动统计", TB_MODE_DERIVED },
    { "云端实时", TB_MODE_CLOUD },   { "云端同步", TB_MODE_CLOUD },
    { "本校无数据", TB_MODE_NONE },
};

static enum tb_mode mode_of(const struct tb_listing_row *row,
                            const struct tb_table *t)
{
    static const int where[] = { A_REMARK, A_FILLERS };

    if (t->origin == TB_ORIGIN_DERIVED)
        return TB_MODE_DERIVED;
    for (size_t i = 0; i < TB_LEN(where); i++)
        for (size_t k = 0; k < TB_LEN(mode_words); k++)
            if (tb_str_find(row->cells[where[i]], mode_words[k].words) <
                row->cells[where[i]].n)
                return mode_words[k].mode;
    return t->origin == TB_ORIGIN_CLOUD ? TB_MODE_CLOUD : TB_MODE_FILLED;
}

/* The number in the list must be the table's own; the name wins.  A name may
 * itself begin with a digit: 11.52020-2021学年开设专业. */
static void check_number(struct task_load *l, struct tb_str cell,
                         const struct tb_table *t)
{
    struct tb_str text = tb_str_trim(cell);
    size_t n = 0;

    if (tb_str_starts(text, t->no.p) &&
        tb_dict_find(l->campaign->dict, tb_str_from(text, t->no.n)) == t)
        return;
    while (n < text.n && strchr("0123456789.", text.p[n]))
        n++;
    text.n = n;
    if (n > 0 && !tb_str_eq(text, t->no))
        add_note(l,
                 "number %.*s is %.*s in this edition; the name '%.*s' was "
                 "taken",
                 TB_STR_ARG(text), TB_STR_ARG(t->no), TB_STR_ARG(t->name));
}

/* ---- the slices of a row ---- */

static int add_slice(struct task_load *l, const struct tb_department *filler,
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
static const struct tb_department *reviewer_of(const struct task_load *l,
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
static bool is_named_person(const struct task_load *l,
                            const struct tb_member *member)
{
    const struct tb_shares *f = &l->fillers;

    return f->is_individual
               ? tb_str_find(member->kind, f->persons.p) < member->kind.n
               : tb_str_eq(member->kind, f->persons);
}

/* A slice for each person of the class, under their own 工号. */
static int add_teachers(struct task_load *l)
{
    const struct tb_organisation *o = &l->organisation;

    for (size_t d = 0; d < o->count; d++)
        for (size_t i = 0; i < l->staff.count; i++) {
            const struct tb_member *m = &l->staff.list[i];
            if (m->department == o->departments[d].id &&
                is_named_person(l, m) &&
                add_slice(l, &o->departments[d], TB_PART_TEACHER, m->person.id,
                          reviewer_of(l, d)) < 0)
                return -1;
        }
    return 0;
}

static int add_shares(struct task_load *l)
{
    const struct tb_shares *f = &l->fillers;

    if (f->is_individual || (l->options->by_teacher && f->persons.n > 0))
        return add_teachers(l);
    for (size_t i = 0; i < f->count; i++) {
        const struct tb_assign_share *x = &f->list[i];
        if (add_slice(l, &l->organisation.departments[x->department],
                      x->condition.n > 0 ? TB_PART_CONDITION : TB_PART_WHOLE,
                      x->condition, reviewer_of(l, x->department)) < 0)
            return -1;
    }
    return 0;
}

static void read_deadline(struct task_load *l, struct tb_str cell)
{
    struct tb_str usual = tb_str("");

    tb_str_next(&cell, ";；", &usual);
    if (!tb_day_parse(usual, l->deadline))
        add_note(l, "%.*s: '%.*s' is no day", TB_STR_ARG(l->table->no),
                 TB_STR_ARG(usual));
}

/* What stands in the list, and where it cannot be. */
static void read_cells(struct task_load *l, const struct tb_listing_row *row)
{
    const struct tb_str *c = row->cells;
    struct tb_organisation *o = &l->organisation;

    tb_assign_cell(o, c[A_FILLERS], &l->fillers);
    tb_assign_cell(o, c[A_REVIEWERS], &l->reviewers);
    if (l->fillers.unknown.n > 0)
        add_note(l, "%.*s: unknown department '%s'", TB_STR_ARG(l->table->no),
                 l->fillers.unknown.p);
    if (l->reviewers.unknown.n > 0)
        add_note(l, "%.*s: unknown reviewing department '%s'",
                 TB_STR_ARG(l->table->no), l->reviewers.unknown.p);
    l->lead = tb_organisation_find(o, c[A_LEAD]);
    if (!l->lead && c[A_LEAD].n > 0)
        add_note(l, "%.*s: unknown lead department '%.*s'",
                 TB_STR_ARG(l->table->no), TB_STR_ARG(c[A_LEAD]));
    read_deadline(l, c[A_DEADLINE]);
}

/* "2022-10-10；甲系=2022-10-20": the departments that have another day. */
static int store_exceptions(struct task_load *l, struct tb_str cell)
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
            add_note(l, "%.*s: '%.*s' is no DEPARTMENT=DAY",
                     TB_STR_ARG(l->table->no), TB_STR_ARG(one));
        else if (tb_slices_due(&l->campaign->store, l->table, d->id, day,
                               &count, l->err) < 0)
            return -1;
    }
    return 0;
}

/* The people that the list names, one after the other; each is of one
 * department and so means its slices. */
static int name_people(struct task_load *l, struct tb_str cell,
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
        add_note(l, "%.*s: %s", TB_STR_ARG(l->table->no), why.msg);
    }
    return 0;
}

static int add_slices(struct task_load *l, const struct tb_listing_row *row)
{
    size_t before = l->result->slices;

    if (add_shares(l) < 0 || store_exceptions(l, row->cells[A_DEADLINE]) < 0 ||
        name_people(l, row->cells[A_COLLECTORS], TB_ROLE_COLLECTOR) < 0 ||
        name_people(l, row->cells[A_APPROVERS], TB_ROLE_APPROVER) < 0)
        return -1;
    if (l->result->slices == before)
        add_note(l, "%.*s %.*s: nobody fills it", TB_STR_ARG(l->table->no),
                 TB_STR_ARG(l->table->name));
    return 0;
}

static int store_line(struct task_load *l, const struct tb_str *c,
                      enum tb_mode mode)
{
    const struct tb_assignment line = {
        .table = l->table,
        .mode = mode,
        .source = c[A_SOURCE],
        .fillers = c[A_FILLERS],
        .reviewers = c[A_REVIEWERS],
        .lead = c[A_LEAD],
        .collectors = c[A_COLLECTORS],
        .approvers = c[A_APPROVERS],
        .deadline = tb_str(l->deadline),
        .remark = c[A_REMARK],
    };

    return tb_assignment_write(&l->campaign->store, &line, l->err);
}

/* Does somebody fill a table of this mode? */
static bool count_mode(struct tb_assign_result *r, enum tb_mode mode)
{
    r->tables++;
    switch (mode) {
    case TB_MODE_FILLED:
        return true;
    case TB_MODE_CLOUD: /* what the cloud does not have */
        r->cloud++;
        return true;
    case TB_MODE_DERIVED:
        r->derived++;
        return false;
    case TB_MODE_NONE:
        r->none++;
        return false;
    case TB_MODES:
        break;
    }
    return false;
}

static int take_table(struct task_load *l, const struct tb_listing_row *row)
{
    enum tb_mode mode = mode_of(row, l->table);
    int rc = -1;

    check_number(l, row->cells[A_TABLE], l->table);
    l->listed[l->table - l->campaign->dict->tables] = true;
    l->deadline[0] = '\0';
    if (!count_mode(l->result, mode))
        return store_line(l, row->cells, mode);
    read_cells(l, row);
    if (store_line(l, row->cells, mode) == 0)
        rc = add_slices(l, row);
    tb_shares_free(&l->fillers);
    tb_shares_free(&l->reviewers);
    return rc;
}

static int take_line(const struct tb_listing_row *row, void *ctx,
                     struct tb_err *err)
{
    struct task_load *l = ctx;
    struct tb_str name = row->cells[A_TABLE];

    l->line = row->line;
    l->err = err;
    if (name.n == 0)
        return 0;
    l->table = tb_dict_find(l->campaign->dict, name);
    if (l->table)
        return take_table(l, row);
    add_note(l, "no table of this edition is called '%.*s'", TB_STR_ARG(name));
    return 0;
}

/* ---- what the list does not say ---- */

/* Forget the slices of its tables that it does not name; those in which
 * something was filed stay and are told of. */
static int forget_slices(struct task_load *l)
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
        add_note(l,
                 "%zu slices that the list no longer names stay: something was "
                 "filed or decided in them",
                 kept);
    return 0;
}

/* A table that no list has had would be missed only at the end. */
static int note_forgotten(struct task_load *l)
{
    const struct tb_dict *d = l->campaign->dict;
    struct tb_assignments lines = { 0 };
    int rc = tb_assignments_read(&l->campaign->store, &lines, l->err);

    for (size_t i = 0; i < d->table_count && rc == 0; i++)
        if (d->tables[i].origin != TB_ORIGIN_DERIVED &&
            !tb_assignments_at(&lines, &d->tables[i]))
            add_note(l, "table %.*s %.*s is not in the list",
                     TB_STR_ARG(d->tables[i].no),
                     TB_STR_ARG(d->tables[i].name));
    tb_assignments_free(&lines);
    return rc;
}

/* ---- the whole ---- */

#define ONLY_TRIED 1 /* undoes the change, and is no failure */

static int load_list(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct task_load *l = ctx;

    if (tb_listing_read(l->path, task_columns, TB_LEN(task_columns), take_line,
                        l, err) < 0)
        return -1;
    l->err = err;
    if (forget_slices(l) < 0 || note_forgotten(l) < 0)
        return -1;
    if (l->options->dry_run)
        return ONLY_TRIED;
    return tb_campaign_log(c, err, "assign", "%zu tables, %zu slices",
                           l->result->tables, l->result->slices);
}

int tb_assign_load(struct tb_campaign *c, const char *path,
                   const struct tb_assign_options *options,
                   struct tb_assign_result *result, struct tb_err *err)
{
    struct task_load l = { .campaign = c,
                           .options = options,
                           .result = result,
                           .path = path,
                           .err = err };
    int rc = -1;

    l.listed = tb_alloc(c->dict->table_count, sizeof *l.listed);
    if (tb_organisation_read(c->store.db, &l.organisation, err) < 0 ||
        tb_members_read(&c->store, &(struct tb_member_query){ 0 }, &l.staff,
                        err) < 0)
        goto done;
    if (l.organisation.count == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "the campaign knows no departments; give "
                   "'tianbao init' an --organisation");
        goto done;
    }
    rc = tb_change(c, load_list, &l, err) < 0 ? -1 : 0;
done:
    free(l.listed);
    tb_slice_ids_free(&l.named);
    tb_members_free(&l.staff);
    tb_organisation_free(&l.organisation);
    return rc;
}

void tb_assign_result_free(struct tb_assign_result *r)
{
    free(r->notes);
    tb_arena_free(&r->arena);
    *r = (struct tb_assign_result){ 0 };
}
