/* review_sheet.c - one table's record of review. */
#include "review_sheet.h"

#include <stdio.h>

#include "file.h"
#include "report.h"
#include "write_xlsx.h"

#define LAST 11 /* column */

static const double widths[LAST + 1] = { 16, 12, 11, 6, 8, 20,
                                         16, 6,  8,  6, 8, 18 };

struct record_sheet {
    const struct tb_review_record *record;
    struct tb_xlsx *xlsx;
    uint32_t row;
    struct tb_buf text;
};

static void put_boxed(struct record_sheet *s, uint32_t column,
                      struct tb_str text)
{
    tb_xlsx_text(s->xlsx, s->row, column, text, TB_XLSX_BOX);
}

/* Nothing is counted of what was not filed. */
static void put_count(struct record_sheet *s, uint32_t column, bool is_filed,
                      long long number)
{
    if (!is_filed)
        put_boxed(s, column, tb_str(""));
    else
        tb_xlsx_number(s->xlsx, s->row, column, (double)number, TB_XLSX_COUNT);
}

/* 2022-10-08T09:30:00 as people write it. */
static struct tb_str show_time(struct record_sheet *s, struct tb_str at)
{
    tb_buf_clear(&s->text);
    if (at.n >= 16)
        tb_buf_addf(&s->text, "%.10s %.5s", at.p, at.p + 11);
    else
        tb_buf_add(&s->text, at);
    return tb_buf_str(&s->text);
}

/* "张三（0201）", or what there is. */
static struct tb_str show_named(struct record_sheet *s, struct tb_str name,
                                struct tb_str id)
{
    tb_buf_clear(&s->text);
    tb_buf_add(&s->text, name.n > 0 ? name : id);
    if (name.n > 0 && id.n > 0)
        tb_buf_addf(&s->text, "（%.*s）", TB_STR_ARG(id));
    return tb_buf_str(&s->text);
}

/* Before there were named persons, whoever ran the program decided. */
static struct tb_str show_who(struct record_sheet *s, const struct tb_who *who)
{
    return show_named(s, who->name.n > 0 ? who->name : who->actor, who->person);
}

static void write_record_head(struct record_sheet *s)
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

static struct tb_str cut_hash(struct tb_str hash)
{
    return tb_str_n(hash.p, hash.n < 16 ? hash.n : 16);
}

static void write_slice(struct record_sheet *s, const struct tb_slice *x)
{
    bool is_filed = x->now.id != 0;

    put_boxed(s, 0, x->department.shown);
    put_boxed(s, 1, tb_slice_part(x));
    put_boxed(s, 2, tb_str(tb_states[x->state].chinese));
    put_count(s, 3, is_filed, x->now.version);
    put_count(s, 4, is_filed, tb_slice_rows(x));
    put_boxed(s, 5, show_time(s, x->now.at));
    put_boxed(s, 6, show_named(s, x->collector.name, x->collector.id));
    put_count(s, 7, is_filed, x->open.errors);
    put_count(s, 8, is_filed, x->open.explains);
    put_count(s, 9, is_filed, x->open.warnings);
    put_count(s, 10, is_filed, x->open.explained);
    put_boxed(s, 11, cut_hash(x->now.content_hash));
    tb_view_height(s->xlsx, s->row, x->department.shown, widths[0]);
    s->row++;
}

static void write_slices(struct record_sheet *s)
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

static void write_decision(struct record_sheet *s, const struct tb_slice *x,
                           const struct tb_decision *d)
{
    put_boxed(s, 0, x->department.shown);
    put_boxed(s, 1, tb_slice_part(x));
    put_boxed(s, 2, tb_str(tb_levels[d->level].chinese));
    put_count(s, 3, d->version > 0, d->version);
    put_boxed(s, 4, tb_str(tb_actions[d->action].chinese));
    put_boxed(s, 5, show_time(s, d->at));
    put_boxed(s, 6, show_who(s, &d->who));
    tb_xlsx_span(s->xlsx, s->row, 7, LAST, d->reason, TB_XLSX_BOX);
    tb_view_height(s->xlsx, s->row, d->reason, 46); /* columns 7 to LAST */
    s->row++;
}

static size_t write_of_slice(struct record_sheet *s, const struct tb_slice *x)
{
    const struct tb_decisions *all = s->record->decisions;
    size_t n = 0;

    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].slice == x->id) {
            write_decision(s, x, &all->list[i]);
            n++;
        }
    return n;
}

static void write_decisions(struct record_sheet *s)
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

static void write_signature(struct record_sheet *s, const char *level)
{
    tb_buf_clear(&s->text);
    tb_buf_addf(&s->text, "%s（签字、盖章）：", level);
    tb_xlsx_span(s->xlsx, s->row, 0, 4, tb_buf_str(&s->text), TB_XLSX_PLAIN);
    tb_xlsx_span(s->xlsx, s->row, 6, LAST, tb_str("日期：      年    月    日"),
                 TB_XLSX_PLAIN);
    s->row += 2;
}

static void write_signatures(struct record_sheet *s)
{
    for (int i = 0; i < TB_LEVELS; i++) {
        if (s->record->campaign->levels[i])
            write_signature(s, tb_levels[i].chinese);
    }
}

static int write_review_workbook(const struct tb_review_record *r,
                                 const char *path, struct tb_err *err)
{
    struct record_sheet s = { .record = r, .xlsx = tb_xlsx_new(path) };

    tb_xlsx_sheet(s.xlsx, tb_str("审核记录"), false);
    for (uint32_t i = 0; i <= LAST; i++)
        tb_xlsx_column(s.xlsx, i, widths[i], TB_XLSX_PLAIN);
    write_record_head(&s);
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

static int write_review_record(const struct tb_review_record *r, void *ctx,
                               struct tb_err *err)
{
    struct job *job = ctx;
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/%.*s.xlsx", job->folder,
                TB_STR_ARG(r->table->sheet));
    rc = write_review_workbook(r, path.p, err);
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
        rc = tb_review_records_each(c, write_review_record, &job, err);
    tb_buf_free(&usual);
    return rc;
}
