/* assign.c - reading a task list. */
#include "assign.h"

#include <stdlib.h>

#include "assign_parts.h"
#include "assignment.h"
#include "due.h"

/* ---- days ---- */

/* 9.2 as a number: 9月2日, or 9月20日 that lost its 0. */
static bool is_cut_off(const struct tb_task_row *row, enum tb_task_cell cell)
{
    struct tb_str text = row->cells[cell];
    size_t point = tb_str_find(text, ".");

    return row->is_number[cell] && text.n == point + 2 &&
           strchr("123", text.p[point + 1]);
}

static void read_day(struct tb_task_load *l, enum tb_task_cell cell,
                     struct tb_str text, struct tb_due *due)
{
    if (!tb_due_parse(text, l->campaign->windows.academic_to, due))
        tb_task_note(l, cell, "%.*s: “%.*s”不是日期，未采用",
                     TB_STR_ARG(l->table->no), TB_STR_ARG(text));
    else if (is_cut_off(&l->row, cell))
        tb_task_note(l, cell,
                     "%.*s: 数值“%.*s”可能是 %s，也可能少了末尾的 0：未采用",
                     TB_STR_ARG(l->table->no), TB_STR_ARG(text), due->day);
    else if (due->rest.n > 0)
        tb_task_note(l, cell, "%.*s: 按 %s 认读，“%s”未采用",
                     TB_STR_ARG(l->table->no), due->day, due->rest.p);
    if (is_cut_off(&l->row, cell))
        due->day[0] = due->from[0] = '\0';
}

static void read_days(struct tb_task_load *l)
{
    struct tb_str cell = l->row.cells[TB_TASK_DEADLINE], usual = tb_str("");
    struct tb_due due, starts;

    tb_str_next(&cell, ";；", &usual);
    read_day(l, TB_TASK_DEADLINE, usual, &due);
    read_day(l, TB_TASK_STARTS, l->row.cells[TB_TASK_STARTS], &starts);
    memcpy(l->deadline, due.day, sizeof l->deadline);
    memcpy(l->starts_on, starts.day[0] ? starts.day : due.from,
           sizeof l->starts_on);
    if (l->starts_on[0] && l->deadline[0] &&
        strcmp(l->starts_on, l->deadline) > 0) {
        tb_task_note(l, TB_TASK_STARTS,
                     "%.*s: 开始时间 %s 晚于截止时间 %s，未采用",
                     TB_STR_ARG(l->table->no), l->starts_on, l->deadline);
        l->starts_on[0] = '\0';
    }
    tb_due_free(&due);
    tb_due_free(&starts);
}

/* ---- departments ---- */

static void read_departments(struct tb_task_load *l, enum tb_task_cell cell,
                             const struct tb_cell_sense *sense,
                             struct tb_shares *out)
{
    tb_assign_cell(&l->organisation, l->row.cells[cell], sense, out);
    for (size_t i = 0; i < out->note_count; i++)
        tb_task_note(l, cell, "%.*s: %.*s", TB_STR_ARG(l->table->no),
                     TB_STR_ARG(out->notes[i]));
}

static bool has_share(const struct tb_shares *s,
                      const struct tb_assign_share *share)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->list[i].department == share->department &&
            tb_str_eq(s->list[i].condition, share->condition))
            return true;
    return false;
}

/* Who reviews or leads does so for all that a department fills. */
static void note_conditions(struct tb_task_load *l, enum tb_task_cell cell,
                            const struct tb_shares *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct tb_assign_share *x = &s->list[i];
        if (x->condition.n > 0 && !has_share(&l->fillers, x))
            tb_task_note(
                l, cell, "%.*s: “%.*s”只取部门，“%.*s”未采用",
                TB_STR_ARG(l->table->no),
                TB_STR_ARG(l->organisation.departments[x->department].shown),
                TB_STR_ARG(x->condition));
    }
}

static void read_lead(struct tb_task_load *l)
{
    static const struct tb_cell_sense sense = { "归口部门", true };
    struct tb_shares leads;

    read_departments(l, TB_TASK_LEAD, &sense, &leads);
    note_conditions(l, TB_TASK_LEAD, &leads);
    l->lead = leads.count > 0
                  ? &l->organisation.departments[leads.list[0].department]
                  : NULL;
    if (leads.count > 1 || leads.reviews_own)
        tb_task_note(l, TB_TASK_LEAD, "%.*s: 归口部门只有一个，取“%.*s”",
                     TB_STR_ARG(l->table->no),
                     TB_STR_ARG(l->lead ? l->lead->shown : tb_str("")));
    tb_shares_free(&leads);
}

/* What stands in the list, and where it cannot be. */
static void read_cells(struct tb_task_load *l)
{
    static const struct tb_cell_sense filling = { "部门", false };
    static const struct tb_cell_sense review = { "审核部门", true };

    read_departments(l, TB_TASK_FILLERS, &filling, &l->fillers);
    read_departments(l, TB_TASK_REVIEWERS, &review, &l->reviewers);
    note_conditions(l, TB_TASK_REVIEWERS, &l->reviewers);
    read_lead(l);
    read_days(l);
}

static int store_line(struct tb_task_load *l, const struct tb_str *c,
                      enum tb_mode mode)
{
    const struct tb_assignment line = {
        .table = l->table,
        .mode = mode,
        .source = c[TB_TASK_SOURCE],
        .fillers = c[TB_TASK_FILLERS],
        .reviewers = c[TB_TASK_REVIEWERS],
        .lead = c[TB_TASK_LEAD],
        .collectors = c[TB_TASK_COLLECTORS],
        .approvers = c[TB_TASK_APPROVERS],
        .responsible = c[TB_TASK_RESPONSIBLE],
        .starts_on = tb_str(l->starts_on),
        .deadline = tb_str(l->deadline),
        .remark = c[TB_TASK_REMARK],
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

static int take_table(struct tb_task_load *l)
{
    enum tb_mode mode = tb_task_mode(&l->row, l->table);
    int rc = -1;

    l->listed[l->table - l->campaign->dict->tables] = true;
    l->deadline[0] = l->starts_on[0] = '\0';
    if (!count_mode(l->result, mode))
        return store_line(l, l->row.cells, mode);
    read_cells(l);
    if (store_line(l, l->row.cells, mode) == 0)
        rc = tb_task_add_slices(l);
    tb_shares_free(&l->fillers);
    tb_shares_free(&l->reviewers);
    return rc;
}

static int take_line(const struct tb_listing_row *row, void *ctx,
                     struct tb_err *err)
{
    struct tb_task_load *l = ctx;

    l->err = err;
    tb_task_row_take(l, row);
    return l->table ? take_table(l) : 0;
}

/* ---- what the list does not say ---- */

#define NUMBERS_SHOWN 20 /* in one note */

/* A table that no list has had would be missed only at the end. */
static int note_forgotten(struct tb_task_load *l)
{
    const struct tb_dict *d = l->campaign->dict;
    struct tb_assignments lines = { 0 };
    struct tb_buf numbers = { 0 };
    size_t count = 0;
    int rc = tb_assignments_read(&l->campaign->store, &lines, l->err);

    for (size_t i = 0; i < d->table_count && rc == 0; i++) {
        const struct tb_table *t = &d->tables[i];
        if (t->origin == TB_ORIGIN_DERIVED || tb_assignments_at(&lines, t))
            continue;
        count++;
        if (count <= NUMBERS_SHOWN)
            tb_buf_addf(&numbers, "%s%.*s", numbers.n > 0 ? "、" : "",
                        TB_STR_ARG(t->no));
        if (!l->options->is_last_years)
            tb_task_note(l, TB_TASK_CELLS, "清单中没有表 %.*s %.*s",
                         TB_STR_ARG(t->no), TB_STR_ARG(t->name));
    }
    if (l->options->is_last_years && count > 0)
        tb_task_note(l, TB_TASK_CELLS, "上年分工清单中没有 %zu 张表：%s%s",
                     count, numbers.p, count > NUMBERS_SHOWN ? "等" : "");
    tb_assignments_free(&lines);
    tb_buf_free(&numbers);
    return rc;
}

/* ---- the whole ---- */

#define ONLY_TRIED 1 /* undoes the change, and is no failure */

static int load_list(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct tb_task_load *l = ctx;
    const struct tb_listing listing = { .columns = tb_task_columns,
                                        .count = TB_TASK_COLUMNS,
                                        .each = take_line,
                                        .above = tb_task_above,
                                        .header = tb_task_header,
                                        .ctx = l };

    if (tb_listing_read_with(l->path, &listing, err) < 0)
        return -1;
    l->err = err;
    l->row.line = 0;
    if (tb_task_forget_slices(l) < 0 || note_forgotten(l) < 0)
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
    struct tb_task_load l = { .campaign = c,
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
    free(l.titles);
    free(l.headed);
    tb_task_row_free(&l.row);
    tb_arena_free(&l.arena);
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
