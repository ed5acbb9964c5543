/* view_xlsx.c - a list as a sheet of a workbook. */
#include <math.h>
#include <stdlib.h>

#include "date.h"
#include "utf8.h"
#include "view_format.h"
#include "write_xlsx.h"

#define LINE_POINTS 15.0 /* the height of one line of a sheet */
#define CELL_MAX 32767   /* characters that a cell holds */
#define USUAL_WIDTH 12

static size_t count_lines(struct tb_str text, double width)
{
    struct tb_str rest = text;
    size_t lines = 0;

    while (rest.n > 0) {
        size_t end = tb_str_find(rest, "\n");
        double need = (double)tb_utf8_width(tb_str_n(rest.p, end)) * 1.05;
        lines += need > width ? (size_t)ceil(need / width) : 1;
        rest = tb_str_from(rest, end + 1);
    }
    return lines;
}

static void set_height(struct tb_xlsx *x, uint32_t row, size_t lines)
{
    if (lines > 1)
        tb_xlsx_height(x, row, (double)lines * LINE_POINTS);
}

void tb_view_height(struct tb_xlsx *x, uint32_t row, struct tb_str text,
                    double width)
{
    set_height(x, row, count_lines(text, width));
}

struct book {
    struct tb_xlsx *xlsx;
    uint32_t head, row;
    uint32_t columns; /* that are shown */
};

static double width_of(const struct tb_column *c)
{
    if (c->sheet > 0)
        return c->sheet;
    return c->width > 0 ? c->width + 3 : USUAL_WIDTH;
}

/* What a workbook cannot hold becomes ?, what is too long is cut. */
static struct tb_str fit(struct tb_sink *s, struct tb_str text)
{
    tb_buf_clear(&s->line);
    tb_buf_adds(&s->line, "");
    while (text.n > 0) {
        uint32_t c = 0;
        size_t n = tb_utf8_decode(text, &c);
        if (n == 0 || !tb_utf8_is_xml(c))
            tb_buf_addc(&s->line, '?');
        else
            tb_buf_add(&s->line, tb_str_n(text.p, n));
        text = tb_str_from(text, n > 0 ? n : 1);
    }
    if (tb_utf8_units(tb_buf_str(&s->line)) > CELL_MAX)
        s->line.n = tb_utf8_cut(s->line.p, s->line.n, CELL_MAX);
    return tb_buf_str(&s->line);
}

static const enum tb_xlsx_style kinds[TB_COL_KINDS] = {
    [TB_COL_TEXT] = TB_XLSX_WRAP,     [TB_COL_ID] = TB_XLSX_TEXT,
    [TB_COL_TIME] = TB_XLSX_TEXT,     [TB_COL_PROSE] = TB_XLSX_WRAP,
    [TB_COL_COUNT] = TB_XLSX_INTEGER, [TB_COL_NUMBER] = TB_XLSX_DECIMAL,
    [TB_COL_FLAG] = TB_XLSX_TEXT,
};

/* 0: what the kind says */
static const enum tb_xlsx_style tones[TB_TONES] = {
    [TB_TONE_GOOD] = TB_XLSX_CELL_GREEN,  [TB_TONE_INFO] = TB_XLSX_CELL_BLUE,
    [TB_TONE_WARN] = TB_XLSX_CELL_YELLOW, [TB_TONE_BAD] = TB_XLSX_CELL_RED,
    [TB_TONE_MUTED] = TB_XLSX_CELL_GREY,
};

/* A line of its own above or below the table. */
static void put_lines(struct tb_sink *s, struct tb_str lines,
                      enum tb_xlsx_style style)
{
    struct book *b = s->own;
    struct tb_str line;

    while (tb_str_next(&lines, "\n", &line))
        tb_xlsx_text(b->xlsx, b->row++, 0, fit(s, line), style);
}

static void put_heads(struct tb_sink *s)
{
    struct book *b = s->own;
    size_t lines = 1;

    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        size_t n;
        if (!c->head)
            continue;
        tb_xlsx_column(b->xlsx, b->columns, width_of(c), TB_XLSX_PLAIN);
        tb_xlsx_text(b->xlsx, b->row, b->columns++, tb_str(c->head),
                     TB_XLSX_HEAD);
        n = count_lines(tb_str(c->head), width_of(c));
        lines = n > lines ? n : lines;
    }
    set_height(b->xlsx, b->row, lines);
    b->head = b->row++;
}

static void begin(struct tb_sink *s)
{
    struct book *b = tb_alloc(1, sizeof *b);

    s->own = b;
    b->xlsx = s->options.book ? s->options.book : tb_xlsx_new(s->options.path);
    tb_xlsx_sheet(b->xlsx, tb_str(s->view->name), false);
    if (s->page.title)
        put_lines(s, tb_str(s->page.title), TB_XLSX_TITLE);
    put_lines(s, s->page.above, TB_XLSX_PLAIN);
    put_heads(s);
}

static bool is_day(struct tb_str text, struct tb_date *day)
{
    return text.n == 10 && tb_date_parse(text, day) && tb_date_is_real(day);
}

static void put_cell(struct tb_sink *s, uint32_t column,
                     const struct tb_view_cell *cell)
{
    struct book *b = s->own;
    enum tb_xlsx_style style =
        tones[cell->tone] ? tones[cell->tone] : kinds[cell->kind];
    struct tb_date day;

    if (cell->is_absent)
        return;
    if (tb_kind_is_number(cell->kind))
        tb_xlsx_number(b->xlsx, b->row, column, cell->number, style);
    else if (cell->kind == TB_COL_TIME && is_day(cell->code, &day))
        tb_xlsx_number(b->xlsx, b->row, column, (double)tb_date_serial(&day),
                       TB_XLSX_DATE);
    else
        tb_xlsx_text(b->xlsx, b->row, column, fit(s, cell->text), style);
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    struct book *b = s->own;
    uint32_t column = 0;
    size_t lines = 1;

    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        size_t n = 1;
        if (!c->head)
            continue;
        put_cell(s, column++, &cells[k]);
        if (kinds[cells[k].kind] == TB_XLSX_WRAP)
            n = count_lines(cells[k].text, width_of(c));
        lines = n > lines ? n : lines;
    }
    set_height(b->xlsx, b->row, lines);
    b->row++;
}

static void end(struct tb_sink *s)
{
    struct book *b = s->own;

    tb_xlsx_filter(b->xlsx, b->head, b->row - 1, b->columns);
    tb_xlsx_freeze(b->xlsx, b->head + 1, s->view->fixed);
    tb_xlsx_print(b->xlsx, b->head, b->head);
    if (s->foot.n > 0) {
        b->row++;
        put_lines(s, tb_buf_str(&s->foot), TB_XLSX_PLAIN);
    }
    if (s->options.book) /* its owner finishes it */
        ;
    else if (s->err.status == TB_OK)
        tb_xlsx_finish(b->xlsx, &s->err);
    else
        tb_xlsx_abandon(b->xlsx);
    free(b);
}

const struct tb_renderer tb_view_xlsx = { begin, row, end };
