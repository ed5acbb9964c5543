/* lint.c - try a dictionary's SQL before data depends on it. */
#include "lint.h"

#include <stdlib.h>

#include "dict_check.h"
#include "last.h"
#include "lint_words.h"
#include "mem.h"
#include "norm.h"
#include "types.h"

static int open_scratch(const struct tb_dict *dict, struct tb_db **db,
                        struct tb_err *err)
{
    if (tb_db_open(":memory:", TB_DB_CREATE, db, err) < 0)
        return -1;
    if (tb_store_create(*db, dict, err) < 0)
        return -1;
    return tb_last_attach(*db, NULL, dict, err);
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

static void lint_rule(struct tb_db *db, const struct tb_dict *dict,
                      const struct tb_rule *r, struct tb_complaints *complaints)
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
    tb_lint_words(dict, r, complaints);
    tb_stmt_free(s);
    tb_buf_free(&sql);
}

/* The lineage names its source rows, the derived row's key, and fields. */
static void lint_lineage(struct tb_db *db, const struct tb_derived *d,
                         struct tb_complaints *complaints)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };
    bool whole;

    tb_buf_addf(&sql, "SELECT * FROM (%.*s\n)", TB_STR_ARG(d->lineage));
    if (tb_db_prepare(db, sql.p, &s, &err) < 0) {
        tb_complain(complaints, "derived.csv", d->line, "lineage",
                    "the lineage of %.*s does not compile: %s",
                    TB_STR_ARG(d->table->no), err.msg);
        tb_buf_free(&sql);
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
    if (tb_sql_last_year(d->expression))
        tb_complain(complaints, "derived.csv", d->line, "expression",
                    "table %.*s must not be derived from last year's data",
                    TB_STR_ARG(d->table->no));
    if (d->lineage.n > 0)
        lint_lineage(db, d, complaints);
    tb_stmt_free(s);
}

/* SQL of an indicator, from COLUMN, that must return one value. */
static void lint_scalar(struct tb_db *db, const struct tb_indicator *x,
                        struct tb_str sql, const char *column,
                        struct tb_complaints *complaints)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    if (tb_db_prepare(db, sql.p, &s, &err) < 0)
        tb_complain(complaints, "indicators.csv", x->line, column,
                    "indicator %.*s does not compile: %s", TB_STR_ARG(x->id),
                    err.msg);
    else if (tb_stmt_columns(s) != 1)
        tb_complain(complaints, "indicators.csv", x->line, column,
                    "indicator %.*s must return one column", TB_STR_ARG(x->id));
    tb_stmt_free(s);
}

static void lint_indicator(struct tb_db *db, const struct tb_indicator *x,
                           struct tb_complaints *complaints)
{
    lint_scalar(db, x, x->expression, "expression", complaints);
    if (x->exempt.n > 0)
        lint_scalar(db, x, x->exempt, "exempt", complaints);
}

int tb_dict_lint(const struct tb_dict *dict, struct tb_complaints *complaints,
                 struct tb_err *err)
{
    struct tb_db *db = NULL;
    int rc = open_scratch(dict, &db, err);

    tb_dict_check(dict, complaints);
    if (rc == 0) {
        tb_db_sandbox(db, tb_store_is_readable, dict);
        for (size_t i = 0; i < dict->rule_count; i++)
            lint_rule(db, dict, &dict->rules[i], complaints);
        for (size_t i = 0; i < dict->derived_count; i++)
            lint_derived(db, &dict->derived[i], complaints);
        for (size_t i = 0; i < dict->indicator_count; i++)
            lint_indicator(db, &dict->indicators[i], complaints);
    }
    tb_db_close(db);
    return rc;
}

/* ---- examples ---- */

/*
 * A value of an example must be one that import would store: else a rule
 * could have a failing example that real data never are.
 */
static bool is_storable(const struct tb_field *f, struct tb_str text,
                        struct tb_buf *want)
{
    const struct tb_cell cell = { .kind = TB_CELL_TEXT, .raw = text };
    struct tb_buf scratch = { 0 };
    struct tb_value v;
    bool changed, fine;

    tb_buf_clear(want);
    if (tb_value_read(f, &cell, &scratch, &v, &changed) == TB_FINE)
        tb_value_show(&v, want);
    else
        tb_field_expects(f, want);
    fine = tb_str_eq(tb_buf_str(want), text);
    if (!fine && tb_type_is_number(f->type)) {
        double a, b; /* 10 and 10.0 are one number */
        fine = tb_norm_number(text, &a) &&
               tb_norm_number(tb_buf_str(want), &b) && a == b;
    }
    tb_buf_free(&scratch);
    return fine;
}

/* A key that an example does not name gets a value of its own: a row
 * without its key is never filed. */
static void invent_key(const struct tb_field *f, size_t line,
                       struct tb_buf *out)
{
    tb_buf_addf(out, tb_type_is_number(f->type) ? "%zu" : "例%zu", line);
}

struct row_sql {
    struct tb_buf columns, marks;
    struct tb_str values[256];
    size_t count;
};

static void add_cell(struct row_sql *r, struct tb_str field,
                     struct tb_str value)
{
    if (r->count == TB_LEN(r->values))
        return;
    tb_buf_adds(&r->columns, r->count > 0 ? ", " : "");
    tb_buf_add_quoted(&r->columns, field, '"');
    tb_buf_adds(&r->marks, r->count > 0 ? ", ?" : "?");
    r->values[r->count++] = value;
}

/* Split "字段=值;字段=值" into R. */
static int split_row(const struct tb_example *e, struct row_sql *r,
                     struct tb_err *err)
{
    struct tb_buf want = { 0 };
    struct tb_str rest = e->row, piece;
    int rc = 0;

    while (rc == 0 && tb_str_next(&rest, ";", &piece)) {
        size_t eq = tb_str_find(piece, "=");
        struct tb_str value = tb_str_from(piece, eq + 1);
        const struct tb_field *f =
            tb_table_field(e->table, tb_str_n(piece.p, eq));
        if (piece.n == 0)
            continue;
        if (!f || !f->used)
            rc = tb_fail_as(err, TB_DICTIONARY, "unknown field '%.*s'", (int)eq,
                            piece.p);
        else if (value.n > 0 && !is_storable(f, value, &want))
            rc = tb_fail_as(err, TB_DICTIONARY,
                            "'%.*s' of field '%.*s' cannot be stored; "
                            "expected: %s",
                            TB_STR_ARG(value), TB_STR_ARG(f->name),
                            tb_buf_text(&want));
        else
            add_cell(r, f->name, value);
    }
    tb_buf_free(&want);
    return rc;
}

static bool names_field(const struct tb_example *e, const struct tb_field *f)
{
    struct tb_str rest = e->row, piece;

    while (tb_str_next(&rest, ";", &piece))
        if (tb_str_eq(tb_str_n(piece.p, tb_str_find(piece, "=")), f->name))
            return true;
    return false;
}

static int insert_cells(struct tb_db *db, const struct tb_example *e,
                        struct row_sql *r, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    if (e->is_last_year)
        tb_buf_addf(&sql, "INSERT INTO 上年.\"m_%.*s\" (%s) VALUES (%s)",
                    TB_STR_ARG(e->table->no), r->columns.p, r->marks.p);
    else
        tb_buf_addf(&sql,
                    "INSERT INTO main.\"d_%.*s\" (%s, _submission) VALUES (%s, "
                    "(SELECT id FROM submission WHERE table_no = '%.*s'))",
                    TB_STR_ARG(e->table->no), r->columns.p, r->marks.p,
                    TB_STR_ARG(e->table->no));
    rc = tb_db_prepare(db, sql.p, &s, err);
    for (size_t i = 0; rc == 0 && i < r->count; i++) {
        struct tb_value v = { .kind = r->values[i].n ? TB_TEXT : TB_NULL,
                              .text = r->values[i] };
        rc = tb_stmt_bind_value(s, (int)i + 1, &v, err);
    }
    if (rc == 0)
        rc = tb_stmt_step(s, err);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}

/* One row of an example into its table. */
static int insert_row(struct tb_db *db, const struct tb_example *e,
                      struct tb_err *err)
{
    struct tb_arena arena = { 0 };
    struct row_sql r = { 0 };
    int rc = split_row(e, &r, err);

    for (size_t i = 0; rc == 0 && i < e->table->count; i++) {
        const struct tb_field *f = &e->table->fields[i];
        struct tb_buf key = { 0 };
        if (!f->is_key || !f->used || !f->required || names_field(e, f))
            continue;
        invent_key(f, e->line, &key);
        add_cell(&r, f->name, tb_arena_copy(&arena, tb_buf_str(&key)));
        tb_buf_free(&key);
    }
    if (rc == 0)
        rc = insert_cells(db, e, &r, err);
    tb_buf_free(&r.columns);
    tb_buf_free(&r.marks);
    tb_arena_free(&arena);
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

/* What comes out of a rule: "pass", "fail" or "undecided". */
static int try_rule(struct trial *t, const struct tb_example *e,
                    struct tb_buf *got, struct tb_err *err)
{
    long long findings = 0, undecided = 0;

    if (tb_rule_run(t->db, t->dict, e->of_rule, &t->windows, count_finding,
                    &findings, &undecided, err) < 0)
        return -1;
    tb_buf_adds(got, findings > 0    ? "fail"
                     : undecided > 0 ? "undecided"
                                     : "pass");
    return 0;
}

/* What comes out of an indicator: a number or "NULL". */
static int try_indicator(struct trial *t, const struct tb_example *e,
                         struct tb_buf *got, struct tb_err *err)
{
    struct tb_value v;
    bool exempt;

    if (tb_indicator_run(t->db, e->of_indicator, &t->windows, &v, &exempt,
                         err) < 0)
        return -1;
    if (v.kind == TB_NULL)
        tb_buf_adds(got, "NULL");
    else
        tb_value_show(&v, got);
    return 0;
}

static bool is_verdict(struct tb_str want, struct tb_str got)
{
    double a, b;

    return tb_str_eq(want, got) ||
           (tb_norm_number(want, &a) && tb_norm_number(got, &b) &&
            (a > b ? a - b : b - a) < 1e-9);
}

static int run_example(struct trial *t, const struct tb_example *e,
                       struct tb_err *err)
{
    struct tb_buf got = { 0 };
    int rc;

    tb_db_sandbox(t->db, tb_store_is_readable, t->dict);
    rc =
        e->of_rule ? try_rule(t, e, &got, err) : try_indicator(t, e, &got, err);
    tb_db_sandbox(t->db, NULL, NULL);
    if (rc < 0)
        tb_complain(t->complaints, "examples.csv", e->line, "rule", "%s",
                    err->msg);
    else if (!is_verdict(e->verdict, tb_buf_str(&got)))
        tb_complain(t->complaints, "examples.csv", e->line, "verdict",
                    "%s %.*s example %.*s: expected %.*s, got %s",
                    tb_translate(e->of_rule ? N_("rule") : N_("indicator")),
                    TB_STR_ARG(e->rule), TB_STR_ARG(e->number),
                    TB_STR_ARG(e->verdict), tb_buf_text(&got));
    tb_buf_free(&got);
    return 0;
}

/* Examples [FROM, TO) are the rows of one example: load, run, compare. */
static int try_one(struct trial *t, size_t from, size_t to, struct tb_err *err)
{
    bool loaded = true;

    if (tb_db_run(t->db, "SAVEPOINT example", err) < 0)
        return -1;
    for (size_t i = from; i < to && loaded; i++) {
        const struct tb_example *e = &t->dict->examples[i];
        struct tb_err why = { 0 };
        loaded = insert_row(t->db, e, &why) == 0;
        if (!loaded)
            tb_complain(t->complaints, "examples.csv", e->line, "row", "%s",
                        why.msg);
    }
    if (loaded && run_example(t, &t->dict->examples[from], err) < 0)
        return -1;
    return tb_db_run(t->db, "ROLLBACK TO example; RELEASE example", err);
}

static bool has_example(const struct tb_dict *d, struct tb_str rule,
                        const char *verdict)
{
    for (size_t i = 0; i < d->example_count; i++)
        if (tb_str_eq(d->examples[i].rule, rule) &&
            (!verdict || tb_str_is(d->examples[i].verdict, verdict)))
            return true;
    return false;
}

static int add_submissions(struct tb_db *db, const struct tb_dict *dict,
                           struct tb_err *err)
{
    for (size_t i = 0; i < dict->table_count; i++)
        if (tb_db_do(
                db, err,
                "INSERT INTO submission (kind, table_no, version, imported_at, "
                "actor, current) VALUES ('derived', ?1, 1, '', '', 1)",
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
    for (size_t i = 0; i < dict->indicator_count; i++)
        if (!has_example(dict, dict->indicators[i].id, NULL))
            tb_complain(complaints, "examples.csv", 1, "rule",
                        "indicator %.*s needs a worked example",
                        TB_STR_ARG(dict->indicators[i].id));
    rc = 0;
done:
    tb_db_close(t.db);
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
