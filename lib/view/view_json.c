/* view_json.c - a list for programs: JSON Lines. */
#include "view_format.h"

static void begin(struct tb_sink *s)
{
    (void)s;
}

static void add_value(struct tb_buf *line, const struct tb_view_cell *cell)
{
    if (cell->is_absent) {
        tb_buf_adds(line, "null");
    } else if (cell->kind == TB_COL_FLAG) {
        tb_buf_adds(line, cell->flag ? "true" : "false");
    } else if (tb_kind_is_number(cell->kind)) {
        tb_buf_add(line, cell->code);
    } else {
        tb_buf_addc(line, '"');
        tb_buf_add_json(line, cell->code);
        tb_buf_addc(line, '"');
    }
}

static void row(struct tb_sink *s, const struct tb_view_cell *cells)
{
    tb_buf_clear(&s->line);
    tb_buf_adds(&s->line, "{\"v\":1");
    for (size_t k = 0; k < s->view->count; k++) {
        const struct tb_column *c = &s->view->columns[k];
        if (!c->key)
            continue;
        tb_buf_addf(&s->line, ",\"%s\":", c->key);
        add_value(&s->line, &cells[k]);
    }
    tb_buf_adds(&s->line, "}\n");
    fwrite(s->line.p, 1, s->line.n, s->out);
}

static void end(struct tb_sink *s)
{
    (void)s;
}

const struct tb_renderer tb_view_json = { begin, row, end };
