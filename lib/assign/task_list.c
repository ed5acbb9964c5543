/* task_list.c - slices folded into the cells of a task list. */
#include "task_list.h"

#include <stdlib.h>

#include "assignment.h"
#include "slice.h"

static void get_cell(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    cell->text = ((const struct tb_str *)row)[c->offset];
}

#define CELL(n) .offset = n, .get = get_cell

static const struct tb_column columns[TB_TASK_CELLS] = {
    [TB_TASK_TABLE] = { "table", "数据表单", TB_COL_TEXT, 30,
                        CELL(TB_TASK_TABLE), .sheet = 36 },
    [TB_TASK_SOURCE] = { "source", "数据源", TB_COL_TEXT, CELL(TB_TASK_SOURCE),
                         .sheet = 12 },
    [TB_TASK_FILLERS] = { "fillers", "填表用户", TB_COL_TEXT, 20,
                          CELL(TB_TASK_FILLERS), .sheet = 40 },
    [TB_TASK_REVIEWERS] = { "reviewers", "审核用户", TB_COL_TEXT, 16,
                            CELL(TB_TASK_REVIEWERS), .sheet = 20 },
    [TB_TASK_LEAD] = { "lead", "牵头部门", TB_COL_TEXT, CELL(TB_TASK_LEAD),
                       .sheet = 14 },
    [TB_TASK_COLLECTORS] = { "collectors", "采集人", TB_COL_ID,
                             CELL(TB_TASK_COLLECTORS), .sheet = 14 },
    [TB_TASK_APPROVERS] = { "approvers", "审核人", TB_COL_ID,
                            CELL(TB_TASK_APPROVERS), .sheet = 14 },
    [TB_TASK_RESPONSIBLE] = { "responsible", "责任人", TB_COL_TEXT,
                              CELL(TB_TASK_RESPONSIBLE), .sheet = 14 },
    [TB_TASK_STARTS] = { "starts_on", "开始时间", TB_COL_TIME,
                         CELL(TB_TASK_STARTS), .sheet = 14 },
    [TB_TASK_DEADLINE] = { "deadline", "截止时间", TB_COL_TIME,
                           CELL(TB_TASK_DEADLINE), .sheet = 16 },
    [TB_TASK_REMARK] = { "remark", "备注", TB_COL_TEXT, CELL(TB_TASK_REMARK),
                         .sheet = 24 },
};

static const struct tb_view view = { .name = "填报任务分工",
                                     .columns = columns,
                                     .count = TB_TASK_CELLS,
                                     .fixed = 1 };

/* The slices of one table, which stand together, by department and part. */
struct task_slices {
    const struct tb_slice *list;
    size_t count;
};

/* ---- cells ---- */

static void add_item(struct tb_buf *cell, struct tb_str item)
{
    tb_buf_addf(cell, "%s%.*s", cell->n > 0 ? "、" : "", TB_STR_ARG(item));
}

/* Teachers are a class of persons in the list, and nobody fills the cloud's. */
static void fold_fillers(const struct task_slices *s, struct tb_buf *cell)
{
    struct tb_buf one = { 0 };

    for (size_t i = 0; i < s->count; i++) {
        const struct tb_slice *x = &s->list[i];
        if (x->kind != TB_PART_WHOLE && x->kind != TB_PART_CONDITION)
            continue;
        tb_buf_clear(&one);
        tb_buf_add(&one, x->department.name);
        if (x->kind == TB_PART_CONDITION)
            tb_buf_addf(&one, "（%.*s）", TB_STR_ARG(x->part));
        add_item(cell, tb_buf_str(&one));
    }
    tb_buf_free(&one);
}

typedef const struct tb_department *department_fn(const struct tb_slice *slice);

static const struct tb_department *slice_reviewer(const struct tb_slice *s)
{
    return &s->reviewer;
}

static const struct tb_department *slice_lead(const struct tb_slice *s)
{
    return &s->lead;
}

/* The next department in the order of their list; NULL behind the last. */
static const struct tb_department *next_department(const struct task_slices *s,
                                                   department_fn *which,
                                                   long long after)
{
    const struct tb_department *next = NULL;

    for (size_t i = 0; i < s->count; i++) {
        const struct tb_department *d = which(&s->list[i]);
        if (d->id > after && (!next || d->id < next->id))
            next = d;
    }
    return next;
}

static void fold_departments(const struct task_slices *s, department_fn *which,
                             struct tb_buf *cell)
{
    const struct tb_department *d = next_department(s, which, 0);

    for (; d; d = next_department(s, which, d->id))
        add_item(cell, d->name);
}

static struct tb_str person_of(const struct tb_slice *s, enum tb_role role)
{
    return role == TB_ROLE_COLLECTOR ? s->collector.id : s->approver.id;
}

/* Those who are named, each once, by 工号. */
static void fold_people(const struct task_slices *s, enum tb_role role,
                        struct tb_buf *cell)
{
    const char *last = "", *next;

    do {
        next = NULL;
        for (size_t i = 0; i < s->count; i++) {
            struct tb_str id = person_of(&s->list[i], role);
            if (id.n > 0 && strcmp(id.p, last) > 0 &&
                (!next || strcmp(id.p, next) < 0))
                next = id.p;
        }
        if (next)
            add_item(cell, tb_str(next));
        last = next;
    } while (next);
}

/* The usual day is the first; then those who have another: DEPARTMENT=DAY. */
static void fold_days(const struct task_slices *s, struct tb_buf *cell)
{
    const struct tb_slice *before = NULL;
    const char *usual = NULL;

    for (size_t i = 0; i < s->count; i++) {
        struct tb_str day = s->list[i].deadline;
        if (day.n > 0 && (!usual || strcmp(day.p, usual) < 0))
            usual = day.p;
    }
    tb_buf_adds(cell, usual ? usual : "");
    for (size_t i = 0; usual && i < s->count; i++) {
        const struct tb_slice *x = &s->list[i];
        if (x->deadline.n == 0 || tb_str_is(x->deadline, usual) ||
            (before && before->department.id == x->department.id &&
             tb_str_eq(before->deadline, x->deadline)))
            continue;
        tb_buf_addf(cell, "；%.*s=%.*s", TB_STR_ARG(x->department.name),
                    TB_STR_ARG(x->deadline));
        before = x;
    }
}

/* ---- lines ---- */

/* Who reviews with whom, and which teachers fill, is said by the words of the
 * list: by names of departments alone it would be something else. */
static bool is_as_written(const struct task_slices *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->list[i].co_count > 0 || s->list[i].kind == TB_PART_TEACHER)
            return true;
    return false;
}

static void fold_cells(const struct tb_assignment *a,
                       const struct task_slices *s, bool with_days,
                       struct tb_buf *cells)
{
    tb_buf_addf(&cells[TB_TASK_TABLE], "%.*s%.*s", TB_STR_ARG(a->table->no),
                TB_STR_ARG(a->table->name));
    tb_buf_add(&cells[TB_TASK_SOURCE], a->source);
    tb_buf_add(&cells[TB_TASK_REMARK], a->remark);
    if (a->mode != TB_MODE_NONE && !is_as_written(s))
        fold_fillers(s, &cells[TB_TASK_FILLERS]);
    if (cells[TB_TASK_FILLERS].n == 0)
        tb_buf_add(&cells[TB_TASK_FILLERS], a->fillers);
    if (!is_as_written(s))
        fold_departments(s, slice_reviewer, &cells[TB_TASK_REVIEWERS]);
    if (cells[TB_TASK_REVIEWERS].n == 0)
        tb_buf_add(&cells[TB_TASK_REVIEWERS], a->reviewers);
    fold_departments(s, slice_lead, &cells[TB_TASK_LEAD]);
    fold_people(s, TB_ROLE_COLLECTOR, &cells[TB_TASK_COLLECTORS]);
    fold_people(s, TB_ROLE_APPROVER, &cells[TB_TASK_APPROVERS]);
    tb_buf_add(&cells[TB_TASK_RESPONSIBLE], a->responsible);
    if (with_days) {
        tb_buf_add(&cells[TB_TASK_STARTS], a->starts_on);
        fold_days(s, &cells[TB_TASK_DEADLINE]);
    }
}

static int show_line(const struct tb_assignment *a, const struct task_slices *s,
                     bool with_days, tb_task_fn *each, void *ctx)
{
    struct tb_buf cells[TB_TASK_CELLS] = { { 0 } };
    struct tb_str texts[TB_TASK_CELLS];
    int rc;

    fold_cells(a, s, with_days, cells);
    for (size_t i = 0; i < TB_TASK_CELLS; i++)
        texts[i] = tb_buf_str(&cells[i]);
    rc = each(texts, ctx);
    for (size_t i = 0; i < TB_TASK_CELLS; i++)
        tb_buf_free(&cells[i]);
    return rc;
}

/* Those of TABLE among ALL, which are in the order of the tables. */
static struct task_slices slices_of(const struct tb_slices *all,
                                    const struct tb_table *table)
{
    struct task_slices s = { 0 };

    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].table == table && s.count++ == 0)
            s.list = &all->list[i];
    return s;
}

int tb_task_list_each(struct tb_store *store, bool with_days, tb_task_fn *each,
                      void *ctx, struct tb_err *err)
{
    struct tb_assignments lines = { 0 };
    struct tb_slices all = { 0 };
    int rc = -1;

    if (tb_assignments_read(store, &lines, err) < 0 ||
        tb_slices_read(store, &(struct tb_slice_query){ 0 }, &all, err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; i < lines.count && rc == 0; i++) {
        struct task_slices s = slices_of(&all, lines.list[i].table);
        rc = show_line(&lines.list[i], &s, with_days, each, ctx);
    }
done:
    tb_assignments_free(&lines);
    tb_slices_free(&all);
    return rc;
}

/* ---- printed ---- */

static int add_line(const struct tb_str *cells, void *sink)
{
    tb_view_row(sink, cells);
    return 0;
}

int tb_task_list_print(struct tb_store *store, bool with_days,
                       const struct tb_view_options *options,
                       struct tb_err *err)
{
    struct tb_sink *sink = tb_view_open(&view, NULL, options);
    int rc = tb_task_list_each(store, with_days, add_line, sink, err);

    return tb_view_close(sink, rc, err);
}

int tb_task_list_show(const struct tb_str (*lines)[TB_TASK_CELLS], size_t count,
                      const struct tb_view_options *options, struct tb_err *err)
{
    struct tb_sink *sink = tb_view_open(&view, NULL, options);

    for (size_t i = 0; i < count; i++)
        tb_view_row(sink, lines[i]);
    return tb_view_close(sink, 0, err);
}
