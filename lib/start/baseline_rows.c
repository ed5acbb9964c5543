/* baseline_rows.c - rows of last year's under this year's tables. */
#include <stdlib.h>

#include "baseline_parts.h"
#include "mem.h"

struct baseline_source *baseline_add_source(struct baseline_load *l)
{
    l->sources = tb_grow(l->sources, l->source_count, &l->source_room,
                         sizeof *l->sources);
    l->sources[l->source_count] = (struct baseline_source){
        .no = tb_str(""), .name = tb_str(""), .condition = tb_str("")
    };
    return &l->sources[l->source_count++];
}

void baseline_link(struct baseline_load *l, const struct tb_table *table,
                   const struct baseline_source *source)
{
    l->links =
        tb_grow(l->links, l->link_count, &l->link_room, sizeof *l->links);
    l->links[l->link_count++] =
        (struct baseline_link){ table, (size_t)(source - l->sources) };
}

int baseline_open(struct baseline_rows *r, bool is_folded)
{
    size_t n = r->table->count;

    r->values = tb_alloc(n, sizeof *r->values);
    r->texts = tb_alloc(n, sizeof *r->texts);
    r->lacks = tb_alloc(n, sizeof *r->lacks);
    r->fed = tb_alloc(n, sizeof *r->fed);
    r->missed = tb_alloc(n, sizeof *r->missed);
    r->fixed = tb_alloc(n, sizeof *r->fixed);
    r->is_folded = is_folded;
    r->condition = -1;
    baseline_row(r);
    return tb_last_insert(r->load->db, r->table, &r->insert, r->load->err);
}

/* ---- columns ---- */

/* 人, 名 and 位 count the same. */
static bool is_person(struct tb_str unit)
{
    return tb_str_is(unit, "人") || tb_str_is(unit, "名") ||
           tb_str_is(unit, "位");
}

/* 万册 is not 册: a number would be another one. */
static bool is_of_unit(const struct baseline_column *c,
                       const struct tb_field *f)
{
    return c->unit.n == 0 || f->unit.n == 0 || tb_str_eq(c->unit, f->unit) ||
           (is_person(c->unit) && is_person(f->unit));
}

static const struct tb_field *field_of(const struct baseline_rows *r,
                                       struct tb_str no,
                                       struct baseline_column *c)
{
    const struct tb_field *f =
        tb_predecessor_heir(r->table, no, c->name, c->aliases);

    if (f && !is_of_unit(c, f)) {
        c->other_unit = f->unit;
        return NULL;
    }
    return f;
}

static long column_called(const struct baseline_source *s, struct tb_str name)
{
    for (size_t i = 0; i < s->count; i++)
        if (tb_predecessor_is_called(s->columns[i].name, name))
            return (long)i;
    return -1;
}

void baseline_begin(struct baseline_rows *r, struct baseline_source *s,
                    const struct tb_predecessor *p)
{
    struct tb_str no = p ? p->no : tb_str("");

    r->source = s;
    free(r->fields);
    r->fields = tb_alloc(s->count + 1, sizeof *r->fields);
    for (size_t i = 0; i < s->count; i++) {
        r->fields[i] = field_of(r, no, &s->columns[i]);
        s->columns[i].is_carried =
            s->columns[i].is_carried || r->fields[i] != NULL;
    }
    for (size_t i = 0; i < r->table->count; i++) {
        r->fixed[i] = tb_predecessor_value(&r->table->fields[i], no);
        r->fed[i] = r->fixed[i].n > 0;
    }
    for (size_t i = 0; i < s->count; i++)
        if (r->fields[i])
            r->fed[r->fields[i]->index] = true;
    r->condition = -1;
    r->wanted = tb_str("");
    if (p && p->field.n > 0) {
        r->condition = column_called(s, p->field);
        r->wanted = p->values;
        s->condition = p->field;
    }
    s->is_continued = true;
    s->rows = 0;
    baseline_link(r->load, r->table, s);
}

/* ---- rows ---- */

void baseline_row(struct baseline_rows *r)
{
    if (r->is_folded && r->is_pending)
        return; /* one row gets what all have */
    for (size_t i = 0; i < r->table->count; i++) {
        r->values[i] = (struct tb_value){ .kind = TB_NULL };
        r->missed[i] = !r->fed[i];
    }
}

/* What LIST calls TEXT: 专任教师 is 校内专任教师. */
static struct tb_str label_of(const struct tb_field *f, struct tb_str text)
{
    const struct tb_code *c = f && f->list ? tb_list_find(f->list, text) : NULL;

    return c ? c->label : text;
}

bool baseline_wants(const struct baseline_rows *r, const struct tb_cell *cell)
{
    struct tb_str rest = r->wanted, one, text;

    r->source->rows++;
    if (r->wanted.n == 0)
        return true;
    if (r->condition < 0 || !cell)
        return false;
    text = tb_str_trim(cell->raw);
    while (tb_str_next(&rest, "|", &one))
        if (tb_str_eq(one, text) ||
            tb_str_eq(one, label_of(r->fields[r->condition], text)))
            return true;
    return false;
}

/* What stands in column AT, as this year's field reads it. */
void baseline_cell(struct baseline_rows *r, size_t at,
                   const struct tb_cell *cell)
{
    const struct tb_field *f;
    bool changed;

    if (at >= r->source->count)
        return;
    f = r->fields[at];
    if (!f) {
        r->source->columns[at].lost += tb_str_trim(cell->raw).n > 0;
        return;
    }
    /* two columns of last year's may have become one: the filled one counts */
    if (r->values[f->index].kind != TB_NULL)
        return;
    if (tb_value_read(f, cell, &r->texts[f->index], &r->values[f->index],
                      &changed) != TB_FINE) {
        r->load->result->unread++;
        r->source->columns[at].unread++;
        r->missed[f->index] = true;
    }
}

static void add_fixed(struct baseline_rows *r)
{
    for (size_t i = 0; i < r->table->count; i++) {
        const struct tb_cell cell = { .kind = TB_CELL_TEXT,
                                      .raw = r->fixed[i] };
        bool changed;
        if (r->fixed[i].n > 0 && r->values[i].kind == TB_NULL &&
            tb_value_read(&r->table->fields[i], &cell, &r->texts[i],
                          &r->values[i], &changed) != TB_FINE)
            r->load->result->unread++;
    }
}

/* A row without all of its key meets no row of this year's.  A part that was
 * empty last year is another thing: the school's row of 1.5.2. */
static void note_keys(struct baseline_rows *r)
{
    bool lacks = false;

    for (size_t i = 0; i < r->table->count; i++)
        if (r->table->fields[i].is_key && r->table->fields[i].used &&
            r->values[i].kind == TB_NULL && r->missed[i])
            r->lacks[i] = lacks = true;
    r->lacking += lacks;
}

static int put_row(struct baseline_rows *r, long long line,
                   struct tb_str department)
{
    note_keys(r);
    r->count++;
    return tb_last_put(r->insert, r->table, line, department, r->values,
                       r->load->err);
}

int baseline_put(struct baseline_rows *r, long long line,
                 struct tb_str department)
{
    r->source->taken++;
    add_fixed(r);
    if (!r->is_folded)
        return put_row(r, line, department);
    if (!r->is_pending) {
        r->line = line;
        tb_buf_add(&r->department, department);
    } else if (!tb_str_eq(tb_buf_str(&r->department), department)) {
        tb_buf_clear(&r->department); /* nobody's alone */
    }
    r->is_pending = true;
    return 0;
}

static void say_keys(struct baseline_rows *r)
{
    struct baseline_names names = { .count = 0 };

    for (size_t i = 0; i < r->table->count; i++)
        if (r->lacks[i])
            baseline_name(&names, r->table->fields[i].name);
    if (r->table->has_natural_key && r->lacking > 0)
        baseline_note(
            r->load,
            "%.*s%.*s：主键不全（%s），%lld 行已带入，但与今年的行对不上",
            TB_STR_ARG(r->table->no), TB_STR_ARG(r->table->name),
            baseline_names_text(&names, "项"), r->lacking);
    tb_buf_free(&names.text);
}

int baseline_close(struct baseline_rows *r, int rc)
{
    struct baseline_load *l = r->load;
    size_t at = (size_t)(r->table - l->dict->tables);

    if (rc == 0 && r->is_pending)
        rc = put_row(r, r->line, tb_buf_str(&r->department));
    if (rc == 0)
        rc = tb_last_there(l->db, r->table, r->count, l->err);
    if (rc == 0) {
        l->result->tables += !l->there[at];
        l->there[at] = true;
        l->result->rows += r->count;
        say_keys(r);
    }
    tb_stmt_free(r->insert);
    for (size_t i = 0; r->texts && i < r->table->count; i++)
        tb_buf_free(&r->texts[i]);
    tb_buf_free(&r->department);
    free(r->texts);
    free(r->values);
    free(r->lacks);
    free(r->fed);
    free(r->missed);
    free(r->fixed);
    free(r->fields);
    return rc;
}
