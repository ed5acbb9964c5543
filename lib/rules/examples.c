/* examples.c - an edition's rules and indicators on its own examples. */
#include "examples.h"

#include "engine.h"
#include "norm.h"
#include "trial.h"
#include "types.h"

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

struct example_row {
    struct tb_trial_cell cells[256];
    size_t count;
};

static void add_cell(struct example_row *r, struct tb_str field,
                     struct tb_str value)
{
    if (r->count < TB_LEN(r->cells))
        r->cells[r->count++] = (struct tb_trial_cell){ field, value };
}

/* Split "字段=值;字段=值" into R. */
static int split_row(const struct tb_example *e, struct example_row *r,
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

/* One row of an example into its table. */
static int insert_example(struct tb_db *db, const struct tb_example *e,
                          struct tb_err *err)
{
    struct tb_arena arena = { 0 };
    struct example_row r = { 0 };
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
        rc = tb_trial_add(db, e->table, e->is_last_year, r.cells, r.count, err);
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
    const struct tb_rules rules = { .db = t->db,
                                    .dict = t->dict,
                                    .windows = &t->windows,
                                    .each = count_finding,
                                    .ctx = &findings };

    if (tb_rule_run(&rules, e->of_rule, &undecided, err) < 0)
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

    if (tb_trial_begin(t->db, err) < 0)
        return -1;
    for (size_t i = from; i < to && loaded; i++) {
        const struct tb_example *e = &t->dict->examples[i];
        struct tb_err why = { 0 };
        loaded = insert_example(t->db, e, &why) == 0;
        if (!loaded)
            tb_complain(t->complaints, "examples.csv", e->line, "row", "%s",
                        why.msg);
    }
    if (loaded && run_example(t, &t->dict->examples[from], err) < 0)
        return -1;
    return tb_trial_end(t->db, err);
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

int tb_dict_try_examples(const struct tb_dict *dict,
                         struct tb_complaints *complaints, size_t *count,
                         struct tb_err *err)
{
    struct trial t = { .dict = dict, .complaints = complaints };
    size_t from = 0;
    int rc = -1;

    *count = 0;
    if (tb_windows_set(&t.windows, tb_str("2021-2022"), err) < 0 ||
        tb_trial_open(dict, &t.db, err) < 0)
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
