/* entry.c - the cells of a row, field by field. */
#include "entry.h"

#include <stdlib.h>

#include "mem.h"

#define SEPARATOR '\x1F' /* no value has it */

void tb_entry_open(struct tb_entry *e, const struct tb_table *t)
{
    e->table = t;
    e->values = tb_alloc(t->count, sizeof *e->values);
    e->troubles = tb_alloc(t->count, sizeof *e->troubles);
    e->changed = tb_alloc(t->count, sizeof *e->changed);
    e->cells = tb_alloc(t->count, sizeof *e->cells);
    e->texts = tb_alloc(t->count, sizeof *e->texts);
}

void tb_entry_free(struct tb_entry *e)
{
    for (size_t i = 0; e->texts && i < e->table->count; i++)
        tb_buf_free(&e->texts[i]);
    free(e->values);
    free(e->troubles);
    free(e->changed);
    free(e->cells);
    free(e->texts);
    *e = (struct tb_entry){ 0 };
}

void tb_entry_set(struct tb_entry *e, const struct tb_field *f,
                  const struct tb_cell *c)
{
    size_t at = f->index;

    e->cells[at] = c;
    e->troubles[at] =
        tb_value_read(f, c, &e->texts[at], &e->values[at], &e->changed[at]);
}

bool tb_entry_read(struct tb_entry *e, const struct tb_row *row,
                   const struct tb_field *const *fields, size_t columns)
{
    bool any = false;

    e->line = row->number;
    for (size_t i = 0; i < e->table->count; i++) {
        e->values[i] = (struct tb_value){ .kind = TB_NULL };
        e->troubles[i] = TB_FINE;
        e->changed[i] = false;
        e->cells[i] = NULL;
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f =
            c->column < columns ? fields[c->column] : NULL;
        size_t at;
        if (!f)
            continue;
        at = f->index;
        tb_entry_set(e, f, c);
        any =
            any || e->values[at].kind != TB_NULL || e->troubles[at] != TB_FINE;
    }
    return any;
}

bool tb_entry_is_number_only(const struct tb_entry *e)
{
    const struct tb_table *t = e->table;
    size_t others = 0;
    bool has_number = false;

    for (size_t i = 0; i < t->count; i++) {
        if (e->troubles[i] != TB_FINE)
            return false;
        if (tb_str_is(t->fields[i].name, TB_ROW_NUMBER))
            has_number = e->values[i].kind != TB_NULL;
        else if (e->values[i].kind != TB_NULL)
            return false;
        else
            others += t->fields[i].used;
    }
    return has_number && others > 0;
}

void tb_entry_number(struct tb_entry *e, size_t number)
{
    const struct tb_table *t = e->table;

    if (t->has_natural_key)
        return;
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && e->values[i].kind == TB_NULL &&
            e->troubles[i] == TB_FINE)
            e->values[i] = (struct tb_value){ .kind = TB_INTEGER,
                                              .integer = (int64_t)number };
}

void tb_entry_unnumber(struct tb_entry *e)
{
    const struct tb_table *t = e->table;

    for (size_t i = 0; !t->has_natural_key && i < t->count; i++)
        if (t->fields[i].is_key && e->troubles[i] == TB_FINE)
            e->values[i] = (struct tb_value){ .kind = TB_NULL };
}

static void add_value(const struct tb_value *v, struct tb_buf *out)
{
    switch (v->kind) {
    case TB_TEXT:
        tb_buf_add(out, v->text);
        break;
    case TB_INTEGER:
        tb_buf_addf(out, "%lld", (long long)v->integer);
        break;
    case TB_REAL:
        tb_buf_add(out, tb_str_n((const char *)&v->real, sizeof v->real));
        break;
    case TB_NULL:
        break;
    }
    tb_buf_addc(out, SEPARATOR);
}

bool tb_entry_key(const struct tb_entry *e, struct tb_buf *key)
{
    const struct tb_table *t = e->table;

    tb_buf_clear(key);
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (e->values[i].kind == TB_NULL && f->required)
            return false;
        add_value(&e->values[i], key);
    }
    return true;
}

const struct tb_field *tb_entry_key_fault(const struct tb_entry *e)
{
    const struct tb_table *t = e->table;
    const struct tb_field *at = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (e->values[i].kind == TB_NULL)
            return f;
        if (!at)
            at = f;
    }
    return at;
}

bool tb_entry_says(const struct tb_entry *e, const struct tb_field *f,
                   struct tb_str id)
{
    struct tb_buf shown = { 0 };
    bool is;

    tb_value_show(&e->values[f->index], &shown);
    is = tb_str_eq(tb_buf_str(&shown), id);
    tb_buf_free(&shown);
    return is;
}

void tb_entry_line(const struct tb_entry *e, struct tb_buf *line)
{
    const struct tb_table *t = e->table;

    tb_buf_clear(line);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            add_value(&e->values[i], line);
    tb_buf_addc(line, '\n');
}

size_t tb_entry_formulas(const struct tb_entry *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->table->count; i++)
        n += e->cells[i] && e->cells[i]->formula;
    return n;
}
