/* dossier_text_changes.c - what changed, for the reviewer. */
#include "dossier_text.h"
#include "terminal.h"
#include "utf8.h"

#define CUT 144 /* columns of an added or gone row among samples: two lines */

static const char *const kinds[] = {
    [TB_ROW_CHANGED] = "改",
    [TB_ROW_ADDED] = "增",
    [TB_ROW_GONE] = "减",
};

/* What is compared with, or why there is nothing. */
static void add_against(const struct tb_changes *x, struct tb_buf *b)
{
    static const struct {
        const char *with, *none;
    } texts[] = {
        [TB_AGAINST_BEFORE] = { "与上一版", "没有更早的版本" },
        [TB_AGAINST_APPROVED] = { "与退回前通过的版本",
                                  "没有通过后又退回的版本" },
        [TB_AGAINST_LAST] = { "与上年", "没有上年的数据" },
    };

    bool is_approved = x->level != TB_LEVEL_NONE;

    tb_buf_adds(b, texts[x->against].with);
    if (x->base)
        tb_buf_addf(b, "（第 %lld 版，%.*s %s%s）", x->base->version,
                    TB_STR_ARG(tb_dossier_day(x->at)),
                    is_approved ? tb_levels[x->level].chinese : "",
                    is_approved ? tb_actions[TB_APPROVE].chinese : "提交");
    tb_buf_adds(b, "相比：");
    if (!x->is_there)
        tb_buf_adds(b, texts[x->against].none);
}

bool tb_dossier_text_compare(struct tb_dossier_walk *w)
{
    const struct tb_changes *x = &w->changes[w->against];
    const struct tb_changes *before = &w->changes[TB_AGAINST_BEFORE];
    const char *same = NULL;

    if (x->against == TB_AGAINST_APPROVED && x->is_there)
        same = x->base->is_current       ? "就是这一版"
               : x->base == before->base ? "就是上一版，见上"
                                         : NULL;
    if (x->is_there && !same)
        return true;
    tb_buf_clear(&w->text);
    add_against(x, &w->text);
    if (same)
        tb_buf_adds(&w->text, same);
    tb_dossier_put_line(w, w->out, 0);
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
    tb_buf_add(&w->text, value.n > 0 ? tb_buf_str(&w->part) : tb_str("未填"));
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
    tb_dossier_put_line(w, out, 6);
}

void tb_dossier_text_change(struct tb_dossier_walk *w,
                            const struct tb_row_change *c)
{
    struct tb_dossier_heap *h = &tb_dossier_text_of(w)->kinds[c->kind];
    bool is_gone = c->kind == TB_ROW_GONE;
    const struct tb_str *row = is_gone ? c->then : c->now;
    FILE *out;

    if (!tb_dossier_is_shown(w, ++h->count))
        return;
    out = tb_dossier_heap_out(h);
    tb_buf_clear(&w->text);
    if (c->line > 0)
        tb_buf_addf(&w->text, "第%lld行", c->line);
    else if (is_gone && c->line_then > 0)
        tb_buf_addf(&w->text, "原第%lld行", c->line_then);
    add_cells(w, c->table, row, true);
    if (c->kind != TB_ROW_CHANGED)
        add_cells(w, c->table, row, false);
    if (w->options->samples > 0)
        cut(&w->text, CUT);
    fprintf(out, "  %s ", kinds[c->kind]);
    tb_terminal_wrap(out, 5, TB_TERMINAL_WIDTH, tb_buf_str(&w->text));
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

void tb_dossier_text_compare_end(struct tb_dossier_walk *w,
                                 const struct tb_row_counts *counts)
{
    const struct tb_changes *x = &w->changes[w->against];

    tb_buf_clear(&w->text);
    add_against(x, &w->text);
    add_counts(counts, &w->text);
    tb_dossier_put_line(w, w->out, 0);
    if (x->is_part) {
        tb_buf_clear(&w->text);
        tb_buf_adds(&w->text,
                    x->knows_own
                        ? "本表由几家填报：减少的行只列上年由本部门填报的"
                        : "本表由几家填报，上年的行不知属谁：减少的行和留空的"
                          "格不列");
        tb_dossier_put_line(w, w->out, 2);
    }
    for (size_t i = 0; i < TB_LEN(kinds); i++) {
        struct tb_dossier_heap *h = &tb_dossier_text_of(w)->kinds[i];
        long long hidden = h->count - w->options->samples;
        tb_dossier_heap_empty(h, w->out);
        if (w->options->samples > 0 && hidden > 0)
            fprintf(w->out, "  %s 另有 %lld 行\n", kinds[i], hidden);
    }
}
