/* status_list.c - the columns of a slice. */
#include "status_list.h"

#define SLICE const struct tb_progress_slice *s = row

static void get_no(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = s->slice.table->no;
}

static void get_name(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = s->slice.table->name;
}

/* As the cells of the matrix are coloured. */
static enum tb_tone tone_of(const struct tb_progress_slice *s)
{
    if (s->is_late)
        return TB_TONE_BAD;
    if (s->slice.state == TB_STATE_NIL)
        return TB_TONE_MUTED;
    if (s->stage == TB_STAGE_DONE)
        return TB_TONE_GOOD;
    if (s->slice.state == TB_STATE_RETURNED)
        return TB_TONE_WARN;
    return s->slice.state == TB_STATE_MISSING ? TB_TONE_PLAIN : TB_TONE_INFO;
}

static void get_state(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->code = tb_str(tb_states[s->slice.state].code);
    cell->text = tb_str(tb_states[s->slice.state].chinese);
    cell->tone = tone_of(s);
}

static void get_stage(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->code = tb_str(tb_stage_name(s->stage));
    cell->text = tb_str(tb_stage_chinese(s->stage));
}

static void get_due(const struct tb_column *c, const void *row,
                    struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = tb_str(s->due);
}

static void get_days(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->count = s->days_left;
    cell->is_absent = !s->due[0];
}

static void get_part(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->text = tb_slice_part(&s->slice);
}

static void get_rows(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    SLICE;

    (void)c;
    cell->count = tb_slice_rows(&s->slice);
}

#define AT(member) TB_AT(struct tb_progress_slice, member)

static const struct tb_column columns[] = {
    { "table", "表号", TB_COL_ID, 7, .get = get_no, .sheet = 8 },
    { "table_name", "数据表", TB_COL_TEXT, 24, .get = get_name, .sheet = 32 },
    { "department", "部门", TB_COL_TEXT, 14, AT(slice.department.shown),
      .sheet = 18 },
    { "part", "分工", TB_COL_ID, .get = get_part, .sheet = 10 },
    { "state", "状态", TB_COL_TEXT, 10, .get = get_state, .sheet = 11 },
    { "stage", "下一环节", TB_COL_TEXT, .get = get_stage, .sheet = 10 },
    { "holder", "由谁", TB_COL_TEXT, AT(holder), .sheet = 18 },
    { "person", "工号", TB_COL_ID, AT(person), .sheet = 10 },
    { "due", "截止", TB_COL_TIME, 10, .get = get_due, .sheet = 12 },
    { "days_left", "剩余天数", TB_COL_COUNT, .get = get_days, .sheet = 10 },
    { "late", "逾期", TB_COL_FLAG, AT(is_late), .sheet = 6 },
    { "rows", "行数", TB_COL_COUNT, .get = get_rows, .sheet = 8 },
    { "errors", "错误", TB_COL_COUNT, AT(slice.open.errors), .sheet = 7 },
    { "explains", "待说明", TB_COL_COUNT, AT(slice.open.explains), .sheet = 8 },
    { "explained", "已说明", TB_COL_COUNT, AT(slice.open.explained),
      .sheet = 8 },
    { "warnings", "警告", TB_COL_COUNT, AT(slice.open.warnings), .sheet = 7 },
    { "submitted_at", "提交时间", TB_COL_TIME, AT(slice.submitted_at),
      .sheet = 20 },
    { "reason", "原因", TB_COL_TEXT, AT(slice.reason), .sheet = 40 },
};

const struct tb_view tb_status_view = {
    .name = "清单", .columns = columns, .count = TB_LEN(columns), .fixed = 3
};
