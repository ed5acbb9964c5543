/* assign.c - reading a task list. */
#include "assign.h"

#include <stdlib.h>

#include "assign_parts.h"
#include "assignment.h"
#include "listing.h"

static const struct tb_listing_column task_columns[] = {
    [TB_TASK_TABLE] = { "数据表单|数据采集表格名称|表格名称|数据表|表名",
                        true },
    [TB_TASK_SOURCE] = { "数据源|数据来源", false },
    [TB_TASK_FILLERS] = { "填表用户|数据采集的部门|负责/"
                          "牵头部门|填报部门|采集部门",
                          true },
    [TB_TASK_REVIEWERS] = { "审核用户|审核部门", false },
    [TB_TASK_REMARK] = { "备注|说明", false },
    [TB_TASK_LEAD] = { "牵头部门|归口部门|业务归口部门", false },
    [TB_TASK_COLLECTORS] = { "采集人|填报人|填表人", false },
    [TB_TASK_APPROVERS] = { "审核人|审核负责人", false },
    [TB_TASK_DEADLINE] = { "数据采集截止时间|截止时间|截止日期|完成时间",
                           false },
};

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
    static const int where[] = { TB_TASK_REMARK, TB_TASK_FILLERS };

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
static void check_number(struct tb_task_load *l, struct tb_str cell,
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
        tb_task_note(l, "编号 %.*s 在本版本中为 %.*s；已按名称“%.*s”认定",
                     TB_STR_ARG(text), TB_STR_ARG(t->no), TB_STR_ARG(t->name));
}

static void read_deadline(struct tb_task_load *l, struct tb_str cell)
{
    struct tb_str usual = tb_str("");

    tb_str_next(&cell, ";；", &usual);
    if (!tb_day_parse(usual, l->deadline))
        tb_task_note(l, "%.*s: “%.*s”不是日期", TB_STR_ARG(l->table->no),
                     TB_STR_ARG(usual));
}

/* What stands in the list, and where it cannot be. */
static void read_cells(struct tb_task_load *l, const struct tb_listing_row *row)
{
    const struct tb_str *c = row->cells;
    struct tb_organisation *o = &l->organisation;

    tb_assign_cell(o, c[TB_TASK_FILLERS], &l->fillers);
    tb_assign_cell(o, c[TB_TASK_REVIEWERS], &l->reviewers);
    if (l->fillers.unknown.n > 0)
        tb_task_note(l, "%.*s: 未知部门“%s”", TB_STR_ARG(l->table->no),
                     l->fillers.unknown.p);
    if (l->reviewers.unknown.n > 0)
        tb_task_note(l, "%.*s: 未知审核部门“%s”", TB_STR_ARG(l->table->no),
                     l->reviewers.unknown.p);
    l->lead = tb_organisation_find(o, c[TB_TASK_LEAD]);
    if (!l->lead && c[TB_TASK_LEAD].n > 0)
        tb_task_note(l, "%.*s: 未知归口部门“%.*s”", TB_STR_ARG(l->table->no),
                     TB_STR_ARG(c[TB_TASK_LEAD]));
    read_deadline(l, c[TB_TASK_DEADLINE]);
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

static int take_table(struct tb_task_load *l, const struct tb_listing_row *row)
{
    enum tb_mode mode = mode_of(row, l->table);
    int rc = -1;

    check_number(l, row->cells[TB_TASK_TABLE], l->table);
    l->listed[l->table - l->campaign->dict->tables] = true;
    l->deadline[0] = '\0';
    if (!count_mode(l->result, mode))
        return store_line(l, row->cells, mode);
    read_cells(l, row);
    if (store_line(l, row->cells, mode) == 0)
        rc = tb_task_add_slices(l, row->cells);
    tb_shares_free(&l->fillers);
    tb_shares_free(&l->reviewers);
    return rc;
}

static int take_line(const struct tb_listing_row *row, void *ctx,
                     struct tb_err *err)
{
    struct tb_task_load *l = ctx;
    struct tb_str name = row->cells[TB_TASK_TABLE];

    l->line = row->line;
    l->err = err;
    if (name.n == 0)
        return 0;
    l->table = tb_dict_find(l->campaign->dict, name);
    if (l->table)
        return take_table(l, row);
    tb_task_note(l, "本版本中没有名为“%.*s”的表", TB_STR_ARG(name));
    return 0;
}

/* ---- what the list does not say ---- */

/* A table that no list has had would be missed only at the end. */
static int note_forgotten(struct tb_task_load *l)
{
    const struct tb_dict *d = l->campaign->dict;
    struct tb_assignments lines = { 0 };
    int rc = tb_assignments_read(&l->campaign->store, &lines, l->err);

    for (size_t i = 0; i < d->table_count && rc == 0; i++)
        if (d->tables[i].origin != TB_ORIGIN_DERIVED &&
            !tb_assignments_at(&lines, &d->tables[i]))
            tb_task_note(l, "清单中没有表 %.*s %.*s",
                         TB_STR_ARG(d->tables[i].no),
                         TB_STR_ARG(d->tables[i].name));
    tb_assignments_free(&lines);
    return rc;
}

/* ---- the whole ---- */

#define ONLY_TRIED 1 /* undoes the change, and is no failure */

static int load_list(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct tb_task_load *l = ctx;

    if (tb_listing_read(l->path, task_columns, TB_LEN(task_columns), take_line,
                        l, err) < 0)
        return -1;
    l->err = err;
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
