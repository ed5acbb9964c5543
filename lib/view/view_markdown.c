/* view_markdown.c - a list as Markdown: a table, or a list for each row. */
#include "view_format.h"

/* TEXT with Markdown's own signs escaped, on one line. */
static void put(struct tb_sink *s, struct tb_str text)
{
    tb_buf_clear(&s->line);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n') {
            tb_buf_adds(&s->line, "<br>");
            continue;
        }
        if (strchr("\\*_<>|`[]", (char)c) && c != '\0')
            tb_buf_addc(&s->line, '\\');
        tb_buf_addc(&s->line, c < 0x20 || c == 0x7F ? '?' : (char)c);
    }
    fwrite(tb_buf_text(&s->line), 1, s->line.n, s->out);
}

static void put_lines(struct tb_sink *s, struct tb_str lines)
{
    struct tb_str line;

    while (tb_str_next(&lines, "\n", &line)) {
        put(s, line);
        fputs("\n\n", s->out);
    }
}

static void begin(struct tb_sink *s)
{
    if (s->page.title) {
        fputs("# ", s->out);
        put(s, tb_str(s->page.title));
        fputs("\n\n", s->out);
    }
    put_lines(s, s->page.above);
}

static void put_heads(struct tb_sink *s)
{
    for (size_t k = 0; k < s->view->count; k++)
        if (tb_column_is_shown(&s->view->columns[k])) {
            fputs("| ", s->out);
            put(s, tb_str(s->view->columns[k].head));
            fputc(' ', s->out);
        }
    fputs("|\n", s->out);
    for (size_t k = 0; k < s->view->count; k++)
        if (tb_column_is_shown(&s->view->columns[k]))
            fputs(tb_kind_is_number(s->view->columns[k].kind) ? "| --: "
                                                              : "| --- ",
                  s->out);
    fputs("|\n", s->out);
}

static void put_headings(struct tb_sink *s, int changed)
{
    for (int level = changed; level > 0 && level <= 2; level++) {
        if (s->groups[level].n == 0)
            continue;
        if (s->rows > 1 && level == changed && !s->view->is_cards)
            fputc('\n', s->out);
        fputs(level == 1 ? "## " : "### ", s->out);
        put(s, tb_buf_str(&s->groups[level]));
        fputs("\n\n", s->out);
    }
}

static void put_card(struct tb_sink *s, const struct tb_view_cell *cells)
{
    const char *gap = "";

    fprintf(s->out, "%s ", tb_view_levels(s->view) > 1 ? "####" : "###");
    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!tb_column_is_shown(c) || c->width == 0 || cells[k].text.n == 0)
            continue;
        fputs(gap, s->out);
        put(s, cells[k].text);
        gap = c->kind == TB_COL_ID ? " " : " · ";
    }
    fputs("\n\n", s->out);
    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!tb_column_is_shown(c) || c->width > 0 || cells[k].text.n == 0)
            continue;
        fprintf(s->out, "- **%s**：", c->head);
        put(s, cells[k].text);
        fputc('\n', s->out);
    }
    fputc('\n', s->out);
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    int changed = tb_view_regroup(s, cells);

    put_headings(s, changed);
    if (s->view->is_cards) {
        put_card(s, cells);
        return;
    }
    if (changed > 0 || s->rows == 1)
        put_heads(s);
    for (size_t k = 0; k < s->view->count; k++)
        if (tb_column_is_shown(&s->view->columns[k])) {
            fputs("| ", s->out);
            put(s, cells[k].text);
            fputc(' ', s->out);
        }
    fputs("|\n", s->out);
}

static void end(struct tb_sink *s)
{
    if (s->err.status != TB_OK)
        return;
    if (s->rows == 0)
        fputs(TB_VIEW_NOTHING "\n", s->out);
    if (s->foot.n > 0) {
        fputc('\n', s->out);
        put_lines(s, tb_buf_str(&s->foot));
    }
}

const struct tb_renderer tb_view_markdown = { begin, row, end };
