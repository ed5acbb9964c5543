/* status_list.c - the columns of a slice, as JSON and as CSV. */
#include "status_list.h"

#include <stdio.h>

#include "status.h"
#include "write_csv.h"

enum {
    TEXT,
    CHARS,
    COUNT,
    DAYS,
    ROWS,
    TABLE_NO,
    TABLE_NAME,
    PART,
    STATE,
    STAGE,
    LATE,
};

#define AT(member) offsetof(struct tb_progress_slice, member)

const struct tb_status_column tb_status_columns[] = {
    { "table", "表号", 8, TABLE_NO, 0 },
    { "table_name", "数据表", 32, TABLE_NAME, 0 },
    { "department", "部门", 18, TEXT, AT(slice.department.shown) },
    { "part", "分工", 10, PART, 0 },
    { "state", "状态", 11, STATE, 0 },
    { "stage", "下一环节", 10, STAGE, 0 },
    { "holder", "由谁", 18, TEXT, AT(holder) },
    { "person", "工号", 10, TEXT, AT(person) },
    { "due", "截止", 12, CHARS, AT(due) },
    { "days_left", "剩余天数", 10, DAYS, AT(days_left) },
    { "late", "逾期", 6, LATE, 0 },
    { "rows", "行数", 8, ROWS, 0 },
    { "errors", "错误", 7, COUNT, AT(slice.open.errors) },
    { "explains", "待说明", 8, COUNT, AT(slice.open.explains) },
    { "explained", "已说明", 8, COUNT, AT(slice.open.explained) },
    { "warnings", "警告", 7, COUNT, AT(slice.open.warnings) },
    { "submitted_at", "提交时间", 20, TEXT, AT(slice.submitted_at) },
    { "reason", "原因", 40, TEXT, AT(slice.reason) },
};
const size_t tb_status_column_count = TB_LEN(tb_status_columns);

bool tb_status_is_number(const struct tb_status_column *c)
{
    return c->kind == COUNT || c->kind == DAYS || c->kind == ROWS;
}

bool tb_status_number(const struct tb_status_column *c,
                      const struct tb_progress_slice *s, long long *number)
{
    *number = c->kind == ROWS
                  ? tb_slice_rows(&s->slice)
                  : *(const long long *)((const char *)s + c->offset);
    return c->kind != DAYS || s->due[0];
}

struct tb_str tb_status_text(const struct tb_status_column *c,
                             const struct tb_progress_slice *s, bool chinese)
{
    const char *at = (const char *)s + c->offset;

    switch (c->kind) {
    case TEXT:
        return *(const struct tb_str *)at;
    case CHARS:
        return tb_str(at);
    case TABLE_NO:
        return s->slice.table->no;
    case TABLE_NAME:
        return s->slice.table->name;
    case PART:
        return tb_slice_part(&s->slice);
    case STATE:
        return tb_str(chinese ? tb_states[s->slice.state].chinese
                              : tb_states[s->slice.state].code);
    case STAGE:
        return tb_str(chinese ? tb_stage_chinese(s->stage)
                              : tb_stage_name(s->stage));
    default:
        return tb_str(s->is_late ? "是" : "");
    }
}

static void add_json(const struct tb_status_column *c,
                     const struct tb_progress_slice *s, struct tb_buf *line)
{
    long long number;

    tb_buf_addf(line, ",\"%s\":", c->key);
    if (c->kind == LATE) {
        tb_buf_adds(line, s->is_late ? "true" : "false");
    } else if (!tb_status_is_number(c)) {
        tb_buf_addc(line, '"');
        tb_buf_add_json(line, tb_status_text(c, s, false));
        tb_buf_addc(line, '"');
    } else if (tb_status_number(c, s, &number)) {
        tb_buf_addf(line, "%lld", number);
    } else {
        tb_buf_adds(line, "null");
    }
}

void tb_status_json(const struct tb_progress *p, FILE *out)
{
    struct tb_buf line = { 0 };

    for (size_t i = 0; i < p->count; i++) {
        tb_buf_clear(&line);
        tb_buf_adds(&line, "{\"v\":1");
        for (size_t k = 0; k < tb_status_column_count; k++)
            add_json(&tb_status_columns[k], &p->slices[i], &line);
        fprintf(out, "%s}\n", line.p);
    }
    tb_buf_free(&line);
}

static void add_csv(const struct tb_status_column *c,
                    const struct tb_progress_slice *s, bool first,
                    struct tb_buf *line)
{
    char digits[24] = "";
    long long number;

    if (!tb_status_is_number(c)) {
        tb_csv_add(line, tb_status_text(c, s, true), first, true);
        return;
    }
    if (tb_status_number(c, s, &number))
        snprintf(digits, sizeof digits, "%lld", number);
    tb_csv_add(line, tb_str(digits), first, true);
}

void tb_status_csv(const struct tb_progress *p, FILE *out)
{
    struct tb_buf line = { 0 };

    tb_buf_adds(&line, "\xEF\xBB\xBF");
    for (size_t k = 0; k < tb_status_column_count; k++)
        tb_csv_add(&line, tb_str(tb_status_columns[k].head), k == 0, true);
    tb_csv_end(&line);
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < tb_status_column_count; k++)
            add_csv(&tb_status_columns[k], &p->slices[i], k == 0, &line);
        tb_csv_end(&line);
    }
    fwrite(line.p, 1, line.n, out);
    tb_buf_free(&line);
}
