/* dict_rules.c - rules.csv, derived.csv, indicators.csv and examples.csv, row
 * by row. */
#include "dict_load.h"
#include "norm.h"

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
const char *const tb_rule_columns[] = { "rule",       "table",   "severity",
                                        "aspect",     "kind",    "field",
                                        "expression", "message", "hint",
                                        "basis",      "since",   "why" };

/* Every {name} of MESSAGE must be a field of TABLE or begin with "_"; set
 * rules may name any column that they return. */
static void check_message(struct tb_load *l, const struct tb_rule *r)
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
            TB_LOAD_COMPLAIN(l, R_MESSAGE, "'{' without '}'");
            return;
        }
        name = tb_str_n(s.p, (size_t)(close - s.p));
        if (r->kind == TB_RULE_ROW && !tb_table_field(r->table, name))
            TB_LOAD_COMPLAIN(l, R_MESSAGE, "unknown field '{%.*s}'",
                             TB_STR_ARG(name));
        s = tb_str_from(s, name.n + 1);
    }
}

void tb_load_rule(struct tb_load *l)
{
    static const char *const kinds[] = { "row", "set" };
    static const char *const aspects[] = { "规范性", "完整性", "合理性",
                                           "真实性" };
    struct tb_dict *d = l->dict;
    struct tb_rule r = { .id = tb_load_keep(l, R_RULE),
                         .aspect = tb_load_keep(l, R_ASPECT),
                         .expression = tb_load_keep(l, R_EXPRESSION),
                         .message = tb_load_keep(l, R_MESSAGE),
                         .hint = tb_load_keep(l, R_HINT),
                         .basis = tb_load_keep(l, R_BASIS),
                         .since = tb_load_keep(l, R_SINCE),
                         .why = tb_load_keep(l, R_WHY),
                         .line = l->row->number };
    size_t severity;

    r.table = tb_load_table_of(l, R_TABLE);
    severity =
        tb_word_find(tb_severities, TB_SEVERITIES, tb_load_get(l, R_SEVERITY));
    if (severity < TB_SEVERITIES)
        r.severity = (enum tb_severity)severity;
    else
        TB_LOAD_COMPLAIN(l, R_SEVERITY, "unknown severity '%.*s'",
                         TB_STR_ARG(tb_load_get(l, R_SEVERITY)));
    TB_LOAD_WORD(l, R_ASPECT, aspects);
    r.kind = (enum tb_rule_kind)TB_LOAD_WORD(l, R_KIND, kinds);
    if (!r.table)
        return;
    if (tb_load_get(l, R_FIELD).n > 0) {
        r.field = tb_table_field(r.table, tb_load_get(l, R_FIELD));
        if (!r.field)
            TB_LOAD_COMPLAIN(l, R_FIELD, "unknown field '%.*s'",
                             TB_STR_ARG(tb_load_get(l, R_FIELD)));
    }
    if (r.id.n == 0 || r.expression.n == 0 || r.message.n == 0)
        TB_LOAD_COMPLAIN(l, R_RULE,
                         "a rule needs an id, an expression, a message");
    if (tb_dict_rule(d, r.id))
        TB_LOAD_COMPLAIN(l, R_RULE, "rule '%.*s' is there twice",
                         TB_STR_ARG(r.id));
    check_message(l, &r);
    r.needs_last_year = tb_sql_last_year(r.expression);
    d->rules =
        tb_grow(d->rules, d->rule_count, &d->rule_room, sizeof *d->rules);
    d->rules[d->rule_count++] = r;
}

/* ---- derived.csv, indicators.csv, examples.csv ---- */

enum { D_TABLE, D_EXPRESSION, D_NOTE, D_BASIS, D_LINEAGE };
const char *const tb_derived_columns[] = { "table", "expression", "note",
                                           "basis", "lineage" };

void tb_load_derived(struct tb_load *l)
{
    struct tb_dict *d = l->dict;
    const struct tb_table *t = tb_load_table_of(l, D_TABLE);

    if (!t)
        return;
    if (t->origin != TB_ORIGIN_DERIVED)
        TB_LOAD_COMPLAIN(l, D_TABLE, "table '%.*s' is not of origin derived",
                         TB_STR_ARG(t->no));
    d->derived = tb_grow(d->derived, d->derived_count, &d->derived_room,
                         sizeof *d->derived);
    d->derived[d->derived_count++] =
        (struct tb_derived){ .table = t,
                             .expression = tb_load_keep(l, D_EXPRESSION),
                             .note = tb_load_keep(l, D_NOTE),
                             .basis = tb_load_keep(l, D_BASIS),
                             .lineage = tb_load_keep(l, D_LINEAGE),
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
const char *const tb_indicator_columns[] = {
    "indicator", "name",    "unit",  "expression", "better",
    "qualified", "limited", "note",  "basis",      "category",
    "formula",   "inputs",  "exempt"
};

/* Each of TABLE.FIELD;TABLE.FIELD must exist. */
static void check_inputs(struct tb_load *l)
{
    struct tb_str rest = tb_load_get(l, I_INPUTS), one;

    while (tb_str_next(&rest, ";；", &one)) {
        const struct tb_table *t;
        size_t dot = one.n;
        for (size_t i = 0; i < one.n; i++)
            if (one.p[i] == '.')
                dot = i;
        t = tb_dict_table(l->dict, tb_str_n(one.p, dot));
        if (one.n > 0 && (!t || !tb_table_field(t, tb_str_from(one, dot + 1))))
            TB_LOAD_COMPLAIN(l, I_INPUTS,
                             "unknown field '%.*s'; write TABLE.FIELD",
                             TB_STR_ARG(one));
    }
}

/* "18", or "理工院校=18;艺术院校=13": every value a number. */
static void check_threshold(struct tb_load *l, int column)
{
    struct tb_str rest = tb_load_get(l, column), one;

    while (tb_str_next(&rest, ";；", &one)) {
        size_t eq = tb_str_find(one, "=");
        struct tb_str value = eq < one.n ? tb_str_from(one, eq + 1) : one;
        double ignored;
        if (one.n > 0 && !tb_norm_number(value, &ignored))
            TB_LOAD_COMPLAIN(l, column, "'%.*s' is no number",
                             TB_STR_ARG(value));
    }
}

void tb_load_indicator(struct tb_load *l)
{
    static const char *const better[] = { "", "low", "high" };
    struct tb_dict *d = l->dict;

    if (tb_dict_indicator(d, tb_load_get(l, I_INDICATOR)))
        TB_LOAD_COMPLAIN(l, I_INDICATOR, "indicator '%.*s' is there twice",
                         TB_STR_ARG(tb_load_get(l, I_INDICATOR)));
    check_inputs(l);
    check_threshold(l, I_QUALIFIED);
    check_threshold(l, I_LIMITED);
    d->indicators = tb_grow(d->indicators, d->indicator_count,
                            &d->indicator_room, sizeof *d->indicators);
    d->indicators[d->indicator_count++] = (struct tb_indicator){
        .id = tb_load_keep(l, I_INDICATOR),
        .name = tb_load_keep(l, I_NAME),
        .category = tb_load_keep(l, I_CATEGORY),
        .unit = tb_load_keep(l, I_UNIT),
        .formula = tb_load_keep(l, I_FORMULA),
        .inputs = tb_load_keep(l, I_INPUTS),
        .expression = tb_load_keep(l, I_EXPRESSION),
        .qualified = tb_load_keep(l, I_QUALIFIED),
        .limited = tb_load_keep(l, I_LIMITED),
        .exempt = tb_load_keep(l, I_EXEMPT),
        .note = tb_load_keep(l, I_NOTE),
        .basis = tb_load_keep(l, I_BASIS),
        .better = (enum tb_better)TB_LOAD_WORD(l, I_BETTER, better),
        .line = l->row->number,
    };
}

enum { E_RULE, E_EXAMPLE, E_VERDICT, E_TABLE, E_ROW };
const char *const tb_example_columns[] = { "rule", "example", "verdict",
                                           "table", "row" };

#define LAST_YEAR "上年."

/* The table of an example's row; "上年.1.4.1" is one of last year. */
static const struct tb_table *example_table(struct tb_load *l, bool *last_year)
{
    struct tb_str no = tb_load_get(l, E_TABLE);
    const struct tb_table *t;

    *last_year = tb_str_starts(no, LAST_YEAR);
    if (*last_year)
        no = tb_str_from(no, strlen(LAST_YEAR));
    t = tb_dict_table(l->dict, no);
    if (!t)
        TB_LOAD_COMPLAIN(l, E_TABLE, "unknown table '%.*s'", TB_STR_ARG(no));
    return t;
}

static void check_verdict(struct tb_load *l, const struct tb_example *e)
{
    static const char *const verdicts[] = { "pass", "fail", "undecided" };
    double ignored;

    if (!e->of_rule && !e->of_indicator)
        TB_LOAD_COMPLAIN(l, E_RULE, "unknown rule '%.*s'", TB_STR_ARG(e->rule));
    else if (e->of_rule)
        TB_LOAD_WORD(l, E_VERDICT, verdicts);
    else if (!tb_str_is(e->verdict, "NULL") &&
             !tb_norm_number(e->verdict, &ignored))
        TB_LOAD_COMPLAIN(l, E_VERDICT, "'%.*s' is neither a number nor NULL",
                         TB_STR_ARG(e->verdict));
}

void tb_load_example(struct tb_load *l)
{
    struct tb_dict *d = l->dict;
    struct tb_example e = {
        .rule = tb_load_keep(l, E_RULE),
        .number = tb_load_keep(l, E_EXAMPLE),
        .verdict = tb_load_keep(l, E_VERDICT),
        .row = tb_load_keep(l, E_ROW),
        .of_rule = tb_dict_rule(d, tb_load_get(l, E_RULE)),
        .of_indicator = tb_dict_indicator(d, tb_load_get(l, E_RULE)),
        .line = l->row->number,
    };

    e.table = example_table(l, &e.is_last_year);
    check_verdict(l, &e);
    d->examples = tb_grow(d->examples, d->example_count, &d->example_room,
                          sizeof *d->examples);
    d->examples[d->example_count++] = e;
}
