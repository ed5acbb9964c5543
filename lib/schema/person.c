/* person.c - the field that names the person of a row. */
#include "person.h"

static bool is_fit(const struct tb_field *f)
{
    return f && f->used && !f->many;
}

static const struct tb_field *by_name(const struct tb_table *t)
{
    static const char *const names[] = { "教工号",   "工号",   "教师工号",
                                         "教职工号", "职工号", "授课教师工号" };

    for (size_t i = 0; i < TB_LEN(names); i++) {
        const struct tb_field *f = tb_table_column(t, tb_str(names[i]));
        if (is_fit(f))
            return f;
    }
    return NULL;
}

static bool refers_to_person(const struct tb_field *f)
{
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_reference *r = &f->references[i];
        if (r->table && r->field && r->field->is_key &&
            r->field == by_name(r->table))
            return true;
    }
    return false;
}

/* The only such field, required or not. */
static const struct tb_field *by_reference(const struct tb_table *t,
                                           bool required)
{
    const struct tb_field *found = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!is_fit(f) || f->required != required || !refers_to_person(f))
            continue;
        if (found)
            return NULL;
        found = f;
    }
    return found;
}

const struct tb_field *tb_table_person(const struct tb_table *t)
{
    const struct tb_field *f = by_name(t);

    if (!f)
        f = by_reference(t, true);
    return f ? f : by_reference(t, false);
}
