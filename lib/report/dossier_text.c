/* dossier_text.c - a dossier for the reviewer: counts, then samples. */
#include <stdint.h>
#include <stdlib.h>

#include "dossier_view.h"
#include "mem.h"
#include "report.h"
#include "utf8.h"

#define CUT 144 /* columns of an added or gone row among samples: two lines */

/* What is known only when all is counted waits here. */
struct heap {
    FILE *out; /* NULL: nothing yet */
    char *text;
    size_t size;
    long long count;
};

/* How findings are counted: the explained ones, then by severity. */
#define GROUPS 5

struct text {
    bool is_second; /* not the first slice */
    struct heap kinds[TB_ROW_CHANGE_KINDS];
    struct heap findings;
    long long groups[GROUPS];
    size_t group;
    struct tb_buf rule;
    long long in_rule, decisions, versions;
};

static const char *const kinds[] = {
    [TB_ROW_CHANGED] = "改",
    [TB_ROW_ADDED] = "增",
    [TB_ROW_GONE] = "减",
};

static const struct {
    const char *name, *chinese;
} words[] = {
    { "department", "部门" }, { "lead", "归口" },   { "school", "学校" },
    { "approve", "批准" },    { "return", "退回" }, { "reopen", "重开" },
};

static struct tb_str chinese(struct tb_str word)
{
    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_is(word, words[i].name))
            return tb_str(words[i].chinese);
    return word;
}

/* The day of a time. */
static struct tb_str day(struct tb_str at)
{
    return tb_str_n(at.p, at.n < 10 ? at.n : 10);
}

static struct text *of(struct tb_dossier_walk *w)
{
    return w->view;
}

static bool is_shown(const struct tb_dossier_walk *w, long long nth)
{
    return w->options->samples <= 0 || nth <= w->options->samples;
}

/* ---- heaps ---- */

static FILE *heap_out(struct heap *h)
{
    if (!h->out)
        h->out = open_memstream(&h->text, &h->size);
    if (!h->out) /* fails for lack of memory only: ends as that does */
        tb_realloc(NULL, SIZE_MAX, SIZE_MAX);
    return h->out;
}

/* OUT NULL: what waits there is dropped. */
static void heap_empty(struct heap *h, FILE *out)
{
    if (h->out) {
        fclose(h->out);
        if (out)
            fwrite(h->text, 1, h->size, out);
        free(h->text);
    }
    *h = (struct heap){ 0 };
}

static void open_text(struct tb_dossier_walk *w)
{
    w->view = tb_alloc(1, sizeof(struct text));
}

static void close_text(struct tb_dossier_walk *w)
{
    struct text *x = of(w);

    for (size_t i = 0; i < TB_LEN(x->kinds); i++)
        heap_empty(&x->kinds[i], NULL);
    heap_empty(&x->findings, NULL);
    tb_buf_free(&x->rule);
    free(x);
}

/* ---- the slice ---- */

static void add_part(struct tb_buf *out, const char *head, struct tb_str value)
{
    if (value.n > 0)
        tb_buf_addf(out, "%s%.*s", head, TB_STR_ARG(value));
}

static void add_place(struct tb_buf *out, struct tb_str file,
                      struct tb_str sheet)
{
    tb_buf_add(out, file);
    add_part(out, " › ", sheet);
}

/* w->text, after INDENT columns. */
static void put_line(struct tb_dossier_walk *w, FILE *out, size_t indent)
{
    fprintf(out, "%*s", (int)indent, "");
    tb_report_wrap(out, indent, tb_buf_str(&w->text));
}

static void head(struct tb_dossier_walk *w)
{
    const struct tb_dossier_head *h = w->head;
    const struct tb_review_slice *s = w->slice;
    struct tb_buf *b = &w->text;

    if (of(w)->is_second)
        fputc('\n', w->out);
    of(w)->is_second = true;
    tb_buf_clear(b);
    tb_buf_addf(b, "%.*s %.*s · %.*s", TB_STR_ARG(s->table->no),
                TB_STR_ARG(s->table->name), TB_STR_ARG(s->department));
    tb_buf_addf(b, " · %s", tb_review_state_chinese(s->state));
    add_part(b, "：", s->reason);
    put_line(w, w->out, 0);
    tb_buf_clear(b);
    if (h->version > 0) {
        add_place(b, h->file, h->sheet);
        put_line(w, w->out, 2);
        tb_buf_clear(b);
        tb_buf_addf(b, "第 %lld 版，%lld 行", h->version, s->rows);
    }
    add_part(b, "，提交 ", day(h->submitted_at));
    add_part(b, "，截止 ", day(h->deadline));
    add_part(b, "，采集人 ", h->collector);
    add_part(b, "，审核人 ", h->approver);
    if (b->n == 0)
        return;
    if (h->version == 0) { /* without the comma */
        struct tb_str rest = tb_str_from(tb_buf_str(b), strlen("，"));
        fputs("  ", w->out);
        tb_report_wrap(w->out, 2, rest);
        return;
    }
    put_line(w, w->out, 2);
}

/* ---- changes ---- */

/* What is compared with, or why there is nothing. */
static void add_against(const struct tb_changes *x, struct tb_buf *b)
{
    static const struct {
        const char *with, *none;
    } texts[] = {
        [TB_AGAINST_BEFORE] = { "与上一版", "没有更早的版本" },
        [TB_AGAINST_APPROVED] = { "与退回前批准的版本",
                                  "没有批准后又退回的版本" },
        [TB_AGAINST_LAST] = { "与上年", "没有上年的数据" },
    };

    tb_buf_adds(b, texts[x->against].with);
    if (x->is_there && x->against != TB_AGAINST_LAST)
        tb_buf_addf(b, "（第 %lld 版，%.*s %.*s%s）", x->version,
                    TB_STR_ARG(day(tb_str(x->at))),
                    TB_STR_ARG(chinese(tb_str(x->level))),
                    x->level[0] ? "批准" : "提交");
    tb_buf_adds(b, "相比：");
    if (!x->is_there)
        tb_buf_adds(b, texts[x->against].none);
}

static bool compare(struct tb_dossier_walk *w)
{
    const struct tb_changes *x = &w->changes[w->against];
    const struct tb_changes *before = &w->changes[TB_AGAINST_BEFORE];
    const char *same = NULL;

    if (x->against == TB_AGAINST_APPROVED && x->is_there)
        same = x->base == x->submission  ? "就是这一版"
               : x->base == before->base ? "就是上一版，见上"
                                         : NULL;
    if (x->is_there && !same)
        return true;
    tb_buf_clear(&w->text);
    add_against(x, &w->text);
    if (same)
        tb_buf_adds(&w->text, same);
    put_line(w, w->out, 0);
    return false;
}

/* The filled cells of ROW that are part of the key, or those that are not. */
static void add_cells(struct tb_dossier_walk *w, const struct tb_table *t,
                      const struct tb_str *row, bool is_key)
{
    bool first = true;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used || f->is_key != is_key || row[i].n == 0)
            continue;
        if (w->text.n > 0)
            tb_buf_adds(&w->text, is_key ? " " : first ? "：" : "、");
        if (!is_key || !t->has_natural_key)
            tb_buf_addf(&w->text, "%.*s ", TB_STR_ARG(f->name));
        tb_dossier_add_value(w, f, row[i], &w->text);
        first = false;
    }
}

static void cut(struct tb_buf *b, size_t width)
{
    struct tb_str rest = tb_buf_str(b);
    size_t used = 0;

    while (rest.n > 0) {
        size_t n = tb_utf8_size((unsigned char)rest.p[0]);
        if (n > rest.n)
            n = rest.n;
        used += tb_utf8_width(tb_str_n(rest.p, n));
        if (used > width) {
            b->n -= rest.n;
            tb_buf_adds(b, "…");
            return;
        }
        rest = tb_str_from(rest, n);
    }
}

static void add_side(struct tb_dossier_walk *w, const struct tb_field *f,
                     struct tb_str value)
{
    tb_buf_clear(&w->part);
    tb_dossier_add_value(w, f, value, &w->part);
    tb_buf_add(&w->text, value.n > 0 ? tb_buf_str(&w->part) : tb_str("（空）"));
}

static void put_cell(struct tb_dossier_walk *w, FILE *out,
                     const struct tb_row_change *c, size_t i)
{
    const struct tb_field *f = &c->table->fields[i];
    size_t then, arrow;

    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s：", TB_STR_ARG(f->name));
    then = w->text.n;
    add_side(w, f, c->then[i]);
    arrow = w->text.n;
    tb_buf_adds(&w->text, " → ");
    add_side(w, f, c->now[i]);
    if (tb_str_eq(tb_str_n(w->text.p + then, arrow - then),
                  tb_str_from(tb_buf_str(&w->text), arrow + strlen(" → "))))
        tb_buf_adds(&w->text, "（隐去的部分不同）");
    put_line(w, out, 6);
}

static void change(struct tb_dossier_walk *w, const struct tb_row_change *c)
{
    struct heap *h = &of(w)->kinds[c->kind];
    bool is_gone = c->kind == TB_ROW_GONE;
    const struct tb_str *row = is_gone ? c->then : c->now;
    FILE *out;

    if (!is_shown(w, ++h->count))
        return;
    out = heap_out(h);
    tb_buf_clear(&w->text);
    if (!is_gone)
        tb_buf_addf(&w->text, "第%lld行", c->line);
    else if (w->against != TB_AGAINST_LAST) /* last year's is no sheet's */
        tb_buf_addf(&w->text, "原第%lld行", c->line_then);
    add_cells(w, c->table, row, true);
    if (c->kind != TB_ROW_CHANGED)
        add_cells(w, c->table, row, false);
    if (w->options->samples > 0)
        cut(&w->text, CUT);
    fprintf(out, "  %s ", kinds[c->kind]);
    tb_report_wrap(out, 5, tb_buf_str(&w->text));
    for (size_t i = 0; c->kind == TB_ROW_CHANGED && i < c->table->count; i++)
        if (tb_row_change_has(c, i))
            put_cell(w, out, c, i);
}

static void add_counts(const struct tb_row_counts *counts, struct tb_buf *b)
{
    bool any = false;

    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (counts->by_kind[i] > 0) {
            tb_buf_addf(b, "%s%s %lld 行", any ? "，" : "", kinds[i],
                        counts->by_kind[i]);
            if (i == TB_ROW_CHANGED)
                tb_buf_addf(b, "（%lld 格）", counts->cells);
            any = true;
        }
    if (!any)
        tb_buf_adds(b, "没有变化");
    if (counts->same > 0)
        tb_buf_addf(b, "，相同 %lld 行", counts->same);
}

static void compare_end(struct tb_dossier_walk *w,
                        const struct tb_row_counts *counts)
{
    const struct tb_changes *x = &w->changes[w->against];

    tb_buf_clear(&w->text);
    add_against(x, &w->text);
    add_counts(counts, &w->text);
    put_line(w, w->out, 0);
    if (x->is_part) {
        tb_buf_clear(&w->text);
        tb_buf_adds(&w->text, "本表由几家填报，上年的行不知属谁：减少的行和"
                              "留空的格不列");
        put_line(w, w->out, 2);
    }
    for (size_t i = 0; i < TB_LEN(kinds); i++) {
        struct heap *h = &of(w)->kinds[i];
        long long hidden = h->count - w->options->samples;
        heap_empty(h, w->out);
        if (w->options->samples > 0 && hidden > 0)
            fprintf(w->out, "  %s 另有 %lld 行\n", kinds[i], hidden);
    }
}

/* ---- findings ---- */

static const char *group_name(size_t group)
{
    return group == 0 ? "已说明"
                      : tb_severity_chinese((enum tb_severity)(group - 1));
}

static void close_rule(struct tb_dossier_walk *w)
{
    struct text *x = of(w);
    long long hidden = x->in_rule - w->options->samples;

    if (w->options->samples > 0 && hidden > 0)
        fprintf(heap_out(&x->findings), "    另有 %lld 处\n", hidden);
    x->in_rule = 0;
    tb_buf_clear(&x->rule);
}

static void open_rule(struct tb_dossier_walk *w, size_t group,
                      const struct tb_dossier_finding *f)
{
    struct text *x = of(w);

    if (x->rule.n > 0 && group == x->group &&
        tb_str_eq(tb_buf_str(&x->rule), f->rule))
        return;
    close_rule(w);
    x->group = group;
    tb_buf_add(&x->rule, f->rule);
    fprintf(heap_out(&x->findings), "  %s %.*s %.*s\n", group_name(group),
            TB_STR_ARG(f->rule), TB_STR_ARG(f->aspect));
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
    tb_buf_addf(&w->text, "，%.*s）", TB_STR_ARG(day(f->at)));
    put_line(w, out, indent);
}

static void finding(struct tb_dossier_walk *w,
                    const struct tb_dossier_finding *f)
{
    struct text *x = of(w);
    size_t group = f->is_explained ? 0 : 1 + (size_t)f->severity;
    FILE *out = heap_out(&x->findings);
    const char *cell = f->is_of_table ? "全表" : f->cell;
    size_t indent = 5 + tb_utf8_width(tb_str(cell));

    open_rule(w, group, f);
    x->groups[group]++;
    if (!is_shown(w, ++x->in_rule))
        return;
    fprintf(out, "    %s ", cell);
    tb_report_wrap(out, indent, f->message);
    put_explanation(w, out, indent, f);
    if (x->in_rule == 1 && f->hint.n > 0 && !f->is_explained) {
        tb_buf_clear(&w->text);
        tb_buf_addf(&w->text, "改法：%.*s", TB_STR_ARG(f->hint));
        put_line(w, out, indent);
    }
}

static void findings_end(struct tb_dossier_walk *w)
{
    struct text *x = of(w);
    const char *between = "";

    close_rule(w);
    if (!x->findings.out && w->slice->submission == 0)
        return;
    tb_buf_clear(&w->text);
    tb_buf_adds(&w->text, "检查结果：");
    for (size_t i = 0; i < GROUPS; i++)
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
    put_line(w, w->out, 0);
    heap_empty(&x->findings, w->out);
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
    if (of(w)->decisions++ == 0)
        fputs("审核经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s %.*s%.*s", TB_STR_ARG(day(d->at)),
                TB_STR_ARG(chinese(d->level)), TB_STR_ARG(chinese(d->action)));
    if (d->version > 0)
        tb_buf_addf(&w->text, " 第 %lld 版", d->version);
    add_who(w, d->who, d->name);
    add_part(&w->text, "：", d->reason);
    put_line(w, w->out, 2);
}

static void decisions_end(struct tb_dossier_walk *w)
{
    if (of(w)->decisions == 0)
        fputs("审核经过：还没有\n", w->out);
    of(w)->decisions = 0;
}

static void version(struct tb_dossier_walk *w,
                    const struct tb_dossier_version *v)
{
    if (of(w)->versions++ == 0)
        fputs("提交经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s 第 %lld 版%s，%lld 行", TB_STR_ARG(day(v->at)),
                v->version, v->is_current ? "（现行）" : "", v->rows);
    if (v->rejected > 0)
        tb_buf_addf(&w->text, "，未收 %lld 行", v->rejected);
    tb_buf_adds(&w->text, "，经手");
    add_who(w, v->who, v->name);
    tb_buf_adds(&w->text, "，");
    add_place(&w->text, v->file, v->sheet);
    add_part(&w->text, "；逾期收取：", v->late);
    put_line(w, w->out, 2);
}

static void versions_end(struct tb_dossier_walk *w)
{
    if (of(w)->versions == 0)
        fputs("提交经过：还没有\n", w->out);
    of(w)->versions = 0;
}

const struct tb_dossier_view tb_dossier_text = {
    .name = "text",
    .open = open_text,
    .close = close_text,
    .head = head,
    .compare = compare,
    .change = change,
    .compare_end = compare_end,
    .finding = finding,
    .findings_end = findings_end,
    .decision = decision,
    .decisions_end = decisions_end,
    .version = version,
    .versions_end = versions_end,
};
