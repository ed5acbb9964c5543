/* review_sheet.c - one table's record of review. */
#include "review_sheet.h"

#include <stdio.h>

#include "file.h"
#include "review.h"
#include "view.h"
#include "write_xlsx.h"

#define LAST 11 /* column */

static const double widths[LAST + 1] = { 16, 12, 11, 6, 8, 20,
                                         16, 6,  8,  6, 8, 18 };

struct sheet {
    const struct tb_paper_record *record;
    struct tb_xlsx *xlsx;
    uint32_t row;
    struct tb_buf text;
};

static void put(struct sheet *s, uint32_t column, struct tb_str text)
{
    tb_xlsx_text(s->xlsx, s->row, column, text, TB_XLSX_BOX);
}

/* Nothing is counted of what was not filed. */
static void count(struct sheet *s, uint32_t column, bool is_filed,
                  long long number)
{
    if (!is_filed)
        put(s, column, tb_str(""));
    else
        tb_xlsx_number(s->xlsx, s->row, column, (double)number, TB_XLSX_COUNT);
}

/* 2022-10-08T09:30:00 as people write it. */
static struct tb_str show_time(struct sheet *s, struct tb_str at)
{
    tb_buf_clear(&s->text);
    if (at.n >= 16)
        tb_buf_addf(&s->text, "%.10s %.5s", at.p, at.p + 11);
    else
        tb_buf_add(&s->text, at);
    return tb_buf_str(&s->text);
}

/* "张三（0201）", or what there is. */
static struct tb_str show_person(struct sheet *s, const struct tb_person *p)
{
    tb_buf_clear(&s->text);
    tb_buf_add(&s->text, p->name.n > 0 ? p->name : p->id);
    if (p->name.n > 0 && p->id.n > 0)
        tb_buf_addf(&s->text, "（%.*s）", TB_STR_ARG(p->id));
    return tb_buf_str(&s->text);
}

static void write_head(struct sheet *s)
{
    const struct tb_campaign *c = s->record->campaign;
    const struct tb_table *t = s->record->table;

    tb_buf_clear(&s->text);
    tb_buf_addf(&s->text, "%.*s %.*s 审核记录", TB_STR_ARG(t->no),
                TB_STR_ARG(t->name));
    tb_xlsx_span(s->xlsx, 0, 0, LAST, tb_buf_str(&s->text), TB_XLSX_TITLE);
    tb_buf_clear(&s->text);
    tb_buf_addf(&s->text,
                "学校：%s    学年：%s    日期：%.10s    数据字典：%.12s",
                tb_buf_text(&c->school), c->windows.academic, c->context.now,
                c->dict->hash);
    tb_xlsx_span(s->xlsx, 1, 0, LAST, tb_buf_str(&s->text), TB_XLSX_PLAIN);
    s->row = 3;
}

/* ---- what was filed ---- */

static void write_slice(struct sheet *s, const struct tb_paper_slice *x)
{
    bool is_filed = x->submission != 0;

    put(s, 0, x->department.shown);
    put(s, 1, x->part);
    put(s, 2, tb_str(tb_review_state_chinese(x->state)));
    count(s, 3, is_filed, x->version);
    count(s, 4, is_filed, x->rows);
    put(s, 5, show_time(s, x->imported_at));
    put(s, 6, show_person(s, &x->collector));
    count(s, 7, is_filed, x->errors);
    count(s, 8, is_filed, x->explains);
    count(s, 9, is_filed, x->warnings);
    count(s, 10, is_filed, x->explained);
    put(s, 11,
        tb_str_n(x->content_hash.p,
                 x->content_hash.n < 16 ? x->content_hash.n : 16));
    tb_view_height(s->xlsx, s->row, x->department.shown, widths[0]);
    s->row++;
}

static void write_slices(struct sheet *s)
{
    static const char *const heads[LAST + 1] = {
        "部门",   "范围", "状态",   "版本", "行数",   "提交时间",
        "采集人", "错误", "待说明", "提醒", "已说明", "内容校验码",
    };

    tb_xlsx_span(s->xlsx, s->row++, 0, LAST, tb_str("一、填报情况"),
                 TB_XLSX_LABEL);
    for (uint32_t i = 0; i <= LAST; i++)
        tb_xlsx_text(s->xlsx, s->row, i, tb_str(heads[i]), TB_XLSX_HEAD);
    s->row++;
    for (size_t i = 0; i < s->record->count; i++)
        write_slice(s, &s->record->slices[i]);
    s->row++;
}

/* ---- what was decided ---- */

static void write_decision(struct sheet *s, const struct tb_paper_slice *x,
                           const struct tb_paper_decision *d)
{
    put(s, 0, x->department.shown);
    put(s, 1, x->part);
    put(s, 2, tb_paper_level_chinese(d->level));
    count(s, 3, d->version > 0, d->version);
    put(s, 4, tb_paper_action_chinese(d->action));
    put(s, 5, show_time(s, d->at));
    put(s, 6, show_person(s, &d->person));
    tb_xlsx_span(s->xlsx, s->row, 7, LAST, d->reason, TB_XLSX_BOX);
    tb_view_height(s->xlsx, s->row, d->reason, 46); /* columns 7 to LAST */
    s->row++;
}

static size_t write_of_slice(struct sheet *s, const struct tb_paper_slice *x)
{
    const struct tb_paper_decisions *all = s->record->decisions;
    size_t n = 0;

    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].slice == x->id) {
            write_decision(s, x, &all->list[i]);
            n++;
        }
    return n;
}

static void write_decisions(struct sheet *s)
{
    static const char *const heads[] = { "部门", "范围", "层级",  "版本",
                                         "决定", "时间", "审核人" };
    size_t n = 0;

    tb_xlsx_span(s->xlsx, s->row++, 0, LAST, tb_str("二、审核意见"),
                 TB_XLSX_LABEL);
    for (uint32_t i = 0; i < TB_LEN(heads); i++)
        tb_xlsx_text(s->xlsx, s->row, i, tb_str(heads[i]), TB_XLSX_HEAD);
    tb_xlsx_span(s->xlsx, s->row++, TB_LEN(heads), LAST, tb_str("意见"),
                 TB_XLSX_HEAD);
    for (size_t i = 0; i < s->record->count; i++)
        n += write_of_slice(s, &s->record->slices[i]);
    if (n == 0)
        tb_xlsx_span(s->xlsx, s->row++, 0, LAST, tb_str("（尚无）"),
                     TB_XLSX_BOX);
    s->row++;
}

/* ---- lines to sign, one a level ---- */

static void write_signatures(struct sheet *s)
{
    struct tb_str rest = tb_buf_str(&s->record->campaign->levels), level;

    while (tb_str_next(&rest, ",", &level)) {
        tb_buf_clear(&s->text);
        tb_buf_addf(&s->text, "%.*s（签字、盖章）：",
                    TB_STR_ARG(tb_paper_level_chinese(level)));
        tb_xlsx_span(s->xlsx, s->row, 0, 4, tb_buf_str(&s->text),
                     TB_XLSX_PLAIN);
        tb_xlsx_span(s->xlsx, s->row, 6, LAST,
                     tb_str("日期：      年    月    日"), TB_XLSX_PLAIN);
        s->row += 2;
    }
}

static int write_workbook(const struct tb_paper_record *r, const char *path,
                          struct tb_err *err)
{
    struct sheet s = { .record = r, .xlsx = tb_xlsx_new(path) };

    tb_xlsx_sheet(s.xlsx, tb_str("审核记录"), false);
    for (uint32_t i = 0; i <= LAST; i++)
        tb_xlsx_column(s.xlsx, i, widths[i], TB_XLSX_PLAIN);
    write_head(&s);
    write_slices(&s);
    write_decisions(&s);
    write_signatures(&s);
    tb_xlsx_print(s.xlsx, 0, 0);
    tb_buf_free(&s.text);
    return tb_xlsx_finish(s.xlsx, err);
}

struct job {
    const char *folder;
    tb_review_sheet_fn *each;
    void *ctx;
};

static int write_one(const struct tb_paper_record *r, void *ctx,
                     struct tb_err *err)
{
    struct job *job = ctx;
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/%.*s.xlsx", job->folder,
                TB_STR_ARG(r->table->sheet));
    rc = write_workbook(r, path.p, err);
    if (rc == 0)
        job->each(r->table, path.p, job->ctx);
    tb_buf_free(&path);
    return rc;
}

int tb_review_sheets_write(struct tb_campaign *c, const char *folder,
                           tb_review_sheet_fn *each, void *ctx,
                           struct tb_err *err)
{
    struct tb_buf usual = { 0 };
    struct job job = { folder, each, ctx };
    int rc;

    if (!folder)
        job.folder = tb_campaign_path(c, "out/review-sheets", &usual);
    rc = tb_file_mkdir(job.folder, err);
    if (rc == 0)
        rc = tb_paper_records(c, write_one, &job, err);
    tb_buf_free(&usual);
    return rc;
}
