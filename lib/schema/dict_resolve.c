/* dict_resolve.c - what points from row to row of an edition. */
#include "dict_load.h"
#include "norm.h"

static void resolve_reference(const struct tb_dict *d, struct tb_reference *r,
                              const struct tb_field *f,
                              struct tb_complaints *complaints)
{
    size_t dot = r->text.n;

    for (size_t i = 0; i < r->text.n; i++)
        if (r->text.p[i] == '.')
            dot = i;
    r->table = tb_dict_table(d, tb_str_n(r->text.p, dot));
    if (r->table)
        r->field = tb_table_field(r->table, tb_str_from(r->text, dot + 1));
    if (!r->table || !r->field)
        tb_complain(complaints, "fields.csv", f->line, "reference",
                    "unknown field '%.*s'; write TABLE.FIELD",
                    TB_STR_ARG(r->text));
}

static void resolve_mirror(const struct tb_table *t, struct tb_field *f,
                           struct tb_complaints *complaints)
{
    size_t dot = tb_str_find(f->mirror_text, ".");

    if (f->mirror_text.n == 0)
        return;
    f->mirror_via = tb_table_field(t, tb_str_n(f->mirror_text.p, dot));
    f->mirror_fact = tb_str_from(f->mirror_text, dot + 1);
    if (!f->mirror_via || f->mirror_via->reference_count == 0) {
        tb_complain(complaints, "fields.csv", f->line, "mirror",
                    "'%.*s': no field of this table with a reference; write "
                    "VIA.FACT",
                    TB_STR_ARG(f->mirror_text));
        f->mirror_via = NULL;
        return;
    }
    for (size_t i = 0; i < f->mirror_via->reference_count; i++) {
        const struct tb_reference *r = &f->mirror_via->references[i];
        if (r->table && !tb_table_field(r->table, f->mirror_fact))
            tb_complain(complaints, "fields.csv", f->line, "mirror",
                        "table %.*s has no field '%.*s'",
                        TB_STR_ARG(r->table->no), TB_STR_ARG(f->mirror_fact));
    }
}

static void resolve_applies(const struct tb_table *t, struct tb_field *f,
                            struct tb_complaints *complaints)
{
    size_t eq = tb_str_find(f->applies_text, "=");

    if (f->applies_text.n == 0)
        return;
    f->applies_field = tb_table_field(t, tb_str_n(f->applies_text.p, eq));
    f->applies_values = tb_str_from(f->applies_text, eq + 1);
    if (!f->applies_field || f->applies_values.n == 0)
        tb_complain(complaints, "fields.csv", f->line, "applies",
                    "'%.*s' is not FIELD=VALUE|VALUE with a field of this "
                    "table",
                    TB_STR_ARG(f->applies_text));
}

/* A table's names and aliases must each mean one column. */
static void index_columns(struct tb_dict *d, struct tb_table *t,
                          struct tb_complaints *complaints)
{
    struct tb_buf label = { 0 };

    for (size_t i = 0; i < t->count; i++) {
        struct tb_str rest = t->fields[i].aliases, name = t->fields[i].name;
        uint32_t old;
        do {
            tb_norm_label(name, &label);
            if (name.n > 0 &&
                !tb_map_add(&t->columns,
                            tb_arena_copy(&d->arena, tb_buf_str(&label)),
                            (uint32_t)i, &old) &&
                old != i)
                tb_complain(complaints, "fields.csv", t->fields[i].line,
                            "aliases", "'%.*s' also means '%.*s'",
                            TB_STR_ARG(name), TB_STR_ARG(t->fields[old].name));
        } while (tb_str_next(&rest, ";；", &name));
    }
    tb_buf_free(&label);
}

static void resolve_field(const struct tb_dict *d, const struct tb_table *t,
                          struct tb_field *f, struct tb_complaints *complaints)
{
    if (f->list_name.n > 0) {
        f->list = tb_dict_list(d, f->list_name);
        if (!f->list)
            tb_complain(complaints, "fields.csv", f->line, "list",
                        "unknown list '%.*s'", TB_STR_ARG(f->list_name));
    }
    for (size_t i = 0; i < f->reference_count; i++)
        resolve_reference(d, &f->references[i], f, complaints);
    resolve_mirror(t, f, complaints);
    resolve_applies(t, f, complaints);
}

/* A key that refers to a table whose key refers back has no beginning. */
static bool reaches(const struct tb_dict *d, const struct tb_table *from,
                    const struct tb_table *to, unsigned depth)
{
    if (depth > d->table_count)
        return true;
    for (size_t i = 0; i < from->count; i++) {
        const struct tb_field *f = &from->fields[i];
        for (size_t k = 0; f->is_key && k < f->reference_count; k++) {
            const struct tb_table *next = f->references[k].table;
            if (next && (next == to || reaches(d, next, to, depth + 1)))
                return true;
        }
    }
    return false;
}

void tb_dict_resolve(struct tb_dict *d, struct tb_complaints *complaints)
{
    for (size_t i = 0; i < d->table_count; i++) {
        struct tb_table *t = &d->tables[i];
        for (size_t k = 0; k < t->count; k++)
            resolve_field(d, t, &t->fields[k], complaints);
        index_columns(d, t, complaints);
        if (t->count == 0)
            tb_complain(complaints, "tables.csv", t->line, "table",
                        "table %.*s has no fields", TB_STR_ARG(t->no));
        else if (t->key_count == 0)
            tb_complain(complaints, "tables.csv", t->line, "table",
                        "table %.*s has no key", TB_STR_ARG(t->no));
    }
    for (size_t i = 0; i < d->table_count; i++)
        if (reaches(d, &d->tables[i], &d->tables[i], 0))
            tb_complain(complaints, "tables.csv", d->tables[i].line, "table",
                        "the keys of table %.*s refer to each other in a "
                        "circle",
                        TB_STR_ARG(d->tables[i].no));
}
