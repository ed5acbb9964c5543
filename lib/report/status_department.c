/* status_department.c - what a department has to do. */
#include <stdlib.h>

#include "mem.h"
#include "status_text.h"
#include "terminal.h"

#define STATE_END 13

/* Last year's rows that are not counted before somebody decides. */
static void next_of_waiting(const struct tb_progress_slice *s,
                            struct tb_buf *out)
{
    if (s->waiting > 0)
        tb_buf_addf(out,
                    "核对模板里的 %lld 行上年数据，在“核对”列选“已核”或“不再有”"
                    "，重新提交。",
                    s->waiting);
}

static void next_of_open(const struct tb_progress_slice *s, struct tb_buf *out)
{
    if (s->slice.state == TB_STATE_RETURNED)
        tb_buf_adds(out, "按退回原因和检查结果修改，重新提交。");
    else if (s->waiting == 0)
        tb_buf_adds(out,
                    "填好模板交数据办；本年确无数据的，声明“本校无数据”。");
    next_of_waiting(s, out);
    if (s->slice.open.errors > 0)
        tb_buf_addf(out, "先改正 %lld 处错误。", s->slice.open.errors);
    if (s->slice.open.explains > 0)
        tb_buf_addf(out, "另有 %lld 处须改正或说明。", s->slice.open.explains);
    if (s->is_late)
        tb_buf_adds(out, "已过截止日期，补交须向数据办说明理由。");
}

static void next_of_filed(const struct tb_progress_slice *s, struct tb_buf *out)
{
    next_of_waiting(s, out);
    if (s->slice.open.errors > 0)
        tb_buf_addf(out, "改正 %lld 处错误后重新提交，有错误不能通过审核。",
                    s->slice.open.errors);
    if (s->slice.open.explains > 0)
        tb_buf_addf(out, "%lld 处请改正，确实无误的请说明。",
                    s->slice.open.explains);
    if (s->slice.open.errors + s->slice.open.explains + s->waiting == 0)
        tb_buf_adds(out, "无须再做，");
    if (s->stage == TB_STAGE_SOURCE)
        tb_buf_addf(out, "等待数据源 %.*s先审定。", TB_STR_ARG(s->holder));
    else
        tb_buf_addf(out, "等待%.*s%s。", TB_STR_ARG(s->holder),
                    s->stage == TB_STAGE_DEPARTMENT ? "审核" : "复审");
}

static void show_next(const struct tb_progress_slice *s, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "下一步：");
    if (s->stage == TB_STAGE_DONE)
        tb_buf_adds(out, s->slice.state == TB_STATE_NIL
                             ? "已声明无数据，无须再做。"
                             : "已审定，无须再做。");
    else if (s->holder.n == 0)
        tb_buf_adds(out, "采集已结束，不能再改。");
    else if (s->stage == TB_STAGE_COLLECT)
        next_of_open(s, out);
    else
        next_of_filed(s, out);
}

/* May S stand in one block with others: nothing to say of it alone? */
static bool is_plain(const struct tb_progress_slice *s)
{
    return tb_is_teacher(s) && s->slice.reason.n == 0 && s->waiting == 0 &&
           s->slice.open.errors + s->slice.open.explains +
                   s->slice.open.explained ==
               0;
}

static bool is_same_block(const struct tb_progress_slice *a,
                          const struct tb_progress_slice *b)
{
    return a == b || (tb_slice_is_same_item(a, b) && tb_slice_is_alike(a, b) &&
                      is_plain(a) && is_plain(b));
}

/* Which table; the teachers whose rows they are. */
static void print_whose(const struct tb_progress *p, size_t first,
                        bool *is_printed, FILE *out)
{
    const struct tb_progress_slice *s = &p->slices[first];
    struct tb_line l = { .out = out, .indent = 2 };
    struct tb_buf text = { 0 };

    tb_show_table(s, &text);
    if (!tb_is_teacher(s))
        tb_show_part(s, &text);
    tb_line_add(&l, tb_buf_str(&text));
    for (size_t i = first; i < p->count; i++) {
        if (is_printed[i] || !is_same_block(s, &p->slices[i]))
            continue;
        is_printed[i] = true;
        if (!tb_is_teacher(s))
            continue;
        tb_buf_clear(&text);
        tb_buf_addf(&text, "%s%.*s", i == first ? "  " : "、",
                    TB_STR_ARG(p->slices[i].slice.part));
        tb_line_add(&l, tb_buf_str(&text));
    }
    fputc('\n', out);
    tb_buf_free(&text);
}

static void print_state(const struct tb_progress_slice *s,
                        const struct tb_status_options *o, FILE *out)
{
    struct tb_line l = { .out = out, .used = 2 };
    struct tb_counts c = { 0 };
    struct tb_buf text = { 0 }, days = { 0 };
    struct tb_str state = tb_str(tb_states[s->slice.state].chinese);

    tb_show_days(s, &days);
    if (s->due[0] && s->holder.n > 0)
        tb_buf_addf(&text, "%s %s，",
                    s->stage == TB_STAGE_COLLECT ? "截止" : "审核期限", s->due);
    tb_buf_add(&text, tb_buf_str(&days));
    fputs("  ", out);
    tb_paint(o, tb_slice_colour(s), out);
    if (text.n > 0)
        tb_line_column(&l, state, STATE_END);
    else
        tb_line_add(&l, state);
    tb_line_add(&l, tb_buf_str(&text));
    tb_paint(o, TB_PLAIN, out);
    tb_buf_clear(&text);
    if (tb_slice_rows(&s->slice) > 0)
        tb_buf_addf(&text, "  %lld 行", tb_slice_rows(&s->slice));
    tb_counts_add(&c, s);
    if (s->slice.open.errors + s->slice.open.explains +
            s->slice.open.explained >
        0)
        tb_buf_adds(&text, "  ");
    tb_show_counts(&c, "  ", &text);
    tb_line_add(&l, tb_buf_str(&text));
    fputc('\n', out);
    tb_buf_free(&text);
    tb_buf_free(&days);
}

static void print_own(const struct tb_progress *p, size_t first,
                      bool *is_printed, const struct tb_status_options *o,
                      FILE *out)
{
    const struct tb_progress_slice *s = &p->slices[first];
    struct tb_buf text = { 0 };

    tb_paint(o, TB_BOLD, out);
    print_whose(p, first, is_printed, out);
    tb_paint(o, TB_PLAIN, out);
    print_state(s, o, out);
    if (s->slice.reason.n > 0 && s->slice.state == TB_STATE_RETURNED) {
        fputs("  退回原因：", out);
        tb_terminal_wrap(out, 12, TB_TERMINAL_WIDTH, s->slice.reason);
    }
    if (s->waiting > 0)
        fprintf(out, "  %lld 行上年数据待核，未计入\n", s->waiting);
    show_next(s, &text);
    fputs("  ", out);
    tb_terminal_wrap(out, 10, TB_TERMINAL_WIDTH, tb_buf_str(&text));
    tb_buf_free(&text);
}

/* What others filed and this department is to review, by urgency. */
static void print_to_review(const struct tb_progress *p,
                            const struct tb_status_options *o, FILE *out)
{
    struct tb_progress wait = { .slices = tb_alloc(p->count + 1,
                                                   sizeof *wait.slices) };

    for (size_t i = 0; i < p->count; i++)
        if (p->slices[i].holder_id == p->department_id &&
            p->slices[i].stage > TB_STAGE_COLLECT)
            wait.slices[wait.count++] = p->slices[i];
    if (wait.count > 0) {
        qsort(wait.slices, wait.count, sizeof *wait.slices,
              tb_progress_by_days);
        fputs("\n待本部门审核：\n", out);
    }
    tb_status_rows(&wait, false, o, out);
    free(wait.slices);
}

void tb_status_department(const struct tb_progress *p,
                          const struct tb_status_options *o, FILE *out)
{
    bool *is_printed = tb_alloc(p->count + 1, sizeof *is_printed);

    for (size_t i = 0; i < p->count; i++)
        if (tb_progress_is_own(p, &p->slices[i]) && !is_printed[i])
            print_own(p, i, is_printed, o, out);
    print_to_review(p, o, out);
    free(is_printed);
}
