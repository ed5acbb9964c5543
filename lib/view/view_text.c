/* view_text.c - a list on a terminal. */
#include <stdlib.h>

#include "terminal.h"
#include "utf8.h"
#include "view_format.h"

/* A row is kept until all are there: only then are widths known. */
struct line {
    int changed; /* the first level of headings that changes before it */
    struct tb_str headings[3];
    struct tb_str *texts;
    enum tb_tone *tones;
};

struct text {
    struct line *lines;
    size_t count, room;
    size_t widths[TB_VIEW_COLUMNS];
    size_t indent, gap;
};

/* ---- colours ---- */

#define BOLD "1"

static const char *const tones[TB_TONES] = {
    [TB_TONE_GOOD] = "32", [TB_TONE_INFO] = "36",  [TB_TONE_WARN] = "33",
    [TB_TONE_BAD] = "31",  [TB_TONE_MUTED] = "90",
};

static void paint(struct tb_sink *s, const char *code)
{
    if (s->options.colour && code)
        fprintf(s->out, "\033[%sm", code);
}

static void put(struct tb_sink *s, const char *code, struct tb_str text)
{
    paint(s, code);
    tb_terminal_put(s->out, text);
    paint(s, code ? "0" : NULL);
}

/* ---- what stands above and below ---- */

static void put_lines(struct tb_sink *s, struct tb_str lines)
{
    struct tb_str line;

    while (tb_str_next(&lines, "\n", &line))
        tb_terminal_wrap(s->out, 0, s->width, line);
}

static void put_title(struct tb_sink *s)
{
    if (s->page.title)
        put_lines(s, tb_str(s->page.title));
    put_lines(s, s->page.above);
    if (s->page.title || s->page.above.n > 0)
        fputc('\n', s->out);
}

static void put_foot(struct tb_sink *s)
{
    if (s->foot.n == 0)
        return;
    fputc('\n', s->out);
    put_lines(s, tb_buf_str(&s->foot));
}

static bool is_prose(const struct tb_column *c)
{
    return tb_column_is_shown(c) && c->kind == TB_COL_PROSE;
}

static size_t count_prose(const struct tb_view *v)
{
    size_t n = 0;

    for (size_t k = 0; k < v->count; k++)
        n += is_prose(&v->columns[k]);
    return n;
}

/* Cards of several lines have an empty one after each. */
static bool has_gaps(const struct tb_view *v)
{
    return v->is_cards && count_prose(v) > 0;
}

static void put_headings(struct tb_sink *s, const struct line *l, size_t row)
{
    for (int level = l->changed; level > 0 && level <= 2; level++) {
        if (l->headings[level].n == 0)
            continue;
        if (level == 1 && row > 0 && !has_gaps(s->view))
            fputc('\n', s->out);
        fprintf(s->out, "%*s", 2 * (level - 1), "");
        put(s, BOLD, l->headings[level]);
        fputs(has_gaps(s->view) ? "\n\n" : "\n", s->out);
    }
}

/* ---- a table ---- */

static struct tb_str head_of(const struct tb_column *c)
{
    return tb_str(c->brief ? c->brief : c->head);
}

/* Does it stand beside the others, or as prose below them? */
static bool is_aligned(const struct tb_column *c)
{
    return tb_column_is_shown(c) && c->width > 0 && c->kind != TB_COL_PROSE;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void measure(const struct tb_view *v, struct text *t)
{
    for (size_t k = 0; k < v->count; k++) {
        if (!is_aligned(&v->columns[k]))
            continue;
        t->widths[k] = tb_utf8_width(head_of(&v->columns[k]));
        for (size_t i = 0; i < t->count; i++)
            t->widths[k] =
                most(t->widths[k], tb_utf8_width(t->lines[i].texts[k]));
    }
}

/* How wide a line is. */
static size_t sum(const struct tb_view *v, const struct text *t)
{
    size_t n = 0;

    for (size_t k = 0; k < v->count; k++)
        if (is_aligned(&v->columns[k]))
            n += t->widths[k] + (n > 0 ? t->gap : 0);
    return n;
}

/* Columns of words give way, then take back what is left. */
static void squeeze(const struct tb_view *v, struct text *t, size_t room)
{
    size_t wanted[TB_VIEW_COLUMNS], used;

    memcpy(wanted, t->widths, sizeof wanted);
    for (size_t k = 0; k < v->count; k++)
        if (is_aligned(&v->columns[k]) && v->columns[k].kind == TB_COL_TEXT)
            t->widths[k] = least(t->widths[k], v->columns[k].width);
    used = sum(v, t);
    for (size_t k = 0; k < v->count && used < room; k++) {
        size_t more = 0;
        if (is_aligned(&v->columns[k]))
            more = least(wanted[k] - t->widths[k], room - used);
        t->widths[k] += more;
        used += more;
    }
}

static void lay_out(struct tb_sink *s, struct text *t)
{
    size_t room;

    t->indent = 2 * (size_t)tb_view_levels(s->view);
    room = s->width - least(s->width, t->indent);
    measure(s->view, t);
    t->gap = 2;
    if (sum(s->view, t) > room)
        t->gap = 1;
    if (sum(s->view, t) > room)
        squeeze(s->view, t, room);
}

/* TEXT in column K after BLANKS, which become those before the next. */
static void put_cell(struct tb_sink *s, const struct text *t, size_t k,
                     struct tb_str text, const char *code, size_t *blanks)
{
    size_t width = t->widths[k];
    size_t used = least(tb_utf8_width(text), width);
    bool is_right = tb_kind_is_number(s->view->columns[k].kind);

    if (is_right)
        *blanks += width - used;
    if (used > 0) {
        fprintf(s->out, "%*s", (int)*blanks, "");
        paint(s, code);
        tb_terminal_pad(s->out, text, used);
        paint(s, code ? "0" : NULL);
        *blanks = 0;
    }
    *blanks += (is_right ? 0 : width - used) + t->gap;
}

static void put_columns(struct tb_sink *s, const struct text *t,
                        const struct line *l)
{
    size_t blanks = t->indent;

    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (is_aligned(c))
            put_cell(s, t, k, l ? l->texts[k] : head_of(c),
                     l ? tones[l->tones[k]] : BOLD, &blanks);
    }
    fputc('\n', s->out);
}

/* "提示：…", with its heading where there are several. */
static void put_prose(struct tb_sink *s, size_t indent, const struct line *l)
{
    bool has_head = s->view->is_cards || count_prose(s->view) > 1;

    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        size_t at = indent;
        if (!is_prose(c) || l->texts[k].n == 0)
            continue;
        fprintf(s->out, "%*s", (int)indent, "");
        if (has_head) {
            fprintf(s->out, "%s：", c->head);
            at += tb_utf8_width(tb_str(c->head)) + 2;
        }
        tb_terminal_wrap(s->out, at, s->width, l->texts[k]);
    }
}

static void put_table(struct tb_sink *s, struct text *t)
{
    lay_out(s, t);
    put_columns(s, t, NULL);
    if (t->count == 0)
        fprintf(s->out, TB_VIEW_NOTHING "\n");
    for (size_t i = 0; i < t->count; i++) {
        put_headings(s, &t->lines[i], i);
        put_columns(s, t, &t->lines[i]);
        put_prose(s, t->indent + 4, &t->lines[i]);
    }
}

/* ---- cards ---- */

/* "1.2 教师表 · 采集": what has a width. */
static void add_title(const struct tb_view *v, const struct line *l,
                      struct tb_buf *out)
{
    const char *gap = "";

    for (size_t k = 0; k < v->count; k++) {
        const struct tb_column *c = &v->columns[k];
        if (!is_aligned(c) || l->texts[k].n == 0)
            continue;
        tb_buf_addf(out, "%s%.*s", gap, TB_STR_ARG(l->texts[k]));
        gap = c->kind == TB_COL_ID ? " " : " · ";
    }
}

/* Add "HEAD VALUE", on a line of its own if it would not fit into ROOM. */
static void add_detail(struct tb_buf *out, size_t *used, size_t room,
                       const char *head, struct tb_str value)
{
    size_t more = tb_utf8_width(tb_str(head)) + 1 + tb_utf8_width(value);

    if (out->n > 0)
        tb_buf_adds(out, "；");
    if (out->n > 0 && *used + 4 + more > room) {
        tb_buf_addc(out, '\n');
        *used = 0;
    }
    tb_buf_addf(out, "%s %.*s", head, TB_STR_ARG(value));
    *used += more + 2;
}

/* "范围 省内；期限 2022-09-15": what has none. */
static void add_details(const struct tb_view *v, const struct line *l,
                        size_t room, struct tb_buf *out)
{
    size_t used = 0;

    for (size_t k = 0; k < v->count; k++) {
        const struct tb_column *c = &v->columns[k];
        if (tb_column_is_shown(c) && c->width == 0 && !is_prose(c) &&
            l->texts[k].n > 0)
            add_detail(out, &used, room, c->head, l->texts[k]);
    }
}

static void put_block(struct tb_sink *s, size_t indent, struct tb_str text)
{
    if (text.n == 0)
        return;
    fprintf(s->out, "%*s", (int)indent, "");
    tb_terminal_wrap(s->out, indent, s->width, text);
}

static void put_card(struct tb_sink *s, const struct line *l)
{
    size_t indent = 2 * (size_t)tb_view_levels(s->view);
    size_t inner = indent + 4;
    struct tb_buf title = { 0 }, details = { 0 };

    put_headings(s, l, s->rows - 1);
    add_title(s->view, l, &title);
    if (title.n == 0)
        inner = indent;
    add_details(s->view, l, s->width - inner, &details);
    put_block(s, indent, tb_buf_str(&title));
    put_block(s, inner, tb_buf_str(&details));
    put_prose(s, indent + 2, l);
    if (has_gaps(s->view))
        fputc('\n', s->out);
    tb_buf_free(&title);
    tb_buf_free(&details);
}

/* ---- the renderer ---- */

/* Does the list print itself? */
static bool is_own_form(const struct tb_sink *s)
{
    return s->page.print || s->page.end;
}

static void begin(struct tb_sink *s)
{
    s->own = tb_alloc(1, sizeof(struct text));
    if (!is_own_form(s))
        put_title(s);
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    struct text *t = s->own;
    size_t n = s->view->count;
    struct line l = { .changed = tb_view_regroup(s, cells) };

    l.texts = tb_arena_alloc(&s->arena, n * sizeof *l.texts);
    l.tones = tb_arena_alloc(&s->arena, n * sizeof *l.tones);
    for (int level = 1; level <= 2; level++)
        l.headings[level] =
            tb_arena_copy(&s->arena, tb_buf_str(&s->groups[level]));
    for (size_t k = 0; k < n; k++) {
        l.texts[k] = tb_arena_copy(&s->arena, cells[k].text);
        l.tones[k] = cells[k].tone;
    }
    if (s->view->is_cards) {
        put_card(s, &l);
        tb_arena_free(&s->arena);
        return;
    }
    t->lines = tb_grow(t->lines, t->count, &t->room, sizeof *t->lines);
    t->lines[t->count++] = l;
}

static void end(struct tb_sink *s)
{
    struct text *t = s->own;

    if (s->err.status == TB_OK) {
        if (is_own_form(s)) {
            if (s->page.end)
                s->page.end(s->out, s->page.ctx);
        } else if (!s->view->is_cards) {
            put_table(s, t);
        } else if (s->rows == 0) {
            fprintf(s->out, TB_VIEW_NOTHING "\n");
        }
        put_foot(s);
    }
    free(t->lines);
    free(t);
}

const struct tb_renderer tb_view_text = { begin, row, end };
