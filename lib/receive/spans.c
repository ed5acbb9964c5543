/* spans.c - which range covers which cell, and what it shows. */
#include "spans.h"

#include <stdlib.h>

#include "mem.h"

#define NAMES 5 /* ranges that are named */

void tb_spans_open(struct tb_spans *m, const struct tb_merge *list,
                   size_t count, size_t header_row,
                   const struct tb_field *const *fields, size_t columns)
{
    size_t room = 0;

    *m = (struct tb_spans){ .list = list,
                            .count = count,
                            .header_row = header_row };
    for (size_t i = 0; count > 0 && i < columns; i++) {
        if (!fields[i])
            continue;
        m->columns =
            tb_grow(m->columns, m->column_count, &room, sizeof *m->columns);
        m->columns[m->column_count++] =
            (struct tb_span_column){ .column = (uint32_t)i,
                                     .field = fields[i] };
    }
}

void tb_spans_free(struct tb_spans *m)
{
    for (size_t i = 0; i < m->column_count; i++)
        tb_buf_free(&m->columns[i].text);
    free(m->columns);
    tb_buf_free(&m->down_names);
    tb_buf_free(&m->fault_names);
    tb_buf_free(&m->number_names);
    *m = (struct tb_spans){ 0 };
}

bool tb_spans_matter(const struct tb_merge *list, size_t count,
                     size_t header_row)
{
    return count > 0 && list[count - 1].first_row > header_row;
}

/* ---- where they are ---- */

static void set_down(struct tb_span_column *c, const struct tb_cell *shown)
{
    c->kind = TB_SPAN_DOWN;
    c->cell = *shown;
    tb_buf_clear(&c->text);
    tb_buf_add(&c->text, shown->raw);
    c->cell.raw = tb_buf_str(&c->text);
}

/* RANGE begins in ROW: the columns of ours that it covers. */
static void begin_range(struct tb_spans *m, const struct tb_merge *range,
                        const struct tb_row *row)
{
    const struct tb_cell *shown = tb_row_at(row, range->first_column);
    struct tb_span_column *one = NULL;
    size_t covered = 0;

    if (!shown ||
        (shown->kind == TB_CELL_TEXT && tb_str_trim(shown->raw).n == 0))
        return;
    for (size_t i = 0; i < m->column_count; i++) {
        struct tb_span_column *c = &m->columns[i];
        if (c->column < range->first_column || c->column > range->last_column)
            continue;
        covered++;
        one = c;
        c->range = range;
        c->kind = TB_SPAN_FAULT;
        c->is_told = false;
    }
    if (covered != 1 || one->column != range->first_column)
        return;
    one->kind = TB_SPAN_NONE;
    if (range->last_row > range->first_row)
        set_down(one, shown);
}

void tb_spans_at(struct tb_spans *m, const struct tb_row *row)
{
    for (size_t i = 0; i < m->column_count; i++)
        if (m->columns[i].kind != TB_SPAN_NONE &&
            m->columns[i].range->last_row < row->number)
            m->columns[i].kind = TB_SPAN_NONE;
    for (; m->next < m->count && m->list[m->next].first_row <= row->number;
         m->next++)
        if (m->list[m->next].first_row > m->header_row &&
            m->list[m->next].first_row == row->number)
            begin_range(m, &m->list[m->next], row);
}

/* ---- what they show ---- */

static void add_range(struct tb_buf *names, size_t *count,
                      const struct tb_merge *range)
{
    char name[TB_RANGE_NAME];

    if (++*count > NAMES)
        return;
    tb_range_name(range, name);
    tb_buf_addf(names, "%s%s", names->n > 0 ? "、" : "", name);
}

static void tell(struct tb_span_column *c, struct tb_buf *names, size_t *count)
{
    if (!c->is_told)
        add_range(names, count, c->range);
    c->is_told = true;
}

/* The cell of C in ENTRY is under its range, and not the first of it. */
static bool is_under(const struct tb_span_column *c, const struct tb_entry *e)
{
    return e->line > c->range->first_row || c->column > c->range->first_column;
}

static bool is_number(const struct tb_entry *e, const struct tb_field *f)
{
    return f->is_key && !e->table->has_natural_key;
}

void tb_spans_fill(struct tb_spans *m, struct tb_entry *e)
{
    for (size_t i = 0; i < m->column_count; i++) {
        struct tb_span_column *c = &m->columns[i];
        const struct tb_cell *own = e->cells[c->field->index];
        if (c->kind != TB_SPAN_DOWN || !is_under(c, e))
            continue;
        if (own && tb_str_trim(own->raw).n > 0) {
            /* hidden under the range stands something else: whose is it? */
            if (!tb_str_eq(own->raw, c->cell.raw)) {
                c->kind = TB_SPAN_FAULT;
                c->is_told = false;
            }
        } else if (is_number(e, c->field)) {
            tell(c, &m->number_names, &m->numbers);
        } else {
            tell(c, &m->down_names, &m->down);
            tb_entry_set(e, c->field, &c->cell);
        }
    }
}

const struct tb_merge *tb_spans_key(const struct tb_spans *m,
                                    const struct tb_entry *e)
{
    for (size_t i = 0; i < m->column_count; i++) {
        const struct tb_span_column *c = &m->columns[i];
        if (c->field->is_key && e->cells[c->field->index] == &c->cell)
            return c->range;
    }
    return NULL;
}

bool tb_spans_fault(struct tb_spans *m, const struct tb_entry *e, size_t *at,
                    const struct tb_span_column **column, bool *first)
{
    for (; *at < m->column_count; ++*at) {
        struct tb_span_column *c = &m->columns[*at];
        if (c->kind != TB_SPAN_FAULT ||
            (c->is_told && (!is_under(c, e) || e->cells[c->field->index])))
            continue;
        *first = !c->is_told;
        if (*first)
            add_range(&m->fault_names, &m->faults, c->range);
        for (size_t i = 0; i < m->column_count; i++)
            if (m->columns[i].range == c->range)
                m->columns[i].is_told = true;
        *column = c;
        ++*at;
        return true;
    }
    return false;
}

static void describe(struct tb_buf *out, const struct tb_buf *names,
                     size_t count, const char *words)
{
    if (count > 0)
        tb_buf_addf(out, "合并单元格 %s%s%s。", names->p,
                    count > NAMES ? " 等" : "", words);
}

void tb_spans_describe(const struct tb_spans *m, struct tb_buf *out)
{
    if (m->down > 0)
        tb_buf_addf(out, "%zu 处纵向", m->down);
    describe(out, &m->down_names, m->down, "：所占的每一行都按同一个值读入");
    describe(out, &m->number_names, m->numbers, "：序号不重复，各行按次序另编");
    describe(out, &m->fault_names, m->faults,
             "：跨几列，或其下另有内容，只读到左上角一格");
}
