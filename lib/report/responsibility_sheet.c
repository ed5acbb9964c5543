/* responsibility_sheet.c - the sheet as a workbook, and back. */
#include "responsibility_sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "mem.h"
#include "names.h"
#include "norm.h"
#include "review.h"
#include "sheet.h"
#include "template.h"
#include "utf8.h"
#include "view.h"
#include "write_xlsx.h"

#define LINES_MAX 20100 /* of the hidden sheet, and */
#define TEXT_MAX 8192   /* bytes of its cells: more is not ours */

/* ---- what is printed: the same list is written, and checked later ---- */

enum { FRONT, HASHES, SHEETS };

struct place {
    int sheet;
    uint32_t row, column, last;
    enum tb_xlsx_style style;
    struct tb_str text;
    bool is_free;  /* people write there */
    bool is_found; /* when read back */
};

struct page {
    struct place *places;
    size_t count, room;
    int sheet;
    uint32_t row;
    struct tb_arena arena;
};

struct column {
    const char *head;
    double width;
};

static const struct column front_columns[] = {
    { "编号", 9 }, { "数据表", 30 }, { "范围", 12 },       { "状态", 10 },
    { "版本", 6 }, { "行数", 8 },    { "错误", 6 },        { "待说明", 8 },
    { "提醒", 6 }, { "已说明", 8 },  { "数据校验码", 20 }, { "备注", 18 },
};

static const struct column hash_columns[] = {
    { "编号", 9 },      { "数据表", 30 },  { "范围", 12 },
    { "校验对象", 12 }, { "SHA-256", 74 },
};

static const struct {
    const char *name;
    const struct column *columns;
    uint32_t count;
} sheets[SHEETS] = {
    [FRONT] = { "数据责任书", front_columns, TB_LEN(front_columns) },
    [HASHES] = { "校验码", hash_columns, TB_LEN(hash_columns) },
};

static struct place *put(struct page *p, uint32_t column, uint32_t last,
                         enum tb_xlsx_style style, struct tb_str text)
{
    p->places = tb_grow(p->places, p->count, &p->room, sizeof *p->places);
    p->places[p->count] = (struct place){
        .sheet = p->sheet,
        .row = p->row,
        .column = column,
        .last = last,
        .style = style,
        .text = tb_arena_copy(&p->arena, text),
    };
    return &p->places[p->count++];
}

/* A line over all columns, or from COLUMN to LAST. */
static struct place *say(struct page *p, uint32_t column, uint32_t last,
                         enum tb_xlsx_style style, const char *format, ...)
    TB_PRINTF(5, 6);

static struct place *say(struct page *p, uint32_t column, uint32_t last,
                         enum tb_xlsx_style style, const char *format, ...)
{
    char text[4096];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return put(p, column, last, style, tb_str(text));
}

static void begin(struct page *p, int sheet)
{
    p->sheet = sheet;
    p->row = 0;
}

static void put_heads(struct page *p)
{
    for (uint32_t i = 0; i < sheets[p->sheet].count; i++)
        put(p, i, i, TB_XLSX_HEAD, tb_str(sheets[p->sheet].columns[i].head));
    p->row++;
}

static struct tb_str cut(struct tb_str hash, size_t most)
{
    return tb_str_n(hash.p, hash.n < most ? hash.n : most);
}

/* ---- the sheet that is signed ---- */

static const char *const statement[] = {
    "本人为上述部门的数据负责人，已组织采集、核对并审核上列数据，郑重声明：",
    "一、上列数据表由本部门采集填报，数据来源可靠，与原始材料一致，真实、准确"
    "、完整、及时，无瞒报、漏报、虚报；“本校无数据”的各项，本学年确无数据。",
    "二、上列未处理的错误、待说明和提醒事项，本人已知悉；已说明的事项，说明属实"
    "。",
    "三、本人签字只对与校验码相符的数据负责；签字后数据如有变动，须重新审核并"
    "重新签署。",
};

static const char *const signatures[] = {
    "填报人（签字）：",
    "部门负责人（签字）：",
    "部门（盖章）：",
};

static void put_head(struct page *p, const struct tb_responsibility *r)
{
    const struct tb_str *h = r->head;

    say(p, 0, 11, TB_XLSX_TITLE, "人才培养工作状态数据 数据责任书");
    p->row++;
    say(p, 0, 5, TB_XLSX_PLAIN, "学校：%.*s", TB_STR_ARG(h[TB_RESP_SCHOOL]));
    say(p, 6, 11, TB_XLSX_PLAIN, "学年：%.*s", TB_STR_ARG(h[TB_RESP_YEAR]));
    p->row++;
    say(p, 0, 5, TB_XLSX_PLAIN, "部门：%.*s（%.*s）",
        TB_STR_ARG(h[TB_RESP_DEPARTMENT]), TB_STR_ARG(h[TB_RESP_CODE]));
    say(p, 6, 11, TB_XLSX_PLAIN, "出具日期：%.*s",
        TB_STR_ARG(cut(h[TB_RESP_DATE], 10)));
    p->row += 2;
}

static void put_item(struct page *p, const struct tb_resp_item *item)
{
    static const enum tb_resp_cell order[] = {
        TB_RESP_NO,       TB_RESP_NAME,      TB_RESP_PART,   TB_RESP_STATE,
        TB_RESP_VERSION,  TB_RESP_ROWS,      TB_RESP_ERRORS, TB_RESP_EXPLAINS,
        TB_RESP_WARNINGS, TB_RESP_EXPLAINED, TB_RESP_DATA,   TB_RESP_NOTE,
    };

    for (uint32_t i = 0; i < TB_LEN(order); i++) {
        struct tb_str text = item->cells[order[i]];
        bool is_count = i >= 4 && i <= 9;
        if (order[i] == TB_RESP_STATE)
            text = tb_str(tb_review_state_chinese(text));
        if (order[i] == TB_RESP_DATA)
            text = cut(text, 16);
        put(p, i, i, is_count ? TB_XLSX_COUNT : TB_XLSX_BOX, text);
    }
    p->row++;
}

static void put_sum(struct page *p, const struct tb_responsibility *r)
{
    long long rows = 0;

    for (size_t i = 0; i < r->handed_count; i++)
        rows += strtoll(r->handed[i].cells[TB_RESP_ROWS].p, NULL, 10);
    say(p, 0, 11, TB_XLSX_BOX, "合计：%zu 项，%lld 行", r->handed_count, rows);
    p->row += 2;
}

/* What the head does not sign for is said too. */
static void put_open(struct page *p, const struct tb_responsibility *r)
{
    struct tb_buf text = { 0 };

    for (size_t i = 0; i < r->open_count; i++) {
        const struct tb_str *cells = r->open[i].cells;
        struct tb_str part = cells[TB_RESP_PART];
        tb_buf_addf(&text, "%s%.*s %.*s", text.n > 0 ? "、" : "",
                    TB_STR_ARG(cells[TB_RESP_NO]),
                    TB_STR_ARG(cells[TB_RESP_NAME]));
        if (part.n > 0)
            tb_buf_addf(&text, "·%.*s", TB_STR_ARG(part));
        tb_buf_addf(&text, "（%s）",
                    tb_review_state_chinese(cells[TB_RESP_STATE]));
        if (text.n > 3000) {
            tb_buf_addf(&text, " 等 %zu 项", r->open_count);
            break;
        }
    }
    if (text.n > 0) {
        say(p, 0, 11, TB_XLSX_WRAP, "未上报、不在本责任书范围内：%s", text.p);
        p->row += 2;
    }
    tb_buf_free(&text);
}

static void put_proof(struct page *p, const struct tb_responsibility *r)
{
    struct tb_str log = r->head[TB_RESP_LOG];
    size_t space = tb_str_find(log, " ");
    char aloud[20];

    tb_responsibility_aloud(r->hash, aloud);
    say(p, 0, 11, TB_XLSX_LABEL, "本责任书校验码：%s（可朗读核对）", aloud);
    p->row++;
    say(p, 0, 11, TB_XLSX_PLAIN, "全文 SHA-256：%s", r->hash);
    p->row++;
    say(p, 0, 11, TB_XLSX_PLAIN, "数据字典 SHA-256：%.*s",
        TB_STR_ARG(r->head[TB_RESP_DICTIONARY]));
    p->row++;
    say(p, 0, 11, TB_XLSX_PLAIN, "操作日志：第 %.*s 条，SHA-256：%.*s",
        (int)space, log.p, TB_STR_ARG(tb_str_from(log, space + 1)));
    p->row += 2;
}

static void put_front(struct page *p, const struct tb_responsibility *r)
{
    begin(p, FRONT);
    put_head(p, r);
    put_heads(p);
    for (size_t i = 0; i < r->handed_count; i++)
        put_item(p, &r->handed[i]);
    put_sum(p, r);
    put_open(p, r);
    for (size_t i = 0; i < TB_LEN(statement); i++, p->row++)
        say(p, 0, 11, TB_XLSX_WRAP, "%s", statement[i]);
    p->row++;
    put_proof(p, r);
    for (size_t i = 0; i < TB_LEN(signatures); i++, p->row += 2) {
        say(p, 1, 4, TB_XLSX_PLAIN, "%s", signatures[i])->is_free = true;
        say(p, 7, 11, TB_XLSX_PLAIN, "日期：      年    月    日")->is_free =
            true;
    }
}

/* ---- the hashes, whole ---- */

static void put_hashes(struct page *p, const struct tb_responsibility *r)
{
    static const struct {
        const char *name;
        enum tb_resp_cell cell;
    } hashes[] = {
        { "在册数据", TB_RESP_DATA },
        { "提交内容", TB_RESP_CONTENT },
        { "来源文件", TB_RESP_FILE },
    };

    begin(p, HASHES);
    say(p, 0, 4, TB_XLSX_TITLE, "数据责任书附件：校验码");
    p->row++;
    say(p, 0, 4, TB_XLSX_PLAIN, "部门：%.*s；责任书全文 SHA-256：%s",
        TB_STR_ARG(r->head[TB_RESP_DEPARTMENT]), r->hash);
    p->row += 2;
    put_heads(p);
    for (size_t i = 0; i < r->handed_count; i++)
        for (size_t k = 0; k < TB_LEN(hashes); k++) {
            const struct tb_str *cells = r->handed[i].cells;
            if (cells[hashes[k].cell].n == 0)
                continue;
            put(p, 0, 0, TB_XLSX_BOX, cells[TB_RESP_NO]);
            put(p, 1, 1, TB_XLSX_BOX, cells[TB_RESP_NAME]);
            put(p, 2, 2, TB_XLSX_BOX, cells[TB_RESP_PART]);
            put(p, 3, 3, TB_XLSX_BOX, tb_str(hashes[k].name));
            put(p, 4, 4, TB_XLSX_BOX, cells[hashes[k].cell]);
            p->row++;
        }
}

static void free_page(struct page *p)
{
    free(p->places);
    tb_arena_free(&p->arena);
}

/* ---- writing ---- */

static double span_width(const struct place *at)
{
    double width = 0;

    for (uint32_t i = at->column; i <= at->last; i++)
        width += sheets[at->sheet].columns[i].width;
    return width;
}

/* The number of a table looks like one, but is a name. */
static void write_place(struct tb_xlsx *x, const struct place *at)
{
    double number;

    if (at->style == TB_XLSX_COUNT && tb_norm_number(at->text, &number))
        tb_xlsx_number(x, at->row, at->column, number, at->style);
    else
        tb_xlsx_span(x, at->row, at->column, at->last, at->text, at->style);
}

static double fill(const struct place *at)
{
    return (double)tb_utf8_width(at->text) / span_width(at);
}

/* A row is as high as its fullest cell needs. */
static void write_height(struct tb_xlsx *x, const struct page *p, size_t i)
{
    const struct place *fullest = &p->places[i];

    if (i > 0 && p->places[i - 1].row == fullest->row)
        return; /* not the first of its row */
    for (; i < p->count && p->places[i].row == fullest->row; i++)
        if (fill(&p->places[i]) > fill(fullest))
            fullest = &p->places[i];
    if (fullest->style != TB_XLSX_TITLE)
        tb_view_height(x, fullest->row, fullest->text, span_width(fullest));
}

static void write_visible(struct tb_xlsx *x, const struct page *p, int sheet,
                          const char *foot)
{
    uint32_t heads = sheet == FRONT ? 4 : 3;

    tb_xlsx_sheet(x, tb_str(sheets[sheet].name), false);
    for (uint32_t i = 0; i < sheets[sheet].count; i++)
        tb_xlsx_column(x, i, sheets[sheet].columns[i].width, TB_XLSX_PLAIN);
    for (size_t i = 0; i < p->count; i++)
        if (p->places[i].sheet == sheet) {
            write_place(x, &p->places[i]);
            write_height(x, p, i);
        }
    tb_xlsx_print(x, heads, heads);
    tb_xlsx_foot(x, foot);
}

static void write_record(struct tb_xlsx *x, const struct tb_responsibility *r)
{
    struct tb_str cells[TB_RESP_LINE_MAX];
    size_t n;

    tb_xlsx_sheet(x, tb_str(TB_TEMPLATE_META), true);
    for (uint32_t i = 0; (n = tb_responsibility_line(r, i, cells)) > 0; i++)
        for (uint32_t k = 0; k < n; k++)
            tb_xlsx_text(x, i, k, cells[k], TB_XLSX_TEXT);
}

static int write_workbook(const struct tb_responsibility *r, const char *path,
                          struct tb_err *err)
{
    struct tb_xlsx *x = tb_xlsx_new(path);
    struct page p = { 0 };
    char aloud[20], foot[48];

    put_front(&p, r);
    put_hashes(&p, r);
    tb_responsibility_aloud(r->hash, aloud);
    snprintf(foot, sizeof foot, "校验码 %s", aloud);
    for (int i = 0; i < SHEETS; i++)
        write_visible(x, &p, i, foot);
    write_record(x, r);
    free_page(&p);
    return tb_xlsx_finish(x, err);
}

struct job {
    const char *folder;
    struct tb_names names;
    tb_responsibility_written_fn *each;
    void *ctx;
};

static int write_one(const struct tb_responsibility *r, void *ctx,
                     struct tb_err *err)
{
    struct job *job = ctx;
    struct tb_buf name = { 0 }, path = { 0 };
    int rc;

    tb_names_make(&job->names, r->head[TB_RESP_DEPARTMENT], &name);
    tb_buf_addf(&path, "%s/%s.xlsx", job->folder, name.p);
    rc = write_workbook(r, path.p, err);
    if (rc == 0)
        job->each(r, path.p, job->ctx);
    tb_buf_free(&name);
    tb_buf_free(&path);
    return rc;
}

int tb_responsibility_write(struct tb_campaign *c, const char *folder,
                            const char *only,
                            tb_responsibility_written_fn *each, void *ctx,
                            struct tb_err *err)
{
    struct tb_buf usual = { 0 };
    struct job job = { .folder = folder, .each = each, .ctx = ctx };
    int rc;

    if (!folder)
        job.folder = tb_campaign_path(c, "out/responsibility", &usual);
    rc = tb_file_mkdir(job.folder, err);
    if (rc == 0)
        rc = tb_responsibility_issue(c, only, write_one, &job, err);
    tb_names_free(&job.names);
    tb_buf_free(&usual);
    return rc;
}

/* ---- reading ---- */

struct read {
    struct tb_responsibility *record;
    bool is_one;
    struct page page;
    int sheet;
};

static int on_record(const struct tb_row *row, void *ctx)
{
    struct read *r = ctx;
    struct tb_str cells[TB_RESP_LINE_MAX] = { 0 };

    if (row->number > LINES_MAX)
        return 1;
    for (uint32_t i = 0; i < TB_RESP_LINE_MAX; i++) {
        const struct tb_cell *c = tb_row_at(row, i);
        cells[i] = c ? c->raw : tb_str("");
        if (cells[i].n > TEXT_MAX)
            return 0;
    }
    if (row->number == 1)
        r->is_one = tb_str_is(cells[0], TB_RESP_MARK) &&
                    tb_responsibility_take(r->record, cells, TB_LEN(cells));
    else if (r->is_one)
        tb_responsibility_take(r->record, cells, TB_LEN(cells));
    return 0;
}

static int on_printed(const struct tb_row *row, void *ctx)
{
    struct read *r = ctx;

    for (size_t i = 0; i < r->page.count; i++) {
        struct place *at = &r->page.places[i];
        const struct tb_cell *c;
        char digits[32];
        if (at->sheet != r->sheet || at->row + 1 != row->number ||
            !(c = tb_row_at(row, at->column)))
            continue;
        if (c->kind == TB_CELL_NUMBER) {
            tb_norm_show_number(c->number, digits);
            at->is_found = tb_str_is(at->text, digits);
        } else {
            at->is_found = tb_str_eq(at->text, c->raw);
        }
    }
    return 0;
}

/* Every part of the record that others rely on must be there. */
static bool is_whole(const struct read *r)
{
    for (size_t i = 0; i < TB_RESP_HEADS; i++)
        if (!r->record->head[i].p)
            return false;
    return r->is_one && r->record->hash[0] != '\0';
}

/* The sheet called NAME, or the number of sheets. */
static size_t find_sheet(struct tb_book *book, const char *name)
{
    size_t i = 0;

    while (i < tb_book_sheets(book) &&
           !tb_str_is(tb_book_sheet(book, i).name, name))
        i++;
    return i;
}

static int read_record(struct read *r, struct tb_book *book, struct tb_err *err)
{
    size_t meta = find_sheet(book, TB_TEMPLATE_META);

    if (tb_book_kind(book) == TB_BOOK_XLSX && meta < tb_book_sheets(book) &&
        tb_book_read(book, meta, on_record, r, err) < 0)
        return -1;
    return is_whole(r) ? 0 : tb_fail(err, "is no responsibility sheet");
}

static int read_printed(struct read *r, struct tb_book *book,
                        struct tb_err *err)
{
    put_front(&r->page, r->record);
    put_hashes(&r->page, r->record);
    for (r->sheet = 0; r->sheet < SHEETS; r->sheet++) {
        size_t at = find_sheet(book, sheets[r->sheet].name);
        if (at < tb_book_sheets(book) &&
            tb_book_read(book, at, on_printed, r, err) < 0)
            return -1;
    }
    return 0;
}

static size_t tell_altered(const struct read *r,
                           tb_responsibility_told_fn *each, void *ctx)
{
    size_t altered = 0;

    for (size_t i = 0; i < r->page.count; i++) {
        const struct place *at = &r->page.places[i];
        char text[160], column[8];
        if (at->is_found || at->is_free || at->text.n == 0)
            continue;
        tb_column_name(at->column, column);
        snprintf(text, sizeof text,
                 tb_translate("what is printed was altered: %s!%s%u"),
                 sheets[at->sheet].name, column, at->row + 1);
        each(tb_str(""), text, true, ctx);
        altered++;
    }
    return altered;
}

int tb_responsibility_read(const char *path, struct tb_responsibility *record,
                           tb_responsibility_told_fn *each, void *ctx,
                           size_t *altered, struct tb_err *err)
{
    struct read r = { .record = record };
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, err) < 0 ||
        read_record(&r, book, err) < 0 || read_printed(&r, book, err) < 0)
        goto done;
    *altered = tell_altered(&r, each, ctx);
    rc = 0;
done:
    free_page(&r.page);
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}

int tb_responsibility_verify(struct tb_campaign *c, const char *path,
                             tb_responsibility_told_fn *each, void *ctx,
                             bool *same, struct tb_err *err)
{
    struct tb_responsibility then = { 0 };
    size_t altered = 0;
    int rc = tb_responsibility_read(path, &then, each, ctx, &altered, err);

    if (rc == 0)
        rc = tb_responsibility_compare(c, &then, each, ctx, same, err);
    *same = *same && altered == 0;
    tb_responsibility_free(&then);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}
