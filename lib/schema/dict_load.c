/*
 * dict_load.c - an edition's CSV files become a dictionary.
 *
 * Each file has a list of its columns and a function that takes one row.
 * References between rows are resolved afterwards (resolve_*), since they
 * may point ahead.
 */
#include <stdio.h>
#include <stdlib.h>

#include "dict.h"
#include "encoding.h"
#include "file.h"
#include "gate.h"
#include "hash.h"
#include "norm.h"
#include "read_csv.h"
#include "utf8.h"

#define FILE_LIMIT ((size_t)64 << 20)
#define COLUMNS_MAX 32

/* What is known while one file is read. */
struct load {
    struct tb_dict *dict;
    struct tb_complaints *complaints;
    const char *file;
    const char *const *columns;
    size_t column_count;
    size_t needed_count;  /* the columns after these may be absent */
    long at[COLUMNS_MAX]; /* where each column stands; -1: absent */
    bool has_header;
    void (*take)(struct load *load);
    const struct tb_row *row;
};

static struct tb_str get(const struct load *l, int column)
{
    const struct tb_cell *c =
        l->at[column] < 0 ? NULL : tb_row_at(l->row, (uint32_t)l->at[column]);

    return c ? tb_str_trim(c->raw) : tb_str("");
}

static struct tb_str keep(const struct load *l, int column)
{
    return tb_arena_copy(&l->dict->arena, get(l, column));
}

#define COMPLAIN(l, column, ...)                              \
    tb_complain((l)->complaints, (l)->file, (l)->row->number, \
                (l)->columns[column], __VA_ARGS__)

static bool flag(struct load *l, int column)
{
    struct tb_str s = get(l, column);

    if (s.n > 0 && !tb_str_is(s, "0") && !tb_str_is(s, "1"))
        COMPLAIN(l, column, "'%.*s' is neither 0 nor 1", TB_STR_ARG(s));
    return tb_str_is(s, "1");
}

static bool number(struct load *l, int column, double *out)
{
    struct tb_str s = get(l, column);

    if (s.n == 0)
        return false;
    if (!tb_norm_number(s, out)) {
        COMPLAIN(l, column, "'%.*s' is no number", TB_STR_ARG(s));
        return false;
    }
    return true;
}

/* One of the words of a column, by its place in WORDS. */
static int word(struct load *l, int column, const char *const *words,
                size_t count)
{
    struct tb_str s = get(l, column);

    for (size_t i = 0; i < count; i++)
        if (tb_str_is(s, words[i]))
            return (int)i;
    COMPLAIN(l, column, "unknown word '%.*s'", TB_STR_ARG(s));
    return 0;
}

#define WORD(l, column, words) word(l, column, words, TB_LEN(words))

static const struct tb_table *table_of(struct load *l, int column)
{
    const struct tb_table *t = tb_dict_table(l->dict, get(l, column));

    if (!t)
        COMPLAIN(l, column, "unknown table '%.*s'", TB_STR_ARG(get(l, column)));
    return t;
}

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
    T_BASIS
};
static const char *const table_columns[] = {
    "table",     "name",   "aliases", "category", "section", "origin", "source",
    "filled_by", "period", "rows",    "sheet",    "note",    "basis"
};

static void index_name(struct load *l, struct tb_str name, size_t at,
                       int column)
{
    struct tb_buf label = { 0 };
    uint32_t old;

    tb_norm_label(name, &label);
    if (!tb_map_add(&l->dict->by_name,
                    tb_arena_copy(&l->dict->arena, tb_buf_str(&label)),
                    (uint32_t)at, &old) &&
        old != at)
        COMPLAIN(l, column, "'%.*s' names two tables", TB_STR_ARG(name));
    tb_buf_free(&label);
}

/* A name that cannot be a sheet's becomes one that can: the number, which no
 * other table has, and as much of the name as is allowed. */
static struct tb_str make_sheet(struct load *l, const struct tb_table *t)
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

static void take_table(struct load *l)
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
        .no = keep(l, T_TABLE),
        .name = keep(l, T_NAME),
        .aliases = keep(l, T_ALIASES),
        .category = keep(l, T_CATEGORY),
        .section = keep(l, T_SECTION),
        .period = keep(l, T_PERIOD),
        .sheet = keep(l, T_SHEET),
        .note = keep(l, T_NOTE),
        .origin = (enum tb_origin)WORD(l, T_ORIGIN, origins),
        .is_source = flag(l, T_SOURCE),
        .is_one_row = WORD(l, T_ROWS, rows) == 1,
        .by_person = WORD(l, T_FILLED_BY, fillers) == 1,
        .line = l->row->number,
    };
    if (t->no.n == 0 || t->name.n == 0) {
        COMPLAIN(l, T_TABLE, "a table needs a number and a name");
        return;
    }
    if (t->sheet.n == 0) {
        t->is_sheet_made = tb_gate_sheet_name(t->name, &err) < 0;
        t->sheet = t->is_sheet_made ? make_sheet(l, t) : t->name;
        err = (struct tb_err){ 0 };
    }
    if (tb_gate_sheet_name(t->sheet, &err) < 0)
        COMPLAIN(l, T_SHEET, "%s", err.msg);
    if (!tb_map_add(&d->by_no, t->no, (uint32_t)d->table_count, NULL)) {
        COMPLAIN(l, T_TABLE, "table '%.*s' is there twice", TB_STR_ARG(t->no));
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
    F_USED
};
static const char *const field_columns[] = {
    "table",     "field",    "aliases", "type",    "unit",   "required",
    "length",    "min",      "max",     "pattern", "list",   "key",
    "reference", "mirror",   "many",    "applies", "stable", "tolerance",
    "window",    "personal", "note",    "basis",   "source", "used"
};

static enum tb_type type_of(struct load *l)
{
    struct tb_str s = get(l, F_TYPE);

    for (int i = TB_TYPE_TEXT; i <= TB_TYPE_URL; i++)
        if (tb_str_is(s, tb_type_name((enum tb_type)i)))
            return (enum tb_type)i;
    COMPLAIN(l, F_TYPE, "unknown type '%.*s'", TB_STR_ARG(s));
    return TB_TYPE_TEXT;
}

/* "20": at most; "6-8": from, to. */
static void take_length(struct load *l, struct tb_field *f)
{
    struct tb_str text = get(l, F_LENGTH);
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
        COMPLAIN(l, F_LENGTH, "'%.*s' is no length; write 20 or 6-8",
                 TB_STR_ARG(text));
    }
}

/* "20%" of last year's value. */
static void take_tolerance(struct load *l, struct tb_field *f)
{
    struct tb_str text = get(l, F_TOLERANCE);
    double percent;

    if (text.n == 0)
        return;
    if (text.p[text.n - 1] == '%' &&
        tb_norm_number(tb_str_n(text.p, text.n - 1), &percent) && percent > 0)
        f->tolerance = percent / 100;
    else
        COMPLAIN(l, F_TOLERANCE, "'%.*s' is no tolerance; write 20%%",
                 TB_STR_ARG(text));
}

static void take_pattern(struct load *l, struct tb_field *f)
{
    struct tb_buf whole = { 0 };

    f->pattern = keep(l, F_PATTERN);
    if (f->pattern.n == 0)
        return;
    tb_buf_addf(&whole, "^(%.*s)$", TB_STR_ARG(f->pattern));
    if (regcomp(&f->regex, whole.p, REG_EXTENDED | REG_NOSUB) == 0)
        f->has_pattern = true;
    else
        COMPLAIN(l, F_PATTERN, "'%.*s' is no regular expression",
                 TB_STR_ARG(f->pattern));
    tb_buf_free(&whole);
}

static void check_field(struct load *l, const struct tb_table *t,
                        const struct tb_field *f)
{
    if (f->name.n == 0)
        COMPLAIN(l, F_FIELD, "a field needs a name");
    else if (tb_table_field(t, f->name))
        COMPLAIN(l, F_FIELD, "field '%.*s' is there twice in table %.*s",
                 TB_STR_ARG(f->name), TB_STR_ARG(t->no));
    if (f->name.n > 0 && f->name.p[0] == '_')
        COMPLAIN(l, F_FIELD, "a field's name must not begin with '_'");
    if ((f->type == TB_TYPE_CODE || f->type == TB_TYPE_BOOL) &&
        f->list_name.n == 0)
        COMPLAIN(l, F_LIST, "a field of type %s needs a list",
                 tb_type_name(f->type));
    if (f->has_min && f->has_max && f->min > f->max)
        COMPLAIN(l, F_MIN, "min is above max");
    if ((f->has_min || f->has_max) && !tb_type_is_number(f->type))
        COMPLAIN(l, F_MIN, "min and max are for numbers");
    if (f->window != TB_WINDOW_NONE && f->type != TB_TYPE_DATE &&
        f->type != TB_TYPE_MONTH && f->type != TB_TYPE_YEAR)
        COMPLAIN(l, F_WINDOW, "a window is for dates, months and years");
}

static void take_field(struct load *l)
{
    static const char *const keys[] = { "", "key", "unique" };
    static const char *const windows[] = { "", "学年", "财年", "至学年止",
                                           "至时点" };
    struct tb_table *t = (struct tb_table *)table_of(l, F_TABLE);
    struct tb_field f = { .line = l->row->number };
    int key;

    if (!t)
        return;
    f.name = keep(l, F_FIELD);
    f.aliases = keep(l, F_ALIASES);
    f.type = type_of(l);
    f.unit = keep(l, F_UNIT);
    f.required = flag(l, F_REQUIRED);
    take_length(l, &f);
    f.has_min = number(l, F_MIN, &f.min);
    f.has_max = number(l, F_MAX, &f.max);
    take_pattern(l, &f);
    f.list_name = keep(l, F_LIST);
    key = WORD(l, F_KEY, keys);
    f.is_key = key == 1;
    f.is_unique = key == 2;
    f.mirror_text = keep(l, F_MIRROR);
    f.many = flag(l, F_MANY);
    f.applies_text = keep(l, F_APPLIES);
    f.stable = flag(l, F_STABLE);
    take_tolerance(l, &f);
    f.window = (enum tb_window)WORD(l, F_WINDOW, windows);
    f.personal = keep(l, F_PERSONAL);
    f.note = keep(l, F_NOTE);
    f.basis = keep(l, F_BASIS);
    f.source = keep(l, F_SOURCE);
    f.used = get(l, F_USED).n == 0 || flag(l, F_USED);
    for (struct tb_str rest = keep(l, F_REFERENCE), one;
         tb_str_next(&rest, "|", &one);) {
        if (f.reference_count == TB_REFERENCES_MAX)
            COMPLAIN(l, F_REFERENCE, "more than %d references",
                     TB_REFERENCES_MAX);
        else if (one.n > 0)
            f.references[f.reference_count++].text = one;
    }
    check_field(l, t, &f);
    f.index = t->count;
    t->fields = tb_grow(t->fields, t->count, &t->room, sizeof *t->fields);
    t->fields[t->count++] = f;
    t->key_count += f.is_key && f.used;
    if (f.is_key && f.used && !tb_str_is(f.name, "序号"))
        t->has_natural_key = true;
}

/* ---- codes.csv ---- */

enum { C_LIST, C_CODE, C_LABEL, C_ALIASES, C_BASIS, C_GROUP };
static const char *const code_columns[] = { "list",    "code",  "label",
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

static void index_code(struct load *l, struct tb_list *list, struct tb_str text,
                       int column)
{
    struct tb_buf label = { 0 };
    uint32_t at = (uint32_t)list->count - 1, old;

    tb_norm_label(text, &label);
    if (!tb_map_add(&list->index,
                    tb_arena_copy(&l->dict->arena, tb_buf_str(&label)), at,
                    &old) &&
        old != at)
        COMPLAIN(l, column, "'%.*s' means both '%.*s' and '%.*s'",
                 TB_STR_ARG(text), TB_STR_ARG(list->codes[old].label),
                 TB_STR_ARG(list->codes[at].label));
    tb_buf_free(&label);
}

static void take_code(struct load *l)
{
    struct tb_list *list;
    struct tb_code *c;
    struct tb_str rest, alias;

    if (get(l, C_LIST).n == 0 || get(l, C_LABEL).n == 0) {
        COMPLAIN(l, C_LIST, "a code needs a list and a label");
        return;
    }
    list = list_of(l->dict, get(l, C_LIST));
    list->codes =
        tb_grow(list->codes, list->count, &list->room, sizeof *list->codes);
    c = &list->codes[list->count++];
    *c = (struct tb_code){ keep(l, C_CODE), keep(l, C_LABEL),
                           keep(l, C_ALIASES), keep(l, C_GROUP) };
    index_code(l, list, c->label, C_LABEL);
    if (c->code.n > 0)
        index_code(l, list, c->code, C_CODE);
    for (rest = c->aliases; tb_str_next(&rest, ";；", &alias);)
        if (alias.n > 0)
            index_code(l, list, alias, C_ALIASES);
}

/* ---- rules.csv ---- */

enum {
    R_RULE,
    R_TABLE,
    R_SEVERITY,
    R_ASPECT,
    R_KIND,
    R_FIELD,
    R_EXPRESSION,
    R_MESSAGE,
    R_HINT,
    R_BASIS,
    R_SINCE,
    R_WHY
};
static const char *const rule_columns[] = { "rule",       "table",   "severity",
                                            "aspect",     "kind",    "field",
                                            "expression", "message", "hint",
                                            "basis",      "since",   "why" };

/* Every {name} of MESSAGE must be a field of TABLE or begin with "_"; set
 * rules may name any column that they return. */
static void check_message(struct load *l, const struct tb_rule *r)
{
    struct tb_str s = r->message;

    while (s.n > 0) {
        const char *open = memchr(s.p, '{', s.n);
        const char *close;
        struct tb_str name;
        if (!open)
            return;
        s = tb_str_from(s, (size_t)(open - s.p) + 1);
        close = memchr(s.p, '}', s.n);
        if (!close) {
            COMPLAIN(l, R_MESSAGE, "'{' without '}'");
            return;
        }
        name = tb_str_n(s.p, (size_t)(close - s.p));
        if (r->kind == TB_RULE_ROW && !tb_table_field(r->table, name))
            COMPLAIN(l, R_MESSAGE, "unknown field '{%.*s}'", TB_STR_ARG(name));
        s = tb_str_from(s, name.n + 1);
    }
}

static void take_rule(struct load *l)
{
    static const char *const kinds[] = { "row", "set" };
    static const char *const aspects[] = { "规范性", "完整性", "合理性",
                                           "真实性" };
    struct tb_dict *d = l->dict;
    struct tb_rule r = { .id = keep(l, R_RULE),
                         .aspect = keep(l, R_ASPECT),
                         .expression = keep(l, R_EXPRESSION),
                         .message = keep(l, R_MESSAGE),
                         .hint = keep(l, R_HINT),
                         .basis = keep(l, R_BASIS),
                         .since = keep(l, R_SINCE),
                         .why = keep(l, R_WHY),
                         .line = l->row->number };

    r.table = table_of(l, R_TABLE);
    if (!tb_severity_parse(get(l, R_SEVERITY), &r.severity))
        COMPLAIN(l, R_SEVERITY, "unknown severity '%.*s'",
                 TB_STR_ARG(get(l, R_SEVERITY)));
    WORD(l, R_ASPECT, aspects);
    r.kind = (enum tb_rule_kind)WORD(l, R_KIND, kinds);
    if (!r.table)
        return;
    if (get(l, R_FIELD).n > 0) {
        r.field = tb_table_field(r.table, get(l, R_FIELD));
        if (!r.field)
            COMPLAIN(l, R_FIELD, "unknown field '%.*s'",
                     TB_STR_ARG(get(l, R_FIELD)));
    }
    if (r.id.n == 0 || r.expression.n == 0 || r.message.n == 0)
        COMPLAIN(l, R_RULE, "a rule needs an id, an expression, a message");
    if (tb_dict_rule(d, r.id))
        COMPLAIN(l, R_RULE, "rule '%.*s' is there twice", TB_STR_ARG(r.id));
    check_message(l, &r);
    r.needs_last_year = tb_sql_last_year(r.expression);
    d->rules =
        tb_grow(d->rules, d->rule_count, &d->rule_room, sizeof *d->rules);
    d->rules[d->rule_count++] = r;
}

/* ---- derived.csv, indicators.csv, examples.csv ---- */

enum { D_TABLE, D_EXPRESSION, D_NOTE, D_BASIS, D_LINEAGE };
static const char *const derived_columns[] = { "table", "expression", "note",
                                               "basis", "lineage" };

static void take_derived(struct load *l)
{
    struct tb_dict *d = l->dict;
    const struct tb_table *t = table_of(l, D_TABLE);

    if (!t)
        return;
    if (t->origin != TB_ORIGIN_DERIVED)
        COMPLAIN(l, D_TABLE, "table '%.*s' is not of origin derived",
                 TB_STR_ARG(t->no));
    d->derived = tb_grow(d->derived, d->derived_count, &d->derived_room,
                         sizeof *d->derived);
    d->derived[d->derived_count++] =
        (struct tb_derived){ .table = t,
                             .expression = keep(l, D_EXPRESSION),
                             .note = keep(l, D_NOTE),
                             .basis = keep(l, D_BASIS),
                             .lineage = keep(l, D_LINEAGE),
                             .line = l->row->number };
}

enum {
    I_INDICATOR,
    I_NAME,
    I_UNIT,
    I_EXPRESSION,
    I_BETTER,
    I_QUALIFIED,
    I_LIMITED,
    I_NOTE,
    I_BASIS,
    I_CATEGORY,
    I_FORMULA,
    I_INPUTS,
    I_EXEMPT
};
static const char *const indicator_columns[] = {
    "indicator", "name",    "unit",  "expression", "better",
    "qualified", "limited", "note",  "basis",      "category",
    "formula",   "inputs",  "exempt"
};

/* Each of TABLE.FIELD;TABLE.FIELD must exist. */
static void check_inputs(struct load *l)
{
    struct tb_str rest = get(l, I_INPUTS), one;

    while (tb_str_next(&rest, ";；", &one)) {
        const struct tb_table *t;
        size_t dot = one.n;
        for (size_t i = 0; i < one.n; i++)
            if (one.p[i] == '.')
                dot = i;
        t = tb_dict_table(l->dict, tb_str_n(one.p, dot));
        if (one.n > 0 && (!t || !tb_table_field(t, tb_str_from(one, dot + 1))))
            COMPLAIN(l, I_INPUTS, "unknown field '%.*s'; write TABLE.FIELD",
                     TB_STR_ARG(one));
    }
}

/* "18", or "理工院校=18;艺术院校=13": every value a number. */
static void check_threshold(struct load *l, int column)
{
    struct tb_str rest = get(l, column), one;

    while (tb_str_next(&rest, ";；", &one)) {
        size_t eq = tb_str_find(one, "=");
        struct tb_str value = eq < one.n ? tb_str_from(one, eq + 1) : one;
        double ignored;
        if (one.n > 0 && !tb_norm_number(value, &ignored))
            COMPLAIN(l, column, "'%.*s' is no number", TB_STR_ARG(value));
    }
}

static void take_indicator(struct load *l)
{
    static const char *const better[] = { "", "low", "high" };
    struct tb_dict *d = l->dict;

    if (tb_dict_indicator(d, get(l, I_INDICATOR)))
        COMPLAIN(l, I_INDICATOR, "indicator '%.*s' is there twice",
                 TB_STR_ARG(get(l, I_INDICATOR)));
    check_inputs(l);
    check_threshold(l, I_QUALIFIED);
    check_threshold(l, I_LIMITED);
    d->indicators = tb_grow(d->indicators, d->indicator_count,
                            &d->indicator_room, sizeof *d->indicators);
    d->indicators[d->indicator_count++] = (struct tb_indicator){
        .id = keep(l, I_INDICATOR),
        .name = keep(l, I_NAME),
        .category = keep(l, I_CATEGORY),
        .unit = keep(l, I_UNIT),
        .formula = keep(l, I_FORMULA),
        .inputs = keep(l, I_INPUTS),
        .expression = keep(l, I_EXPRESSION),
        .qualified = keep(l, I_QUALIFIED),
        .limited = keep(l, I_LIMITED),
        .exempt = keep(l, I_EXEMPT),
        .note = keep(l, I_NOTE),
        .basis = keep(l, I_BASIS),
        .better = (enum tb_better)WORD(l, I_BETTER, better),
        .line = l->row->number,
    };
}

enum { E_RULE, E_EXAMPLE, E_VERDICT, E_TABLE, E_ROW };
static const char *const example_columns[] = { "rule", "example", "verdict",
                                               "table", "row" };

#define LAST_YEAR "上年."

/* The table of an example's row; "上年.1.4.1" is one of last year. */
static const struct tb_table *example_table(struct load *l, bool *last_year)
{
    struct tb_str no = get(l, E_TABLE);
    const struct tb_table *t;

    *last_year = tb_str_starts(no, LAST_YEAR);
    if (*last_year)
        no = tb_str_from(no, strlen(LAST_YEAR));
    t = tb_dict_table(l->dict, no);
    if (!t)
        COMPLAIN(l, E_TABLE, "unknown table '%.*s'", TB_STR_ARG(no));
    return t;
}

static void check_verdict(struct load *l, const struct tb_example *e)
{
    static const char *const verdicts[] = { "pass", "fail", "undecided" };
    double ignored;

    if (!e->of_rule && !e->of_indicator)
        COMPLAIN(l, E_RULE, "unknown rule '%.*s'", TB_STR_ARG(e->rule));
    else if (e->of_rule)
        WORD(l, E_VERDICT, verdicts);
    else if (!tb_str_is(e->verdict, "NULL") &&
             !tb_norm_number(e->verdict, &ignored))
        COMPLAIN(l, E_VERDICT, "'%.*s' is neither a number nor NULL",
                 TB_STR_ARG(e->verdict));
}

static void take_example(struct load *l)
{
    struct tb_dict *d = l->dict;
    struct tb_example e = {
        .rule = keep(l, E_RULE),
        .number = keep(l, E_EXAMPLE),
        .verdict = keep(l, E_VERDICT),
        .row = keep(l, E_ROW),
        .of_rule = tb_dict_rule(d, get(l, E_RULE)),
        .of_indicator = tb_dict_indicator(d, get(l, E_RULE)),
        .line = l->row->number,
    };

    e.table = example_table(l, &e.is_last_year);
    check_verdict(l, &e);
    d->examples = tb_grow(d->examples, d->example_count, &d->example_room,
                          sizeof *d->examples);
    d->examples[d->example_count++] = e;
}

/* ---- the files ---- */

#define COLUMNS(names, optional) \
    names, TB_LEN(names), TB_LEN(names) - (optional)

static const struct {
    const char *name;
    const char *const *columns;
    size_t count, needed_count;
    void (*take)(struct load *load);
    bool needed;
} files[TB_DICT_FILES] = {
    { "tables.csv", COLUMNS(table_columns, 0), take_table, true },
    { "codes.csv", COLUMNS(code_columns, 1), take_code, true },
    { "fields.csv", COLUMNS(field_columns, 0), take_field, true },
    { "rules.csv", COLUMNS(rule_columns, 1), take_rule, false },
    { "derived.csv", COLUMNS(derived_columns, 1), take_derived, false },
    { "indicators.csv", COLUMNS(indicator_columns, 4), take_indicator, false },
    { "examples.csv", COLUMNS(example_columns, 0), take_example, false },
};

const char *const tb_dict_files[TB_DICT_FILES] = {
    "tables.csv",  "codes.csv",      "fields.csv",  "rules.csv",
    "derived.csv", "indicators.csv", "examples.csv"
};

static void take_header(struct load *l)
{
    l->has_header = true;
    for (size_t k = 0; k < l->column_count; k++) {
        l->at[k] = -1;
        for (size_t i = 0; i < l->row->count; i++)
            if (tb_str_is(tb_str_trim(l->row->cells[i].raw), l->columns[k]))
                l->at[k] = (long)l->row->cells[i].column;
        if (l->at[k] < 0 && k < l->needed_count)
            COMPLAIN(l, k, "the column is missing");
    }
}

static int on_row(const struct tb_row *row, void *ctx)
{
    struct load *l = ctx;

    l->row = row;
    if (!l->has_header)
        take_header(l);
    else
        l->take(l);
    return 0;
}

/* ---- what points from row to row ---- */

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

static void resolve(struct tb_dict *d, struct tb_complaints *complaints)
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

static void hash_files(const struct tb_str *texts, char hash[65])
{
    struct tb_buf all = { 0 };

    for (size_t i = 0; i < TB_DICT_FILES; i++) {
        char one[65];
        tb_sha256(texts[i], one);
        tb_buf_addf(&all, "%s %s\n", tb_dict_files[i], one);
    }
    tb_sha256(tb_buf_str(&all), hash);
    tb_buf_free(&all);
}

int tb_dict_parse(const struct tb_str texts[TB_DICT_FILES],
                  struct tb_dict **dict, struct tb_complaints *complaints,
                  struct tb_err *err)
{
    struct tb_dict *d = tb_alloc(1, sizeof *d);
    struct tb_buf text = { 0 };
    int rc = -1;

    for (size_t i = 0; i < TB_DICT_FILES; i++) {
        struct load l = { .dict = d,
                          .complaints = complaints,
                          .file = files[i].name,
                          .columns = files[i].columns,
                          .column_count = files[i].count,
                          .needed_count = files[i].needed_count,
                          .take = files[i].take };
        const char *encoding;
        if (tb_decode(texts[i], &text, &encoding, err) < 0 ||
            tb_csv_read(tb_buf_str(&text), &tb_limits_default, on_row, &l,
                        err) < 0) {
            err->status = TB_DICTIONARY;
            tb_fail_in(err, "%s", files[i].name);
            goto done;
        }
        if (!l.has_header && files[i].needed)
            tb_complain(complaints, files[i].name, 1, "", "the file is empty");
    }
    resolve(d, complaints);
    hash_files(texts, d->hash);
    *dict = d;
    d = NULL;
    rc = 0;
done:
    tb_buf_free(&text);
    tb_dict_free(d);
    return rc;
}

int tb_dict_read_folder(const char *folder, struct tb_buf texts[TB_DICT_FILES],
                        struct tb_err *err)
{
    struct tb_buf path = { 0 };
    int rc = 0;

    for (size_t i = 0; i < TB_DICT_FILES && rc == 0; i++) {
        tb_buf_clear(&path);
        tb_buf_addf(&path, "%s/%s", folder, files[i].name);
        tb_buf_clear(&texts[i]);
        if (files[i].needed || tb_file_exists(path.p))
            rc = tb_file_read(path.p, FILE_LIMIT, &texts[i], err);
    }
    if (rc < 0)
        err->status = TB_DICTIONARY;
    tb_buf_free(&path);
    return rc;
}

int tb_dict_load(const char *folder, struct tb_dict **dict,
                 struct tb_complaints *complaints, struct tb_err *err)
{
    struct tb_buf bytes[TB_DICT_FILES] = { { 0 } };
    struct tb_str texts[TB_DICT_FILES];
    int rc = tb_dict_read_folder(folder, bytes, err);

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    if (rc == 0 && (rc = tb_dict_parse(texts, dict, complaints, err)) < 0)
        tb_fail_in(err, "%s", folder);
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&bytes[i]);
    return rc;
}
