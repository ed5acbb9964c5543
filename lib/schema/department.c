/* department.c - the field that names the department of a row. */
#include "department.h"

/* Is T the table in which departments stand themselves? */
static bool is_of_departments(const struct tb_table *t)
{
    static const char *const names[] = { "部门代码", "部门编号", "部门号",
                                         "机构代码", "机构编号", "机构号",
                                         "单位代码", "单位号" };

    if (t->key_count != 1)
        return false;
    for (size_t i = 0; i < TB_LEN(names); i++) {
        const struct tb_field *f = tb_table_column(t, tb_str(names[i]));
        if (f && f->used && f->is_key && f->reference_count == 0)
            return true;
    }
    return false;
}

static bool refers_to_department(const struct tb_table *t,
                                 const struct tb_field *f)
{
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_reference *r = &f->references[i];
        if (r->table && r->field && r->table != t &&
            (r->field->is_key || r->field->is_unique) &&
            is_of_departments(r->table))
            return true;
    }
    return false;
}

/* The only such field, required or not. */
static const struct tb_field *find(const struct tb_table *t, bool required)
{
    const struct tb_field *found = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used || f->many || f->required != required ||
            !refers_to_department(t, f))
            continue;
        if (found)
            return NULL;
        found = f;
    }
    return found;
}

const struct tb_field *tb_table_department(const struct tb_table *t)
{
    const struct tb_field *f = find(t, true);

    return f ? f : find(t, false);
}
