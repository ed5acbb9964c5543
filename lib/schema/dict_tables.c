/* dict_tables.c - tables.csv, fields.csv and codes.csv, row by row. */
#include <stdio.h>

#include "dict_load.h"
#include "gate.h"
#include "norm.h"
#include "predecessor.h"
#include "types.h"
#include "utf8.h"

/* ---- tables.csv ---- */

enum {
    T_TABLE,
    T_NAME,
    T_ALIASES,
    T_CATEGORY,
    T_SECTION,
    T_ORIGIN,
    T_SOURCE,
    T_FILLED_BY,
    T_PERIOD,
    T_ROWS,
    T_SHEET,
    T_NOTE,
    T_BASIS,
    T_PREDECESSOR
};
const char *const tb_table_columns[] = { "table",    "name",       "aliases",
                                         "category", "section",    "origin",
                                         "source",   "filled_by",  "period",
                                         "rows",     "sheet",      "note",
                                         "basis",    "predecessor" };

static void index_name(struct tb_load *l, struct tb_str name, size_t at,
                       int column)
{
    struct tb_buf label = { 0 };
    uint32_t old;

    tb_norm_label(name, &label);
    if (!tb_map_add(&l->dict->by_name,
                    tb_arena_copy(&l->dict->arena, tb_buf_str(&label)),
                    (uint32_t)at, &old) &&
        old != at)
        TB_LOAD_COMPLAIN(l, column, "'%.*s' names two tables",
                         TB_STR_ARG(name));
    tb_buf_free(&label);
}

/* A name that cannot be a sheet's becomes one that can: the number, which no
 * other table has, and as much of the name as is allowed. */
static struct tb_str make_sheet(struct tb_load *l, const struct tb_table *t)
{
    struct tb_buf name = { 0 };
    struct tb_str made;

    tb_buf_add(&name, t->no);
    for (size_t i = 0, n; i < t->name.n; i += n) {
        struct tb_str one;
        n = tb_utf8_size((unsigned char)t->name.p[i]);
        one = tb_str_n(t->name.p + i, n);
        if (tb_utf8_units(tb_buf_str(&name)) + tb_utf8_units(one) >
            TB_SHEET_NAME_MAX)
            break;
        if (!strchr("[]:*?/\\'", one.p[0]))
            tb_buf_add(&name, one);
    }
    made = tb_arena_copy(&l->dict->arena, tb_buf_str(&name));
    tb_buf_free(&name);
    return made;
}

#define NUMBER_MAX 20

/* 1.4.1.  It becomes a part of names in SQL and of files: nothing else. */
static bool is_number(struct tb_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!memchr("0123456789.", s.p[i], 11))
            return false;
    return s.n > 0 && s.n <= NUMBER_MAX;
}

void tb_load_table(struct tb_load *l)
{
    static const char *const origins[] = { "filled", "cloud", "derived" };
    static const char *const rows[] = { "many", "one" };
    static const char *const fillers[] = { "department", "person", "none" };
    struct tb_dict *d = l->dict;
    struct tb_table *t;
    struct tb_str rest, alias;
    struct tb_err err = { 0 };

    d->tables =
        tb_grow(d->tables, d->table_count, &d->table_room, sizeof *d->tables);
    t = &d->tables[d->table_count];
    *t = (struct tb_table){
        .no = tb_load_keep(l, T_TABLE),
        .name = tb_load_keep(l, T_NAME),
        .aliases = tb_load_keep(l, T_ALIASES),
        .category = tb_load_keep(l, T_CATEGORY),
        .section = tb_load_keep(l, T_SECTION),
        .period = tb_load_keep(l, T_PERIOD),
        .sheet = tb_load_keep(l, T_SHEET),
        .note = tb_load_keep(l, T_NOTE),
        .predecessor = tb_load_keep(l, T_PREDECESSOR),
        .origin = (enum tb_origin)TB_LOAD_WORD(l, T_ORIGIN, origins),
        .is_source = tb_load_flag(l, T_SOURCE),
        .is_one_row = TB_LOAD_WORD(l, T_ROWS, rows) == 1,
        .by_person = TB_LOAD_WORD(l, T_FILLED_BY, fillers) == 1,
        .line = l->row->number,
    };
    if (t->no.n == 0 || t->name.n == 0) {
        TB_LOAD_COMPLAIN(l, T_TABLE, "a table needs a number and a name");
        return;
    }
    if (!is_number(t->no)) {
        TB_LOAD_COMPLAIN(l, T_TABLE, "'%.*s' is no number of a table: 1.4.1",
                         TB_STR_ARG(t->no));
        return;
    }
    if (t->sheet.n == 0) {
        t->is_sheet_made = tb_gate_sheet_name(t->name, &err) < 0;
        t->sheet = t->is_sheet_made ? make_sheet(l, t) : t->name;
        err = (struct tb_err){ 0 };
    }
    if (tb_gate_sheet_name(t->sheet, &err) < 0)
        TB_LOAD_COMPLAIN(l, T_SHEET, "%s", err.msg);
    if (!tb_predecessor_is_table(t))
        TB_LOAD_COMPLAIN(l, T_PREDECESSOR,
                         "'%.*s' is no number of a former table: 6.1, or 6.1 "
                         "类别=a|b",
                         TB_STR_ARG(t->predecessor));
    if (!tb_map_add(&d->by_no, t->no, (uint32_t)d->table_count, NULL)) {
        TB_LOAD_COMPLAIN(l, T_TABLE, "table '%.*s' is there twice",
                         TB_STR_ARG(t->no));
        return;
    }
    index_name(l, t->name, d->table_count, T_NAME);
    for (rest = t->aliases; tb_str_next(&rest, ";；", &alias);)
        if (alias.n > 0)
            index_name(l, alias, d->table_count, T_ALIASES);
    d->table_count++;
}

/* ---- fields.csv ---- */

enum {
    F_TABLE,
    F_FIELD,
    F_ALIASES,
    F_TYPE,
    F_UNIT,
    F_REQUIRED,
    F_LENGTH,
    F_MIN,
    F_MAX,
    F_PATTERN,
    F_LIST,
    F_KEY,
    F_REFERENCE,
    F_MIRROR,
    F_MANY,
    F_APPLIES,
    F_STABLE,
    F_TOLERANCE,
    F_WINDOW,
    F_PERSONAL,
    F_NOTE,
    F_BASIS,
    F_SOURCE,
    F_USED,
    F_PATTERN_WORDS,
    F_PREDECESSOR
};
const char *const tb_field_columns[] = {
    "table",         "field",      "aliases", "type",    "unit",   "required",
    "length",        "min",        "max",     "pattern", "list",   "key",
    "reference",     "mirror",     "many",    "applies", "stable", "tolerance",
    "window",        "personal",   "note",    "basis",   "source", "used",
    "pattern_words", "predecessor"
};

static enum tb_type type_of(struct tb_load *l)
{
    struct tb_str s = tb_load_get(l, F_TYPE);
    enum tb_type type = TB_TYPE_TEXT;

    if (!tb_type_parse(s, &type))
        TB_LOAD_COMPLAIN(l, F_TYPE, "unknown type '%.*s'", TB_STR_ARG(s));
    return type;
}

/* "20": at most; "6-8": from, to. */
static void take_length(struct tb_load *l, struct tb_field *f)
{
    struct tb_str text = tb_load_get(l, F_LENGTH);
    char copy[32];
    unsigned low, high;
    int end = 0;

    if (text.n == 0)
        return;
    snprintf(copy, sizeof copy, "%.*s", TB_STR_ARG(text));
    if (sscanf(copy, "%6u-%6u%n", &low, &high, &end) == 2 &&
        (size_t)end == text.n && low <= high && high > 0) {
        f->length_min = low;
        f->length_max = high;
    } else if (sscanf(copy, "%6u%n", &high, &end) == 1 &&
               (size_t)end == text.n && high > 0) {
        f->length_max = high;
    } else {
        TB_LOAD_COMPLAIN(l, F_LENGTH, "'%.*s' is no length; write 20 or 6-8",
                         TB_STR_ARG(text));
    }
}

/* "20%" of last year's value. */
static void take_tolerance(struct tb_load *l, struct tb_field *f)
{
    struct tb_str text = tb_load_get(l, F_TOLERANCE);
    double percent;

    if (text.n == 0)
        return;
    if (text.p[text.n - 1] == '%' &&
        tb_norm_number(tb_str_n(text.p, text.n - 1), &percent) && percent > 0)
        f->tolerance = percent / 100;
    else
        TB_LOAD_COMPLAIN(l, F_TOLERANCE, "'%.*s' is no tolerance; write 20%%",
                         TB_STR_ARG(text));
}

static void take_pattern(struct tb_load *l, struct tb_field *f)
{
    struct tb_buf whole = { 0 };

    f->pattern = tb_load_keep(l, F_PATTERN);
    f->pattern_words = tb_load_keep(l, F_PATTERN_WORDS);
    if (f->pattern.n == 0)
        return;
    tb_buf_addf(&whole, "^(%.*s)$", TB_STR_ARG(f->pattern));
    if (regcomp(&f->regex, whole.p, REG_EXTENDED | REG_NOSUB) == 0)
        f->has_pattern = true;
    else
        TB_LOAD_COMPLAIN(l, F_PATTERN, "'%.*s' is no regular expression",
                         TB_STR_ARG(f->pattern));
    tb_buf_free(&whole);
}

static void check_field(struct tb_load *l, const struct tb_table *t,
                        const struct tb_field *f)
{
    if (!tb_predecessor_is_field(t, f))
        TB_LOAD_COMPLAIN(l, F_PREDECESSOR,
                         "'%.*s' is of no table that table %.*s continues",
                         TB_STR_ARG(f->predecessor), TB_STR_ARG(t->no));
    if (f->name.n == 0)
        TB_LOAD_COMPLAIN(l, F_FIELD, "a field needs a name");
    else if (tb_table_field(t, f->name))
        TB_LOAD_COMPLAIN(l, F_FIELD,
                         "field '%.*s' is there twice in table %.*s",
                         TB_STR_ARG(f->name), TB_STR_ARG(t->no));
    if (f->name.n > 0 && f->name.p[0] == '_')
        TB_LOAD_COMPLAIN(l, F_FIELD, "a field's name must not begin with '_'");
    if (tb_types[f->type].needs_list && f->list_name.n == 0)
        TB_LOAD_COMPLAIN(l, F_LIST, "a field of type %s needs a list",
                         tb_types[f->type].name);
    if (f->has_min && f->has_max && f->min > f->max)
        TB_LOAD_COMPLAIN(l, F_MIN, "min is above max");
    if ((f->has_min || f->has_max) && !tb_type_is_number(f->type))
        TB_LOAD_COMPLAIN(l, F_MIN, "min and max are for numbers");
    if (f->window != TB_WINDOW_NONE && !tb_type_is_time(f->type))
        TB_LOAD_COMPLAIN(l, F_WINDOW,
                         "a window is for dates, months and years");
}

void tb_load_field(struct tb_load *l)
{
    static const char *const keys[] = { "", "key", "unique" };
    static const char *const windows[] = { "", "学年", "财年", "至学年止",
                                           "至时点" };
    struct tb_table *t = (struct tb_table *)tb_load_table_of(l, F_TABLE);
    struct tb_field f = { .line = l->row->number };
    int key;

    if (!t)
        return;
    f.name = tb_load_keep(l, F_FIELD);
    f.aliases = tb_load_keep(l, F_ALIASES);
    f.type = type_of(l);
    f.unit = tb_load_keep(l, F_UNIT);
    f.required = tb_load_flag(l, F_REQUIRED);
    take_length(l, &f);
    f.has_min = tb_load_number(l, F_MIN, &f.min);
    f.has_max = tb_load_number(l, F_MAX, &f.max);
    take_pattern(l, &f);
    f.list_name = tb_load_keep(l, F_LIST);
    key = TB_LOAD_WORD(l, F_KEY, keys);
    f.is_key = key == 1;
    f.is_unique = key == 2;
    f.mirror_text = tb_load_keep(l, F_MIRROR);
    f.many = tb_load_flag(l, F_MANY);
    f.applies_text = tb_load_keep(l, F_APPLIES);
    f.stable = tb_load_flag(l, F_STABLE);
    take_tolerance(l, &f);
    f.window = (enum tb_window)TB_LOAD_WORD(l, F_WINDOW, windows);
    f.personal = tb_load_keep(l, F_PERSONAL);
    f.note = tb_load_keep(l, F_NOTE);
    f.basis = tb_load_keep(l, F_BASIS);
    f.source = tb_load_keep(l, F_SOURCE);
    f.predecessor = tb_load_keep(l, F_PREDECESSOR);
    f.used = tb_load_get(l, F_USED).n == 0 || tb_load_flag(l, F_USED);
    for (struct tb_str rest = tb_load_keep(l, F_REFERENCE), one;
         tb_str_next(&rest, "|", &one);) {
        if (f.reference_count == TB_REFERENCES_MAX)
            TB_LOAD_COMPLAIN(l, F_REFERENCE, "more than %d references",
                             TB_REFERENCES_MAX);
        else if (one.n > 0)
            f.references[f.reference_count++].text = one;
    }
    check_field(l, t, &f);
    f.index = t->count;
    t->fields = tb_grow(t->fields, t->count, &t->room, sizeof *t->fields);
    t->fields[t->count++] = f;
    t->key_count += f.is_key && f.used;
    if (f.is_key && f.used && !tb_str_is(f.name, TB_ROW_NUMBER))
        t->has_natural_key = true;
}

/* ---- codes.csv ---- */

enum { C_LIST, C_CODE, C_LABEL, C_ALIASES, C_BASIS, C_GROUP };
const char *const tb_code_columns[] = { "list",    "code",  "label",
                                        "aliases", "basis", "group" };

static struct tb_list *list_of(struct tb_dict *d, struct tb_str name)
{
    struct tb_list *l = (struct tb_list *)tb_dict_list(d, name);

    if (l)
        return l;
    d->lists =
        tb_grow(d->lists, d->list_count, &d->list_room, sizeof *d->lists);
    l = &d->lists[d->list_count++];
    *l = (struct tb_list){ .name = tb_arena_copy(&d->arena, name) };
    return l;
}

static void index_code(struct tb_load *l, struct tb_list *list,
                       struct tb_str text, int column)
{
    struct tb_buf label = { 0 };
    uint32_t at = (uint32_t)list->count - 1, old;

    tb_norm_label(text, &label);
    if (!tb_map_add(&list->index,
                    tb_arena_copy(&l->dict->arena, tb_buf_str(&label)), at,
                    &old) &&
        old != at)
        TB_LOAD_COMPLAIN(l, column, "'%.*s' means both '%.*s' and '%.*s'",
                         TB_STR_ARG(text), TB_STR_ARG(list->codes[old].label),
                         TB_STR_ARG(list->codes[at].label));
    tb_buf_free(&label);
}

void tb_load_code(struct tb_load *l)
{
    struct tb_list *list;
    struct tb_code *c;
    struct tb_str rest, alias;

    if (tb_load_get(l, C_LIST).n == 0 || tb_load_get(l, C_LABEL).n == 0) {
        TB_LOAD_COMPLAIN(l, C_LIST, "a code needs a list and a label");
        return;
    }
    list = list_of(l->dict, tb_load_get(l, C_LIST));
    list->codes =
        tb_grow(list->codes, list->count, &list->room, sizeof *list->codes);
    c = &list->codes[list->count++];
    *c = (struct tb_code){ tb_load_keep(l, C_CODE), tb_load_keep(l, C_LABEL),
                           tb_load_keep(l, C_ALIASES),
                           tb_load_keep(l, C_GROUP) };
    index_code(l, list, c->label, C_LABEL);
    if (c->code.n > 0)
        index_code(l, list, c->code, C_CODE);
    for (rest = c->aliases; tb_str_next(&rest, ";；", &alias);)
        if (alias.n > 0)
            index_code(l, list, alias, C_ALIASES);
}
