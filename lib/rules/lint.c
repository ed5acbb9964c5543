/* lint.c - try a dictionary's SQL before data depends on it. */
#include "lint.h"

#include <stdlib.h>

#include "mem.h"

static int open_scratch(const struct tb_dict *dict, struct tb_db **db,
                        struct tb_err *err)
{
    if (tb_db_open(":memory:", TB_DB_CREATE, db, err) < 0)
        return -1;
    return tb_store_create(*db, dict, err);
}

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
            tb_complain(complaints, "rules.csv", r->line, "message",
                        "'{%.*s}' is no field and no column of the SELECT",
                        TB_STR_ARG(name));
    }
}

static void lint_rule(struct tb_db *db, const struct tb_rule *r,
                      struct tb_complaints *complaints)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    tb_rule_sql(r, &sql);
    if (tb_db_prepare(db, sql.p, &s, &err) < 0) {
        tb_complain(complaints, "rules.csv", r->line, "expression",
                    "rule %.*s does not compile: %s", TB_STR_ARG(r->id),
                    err.msg);
    } else if (r->kind == TB_RULE_SET) {
        if (!returns(s, tb_str("_row")))
            tb_complain(complaints, "rules.csv", r->line, "expression",
                        "rule %.*s returns no column _row", TB_STR_ARG(r->id));
        lint_message(r, s, complaints);
    }
    tb_stmt_free(s);
    tb_buf_free(&sql);
}

static void lint_derived(struct tb_db *db, const struct tb_derived *d,
                         struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_db_prepare(db, d->expression.p, &s, &err) < 0)
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
    tb_stmt_free(s);
}

static void lint_indicator(struct tb_db *db, const struct tb_indicator *x,
                           struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_db_prepare(db, x->expression.p, &s, &err) < 0)
        tb_complain(complaints, "indicators.csv", x->line, "expression",
                    "indicator %.*s does not compile: %s", TB_STR_ARG(x->id),
                    err.msg);
    else if (tb_stmt_columns(s) != 1)
        tb_complain(complaints, "indicators.csv", x->line, "expression",
                    "indicator %.*s must return one column", TB_STR_ARG(x->id));
    tb_stmt_free(s);
}

int tb_dict_lint(const struct tb_dict *dict, struct tb_complaints *complaints,
                 struct tb_err *err)
{
    struct tb_db *db = NULL;
    int rc = open_scratch(dict, &db, err);

    if (rc == 0) {
        tb_db_sandbox(db, tb_store_is_readable);
        for (size_t i = 0; i < dict->rule_count; i++)
            lint_rule(db, &dict->rules[i], complaints);
        for (size_t i = 0; i < dict->derived_count; i++)
            lint_derived(db, &dict->derived[i], complaints);
        for (size_t i = 0; i < dict->indicator_count; i++)
            lint_indicator(db, &dict->indicators[i], complaints);
    }
    tb_db_close(db);
    return rc;
}

/* ---- examples ---- */

/* One row "字段=值;字段=值" of an example into its table. */
static int insert_row(struct tb_db *db, const struct tb_example *e,
                      struct tb_err *err)
{
    struct tb_buf sql = { 0 }, marks = { 0 };
    struct tb_str rest = e->row, piece;
    struct tb_stmt *s = NULL;
    int rc = -1, at = 0;

    tb_buf_addf(&sql, "INSERT INTO \"d_%.*s\" (_submission",
                TB_STR_ARG(e->table->no));
    tb_buf_addf(&marks, "(SELECT id FROM submission WHERE table_no = '%.*s')",
                TB_STR_ARG(e->table->no));
    while (tb_str_next(&rest, ";", &piece)) {
        size_t eq = tb_str_find(piece, "=");
        if (!tb_table_field(e->table, tb_str_n(piece.p, eq))) {
            tb_fail_as(err, TB_DICTIONARY, "unknown field '%.*s'", (int)eq,
                       piece.p);
            goto done;
        }
        tb_buf_adds(&sql, ", ");
        tb_buf_add_quoted(&sql, tb_str_n(piece.p, eq), '"');
        tb_buf_adds(&marks, ", ?");
    }
    tb_buf_addf(&sql, ") VALUES (%s)", marks.p);
    if (tb_db_prepare(db, sql.p, &s, err) < 0)
        goto done;
    for (rest = e->row; tb_str_next(&rest, ";", &piece);) {
        size_t eq = tb_str_find(piece, "=");
        struct tb_value v = { .kind = TB_TEXT,
                              .text = tb_str_from(piece, eq + 1) };
        if (v.text.n == 0)
            v.kind = TB_NULL;
        tb_stmt_bind_value(s, ++at, &v);
    }
    rc = tb_stmt_step(s, err);
done:
    tb_stmt_free(s);
    tb_buf_free(&sql);
    tb_buf_free(&marks);
    return rc;
}

static int count_finding(const struct tb_finding *f, void *ctx)
{
    (void)f;
    ++*(long long *)ctx;
    return 0;
}

static bool same_example(const struct tb_example *a, const struct tb_example *b)
{
    return tb_str_eq(a->rule, b->rule) && tb_str_eq(a->number, b->number);
}

struct trial {
    const struct tb_dict *dict;
    struct tb_db *db;
    struct tb_windows windows;
    struct tb_complaints *complaints;
};

/* Examples [FROM, TO) are the rows of one example: load, run, compare. */
static int try_one(struct trial *t, size_t from, size_t to, struct tb_err *err)
{
    const struct tb_example *e = &t->dict->examples[from];
    const struct tb_rule *rule = NULL;
    long long findings = 0, undecided = 0;
    const char *verdict;
    int rc;

    for (size_t i = 0; i < t->dict->rule_count; i++)
        if (tb_str_eq(t->dict->rules[i].id, e->rule))
            rule = &t->dict->rules[i];
    if (tb_db_run(t->db, "SAVEPOINT example", err) < 0)
        return -1;
    for (size_t i = from; i < to; i++)
        if (insert_row(t->db, &t->dict->examples[i], err) < 0) {
            tb_complain(t->complaints, "examples.csv",
                        t->dict->examples[i].line, "row", "%s", err->msg);
            return tb_db_run(t->db, "ROLLBACK TO example; RELEASE example",
                             err);
        }
    tb_db_sandbox(t->db, tb_store_is_readable);
    rc = tb_rule_run(t->db, t->dict, rule, &t->windows, count_finding,
                     &findings, &undecided, err);
    tb_db_sandbox(t->db, NULL);
    if (rc < 0) {
        tb_complain(t->complaints, "examples.csv", e->line, "rule", "%s",
                    err->msg);
        return tb_db_run(t->db, "ROLLBACK TO example; RELEASE example", err);
    }
    verdict = findings > 0 ? "fail" : undecided > 0 ? "undecided" : "pass";
    if (!tb_str_is(e->verdict, verdict))
        tb_complain(t->complaints, "examples.csv", e->line, "verdict",
                    "rule %.*s example %.*s: expected %.*s, got %s",
                    TB_STR_ARG(e->rule), TB_STR_ARG(e->number),
                    TB_STR_ARG(e->verdict), verdict);
    return tb_db_run(t->db, "ROLLBACK TO example; RELEASE example", err);
}

static bool has_example(const struct tb_dict *d, struct tb_str rule,
                        const char *verdict)
{
    for (size_t i = 0; i < d->example_count; i++)
        if (tb_str_eq(d->examples[i].rule, rule) &&
            tb_str_is(d->examples[i].verdict, verdict))
            return true;
    return false;
}

static int add_submissions(struct tb_db *db, const struct tb_dict *dict,
                           struct tb_err *err)
{
    for (size_t i = 0; i < dict->table_count; i++)
        if (tb_db_do(db, err,
                     "INSERT INTO submission (table_no, version, imported_at, "
                     "actor, current) VALUES (?1, 1, '', '', 1)",
                     "S", &dict->tables[i].no) < 0)
            return -1;
    return 0;
}

int tb_dict_try_examples(const struct tb_dict *dict,
                         struct tb_complaints *complaints, size_t *count,
                         struct tb_err *err)
{
    struct trial t = { .dict = dict, .complaints = complaints };
    size_t from = 0;
    int rc = -1;

    *count = 0;
    if (tb_windows_set(&t.windows, tb_str("2021-2022"), err) < 0 ||
        open_scratch(dict, &t.db, err) < 0 ||
        add_submissions(t.db, dict, err) < 0)
        goto done;
    while (from < dict->example_count) {
        size_t to = from + 1;
        while (to < dict->example_count &&
               same_example(&dict->examples[from], &dict->examples[to]))
            to++;
        if (try_one(&t, from, to, err) < 0)
            goto done;
        from = to;
        ++*count;
    }
    for (size_t i = 0; i < dict->rule_count; i++)
        if (!has_example(dict, dict->rules[i].id, "pass") ||
            !has_example(dict, dict->rules[i].id, "fail"))
            tb_complain(complaints, "examples.csv", 1, "rule",
                        "rule %.*s needs a passing and a failing example",
                        TB_STR_ARG(dict->rules[i].id));
    rc = 0;
done:
    tb_db_close(t.db);
    return rc;
}
