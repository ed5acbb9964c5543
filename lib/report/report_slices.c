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

static void get_reviewers(const struct tb_column *c, const void *row,
                          struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    tb_buf_clear(cell->room);
    tb_slice_show_reviewers(s, cell->room);
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
    { "reviewer", "审核部门", TB_COL_TEXT, .get = get_reviewers, .sheet = 14 },
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
    { "reviewer", "审核部门", TB_COL_TEXT, 14, .get = get_reviewers,
      .sheet = 14 },
    { "approver", "审核人", TB_COL_ID, AT(approver.id), .sheet = 10 },
    { "lead", "牵头部门", TB_COL_TEXT, AT(lead.shown), .sheet = 14 },
    { "responsible", "责任人", TB_COL_TEXT, 6, AT(responsible), .sheet = 12 },
    { "starts_on", "开始", TB_COL_TIME, 10, AT(starts_on), .sheet = 12 },
    { "deadline", "截止", TB_COL_TIME, 10, AT(deadline), .sheet = 12 },
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

/* Has any of the slices the text that column C shows? */
static bool is_filled(const struct tb_column *c, const struct tb_slices *l)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct tb_str *text =
            (const void *)((const char *)&l->list[i] + c->offset);
        if (text->n > 0)
            return true;
    }
    return false;
}

/* The terminal has no room for days and people that no line has; and for the
 * more of them, the less for names. */
static void fit(struct tb_column *shown, size_t count,
                const struct tb_slices *l)
{
    static const unsigned least[] = { 20, 12, 8 };
    size_t extra = 0, k = 0;

    for (size_t i = 0; i < count; i++) {
        if (shown[i].get || shown[i].width == 0)
            continue;
        if (is_filled(&shown[i], l))
            extra++;
        else
            shown[i].width = 0;
    }
    for (size_t i = 0; i < count && extra > 0; i++)
        if (shown[i].get && shown[i].kind == TB_COL_TEXT &&
            (k++ == 0 || extra > 1))
            shown[i].width = least[k - 1];
}

int tb_report_assigned(const struct tb_slices *l,
                       const struct tb_view_options *output, struct tb_err *err)
{
    struct tb_column shown[TB_LEN(assigned_columns)];
    struct tb_view v = assigned_view;

    memcpy(shown, assigned_columns, sizeof shown);
    fit(shown, TB_LEN(shown), l);
    v.columns = shown;
    return print(&v, l, output, err);
}
