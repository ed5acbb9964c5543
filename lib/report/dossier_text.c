/* dossier_text.c - a dossier for the reviewer: counts, then samples. */
#include <stdint.h>
#include <stdlib.h>

#include "dossier_text.h"
#include "mem.h"
#include "terminal.h"
#include "utf8.h"

static const struct {
    const char *name, *chinese;
} words[] = {
    { "department", "部门" }, { "lead", "归口" },   { "school", "学校" },
    { "approve", "批准" },    { "return", "退回" }, { "reopen", "重开" },
};

struct tb_str tb_dossier_chinese(struct tb_str word)
{
    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_is(word, words[i].name))
            return tb_str(words[i].chinese);
    return word;
}

struct tb_str tb_dossier_day(struct tb_str at)
{
    return tb_str_n(at.p, at.n < 10 ? at.n : 10);
}

struct tb_dossier_text *tb_dossier_text_of(struct tb_dossier_walk *w)
{
    return w->view;
}

bool tb_dossier_is_shown(const struct tb_dossier_walk *w, long long nth)
{
    return w->options->samples <= 0 || nth <= w->options->samples;
}

/* ---- heaps ---- */

FILE *tb_dossier_heap_out(struct tb_dossier_heap *h)
{
    if (!h->out)
        h->out = open_memstream(&h->text, &h->size);
    if (!h->out) /* fails for lack of memory only: ends as that does */
        tb_realloc(NULL, SIZE_MAX, SIZE_MAX);
    return h->out;
}

void tb_dossier_heap_empty(struct tb_dossier_heap *h, FILE *out)
{
    if (h->out) {
        fclose(h->out);
        if (out)
            fwrite(h->text, 1, h->size, out);
        free(h->text);
    }
    *h = (struct tb_dossier_heap){ 0 };
}

static void open_text(struct tb_dossier_walk *w)
{
    w->view = tb_alloc(1, sizeof(struct tb_dossier_text));
}

static void close_text(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);

    for (size_t i = 0; i < TB_LEN(x->kinds); i++)
        tb_dossier_heap_empty(&x->kinds[i], NULL);
    tb_dossier_heap_empty(&x->findings, NULL);
    tb_buf_free(&x->rule);
    free(x);
}

/* ---- the slice ---- */

static void add_part(struct tb_buf *out, const char *head, struct tb_str value)
{
    if (value.n > 0)
        tb_buf_addf(out, "%s%.*s", head, TB_STR_ARG(value));
}

/* One of several with commas between. */
static void add_item(struct tb_buf *out, const char *label, struct tb_str value)
{
    if (value.n > 0)
        tb_buf_addf(out, "%s%s %.*s", out->n > 0 ? "，" : "", label,
                    TB_STR_ARG(value));
}

static void add_place(struct tb_buf *out, struct tb_str file,
                      struct tb_str sheet)
{
    tb_buf_add(out, file);
    add_part(out, " › ", sheet);
}

void tb_dossier_put_line(struct tb_dossier_walk *w, FILE *out, size_t indent)
{
    fprintf(out, "%*s", (int)indent, "");
    tb_terminal_wrap(out, indent, TB_TERMINAL_WIDTH, tb_buf_str(&w->text));
}

static void head(struct tb_dossier_walk *w)
{
    const struct tb_dossier_head *h = w->head;
    const struct tb_review_slice *s = w->slice;
    struct tb_buf *b = &w->text;

    if (tb_dossier_text_of(w)->is_second)
        fputc('\n', w->out);
    tb_dossier_text_of(w)->is_second = true;
    tb_buf_clear(b);
    tb_buf_addf(b, "%.*s %.*s · %.*s", TB_STR_ARG(s->table->no),
                TB_STR_ARG(s->table->name), TB_STR_ARG(s->department));
    tb_buf_addf(b, " · %s", tb_review_state_chinese(s->state));
    add_part(b, "：", s->reason);
    tb_dossier_put_line(w, w->out, 0);
    if (h->version > 0) {
        tb_buf_clear(b);
        add_place(b, h->file, h->sheet);
        tb_dossier_put_line(w, w->out, 2);
    }
    tb_buf_clear(b);
    if (h->version > 0) {
        tb_buf_addf(b, "第 %lld 版，%lld 行", h->version, s->rows);
        add_item(b, "提交", tb_dossier_day(h->submitted_at));
    }
    add_item(b, "截止", s->deadline);
    add_item(b, "采集人", s->collector);
    add_item(b, "审核人", s->approver);
    if (b->n > 0)
        tb_dossier_put_line(w, w->out, 2);
}

/* ---- findings ---- */

static const char *group_name(size_t group)
{
    return group == 0 ? "已说明"
                      : tb_severity_chinese((enum tb_severity)(group - 1));
}

static void close_rule(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    long long hidden = x->in_rule - w->options->samples;

    if (w->options->samples > 0 && hidden > 0)
        fprintf(tb_dossier_heap_out(&x->findings), "    另有 %lld 处\n",
                hidden);
    x->in_rule = 0;
    tb_buf_clear(&x->rule);
}

static void open_rule(struct tb_dossier_walk *w, size_t group,
                      const struct tb_dossier_finding *f)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);

    if (x->rule.n > 0 && group == x->group &&
        tb_str_eq(tb_buf_str(&x->rule), f->rule))
        return;
    close_rule(w);
    x->group = group;
    tb_buf_add(&x->rule, f->rule);
    fprintf(tb_dossier_heap_out(&x->findings), "  %s %.*s %.*s\n",
            group_name(group), TB_STR_ARG(f->rule), TB_STR_ARG(f->aspect));
}

static void put_explanation(struct tb_dossier_walk *w, FILE *out, size_t indent,
                            const struct tb_dossier_finding *f)
{
    if (f->text.n == 0)
        return;
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%s：%.*s（%.*s", f->is_explained ? "说明" : "原说明",
                TB_STR_ARG(f->text), TB_STR_ARG(f->who));
    if (f->name.n > 0) {
        tb_buf_addc(&w->text, ' ');
        tb_dossier_add_name(w, f->name, &w->text);
    }
    tb_buf_addf(&w->text, "，%.*s）", TB_STR_ARG(tb_dossier_day(f->at)));
    tb_dossier_put_line(w, out, indent);
}

static void finding(struct tb_dossier_walk *w,
                    const struct tb_dossier_finding *f)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    size_t group = f->is_explained ? 0 : 1 + (size_t)f->severity;
    FILE *out = tb_dossier_heap_out(&x->findings);
    size_t indent;

    open_rule(w, group, f);
    x->groups[group]++;
    if (!tb_dossier_is_shown(w, ++x->in_rule))
        return;
    tb_buf_clear(&w->text);
    tb_buf_adds(&w->text, f->is_of_table ? "全表" : f->cell);
    indent = 5 + tb_utf8_width(tb_buf_str(&w->text));
    add_part(&w->text, " ", f->file);
    tb_buf_addf(&w->text, " %.*s", TB_STR_ARG(f->message));
    fputs("    ", out);
    tb_terminal_wrap(out, indent, TB_TERMINAL_WIDTH, tb_buf_str(&w->text));
    put_explanation(w, out, indent, f);
    if (x->in_rule == 1 && f->hint.n > 0 && !f->is_explained) {
        tb_buf_clear(&w->text);
        tb_buf_addf(&w->text, "改法：%.*s", TB_STR_ARG(f->hint));
        tb_dossier_put_line(w, out, indent);
    }
}

static void findings_end(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    const char *between = "";

    close_rule(w);
    if (!x->findings.out && w->slice->submission == 0)
        return;
    tb_buf_clear(&w->text);
    tb_buf_adds(&w->text, "检查结果：");
    for (size_t i = 0; i < TB_DOSSIER_GROUPS; i++)
        if (x->groups[i] > 0) {
            tb_buf_addf(&w->text, "%s%s %lld", between, group_name(i),
                        x->groups[i]);
            between = "，";
            x->groups[i] = 0;
        }
    if (!between[0])
        tb_buf_adds(&w->text, "没有");
    if (w->is_stale)
        tb_buf_adds(&w->text, "（上次检查之后数据或词典有变动，要重新检查）");
    tb_dossier_put_line(w, w->out, 0);
    tb_dossier_heap_empty(&x->findings, w->out);
}

/* ---- history ---- */

/* "0101 测**" */
static void add_who(struct tb_dossier_walk *w, struct tb_str who,
                    struct tb_str name)
{
    add_part(&w->text, " ", who);
    if (name.n == 0)
        return;
    tb_buf_addc(&w->text, ' ');
    tb_dossier_add_name(w, name, &w->text);
}

static void decision(struct tb_dossier_walk *w,
                     const struct tb_dossier_decision *d)
{
    if (tb_dossier_text_of(w)->decisions++ == 0)
        fputs("审核经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s %.*s%.*s", TB_STR_ARG(tb_dossier_day(d->at)),
                TB_STR_ARG(tb_dossier_chinese(d->level)),
                TB_STR_ARG(tb_dossier_chinese(d->action)));
    if (d->version > 0)
        tb_buf_addf(&w->text, " 第 %lld 版", d->version);
    add_who(w, d->who, d->name);
    add_part(&w->text, "：", d->reason);
    tb_dossier_put_line(w, w->out, 2);
}

static void decisions_end(struct tb_dossier_walk *w)
{
    if (tb_dossier_text_of(w)->decisions == 0)
        fputs("审核经过：还没有\n", w->out);
    tb_dossier_text_of(w)->decisions = 0;
}

static void version(struct tb_dossier_walk *w,
                    const struct tb_dossier_version *v)
{
    if (tb_dossier_text_of(w)->versions++ == 0)
        fputs("提交经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s 第 %lld 版%s，%lld 行",
                TB_STR_ARG(tb_dossier_day(v->at)), v->version,
                v->is_current ? "（现行）" : "", v->rows);
    if (v->kept > 0)
        tb_buf_addf(&w->text, "（前次保留 %lld 行）", v->kept);
    if (v->rejected > 0)
        tb_buf_addf(&w->text, "，未收 %lld 行", v->rejected);
    tb_buf_adds(&w->text, "，经手");
    add_who(w, v->who, v->name);
    tb_buf_adds(&w->text, "，");
    add_place(&w->text, v->file, v->sheet);
    add_part(&w->text, "；逾期收取：", v->late);
    tb_dossier_put_line(w, w->out, 2);
}

static void versions_end(struct tb_dossier_walk *w)
{
    if (tb_dossier_text_of(w)->versions == 0)
        fputs("提交经过：还没有\n", w->out);
    tb_dossier_text_of(w)->versions = 0;
}

const struct tb_dossier_view tb_dossier_text = {
    .name = "text",
    .open = open_text,
    .close = close_text,
    .head = head,
    .compare = tb_dossier_text_compare,
    .change = tb_dossier_text_change,
    .compare_end = tb_dossier_text_compare_end,
    .finding = finding,
    .findings_end = findings_end,
    .decision = decision,
    .decisions_end = decisions_end,
    .version = version,
    .versions_end = versions_end,
};
