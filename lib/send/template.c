/* template.c - workbooks for departments and teachers. */
#include "template.h"

#include <stdio.h>
#include <stdlib.h>

#include "carried_column.h"
#include "mem.h"
#include "sheet.h"
#include "utf8.h"
#include "write_xlsx.h"

#define COVER_NAME_WIDTH 34
#define COVER_NOTE_WIDTH 60
#define COVER_CELLS 10
#define COVER_UNDECIDED                                                     \
    3                   /* the column of last year's rows, if there are any \
                         */
#define BLANK_ROWS 2000 /* rows below the data that have drop-downs */

struct workbook {
    struct tb_campaign *campaign;
    const struct tb_workbook_plan *plan;
    struct tb_xlsx *xlsx;
    const struct tb_list **lists; /* in the order of their columns */
    size_t list_count, list_room;
    struct tb_template_fill fill;
    struct tb_err *err;
    struct tb_arena arena;
};

static void put_text(struct workbook *m, uint32_t row, uint32_t column,
                     enum tb_xlsx_style style, const char *format, ...)
    TB_PRINTF(5, 6);

static void put_text(struct workbook *m, uint32_t row, uint32_t column,
                     enum tb_xlsx_style style, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    tb_xlsx_text(m->xlsx, row, column, tb_str(text), style);
}

/* Points that the longest cell of a line of the cover needs. */
static double line_height(struct tb_str name_cell, struct tb_str note_cell)
{
    size_t note = tb_utf8_width(note_cell) / (COVER_NOTE_WIDTH - 4) + 1;
    size_t name = tb_utf8_width(name_cell) / (COVER_NAME_WIDTH - 4) + 1;

    return 15.0 * (double)(note > name ? note : name) + 3;
}

/* Who reviews it; whom the task list calls responsible. */
static struct tb_str cover_people(const struct tb_slice *s, struct tb_buf *out)
{
    tb_slice_show_reviewers(s, out);
    if (s->responsible.n > 0)
        tb_buf_addf(out, "（责任人：%.*s）", TB_STR_ARG(s->responsible));
    return tb_buf_str(out);
}

/* "2022-10-08"; "2022-09-01 至 2022-10-08"; "2022-09-01 起". */
static struct tb_str cover_days(const struct tb_slice *s, struct tb_buf *out)
{
    tb_buf_adds(out, "");
    if (s->starts_on.n > 0)
        tb_buf_addf(out, "%.*s %s", TB_STR_ARG(s->starts_on),
                    s->deadline.n > 0 ? "至 " : "起");
    tb_buf_add(out, s->deadline);
    return tb_buf_str(out);
}

/* Where column I of the cover's list stands. */
static uint32_t cover_column(const struct workbook *m, uint32_t i)
{
    return i + (i >= COVER_UNDECIDED && tb_plan_carried(m->plan) > 0);
}

static void add_cover_undecided(struct workbook *m, uint32_t row,
                                const struct tb_plan_sheet *sheet)
{
    struct tb_buf formula = { 0 };

    if (sheet->carried == 0)
        return;
    tb_carried_formula(sheet->name, TB_TEMPLATE_HEADER_ROW,
                       TB_TEMPLATE_HEADER_ROW + sheet->carried + BLANK_ROWS,
                       &formula);
    tb_xlsx_formula(m->xlsx, row, COVER_UNDECIDED, formula.p, sheet->carried,
                    TB_XLSX_INTEGER);
    tb_buf_free(&formula);
}

static void add_cover_line(struct workbook *m, uint32_t row,
                           const struct tb_plan_sheet *sheet)
{
    const struct tb_slice *slice = sheet->slice;
    struct tb_buf name = { 0 }, who = { 0 }, days = { 0 };
    struct tb_str cells[COVER_CELLS];

    tb_plan_show_table(slice, &name);
    for (size_t i = 0; i < COVER_CELLS; i++)
        cells[i] = tb_str(""); /* the department's to write in */
    cells[0] = slice->table->no;
    cells[1] = tb_buf_str(&name);
    cells[2] = sheet->name;
    cells[3] = cover_people(slice, &who);
    cells[4] = cover_days(slice, &days);
    cells[COVER_CELLS - 1] = slice->table->note;
    for (uint32_t i = 0; i < TB_LEN(cells); i++)
        tb_xlsx_text(m->xlsx, row, cover_column(m, i), cells[i], TB_XLSX_WRAP);
    add_cover_undecided(m, row, sheet);
    tb_xlsx_height(m->xlsx, row, line_height(cells[1], slice->table->note));
    tb_buf_free(&name);
    tb_buf_free(&who);
    tb_buf_free(&days);
}

static void add_cover_table(struct workbook *m, uint32_t row)
{
    static const char *const heads[COVER_CELLS] = {
        "编号",           "数据表",     TB_COVER_SHEET,  "审核部门",
        "截止日期",       TB_COVER_NIL, TB_COVER_PERSON, TB_COVER_VERDICT,
        TB_COVER_OPINION, "填报说明"
    };

    for (uint32_t i = 0; i < TB_LEN(heads); i++)
        put_text(m, row, cover_column(m, i), TB_XLSX_HEAD, "%s", heads[i]);
    if (tb_plan_carried(m->plan) > 0)
        put_text(m, row, COVER_UNDECIDED, TB_XLSX_HEAD, "上年数据待核（行）");
    for (size_t i = 0; i < m->plan->count; i++)
        add_cover_line(m, ++row, &m->plan->sheets[i]);
}

/* How much of last year's data is still undecided, above the list whose head is
 * in ROW. */
static void add_cover_call(struct workbook *m, uint32_t row)
{
    const uint32_t count = tb_plan_carried(m->plan);
    struct tb_buf formula = { 0 }, now = { 0 };
    char name[8];

    if (count == 0)
        return;
    tb_column_name(COVER_UNDECIDED, name);
    tb_buf_addf(&formula,
                "=\"上年数据还有 \"&SUM(%s%u:%s%zu)&\" 行待核，不计入填报\"",
                name, row + 2, name, row + 1 + m->plan->count);
    tb_buf_addf(&now, "上年数据还有 %u 行待核，不计入填报", count);
    tb_xlsx_formula_text(m->xlsx, row - 1, 0, formula.p, tb_buf_str(&now),
                         TB_XLSX_CALL);
    tb_buf_free(&formula);
    tb_buf_free(&now);
}

/* Whose workbook it is. */
static uint32_t add_cover_owner(struct workbook *m, uint32_t row)
{
    const struct tb_workbook_plan *plan = m->plan;

    put_text(m, row++, 0, TB_XLSX_PLAIN, "填报部门：%.*s",
             TB_STR_ARG(plan->department->name));
    if (plan->teacher)
        put_text(m, row++, 0, TB_XLSX_PLAIN,
                 "填报人：%.*s（工号 %.*s）；只填本人的行",
                 TB_STR_ARG(plan->teacher->person.name),
                 TB_STR_ARG(plan->teacher->person.id));
    return row;
}

static void add_cover(struct workbook *m)
{
    static const char *const advice[] = {
        "1. 每张工作表第 3 行是表头，从第 4 行开始填写；橙色表头为必填项。",
        "2. "
        "鼠标停在表头上可看到该项的填报说明；有下拉箭头的单元格请从列表中选择"
        "。",
        "3. 没有数据的单元格请留空，不要填“无”“/”“—”或 "
        "0；数字单元格只填数字，不带单位。",
        "4. 工号、学号、代码等请保持文本格式；日期写成 2021-09-01，年月写成 "
        "2021-09。",
        "5. 请不要增加、删除或改名列，不要合并单元格；填好后把整个文件发回。",
        "6. "
        "某张表今年没有数据的，在下面“本校无数据”一格写明原因；审核人在同一行"
        "填工号和“通过”或“退回”。",
    };
    static const double widths[COVER_CELLS] = {
        10, COVER_NAME_WIDTH, 34, 14, 12, 22, 12, 10, 20, COVER_NOTE_WIDTH
    };
    const struct tb_campaign *c = m->campaign;
    uint32_t row = 0;

    tb_xlsx_sheet(m->xlsx, tb_str(TB_TEMPLATE_COVER), false);
    for (uint32_t i = 0; i < TB_LEN(widths); i++)
        tb_xlsx_column(m->xlsx, cover_column(m, i), widths[i], TB_XLSX_PLAIN);
    if (tb_plan_carried(m->plan) > 0)
        tb_xlsx_column(m->xlsx, COVER_UNDECIDED, 12, TB_XLSX_PLAIN);
    put_text(m, row++, 0, TB_XLSX_TITLE, "人才培养工作状态数据采集");
    put_text(m, row++, 0, TB_XLSX_PLAIN, "学校：%s", tb_buf_text(&c->school));
    put_text(m, row++, 0, TB_XLSX_PLAIN,
             "学年：%s（%s 至 %s）；财务数据为 %s 年", c->windows.academic,
             c->windows.academic_from, c->windows.academic_to,
             c->windows.fiscal);
    row = add_cover_owner(m, row) + 1;
    for (size_t i = 0; i < TB_LEN(advice); i++)
        put_text(m, row++, 0, TB_XLSX_PLAIN, "%s", advice[i]);
    if (tb_plan_carried(m->plan) > 0)
        put_text(m, row++, 0, TB_XLSX_CALL,
                 "7. " TB_CARRIED_ADVICE "，请不要删行。");
    row += tb_plan_carried(m->plan) > 0 ? 2 : 1;
    add_cover_call(m, row);
    add_cover_table(m, row);
    row += (uint32_t)m->plan->count + 3;
    put_text(m, row++, 0, TB_XLSX_PLAIN, "填报人（签字）：");
    put_text(m, row++, 0, TB_XLSX_PLAIN, "部门审核人（签字）：");
    put_text(m, row++, 0, TB_XLSX_PLAIN, "日期：");
    tb_xlsx_print(m->xlsx, 0, 0);
}

/* "必填 · 整数 · 人", for the line above the header. */
static struct tb_str field_wants(struct workbook *m, const struct tb_field *f)
{
    struct tb_buf text = { 0 }, kind = { 0 };
    struct tb_str copy;

    tb_field_expects(f, &kind);
    tb_buf_addf(&text, "%s%s", f->required ? "必填·" : "",
                f->list ? "选择" : tb_buf_text(&kind));
    if (f->many)
        tb_buf_adds(&text, "·可多个，用、分隔");
    if (f->unit.n > 0)
        tb_buf_addf(&text, "·%.*s", TB_STR_ARG(f->unit));
    copy = tb_arena_copy(&m->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    tb_buf_free(&kind);
    return copy;
}

/* What is to be filled in, and how it is written. */
static struct tb_str field_note(struct workbook *m, const struct tb_field *f)
{
    struct tb_buf text = { 0 };
    struct tb_str copy;

    if (f->pattern_words.n == 0)
        return f->note;
    tb_buf_addf(&text, "%.*s\n%.*s。", TB_STR_ARG(f->note),
                TB_STR_ARG(f->pattern_words));
    copy = tb_arena_copy(&m->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    return copy;
}

/* The column of the hidden sheet that holds LIST. */
static size_t list_column(struct workbook *m, const struct tb_list *list)
{
    for (size_t i = 0; i < m->list_count; i++)
        if (m->lists[i] == list)
            return i;
    m->lists =
        tb_grow(m->lists, m->list_count, &m->list_room, sizeof *m->lists);
    m->lists[m->list_count] = list;
    return m->list_count++;
}

static void add_drop_down(struct workbook *m, const struct tb_field *f,
                          uint32_t column, uint32_t last_row)
{
    char range[64], name[8];
    size_t at = list_column(m, f->list);

    tb_column_name((uint32_t)at, name);
    snprintf(range, sizeof range, "=%s!$%s$2:$%s$%zu", TB_TEMPLATE_LISTS, name,
             name, f->list->count + 1);
    if (!f->many)
        tb_xlsx_list(m->xlsx, TB_TEMPLATE_HEADER_ROW, last_row, column, range,
                     f->name, f->note);
}

/* Where the next row of a table goes. */
struct rows_put {
    struct workbook *make;
    const struct tb_table *table;
    uint32_t row;
    bool is_carried; /* last year's: each says so in front */
};

static int put_row(const struct tb_value *values, void *ctx)
{
    struct rows_put *p = ctx;
    const struct tb_table *t = p->table;
    uint32_t column = p->is_carried;

    if (p->is_carried)
        put_text(p->make, p->row, 0, TB_XLSX_TEXT, "%s", TB_TEMPLATE_PENDING);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            tb_field_cell(p->make->xlsx, p->row, column++, &t->fields[i],
                          &values[i]);
    p->row++;
    return 0;
}

/* LAST becomes the last row to which drop-downs reach. */
static int add_rows(struct workbook *m, const struct tb_plan_sheet *sheet,
                    uint32_t *last)
{
    const struct tb_slice *slice = sheet->slice;
    struct rows_put p = { m, slice->table, TB_TEMPLATE_HEADER_ROW,
                          sheet->carried > 0 };

    if (m->fill.rows &&
        m->fill.rows(slice, put_row, &p, m->fill.ctx, m->err) < 0)
        return -1;
    *last = p.row - 1 + (slice->table->is_one_row ? 1 : BLANK_ROWS);
    return 0;
}

/* The key columns at the left stay in view, if they are few. */
static uint32_t frozen_columns(const struct tb_table *t)
{
    uint32_t n = 0;

    while (n < t->count && n < 2 && t->fields[n].required)
        n++;
    return n;
}

static void make_token(struct workbook *m, const struct tb_slice *slice,
                       char token[33])
{
    tb_mark_token(m->campaign, slice->table->no, m->plan->department->code,
                  slice->part, token);
}

/* The title ends with a mark: it goes with the sheet wherever it is moved. */
static void add_title(struct workbook *m, const struct tb_plan_sheet *sheet)
{
    const struct tb_slice *slice = sheet->slice;
    struct tb_buf name = { 0 }, owner = { 0 }, title = { 0 }, mark = { 0 };
    char token[33];

    make_token(m, slice, token);
    tb_plan_show_table(slice, &name);
    tb_plan_show_owner(m->plan, &owner);
    tb_buf_addf(&title, "%.*s %s　%s　%s学年　", TB_STR_ARG(slice->table->no),
                name.p, owner.p, m->campaign->windows.academic);
    tb_buf_addf(&mark, "［%.*s］", TB_TEMPLATE_MARK, token);
    if (sheet->carried > 0) {
        const struct tb_xlsx_run runs[] = {
            { tb_buf_str(&title), TB_XLSX_TITLE },
            { tb_str(TB_CARRIED_ADVICE "　"), TB_XLSX_CALL },
            { tb_buf_str(&mark), TB_XLSX_HINT },
        };
        tb_xlsx_runs(m->xlsx, 0, 0, runs, TB_LEN(runs));
    } else {
        put_text(m, 0, 0, TB_XLSX_TITLE, "%s%s", title.p, mark.p);
    }
    tb_buf_free(&name);
    tb_buf_free(&owner);
    tb_buf_free(&title);
    tb_buf_free(&mark);
}

static void add_head(struct workbook *m, const struct tb_plan_sheet *sheet)
{
    const uint32_t head = TB_TEMPLATE_HEADER_ROW - 1;
    const struct tb_table *t = sheet->slice->table;
    uint32_t column = sheet->carried > 0;

    tb_xlsx_height(m->xlsx, 0, 24);
    tb_xlsx_height(m->xlsx, 1, 26);
    tb_xlsx_height(m->xlsx, head, 34);
    if (sheet->carried > 0)
        tb_carried_head(m->xlsx, head);
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used)
            continue;
        tb_xlsx_column(m->xlsx, column, tb_field_width(f), tb_field_style(f));
        tb_xlsx_text(m->xlsx, 1, column, field_wants(m, f), TB_XLSX_HINT);
        tb_xlsx_text(m->xlsx, head, column, f->name,
                     f->required ? TB_XLSX_HEAD_KEY : TB_XLSX_HEAD);
        tb_xlsx_comment(m->xlsx, head, column, field_note(m, f));
        column++;
    }
}

/* The drop-downs of a sheet's rows, down to LAST. */
static void add_drop_downs(struct workbook *m,
                           const struct tb_plan_sheet *sheet, uint32_t last)
{
    const struct tb_table *t = sheet->slice->table;
    uint32_t column = sheet->carried > 0;

    for (size_t i = 0; i < t->count; i++) {
        if (t->fields[i].used && t->fields[i].list)
            add_drop_down(m, &t->fields[i], column, last);
        column += t->fields[i].used;
    }
    if (sheet->carried > 0)
        tb_carried_looks(m->xlsx, TB_TEMPLATE_HEADER_ROW, last, column);
}

static int add_table(struct workbook *m, const struct tb_plan_sheet *sheet)
{
    uint32_t last;

    tb_xlsx_sheet(m->xlsx, sheet->name, false);
    add_title(m, sheet);
    add_head(m, sheet);
    if (add_rows(m, sheet, &last) < 0)
        return -1;
    add_drop_downs(m, sheet, last);
    tb_xlsx_freeze(m->xlsx, TB_TEMPLATE_HEADER_ROW,
                   frozen_columns(sheet->slice->table) + (sheet->carried > 0));
    tb_xlsx_print(m->xlsx, TB_TEMPLATE_HEADER_ROW - 1,
                  TB_TEMPLATE_HEADER_ROW - 1);
    return 0;
}

static void add_lists(struct workbook *m)
{
    tb_xlsx_sheet(m->xlsx, tb_str(TB_TEMPLATE_LISTS), true);
    for (uint32_t i = 0; i < m->list_count; i++) {
        const struct tb_list *l = m->lists[i];
        tb_xlsx_text(m->xlsx, 0, i, l->name, TB_XLSX_PLAIN);
        for (uint32_t k = 0; k < l->count; k++)
            tb_xlsx_text(m->xlsx, k + 1, i, l->codes[k].label, TB_XLSX_TEXT);
    }
}

static void add_meta(struct workbook *m)
{
    const struct tb_campaign *c = m->campaign;
    const struct {
        const char *key;
        struct tb_str value;
    } entries[] = {
        { "tianbao-template", tb_str("1") },
        { "campaign", tb_buf_str(&c->id) },
        { "year", tb_buf_str(&c->year) },
        { "edition", tb_buf_str(&c->edition) },
        { "dictionary", tb_str(c->dict->hash) },
        { "department", m->plan->department->code },
        { "person",
          m->plan->teacher ? m->plan->teacher->person.id : tb_str("") },
    };
    uint32_t row = 0;

    tb_xlsx_sheet(m->xlsx, tb_str(TB_TEMPLATE_META), true);
    for (; row < TB_LEN(entries); row++) {
        put_text(m, row, 0, TB_XLSX_TEXT, "%s", entries[row].key);
        tb_xlsx_text(m->xlsx, row, 1, entries[row].value, TB_XLSX_TEXT);
    }
    for (size_t i = 0; i < m->plan->count; i++, row++) {
        const struct tb_plan_sheet *sheet = &m->plan->sheets[i];
        char token[33];
        make_token(m, sheet->slice, token);
        put_text(m, row, 0, TB_XLSX_TEXT, "sheet");
        tb_xlsx_text(m->xlsx, row, 1, sheet->name, TB_XLSX_TEXT);
        tb_xlsx_text(m->xlsx, row, 2, sheet->slice->table->no, TB_XLSX_TEXT);
        put_text(m, row, 3, TB_XLSX_TEXT, "%s", token);
        tb_xlsx_text(m->xlsx, row, 4, sheet->slice->part, TB_XLSX_TEXT);
    }
}

int tb_template_write(struct tb_campaign *c,
                      const struct tb_workbook_plan *plan, const char *path,
                      const struct tb_template_fill *fill, struct tb_err *err)
{
    struct workbook m = {
        .campaign = c, .plan = plan, .fill = *fill, .err = err
    };
    int rc = -1;

    m.xlsx = tb_xlsx_new(path);
    add_cover(&m);
    for (size_t i = 0; i < plan->count; i++)
        if (add_table(&m, &plan->sheets[i]) < 0)
            goto done;
    add_lists(&m);
    add_meta(&m);
    rc = tb_xlsx_finish(m.xlsx, err);
    m.xlsx = NULL;
done:
    if (m.xlsx)
        tb_xlsx_abandon(m.xlsx);
    free(m.lists);
    tb_arena_free(&m.arena);
    return rc;
}
