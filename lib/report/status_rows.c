/* status_rows.c - progress as text: tables, and who is awaited for them. */
#include <stdlib.h>

#include "mem.h"
#include "status_text.h"

/* ---- table by table ---- */

/* "甲系（省内） 0102（错误 3）", or for several teachers "甲系 23 人". */
static void show_item(const struct tb_progress_slice *s, size_t n,
                      const struct tb_counts *c, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_add(out, s->slice.department.shown);
    if (n > 1)
        tb_buf_addf(out, " %zu 人", n);
    else
        tb_show_part(s, out);
    if (n == 1 && !tb_is_teacher(s) && s->stage == TB_STAGE_COLLECT &&
        s->person.n > 0)
        tb_buf_addf(out, " %.*s", TB_STR_ARG(s->person));
    if (c->errors + c->explains + c->explained > 0) {
        tb_buf_adds(out, "（");
        tb_show_counts(c, "，", out);
        tb_buf_adds(out, "）");
    }
}

struct group {
    const struct tb_progress_slice *slices;
    size_t count;
    bool *is_printed;
};

/* Slice I and those alike after it of the same teachers' department. */
static size_t take_item(struct group *g, size_t i, struct tb_counts *c)
{
    size_t n = 0;

    for (size_t k = i; k < g->count; k++) {
        const struct tb_progress_slice *s = &g->slices[k];
        if (g->is_printed[k] || !tb_slice_is_alike(&g->slices[i], s) ||
            (k > i && !tb_slice_is_same_item(&g->slices[i], s)))
            continue;
        g->is_printed[k] = true;
        tb_counts_add(c, s);
        n++;
    }
    return n;
}

/* Whose slices are alike to slice FIRST of G, and what was found in them. */
static void print_items(struct group *g, size_t first, struct tb_line *l)
{
    struct tb_buf text = { 0 }, last = { 0 };

    for (size_t i = first; i < g->count; i++) {
        struct tb_counts c = { 0 };
        size_t n;
        if (g->is_printed[i] ||
            !tb_slice_is_alike(&g->slices[first], &g->slices[i]))
            continue;
        n = take_item(g, i, &c);
        if (last.n > 0) {
            tb_buf_adds(&last, "、");
            tb_line_add(l, tb_buf_str(&last));
        }
        show_item(&g->slices[i], n, &c, &text);
        tb_buf_clear(&last);
        tb_buf_add(&last, tb_buf_str(&text));
    }
    tb_line_add(l, tb_buf_str(&last));
    fputc('\n', l->out);
    tb_buf_free(&text);
    tb_buf_free(&last);
}

/* "待办公室 0101 审：" once a slice is filed; "待数据源 1.1（办公室）：". */
static void print_holder(const struct tb_progress_slice *s, struct tb_line *l)
{
    struct tb_buf text = { 0 };

    if (s->stage == TB_STAGE_SOURCE)
        tb_buf_addf(&text, "待数据源 %.*s：", TB_STR_ARG(s->holder));
    else
        tb_buf_addf(&text, "待%.*s%s%.*s%s审：", TB_STR_ARG(s->holder),
                    s->person.n > 0 ? " " : "", TB_STR_ARG(s->person),
                    s->person.n > 0 ? " " : "");
    if (s->stage > TB_STAGE_COLLECT && s->holder.n > 0)
        tb_line_add(l, tb_buf_str(&text));
    tb_buf_free(&text);
}

#define STATE_END 13
#define DAYS_END 25

static void print_group(struct group *g, size_t first,
                        const struct tb_status_options *o, FILE *out)
{
    const struct tb_progress_slice *s = &g->slices[first];
    struct tb_line l = { .out = out, .used = 2 };
    struct tb_buf text = { 0 };

    fputs("  ", out);
    tb_paint(o, tb_slice_colour(s), out);
    tb_line_column(&l, tb_str(tb_states[s->slice.state].chinese), STATE_END);
    tb_show_days(s, &text);
    tb_line_column(&l, tb_buf_str(&text), DAYS_END);
    tb_paint(o, TB_PLAIN, out);
    print_holder(s, &l);
    print_items(g, first, &l);
    tb_buf_free(&text);
}

#define TABLE_END 46
#define BETWEEN "  "

/* "错误 3  待说明 4": no number is parted from its word. */
static void add_pieces(struct tb_line *l, struct tb_str text)
{
    struct tb_buf piece = { 0 };
    bool is_first = true;

    while (text.n > 0) {
        size_t n = tb_str_find(text, BETWEEN);
        tb_buf_clear(&piece);
        tb_buf_addf(&piece, "%s%.*s", is_first ? "" : BETWEEN, (int)n, text.p);
        tb_line_add(l, tb_buf_str(&piece));
        text = tb_str_from(text, n + strlen(BETWEEN));
        is_first = false;
    }
    tb_buf_free(&piece);
}

static void print_table(struct group *g, size_t done,
                        const struct tb_status_options *o, FILE *out)
{
    struct tb_line l = { .out = out };
    struct tb_counts c = { 0 };
    struct tb_buf text = { 0 };
    long long rows = 0;
    size_t taken = 0;

    for (size_t i = 0; i < g->count; i++) {
        tb_counts_add(&c, &g->slices[i]);
        rows += tb_slice_rows(&g->slices[i].slice);
        taken += g->slices[i].stage != TB_STAGE_COLLECT;
    }
    tb_show_table(&g->slices[0], &text);
    tb_paint(o, TB_BOLD, out);
    tb_line_column(&l, tb_buf_str(&text), TABLE_END);
    tb_paint(o, TB_PLAIN, out);
    tb_buf_clear(&text);
    tb_buf_addf(&text, "收 %zu/%zu 审 %zu/%zu  ", taken, g->count, done,
                g->count);
    if (rows > 0)
        tb_buf_addf(&text, "%lld 行  ", rows);
    tb_show_counts(&c, "  ", &text);
    add_pieces(&l, tb_str_trim(tb_buf_str(&text)));
    fputc('\n', out);
    for (size_t i = 0; i < g->count; i++)
        if (!g->is_printed[i] &&
            (o->all || g->slices[i].stage != TB_STAGE_DONE))
            print_group(g, i, o, out);
    tb_buf_free(&text);
}

void tb_status_matrix(const struct tb_progress *p,
                      const struct tb_status_options *o, FILE *out)
{
    bool *is_printed = tb_alloc(p->count + 1, sizeof *is_printed);

    for (size_t i = 0, n; i < p->count; i += n) {
        struct group g = { &p->slices[i], 0, is_printed + i };
        size_t done = 0;
        for (n = 0; i + n < p->count &&
                    p->slices[i + n].slice.table == p->slices[i].slice.table;
             n++)
            done += p->slices[i + n].stage == TB_STAGE_DONE;
        g.count = n;
        if (o->all || done < n)
            print_table(&g, done, o, out);
    }
    free(is_printed);
}

/* ---- what is late, and with whom ---- */

#define ROW_DAYS_END 14
#define ROW_TABLE_END 44

/* A table with those who are awaited for it until the same day. */
static void print_row(struct group *g, bool has_holder,
                      const struct tb_status_options *o, FILE *out)
{
    const struct tb_progress_slice *s = g->slices;
    struct tb_line l = { .out = out, .used = 2 };
    struct tb_buf text = { 0 };

    fputs("  ", out);
    tb_show_days(s, &text);
    tb_paint(o, tb_slice_colour(s), out);
    tb_line_column(&l, tb_buf_str(&text), ROW_DAYS_END);
    tb_paint(o, TB_PLAIN, out);
    tb_show_table(s, &text);
    tb_line_column(&l, tb_buf_str(&text), ROW_TABLE_END);
    if (has_holder)
        print_holder(s, &l);
    print_items(g, 0, &l);
    tb_buf_free(&text);
}

void tb_status_rows(const struct tb_progress *p, bool stages,
                    const struct tb_status_options *o, FILE *out)
{
    size_t by_stage[TB_STAGES] = { 0 };
    bool *is_printed = tb_alloc(p->count + 1, sizeof *is_printed);

    for (size_t i = 0; i < p->count; i++)
        by_stage[p->slices[i].stage]++;
    for (size_t i = 0; i < p->count; i++) {
        const struct tb_progress_slice *s = &p->slices[i];
        struct group g = { s, 0, is_printed + i };
        if (stages && (i == 0 || s->stage != s[-1].stage)) {
            tb_paint(o, TB_BOLD, out);
            fprintf(out, "%s %zu", tb_stage_chinese(s->stage),
                    by_stage[s->stage]);
            tb_paint(o, TB_PLAIN, out);
            fputc('\n', out);
        }
        while (i + g.count < p->count &&
               s[g.count].slice.table == s->slice.table &&
               s[g.count].stage == s->stage &&
               s[g.count].days_left == s->days_left)
            g.count++;
        if (!is_printed[i])
            print_row(&g, stages, o, out);
    }
    free(is_printed);
}
