/* lint.c - try a dictionary's SQL before data depends on it. */
#include "lint.h"

#include "dict_check.h"
#include "examples.h"
#include "lint_words.h"
#include "rule_sql.h"
#include "trial.h"

static bool returns(const struct tb_stmt *s, struct tb_str name)
{
    for (int i = 0; i < tb_stmt_columns(s); i++)
        if (tb_str_eq(tb_stmt_column_name(s, i), name))
            return true;
    return false;
}

/* {name} in the message of a set rule: a column that it returns, or a field
 * of the row that it names. */
static void lint_message(const struct tb_rule *r, const struct tb_stmt *s,
                         struct tb_complaints *complaints)
{
    struct tb_str rest = r->message;

    while (rest.n > 0) {
        size_t open = tb_str_find(rest, "{");
        struct tb_str name = tb_str_from(rest, open + 1);
        size_t close = tb_str_find(name, "}");
        rest = tb_str_from(name, close);
        name.n = close;
        if (close > 0 && rest.n > 0 && !returns(s, name) &&
            !tb_table_field(r->table, name))
            tb_complain(
                complaints, "rules.csv", r->line, "message",
                "'{%.*s}' is no field and no column that the rule returns",
                TB_STR_ARG(name));
    }
}

static void lint_rule(struct tb_db *db, const struct tb_dict *dict,
                      const struct tb_rule *r, struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_rule_prepare(db, dict, r, &s, &err) < 0) {
        tb_complain(complaints, "rules.csv", r->line, "expression",
                    "rule %.*s does not compile: %s", TB_STR_ARG(r->id),
                    err.msg);
    } else if (r->kind == TB_RULE_SET) {
        if (!returns(s, tb_str("_row")))
            tb_complain(complaints, "rules.csv", r->line, "expression",
                        "rule %.*s returns no column _row", TB_STR_ARG(r->id));
        lint_message(r, s, complaints);
    }
    tb_lint_words(dict, r, complaints);
    tb_stmt_free(s);
}

/* The lineage names its source rows, the derived row's key, and fields. */
static void lint_lineage(struct tb_db *db, const struct tb_dict *dict,
                         const struct tb_derived *d,
                         struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };
    bool whole;

    if (tb_source_prepare(db, dict, d, &s, &err) < 0) {
        tb_complain(complaints, "derived.csv", d->line, "lineage",
                    "the lineage of %.*s does not compile: %s",
                    TB_STR_ARG(d->table->no), err.msg);
        return;
    }
    whole = returns(s, tb_str("_row")) && returns(s, tb_str("_table"));
    for (size_t i = 0; i < d->table->count; i++)
        whole = whole && (!d->table->fields[i].is_key ||
                          returns(s, d->table->fields[i].name));
    if (!whole)
        tb_complain(complaints, "derived.csv", d->line, "lineage",
                    "the lineage of %.*s must return _row, _table and the key",
                    TB_STR_ARG(d->table->no));
    for (int i = 0; i < tb_stmt_columns(s); i++) {
        struct tb_str name = tb_stmt_column_name(s, i);
        if (name.p[0] != '_' && !tb_table_field(d->table, name))
            tb_complain(complaints, "derived.csv", d->line, "lineage",
                        "table %.*s has no field '%.*s'",
                        TB_STR_ARG(d->table->no), TB_STR_ARG(name));
    }
    tb_stmt_free(s);
}

static void lint_derived(struct tb_db *db, const struct tb_dict *dict,
                         const struct tb_derived *d,
                         struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_foreign_prepare(db, dict, d->expression, &s, &err) < 0)
        tb_complain(complaints, "derived.csv", d->line, "expression",
                    "table %.*s does not compile: %s", TB_STR_ARG(d->table->no),
                    err.msg);
    else
        for (int i = 0; i < tb_stmt_columns(s); i++)
            if (!tb_table_field(d->table, tb_stmt_column_name(s, i)))
                tb_complain(complaints, "derived.csv", d->line, "expression",
                            "table %.*s has no field '%.*s'",
                            TB_STR_ARG(d->table->no),
                            TB_STR_ARG(tb_stmt_column_name(s, i)));
    if (tb_sql_last_year(d->expression))
        tb_complain(complaints, "derived.csv", d->line, "expression",
                    "table %.*s must not be derived from last year's data",
                    TB_STR_ARG(d->table->no));
    if (d->lineage.n > 0)
        lint_lineage(db, dict, d, complaints);
    tb_stmt_free(s);
}

/* SQL of an indicator, from COLUMN, that must return one value. */
static void lint_scalar(struct tb_db *db, const struct tb_dict *dict,
                        const struct tb_indicator *x, struct tb_str sql,
                        const char *column, struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_foreign_prepare(db, dict, sql, &s, &err) < 0)
        tb_complain(complaints, "indicators.csv", x->line, column,
                    "indicator %.*s does not compile: %s", TB_STR_ARG(x->id),
                    err.msg);
    else if (tb_stmt_columns(s) != 1)
        tb_complain(complaints, "indicators.csv", x->line, column,
                    "indicator %.*s must return one column", TB_STR_ARG(x->id));
    tb_stmt_free(s);
}

static void lint_indicator(struct tb_db *db, const struct tb_dict *dict,
                           const struct tb_indicator *x,
                           struct tb_complaints *complaints)
{
    lint_scalar(db, dict, x, x->expression, "expression", complaints);
    if (x->exempt.n > 0)
        lint_scalar(db, dict, x, x->exempt, "exempt", complaints);
}

int tb_dict_lint(const struct tb_dict *dict, struct tb_complaints *complaints,
                 struct tb_err *err)
{
    struct tb_db *db = NULL;
    int rc = tb_trial_open(dict, &db, err);

    tb_dict_check(dict, complaints);
    if (rc == 0) {
        for (size_t i = 0; i < dict->rule_count; i++)
            lint_rule(db, dict, &dict->rules[i], complaints);
        for (size_t i = 0; i < dict->derived_count; i++)
            lint_derived(db, dict, &dict->derived[i], complaints);
        for (size_t i = 0; i < dict->indicator_count; i++)
            lint_indicator(db, dict, &dict->indicators[i], complaints);
    }
    tb_db_close(db);
    return rc;
}

int tb_dict_try(const struct tb_dict *dict, struct tb_complaints *complaints,
                size_t *examples, struct tb_err *err)
{
    *examples = 0;
    if (complaints->count == 0 && tb_dict_lint(dict, complaints, err) < 0)
        return -1;
    if (complaints->count == 0 &&
        tb_dict_try_examples(dict, complaints, examples, err) < 0)
        return -1;
    return 0;
}
