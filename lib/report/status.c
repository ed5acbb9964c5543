/* status.c - progress, in the format that is asked for. */
#include "status_list.h"
#include "status_text.h"

/* ---- the head ---- */

/* "已收 66/103 64%": what has come in, whoever has still to approve it. */
static void print_taken(const struct tb_progress *p, FILE *out)
{
    size_t own = 0, taken = 0;

    for (size_t i = 0; i < p->count; i++)
        if (tb_progress_is_own(p, &p->slices[i])) {
            own++;
            taken += p->slices[i].stage != TB_STAGE_COLLECT;
        }
    if (own > 0)
        fprintf(out, "已收 %zu/%zu %zu%%\n", taken, own, 100 * taken / own);
}

static void print_head(const struct tb_campaign *c, const struct tb_progress *p,
                       const struct tb_status_options *o, FILE *out)
{
    struct tb_line l = { .out = out };
    struct tb_buf text = { 0 };
    size_t own = 0, late = 0;

    fprintf(out, "%s %s", tb_buf_text(&c->school), c->windows.academic);
    if (c->closed.n > 0)
        fprintf(out, "（%.10s 已结束）", c->closed.p);
    fputc('\n', out);
    print_taken(p, out);
    for (size_t k = 0; k < TB_STATES; k++) {
        size_t n = 0;
        for (size_t i = 0; i < p->count; i++)
            n += tb_progress_is_own(p, &p->slices[i]) &&
                 p->slices[i].slice.state == (enum tb_state)k;
        tb_buf_clear(&text);
        tb_buf_addf(&text, "%s %zu  ", tb_states[k].chinese, n);
        if (n > 0)
            tb_line_add(&l, tb_buf_str(&text));
        own += n;
    }
    for (size_t i = 0; i < p->count; i++)
        late += tb_progress_is_own(p, &p->slices[i]) && p->slices[i].is_late;
    tb_buf_clear(&text);
    tb_buf_addf(&text, "共 %zu%s", own, late > 0 ? "  " : "");
    tb_line_add(&l, tb_buf_str(&text));
    tb_buf_clear(&text);
    tb_buf_addf(&text, "逾期 %zu", late);
    if (late > 0) {
        tb_paint(o, TB_RED, out);
        tb_line_add(&l, tb_buf_str(&text));
        tb_paint(o, TB_PLAIN, out);
    }
    fputc('\n', out);
    tb_buf_free(&text);
}

/* How far the merge is, once there has been one. */
static void print_merged(const struct tb_outcome *o, FILE *out)
{
    struct tb_line l = { .out = out, .indent = 6 };
    struct tb_buf text = { 0 };

    if (o->at.n == 0)
        return;
    if (tb_outcome_is_clean(o))
        tb_buf_addf(&text, "合并：%.10s 已合并", o->at.p);
    else
        tb_buf_addf(&text,
                    "合并：未完成（主键冲突 %lld，审核后变动 %lld，错误 "
                    "%lld），不能上报",
                    o->conflict_keys, o->changed, o->faults);
    if (o->is_stale)
        tb_buf_addf(&text, "；此后数据有改动，须重新合并");
    tb_line_add(&l, tb_buf_str(&text));
    fputc('\n', out);
    tb_buf_free(&text);
}

static void print_late(const struct tb_campaign *c, const struct tb_progress *p,
                       const struct tb_status_options *o, FILE *out)
{
    fprintf(out, "%s %s\n%.10s 逾期 %zu\n", tb_buf_text(&c->school),
            c->windows.academic, c->context.now, p->count);
    tb_status_rows(p, true, o, out);
}

/* ---- which of them ---- */

struct text {
    const struct tb_campaign *campaign;
    const struct tb_progress *progress;
    const struct tb_status_options *options;
};

static void print_text(FILE *out, void *ctx)
{
    const struct text *t = ctx;

    if (t->options->is_late) {
        if (t->progress->count > 0 || !t->options->is_quiet)
            print_late(t->campaign, t->progress, t->options, out);
        return;
    }
    print_head(t->campaign, t->progress, t->options, out);
    if (!t->options->is_department)
        print_merged(&t->progress->merged, out);
    if (t->options->is_department)
        tb_status_department(t->progress, t->options, out);
    else
        tb_status_matrix(t->progress, t->options, out);
}

int tb_status_print(const struct tb_campaign *c, const struct tb_progress *p,
                    const struct tb_status_options *o,
                    const struct tb_view_options *view, struct tb_err *err)
{
    struct text text = { c, p, o };
    struct tb_view_page page = { .end = print_text, .ctx = &text };
    struct tb_buf title = { 0 };
    struct tb_sink *sink;
    int rc;

    if (tb_view_is(view, "xlsx"))
        return tb_status_book(c, p, view->path, err);
    tb_buf_addf(&title, "%s %s 学年 填报进度（截至 %.10s）",
                tb_buf_text(&c->school), c->windows.academic, c->context.now);
    page.title = title.p;
    sink = tb_view_open(&tb_status_view, &page, view);
    for (size_t i = 0; i < p->count; i++)
        tb_view_row(sink, &p->slices[i]);
    rc = tb_view_close(sink, 0, err);
    tb_buf_free(&title);
    return rc;
}
