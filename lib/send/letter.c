/* letter.c - what is to be filled, until when, how it comes back. */
#include "letter.h"

#include <stdlib.h>

#include "carried_column.h"
#include "file.h"
#include "hash.h"
#include "mime.h"

#define WORKBOOK_MAX (64u << 20)
#define WORKBOOK_TYPE \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define ID_DIGITS 32

static void add_greeting(const struct tb_campaign *c,
                         const struct tb_workbook_plan *plan,
                         struct tb_buf *out)
{
    tb_plan_show_owner(plan, out);
    tb_buf_addf(out,
                "：\n\n您好！附件是%s学年人才培养工作状态数据采集的填报表，"
                "请填写以下 %zu 张表：\n\n",
                c->windows.academic, plan->count);
}

/* "（责任人 测试甲，2022-09-01 起，截止 2022-10-08）", as far as it is known.
 */
static void add_terms(const struct tb_slice *s, struct tb_buf *out)
{
    const char *front = "（";

    if (s->responsible.n > 0) {
        tb_buf_addf(out, "%s责任人 %.*s", front, TB_STR_ARG(s->responsible));
        front = "，";
    }
    if (s->starts_on.n > 0) {
        tb_buf_addf(out, "%s%.*s 起", front, TB_STR_ARG(s->starts_on));
        front = "，";
    }
    if (s->deadline.n > 0) {
        tb_buf_addf(out, "%s截止 %.*s", front, TB_STR_ARG(s->deadline));
        front = "，";
    }
    if (strcmp(front, "，") == 0)
        tb_buf_adds(out, "）");
}

static void add_tables(const struct tb_workbook_plan *plan, struct tb_buf *out)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct tb_slice *s = plan->sheets[i].slice;
        tb_buf_addf(out, "  %.*s ", TB_STR_ARG(s->table->no));
        tb_plan_show_table(s, out);
        add_terms(s, out);
        tb_buf_adds(out, "\n");
    }
}

static void add_advice(const struct tb_campaign *c,
                       const struct tb_workbook_plan *plan, const char *from,
                       struct tb_buf *out)
{
    struct tb_str first, last;

    tb_plan_due(plan, &first, &last);
    tb_buf_adds(out, "\n怎样填：打开附件，先看“填报说明”；每张工作表从第 4 "
                     "行开始填，橙色表头为必填项。");
    if (plan->teacher)
        tb_buf_addf(out, "只填您本人的行（工号 %.*s），别人的行不会被接收。",
                    TB_STR_ARG(plan->teacher->person.id));
    tb_buf_adds(out, "\n");
    if (tb_plan_carried(plan) > 0)
        tb_buf_addf(out,
                    "上年数据：表里已有上年的 %u 行，都还没有计入。" //
                    TB_CARRIED_ADVICE "，请不要删行；仍是“待核”的行不算填报，"
                    "还剩几行见“填报说明”。\n",
                    tb_plan_carried(plan));
    if (first.n > 0)
        tb_buf_addf(out, "何时交：请不晚于 %.*s 发回%s。\n", TB_STR_ARG(first),
                    tb_str_eq(first, last) ? "" : "，各表的截止日期见上");
    tb_buf_adds(out, "怎样交：填好后保存，回复本邮件，附上填好的整个文件");
    if (from)
        tb_buf_addf(out, "（或发至 %s）", from);
    tb_buf_addf(out,
                "；文件名可以改，请不要增删列、改名列或合并单元格。\n"
                "本年没有数据的表，请在回信中写明“本校无数据”。\n\n%s\n",
                tb_buf_text(&c->school));
}

/* The same content has the same id: sent twice, it is one message. */
static void make_id(const struct tb_campaign *c, const struct tb_mime *m,
                    char hex[65])
{
    struct tb_hash *h = tb_hash_new();
    const struct tb_str parts[] = { tb_buf_str(&c->id), m->file_name,
                                    m->subject, m->body, m->file };

    for (size_t i = 0; i < TB_LEN(parts); i++) {
        tb_hash_add(h, parts[i]);
        tb_hash_add(h, tb_str("\n"));
    }
    for (size_t i = 0; i < m->to_count; i++)
        tb_hash_add(h, m->to[i].address);
    tb_hash_finish(h, hex);
}

int tb_letter_write(struct tb_campaign *c, const struct tb_workbook_plan *plan,
                    const char *path, const char *from, const char *file,
                    struct tb_err *err)
{
    struct tb_mime_person *to = tb_alloc(plan->receiver_count + 1, sizeof *to);
    struct tb_buf subject = { 0 }, body = { 0 }, bytes = { 0 }, out = { 0 };
    struct tb_mime m = { .from = tb_str(from ? from : ""), .to = to };
    char date[40], id[65];
    int rc = -1;

    if (tb_file_read(path, WORKBOOK_MAX, &bytes, err) < 0)
        goto done;
    for (; m.to_count < plan->receiver_count; m.to_count++)
        to[m.to_count] = (struct tb_mime_person){
            plan->receivers[m.to_count]->person.name,
            plan->receivers[m.to_count]->email,
        };
    tb_buf_addf(&subject, "人才培养工作状态数据采集（%s学年）：",
                c->windows.academic);
    tb_plan_show_owner(plan, &subject);
    add_greeting(c, plan, &body);
    add_tables(plan, &body);
    add_advice(c, plan, from, &body);
    tb_mime_date(tb_str(c->context.now), date);
    m.subject = tb_buf_str(&subject);
    m.body = tb_buf_str(&body);
    m.date = tb_str(date);
    m.file_name = tb_str(tb_file_name(path));
    m.file_type = tb_str(WORKBOOK_TYPE);
    m.file = tb_buf_str(&bytes);
    make_id(c, &m, id);
    m.id = tb_str_n(id, ID_DIGITS);
    tb_mime_write(&m, &out);
    rc = tb_file_write(file, tb_buf_str(&out), err);
done:
    free(to);
    tb_buf_free(&subject);
    tb_buf_free(&body);
    tb_buf_free(&bytes);
    tb_buf_free(&out);
    return rc;
}
