/* status_book.c - progress as a workbook. */
#include <stdlib.h>

#include "mem.h"
#include "status_list.h"
#include "status_text.h"
#include "write_xlsx.h"

#define TABLE_WIDTH 32
#define CELL_WIDTH 9.5
#define LINE_POINTS 12.5
#define HEAD_ROW 3

/* How a slice looks; what needs more attention comes later. */
enum look { NIL, DONE, WAITING, MISSING, RETURNED, LATE, LOOKS };

static const struct {
    const char *name;
    enum tb_xlsx_style style;
} looks[LOOKS] = {
    [NIL] = { "本校无数据", TB_XLSX_CELL_GREY },
    [DONE] = { "已审定", TB_XLSX_CELL_GREEN },
    [WAITING] = { "待审核", TB_XLSX_CELL_BLUE },
    [MISSING] = { "未提交", TB_XLSX_CELL },
    [RETURNED] = { "已退回", TB_XLSX_CELL_YELLOW },
    [LATE] = { "逾期", TB_XLSX_CELL_RED },
};

static enum look look_of(const struct tb_progress_slice *s)
{
    if (s->is_late)
        return LATE;
    if (s->slice.state == TB_STATE_NIL)
        return NIL;
    if (s->stage == TB_STAGE_DONE)
        return DONE;
    if (s->slice.state == TB_STATE_RETURNED)
        return RETURNED;
    return s->slice.state == TB_STATE_MISSING ? MISSING : WAITING;
}

struct book {
    const struct tb_progress *progress;
    struct tb_xlsx *xlsx;
    const struct tb_progress_slice **departments; /* one slice of each */
    size_t count, room;
};

static int by_department(const void *a, const void *b)
{
    const struct tb_progress_slice *x = *(const struct tb_progress_slice **)a,
                                   *y = *(const struct tb_progress_slice **)b;

    return (x->slice.department.id > y->slice.department.id) -
           (x->slice.department.id < y->slice.department.id);
}

static void find_departments(struct book *b)
{
    for (size_t i = 0; i < b->progress->count; i++) {
        const struct tb_progress_slice *s = &b->progress->slices[i];
        size_t k = 0;
        while (k < b->count &&
               b->departments[k]->slice.department.id != s->slice.department.id)
            k++;
        if (k < b->count)
            continue;
        b->departments =
            tb_grow(b->departments, b->count, &b->room, sizeof *b->departments);
        b->departments[b->count++] = s;
    }
    if (b->count > 0)
        qsort(b->departments, b->count, sizeof *b->departments, by_department);
}

/* What one department has of one table. */
struct cell {
    size_t slices, taken, done, late;
    long long errors, explains;
    const struct tb_progress_slice *worst;
};

static void add_slice(struct cell *c, const struct tb_progress_slice *s)
{
    c->slices++;
    c->taken += s->stage != TB_STAGE_COLLECT;
    c->done += s->stage == TB_STAGE_DONE;
    c->late += s->is_late;
    c->errors += s->slice.open.errors;
    c->explains += s->slice.open.explains;
    if (!c->worst || look_of(s) > look_of(c->worst))
        c->worst = s;
}

/* The lines of a cell; returns how many there are. */
static int show_cell(const struct cell *c, struct tb_buf *out)
{
    const struct tb_progress_slice *s = c->worst;
    int lines = 1;

    tb_buf_clear(out);
    if (c->slices > 1)
        tb_buf_addf(out, "收 %zu/%zu 审 %zu/%zu", c->taken, c->slices, c->done,
                    c->slices);
    else
        tb_buf_adds(out, tb_states[s->slice.state].chinese);
    if (c->slices > 1 && c->late > 0)
        tb_buf_addf(out, "\n逾期 %zu 份", c->late);
    else if (s->is_late)
        tb_buf_addf(out, "\n逾期 %lld 天", -s->days_left);
    else if (c->slices == 1 && s->stage == TB_STAGE_SOURCE)
        tb_buf_adds(out, "\n待数据源");
    else if (c->slices == 1 && s->due[0])
        tb_buf_addf(out, "\n余 %lld 天", s->days_left);
    if (c->errors > 0)
        tb_buf_addf(out, "\n错误 %lld", c->errors);
    if (c->explains > 0)
        tb_buf_addf(out, "\n待说明 %lld", c->explains);
    for (size_t i = 0; i < out->n; i++)
        lines += out->p[i] == '\n';
    return lines;
}

/* The table whose slices begin at FROM; returns where the next begins. */
static size_t write_table(struct book *b, size_t from, uint32_t row)
{
    const struct tb_progress_slice *s = &b->progress->slices[from];
    struct cell *cells = tb_alloc(b->count, sizeof *cells);
    struct tb_buf text = { 0 };
    size_t end = from;
    int lines = 1;

    tb_buf_addf(&text, "%.*s %.*s", TB_STR_ARG(s->slice.table->no),
                TB_STR_ARG(s->slice.table->name));
    tb_xlsx_text(b->xlsx, row, 0, tb_buf_str(&text), TB_XLSX_WRAP);
    for (; end < b->progress->count &&
           b->progress->slices[end].slice.table == s->slice.table;
         end++)
        for (size_t k = 0; k < b->count; k++)
            if (b->departments[k]->slice.department.id ==
                b->progress->slices[end].slice.department.id)
                add_slice(&cells[k], &b->progress->slices[end]);
    for (size_t k = 0; k < b->count; k++) {
        int n;
        if (cells[k].slices == 0)
            continue;
        n = show_cell(&cells[k], &text);
        lines = n > lines ? n : lines;
        tb_xlsx_text(b->xlsx, row, (uint32_t)k + 1, tb_buf_str(&text),
                     looks[look_of(cells[k].worst)].style);
    }
    tb_xlsx_height(b->xlsx, row, (lines < 2 ? 2 : lines) * LINE_POINTS + 3);
    free(cells);
    tb_buf_free(&text);
    return end;
}

static void write_head(struct book *b, const struct tb_campaign *c)
{
    struct tb_buf text = { 0 };

    tb_buf_addf(&text, "%s %s 学年 填报进度", tb_buf_text(&c->school),
                c->windows.academic);
    tb_xlsx_text(b->xlsx, 0, 0, tb_buf_str(&text), TB_XLSX_TITLE);
    tb_buf_clear(&text);
    tb_buf_addf(&text, "截至 %.10s", c->context.now);
    tb_xlsx_text(b->xlsx, 1, 0, tb_buf_str(&text), TB_XLSX_PLAIN);
    for (uint32_t i = 0; i < LOOKS; i++)
        tb_xlsx_text(b->xlsx, 1, i + 1, tb_str(looks[i].name), looks[i].style);
    tb_xlsx_text(b->xlsx, HEAD_ROW, 0, tb_str("数据表"), TB_XLSX_HEAD);
    for (size_t k = 0; k < b->count; k++)
        tb_xlsx_text(b->xlsx, HEAD_ROW, (uint32_t)k + 1,
                     b->departments[k]->slice.department.shown, TB_XLSX_HEAD);
    tb_xlsx_height(b->xlsx, HEAD_ROW, 2 * LINE_POINTS + 8);
    tb_buf_free(&text);
}

static void write_matrix(struct book *b, const struct tb_campaign *c)
{
    uint32_t row = HEAD_ROW + 1;

    tb_xlsx_sheet(b->xlsx, tb_str("进度"), false);
    tb_xlsx_column(b->xlsx, 0, TABLE_WIDTH, TB_XLSX_PLAIN);
    for (size_t k = 0; k < b->count || k < LOOKS; k++)
        tb_xlsx_column(b->xlsx, (uint32_t)k + 1, CELL_WIDTH, TB_XLSX_PLAIN);
    write_head(b, c);
    for (size_t i = 0; i < b->progress->count; row++)
        i = write_table(b, i, row);
    tb_xlsx_freeze(b->xlsx, HEAD_ROW + 1, 1);
    tb_xlsx_print(b->xlsx, HEAD_ROW, HEAD_ROW);
}

static void write_list(struct book *b)
{
    const struct tb_view_options o = { .format = tb_format_find("xlsx"),
                                       .book = b->xlsx };
    struct tb_sink *sink = tb_view_open(&tb_status_view, NULL, &o);
    struct tb_err none = { 0 }; /* the workbook keeps what fails */

    for (size_t i = 0; i < b->progress->count; i++)
        tb_view_row(sink, &b->progress->slices[i]);
    tb_view_close(sink, 0, &none);
}

int tb_status_book(const struct tb_campaign *c, const struct tb_progress *p,
                   const char *path, struct tb_err *err)
{
    struct book b = { .progress = p, .xlsx = tb_xlsx_new(path) };

    find_departments(&b);
    write_matrix(&b, c);
    write_list(&b);
    free(b.departments);
    return tb_xlsx_finish(b.xlsx, err);
}
