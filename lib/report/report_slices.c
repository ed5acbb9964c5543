/* report_slices.c - who fills what, and how far it is: lists of slices. */
#include "report.h"

#define SLICE const struct tb_slice *s = row

static void get_no(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = s->table->no;
}

static void get_name(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = s->table->name;
}

static void get_state(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->code = tb_str(tb_states[s->state].code);
    cell->text = tb_str(tb_states[s->state].chinese);
}

static void get_department(const struct tb_column *c, const void *row,
                           struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    tb_buf_clear(cell->room);
    tb_slice_show(s, cell->room);
    cell->text = tb_buf_str(cell->room);
}

static void get_rows(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->count = tb_slice_rows(s);
    cell->is_absent = s->now.id == 0;
}

/* A number that only what is filed has. */
static void get_count(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    SLICE;

    memcpy(&cell->count, (const char *)row + c->offset, sizeof cell->count);
    cell->is_absent = s->now.id == 0;
}

static enum tb_tone tone_when(bool holds, enum tb_tone tone)
{
    return holds ? tone : TB_TONE_PLAIN;
}

static void get_errors(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    get_count(c, row, cell);
    cell->tone = tone_when(cell->count > 0, TB_TONE_BAD);
}

static void get_explains(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    get_count(c, row, cell);
    cell->tone = tone_when(cell->count > 0, TB_TONE_WARN);
}

#define AT(member) TB_AT(struct tb_slice, member)

/* ---- for reviewers ---- */

static const struct tb_column columns[] = {
    { "table", "表号", TB_COL_ID, 7, .get = get_no, .sheet = 8 },
    { "table_name", "数据表", TB_COL_TEXT, 22, .get = get_name, .sheet = 32 },
    { "department", "部门", TB_COL_TEXT, 14, .get = get_department,
      .sheet = 20 },
    { "part", NULL, TB_COL_ID, AT(part) },
    { "state", "状态", TB_COL_TEXT, 10, .get = get_state, .sheet = 11 },
    { "rows", "行数", TB_COL_COUNT, 5, .get = get_rows, .sheet = 8 },
    { "errors", "错误", TB_COL_COUNT, 4, AT(open.errors), .get = get_errors,
      .sheet = 7 },
    { "explains", "待说明", TB_COL_COUNT, 6, AT(open.explains),
      .get = get_explains, .sheet = 8 },
    { "explained", "已说明", TB_COL_COUNT, AT(open.explained), .get = get_count,
      .sheet = 8 },
    { "warnings", "警告", TB_COL_COUNT, AT(open.warnings), .get = get_count,
      .sheet = 7 },
    { "reviewer", "审核部门", TB_COL_TEXT, AT(reviewer.shown), .sheet = 14 },
    { "lead", "牵头部门", TB_COL_TEXT, AT(lead.shown), .sheet = 14 },
    { "file", "文件", TB_COL_TEXT, AT(now.file), .sheet = 24 },
    { "reason", "原因", TB_COL_TEXT, AT(reason), .sheet = 40 },
};

static const struct tb_view view = {
    .name = "审核清单", .columns = columns, .count = TB_LEN(columns), .fixed = 3
};

/* ---- for whoever assigns ---- */

static const struct tb_column assigned_columns[] = {
    { "table", "表号", TB_COL_ID, 7, .get = get_no, .sheet = 8 },
    { "table_name", "数据表", TB_COL_TEXT, 34, .get = get_name, .sheet = 32 },
    { "department", "填报部门", TB_COL_TEXT, 16, .get = get_department,
      .sheet = 20 },
    { "part", NULL, TB_COL_ID, AT(part) },
    { "collector", "采集人", TB_COL_ID, AT(collector.id), .sheet = 10 },
    { "reviewer", "审核部门", TB_COL_TEXT, 14, AT(reviewer.shown),
      .sheet = 14 },
    { "approver", "审核人", TB_COL_ID, AT(approver.id), .sheet = 10 },
    { "lead", "牵头部门", TB_COL_TEXT, AT(lead.shown), .sheet = 14 },
    { "deadline", "截止", TB_COL_TIME, AT(deadline), .sheet = 12 },
};

static const struct tb_view assigned_view = { .name = "填报任务",
                                              .columns = assigned_columns,
                                              .count = TB_LEN(assigned_columns),
                                              .fixed = 3 };

static int print(const struct tb_view *v, const struct tb_slices *l,
                 const struct tb_view_options *output, struct tb_err *err)
{
    struct tb_sink *sink = tb_view_open(v, NULL, output);

    for (size_t i = 0; i < l->count; i++)
        tb_view_row(sink, &l->list[i]);
    return tb_view_close(sink, 0, err);
}

int tb_report_slices(const struct tb_slices *l,
                     const struct tb_view_options *output, struct tb_err *err)
{
    return print(&view, l, output, err);
}

int tb_report_assigned(const struct tb_slices *l,
                       const struct tb_view_options *output, struct tb_err *err)
{
    return print(&assigned_view, l, output, err);
}
