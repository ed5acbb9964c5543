/* view_csv.c - a list for spreadsheets: the one dialect of CSV. */
#include "view_format.h"
#include "write_csv.h"

static void put_line(struct tb_sink *s)
{
    tb_csv_end(&s->line);
    fwrite(s->line.p, 1, s->line.n, s->out);
    tb_buf_clear(&s->line);
}

static void begin(struct tb_sink *s)
{
    bool first = true;

    fputs("\xEF\xBB\xBF", s->out);
    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!c->head)
            continue;
        tb_csv_add(&s->line, tb_str(c->head), first, true);
        first = false;
    }
    put_line(s);
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    bool first = true;

    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!c->head)
            continue;
        if (tb_kind_is_number(cells[k].kind))
            tb_csv_add(&s->line, cells[k].code, first, false);
        else if (cells[k].kind == TB_COL_ID)
            tb_csv_add_name(&s->line, cells[k].text, first);
        else
            tb_csv_add(&s->line, cells[k].text, first, true);
        first = false;
    }
    put_line(s);
}

static void end(struct tb_sink *s)
{
    (void)s;
}

const struct tb_renderer tb_view_csv = { begin, row, end };
