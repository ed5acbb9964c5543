/*
 * dict_check.c - does what fields.csv declares make sense?
 *
 * What can be seen without SQL, once all references are resolved: types that
 * clash, references to what is no key, conditions on values that a list does
 * not have, fields that nobody explains.
 */
#include "dict_check.h"

#include "norm.h"
#include "types.h"

/* Can no value of A equal one of B?  2021-09 is not 2021-09-01. */
static bool clash(const struct tb_field *a, const struct tb_field *b)
{
    if (tb_type_is_number(a->type) && tb_type_is_number(b->type))
        return false;
    return tb_types[a->type].shape != tb_types[b->type].shape;
}

static void check_reference(const struct tb_field *f,
                            const struct tb_reference *r,
                            struct tb_complaints *complaints)
{
    if (!r->table || !r->field)
        return;
    if (!r->field->is_key && !r->field->is_unique)
        tb_complain(complaints, "fields.csv", f->line, "reference",
                    "'%.*s' is neither a key nor unique", TB_STR_ARG(r->text));
    if (clash(f, r->field))
        tb_complain(complaints, "fields.csv", f->line, "reference",
                    "'%.*s' is of type %s, this field of type %s",
                    TB_STR_ARG(r->text), tb_types[r->field->type].name,
                    tb_types[f->type].name);
}

static void check_mirror(const struct tb_field *f,
                         struct tb_complaints *complaints)
{
    for (size_t i = 0; f->mirror_via && i < f->mirror_via->reference_count;
         i++) {
        const struct tb_table *t = f->mirror_via->references[i].table;
        const struct tb_field *fact =
            t ? tb_table_field(t, f->mirror_fact) : NULL;
        if (fact && clash(f, fact))
            tb_complain(complaints, "fields.csv", f->line, "mirror",
                        "'%.*s' is of type %s, this field of type %s",
                        TB_STR_ARG(f->mirror_text), tb_types[fact->type].name,
                        tb_types[f->type].name);
    }
}

static void check_applies(const struct tb_field *f,
                          struct tb_complaints *complaints)
{
    struct tb_str rest = f->applies_values, one;

    if (!f->applies_field || !f->applies_field->list)
        return;
    while (tb_str_next(&rest, "|", &one)) {
        const struct tb_code *c = tb_list_find(f->applies_field->list, one);
        if (!c || !tb_str_eq(c->label, one))
            tb_complain(complaints, "fields.csv", f->line, "applies",
                        "'%.*s' is no label of the list %.*s", TB_STR_ARG(one),
                        TB_STR_ARG(f->applies_field->list_name));
    }
}

static void check_field(const struct tb_field *f,
                        struct tb_complaints *complaints)
{
    for (size_t i = 0; i < f->reference_count; i++)
        check_reference(f, &f->references[i], complaints);
    check_mirror(f, complaints);
    check_applies(f, complaints);
    if (f->tolerance > 0 && !tb_type_is_number(f->type))
        tb_complain(complaints, "fields.csv", f->line, "tolerance",
                    "a tolerance is for numbers");
    if (f->stable && f->is_key)
        tb_complain(complaints, "fields.csv", f->line, "stable",
                    "a key is stable anyway: with another key it is another "
                    "row");
    if (f->note.n == 0)
        tb_complain(complaints, "fields.csv", f->line, "note",
                    "field '%.*s' has no note for the person who fills it",
                    TB_STR_ARG(f->name));
    if (f->has_pattern && f->pattern_words.n == 0)
        tb_complain(complaints, "fields.csv", f->line, "pattern_words",
                    "field '%.*s' has a pattern and no words for the person "
                    "who fills it",
                    TB_STR_ARG(f->name));
}

/* Two tables on one sheet of a workbook would lose one of them. */
static void check_sheets(const struct tb_dict *d,
                         struct tb_complaints *complaints)
{
    static const char *const ours[] = { "清单", "填报说明", "_lists", "_meta" };
    struct tb_map seen = { 0 };
    struct tb_arena arena = { 0 };

    for (size_t i = 0; i < d->table_count; i++) {
        uint32_t first;
        for (size_t k = 0; k < TB_LEN(ours); k++)
            if (tb_str_is(d->tables[i].sheet, ours[k]))
                tb_complain(complaints, "tables.csv", d->tables[i].line,
                            "sheet", "'%s' is a sheet that tianbao adds",
                            ours[k]);
        struct tb_buf name = { 0 };
        struct tb_str key;
        tb_norm_label(d->tables[i].sheet, &name); /* AB and ab are one */
        key = tb_arena_copy(&arena, tb_buf_str(&name));
        tb_buf_free(&name);
        if (!tb_map_add(&seen, key, (uint32_t)i, &first))
            tb_complain(complaints, "tables.csv", d->tables[i].line, "sheet",
                        "table %.*s has the sheet '%.*s' too",
                        TB_STR_ARG(d->tables[first].no),
                        TB_STR_ARG(d->tables[i].sheet));
    }
    tb_map_free(&seen);
    tb_arena_free(&arena);
}

/* A second derivation would take the first one's place. */
static void check_derived(const struct tb_dict *d,
                          struct tb_complaints *complaints)
{
    for (size_t i = 0; i < d->derived_count; i++)
        for (size_t k = 0; k < i; k++)
            if (d->derived[k].table == d->derived[i].table)
                tb_complain(complaints, "derived.csv", d->derived[i].line,
                            "table", "table %.*s is derived twice",
                            TB_STR_ARG(d->derived[i].table->no));
}

void tb_dict_check(const struct tb_dict *d, struct tb_complaints *complaints)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t k = 0; k < d->tables[i].count; k++)
            if (d->tables[i].fields[k].used)
                check_field(&d->tables[i].fields[k], complaints);
    check_sheets(d, complaints);
    check_derived(d, complaints);
}
