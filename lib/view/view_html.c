/* view_html.c - a list as one page that needs nothing else. */
#include "view_format.h"

static const char style[] =
    "@page{size:A4 landscape;margin:12mm}"
    "body{font:14px/1.5 \"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang "
    "SC\",sans-serif;margin:1.5em;color:#222}"
    "h1{font-size:1.4em;margin:0 0 .3em}p{margin:.2em 0}"
    "table{border-collapse:collapse;margin:1em 0;width:100%}"
    "th,td{border:1px solid #bbb;padding:.25em .5em;text-align:left;"
    "vertical-align:top}"
    "th{background:#ddebf7}thead{display:table-header-group}"
    "tr{break-inside:avoid}"
    "tr.group th{background:#f2f2f2}"
    "td.n{text-align:right;white-space:nowrap}td.i{white-space:nowrap}"
    "td.p{min-width:14em}"
    ".good{background:#c6efce}.info{background:#ddebf7}"
    ".warn{background:#ffeb9c}.bad{background:#ffc7ce}"
    ".muted{color:#777}"
    "@media print{body{margin:0;font-size:10pt}}";

static const char *const tones[TB_TONES] = {
    [TB_TONE_PLAIN] = "",     [TB_TONE_GOOD] = " good",
    [TB_TONE_INFO] = " info", [TB_TONE_WARN] = " warn",
    [TB_TONE_BAD] = " bad",   [TB_TONE_MUTED] = " muted",
};

static const char *const kinds[TB_COL_KINDS] = {
    [TB_COL_TEXT] = "t",  [TB_COL_ID] = "i",    [TB_COL_TIME] = "i",
    [TB_COL_PROSE] = "p", [TB_COL_COUNT] = "n", [TB_COL_NUMBER] = "n",
    [TB_COL_FLAG] = "t",
};

static void put(struct tb_sink *s, struct tb_str text)
{
    static const struct {
        char c;
        const char *shown;
    } known[] = { { '&', "&amp;" },
                  { '<', "&lt;" },
                  { '>', "&gt;" },
                  { '"', "&quot;" },
                  { '\n', "<br>" } };

    tb_buf_clear(&s->line);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        const char *shown = c < 0x20 || c == 0x7F ? "?" : NULL;
        for (size_t k = 0; k < TB_LEN(known); k++)
            if (known[k].c == (char)c)
                shown = known[k].shown;
        if (shown)
            tb_buf_adds(&s->line, shown);
        else
            tb_buf_addc(&s->line, (char)c);
    }
    fwrite(tb_buf_text(&s->line), 1, s->line.n, s->out);
}

static void put_lines(struct tb_sink *s, struct tb_str lines)
{
    struct tb_str line;

    while (tb_str_next(&lines, "\n", &line)) {
        fputs("<p>", s->out);
        put(s, line);
        fputs("</p>\n", s->out);
    }
}

static void begin(struct tb_sink *s)
{
    const char *title = s->page.title ? s->page.title : s->view->name;

    fputs("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
          "<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
          s->out);
    put(s, tb_str(title));
    fprintf(s->out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>",
            style);
    put(s, tb_str(title));
    fputs("</h1>\n", s->out);
    put_lines(s, s->page.above);
    fputs("<table>\n<thead><tr>", s->out);
    for (size_t k = 0; k < s->view->count; k++)
        if (tb_column_is_shown(&s->view->columns[k])) {
            fputs("<th>", s->out);
            put(s, tb_str(s->view->columns[k].head));
            fputs("</th>", s->out);
        }
    fputs("</tr></thead>\n<tbody>\n", s->out);
}

static size_t count_columns(const struct tb_view *v)
{
    size_t n = 0;

    for (size_t k = 0; k < v->count; k++)
        n += tb_column_is_shown(&v->columns[k]);
    return n;
}

/* A row with one cell over all columns. */
static void put_wide(struct tb_sink *s, const char *class, struct tb_str text)
{
    fprintf(s->out, "<tr class=\"%s\"><th colspan=\"%zu\">", class,
            count_columns(s->view));
    put(s, text);
    fputs("</th></tr>\n", s->out);
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    int changed = tb_view_regroup(s, cells);

    for (int level = changed; level > 0 && level <= 2; level++)
        if (s->groups[level].n > 0)
            put_wide(s, "group", tb_buf_str(&s->groups[level]));
    fputs("<tr>", s->out);
    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!tb_column_is_shown(c))
            continue;
        fprintf(s->out, "<td class=\"%s%s\">", kinds[cells[k].kind],
                tones[cells[k].tone]);
        put(s, cells[k].text);
        fputs("</td>", s->out);
    }
    fputs("</tr>\n", s->out);
}

static void end(struct tb_sink *s)
{
    if (s->err.status != TB_OK)
        return;
    if (s->rows == 0)
        put_wide(s, "muted", tb_str(TB_VIEW_NOTHING));
    fputs("</tbody>\n</table>\n", s->out);
    put_lines(s, tb_buf_str(&s->foot));
    fputs("</body>\n</html>\n", s->out);
}

const struct tb_renderer tb_view_html = { begin, row, end };
