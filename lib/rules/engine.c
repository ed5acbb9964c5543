/* engine.c - rules are SQL; this runs them and reads what they say. */
#include "engine.h"

#include <stdlib.h>

#include "mask.h"
#include "mem.h"
#include "rule_sql.h"
#include "types.h"

#define EMPTY "\x04"   /* in a message that is being made: nothing is there */
#define BUDGET 2000000 /* thousands of steps of an indicator */

bool tb_rules_can_run(struct tb_str sql, const struct tb_dict *dict,
                      const bool *there)
{
    bool all = true;

    if (!tb_sql_last_year(sql))
        return true;
    for (size_t i = 0; i < dict->table_count; i++)
        all = all && (there[i] || !tb_sql_names_last(sql, &dict->tables[i]));
    return all;
}

void tb_rules_bind(struct tb_stmt *s, const struct tb_windows *w)
{
    tb_stmt_bind_name(s, ":学年起", w->academic_from);
    tb_stmt_bind_name(s, ":学年止", w->academic_to);
    tb_stmt_bind_name(s, ":财年起", w->fiscal_from);
    tb_stmt_bind_name(s, ":财年止", w->fiscal_to);
    tb_stmt_bind_name(s, ":时点", w->count_day);
    tb_stmt_bind_name(s, ":学年", w->academic);
    tb_stmt_bind_name(s, ":财年", w->fiscal);
}

/* What a rule's columns say of a finding; -1: it has none of the name. */
enum {
    ROW,
    FIELD,
    VALUE,
    EXPECTED,
    DIFFERENCE,
    OTHER,
    OTHER_TABLE,
    ROLES,
};
static const char *const roles[ROLES] = {
    [ROW] = "_row",
    [FIELD] = "_field",
    [VALUE] = "_value",
    [EXPECTED] = "_expected",
    [DIFFERENCE] = "_difference",
    [OTHER] = "_other",
    [OTHER_TABLE] = "_other_table",
};

struct rule_run {
    const struct tb_rules *on;
    const struct tb_rule *rule;
    struct tb_stmt *stmt;
    struct tb_stmt *row; /* of a set rule: the row that is named */
    int columns[ROLES];
    int *fields; /* by field of the rule's table: the column that is it */
    struct tb_buf text, message, value, expected, difference;
};

static int column_named(const struct tb_stmt *s, struct tb_str name)
{
    for (int i = 0; i < tb_stmt_columns(s); i++)
        if (tb_str_eq(tb_stmt_column_name(s, i), name))
            return i;
    return -1;
}

/* Which column of the statement each field of T is; -1: none. */
static int *map_columns(const struct tb_stmt *s, const struct tb_table *t)
{
    int *at = tb_alloc(t->count, sizeof *at);

    for (size_t i = 0; i < t->count; i++)
        at[i] = column_named(s, t->fields[i].name);
    return at;
}

static void show_column(struct tb_stmt *s, int column, struct tb_buf *out)
{
    struct tb_value v = tb_stmt_value(s, column);

    tb_value_show(&v, out);
}

/*
 * The field that column AT of S comes from, whatever the SELECT calls it; NULL:
 * none.  The SQL tables are d_1.4.1, m_1.4.1.
 */
static const struct tb_field *origin_of(const struct rule_run *r,
                                        const struct tb_stmt *s, int at)
{
    const struct tb_field *f;
    const struct tb_table *t;
    struct tb_str table, name;

    tb_stmt_origin(s, at, &table, &name);
    t = tb_dict_table(r->on->dict, tb_str_from(table, 2));
    f = t ? tb_table_field(t, name) : NULL;
    if (!f) /* computed: by what it is called */
        f = tb_table_field(r->rule->table, tb_stmt_column_name(s, at));
    return f;
}

static const struct tb_field *field_of(struct rule_run *r)
{
    int at = r->columns[FIELD];

    if (at >= 0 && !tb_stmt_is_null(r->stmt, at))
        return tb_table_field(r->rule->table, tb_stmt_text(r->stmt, at));
    return r->rule->field;
}

/* What a number shows of a person, unless it is what the rule is about. */
static struct tb_str kind_of(struct rule_run *r, const struct tb_field *f)
{
    if (!f || (tb_type_is_number(f->type) && f == field_of(r)))
        return tb_str("");
    return f->personal;
}

/* Is column NAME of S, which says TEXT, what the row at fault says itself?  All
 * of a row rule is; of a set rule what the row has under that name. */
static enum tb_mask_whose whose(const struct rule_run *r,
                                const struct tb_stmt *s, struct tb_str name,
                                struct tb_str text)
{
    struct tb_buf own = { 0 };
    bool is_own = !r->row || s == r->row;
    int at = is_own ? -1 : column_named(r->row, name);

    if (at >= 0) {
        show_column(r->row, at, &own);
        is_own = tb_str_eq(tb_buf_str(&own), text);
    }
    tb_buf_free(&own);
    return is_own ? TB_MASK_OWN : TB_MASK_OTHERS;
}

/* Add column NAME of statement S, masked as its field asks. */
static bool add_column(struct rule_run *r, struct tb_stmt *s,
                       struct tb_str name, struct tb_buf *out)
{
    int at = s ? column_named(s, name) : -1;
    struct tb_buf text = { 0 };

    if (at < 0)
        return false;
    show_column(s, at, &text);
    if (text.n == 0)
        tb_buf_adds(out, EMPTY);
    else
        tb_mask_keep(kind_of(r, origin_of(r, s, at)), tb_buf_str(&text),
                     tb_str_n(NULL, 0), whose(r, s, name, tb_buf_str(&text)),
                     out);
    tb_buf_free(&text);
    return true;
}

static bool lookup_column(struct tb_str name, struct tb_buf *out, void *ctx)
{
    struct rule_run *r = ctx;

    return add_column(r, r->stmt, name, out) ||
           add_column(r, r->row, name, out);
}

/* What the present row says as ROLE; OUT is replaced. */
static struct tb_str said(struct rule_run *r, int role, struct tb_buf *out)
{
    tb_buf_clear(out);
    if (r->columns[role] >= 0)
        show_column(r->stmt, r->columns[role], out);
    return tb_buf_str(out);
}

/* The table of the _other row: named by _other_table, or the rule's own. */
static const struct tb_table *other_table(struct rule_run *r)
{
    int at = r->columns[OTHER_TABLE];
    const struct tb_table *t = NULL;

    if (at >= 0)
        t = tb_dict_find(r->on->dict, tb_stmt_text(r->stmt, at));
    return t ? t : r->rule->table;
}

/* The value is what _value says, or the field that is at fault. */
static struct tb_str value_of(struct rule_run *r, const struct tb_field *f)
{
    struct tb_str value = said(r, VALUE, &r->value);

    if (value.n > 0 || !f || r->fields[f->index] < 0)
        return value;
    show_column(r->stmt, r->fields[f->index], &r->value);
    return tb_buf_str(&r->value);
}

/* An empty value is 未填, without the quotes or brackets that the message has
 * round its place. */
static void say_empty(struct tb_str s, struct tb_buf *out)
{
    static const struct {
        const char *before, *after;
    } pairs[] = { { "“", "”" }, { "（", "）" }, { "《", "》" } };

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    while (s.n > 0) {
        size_t at = tb_str_find(s, EMPTY);
        struct tb_str before = tb_str_n(s.p, at);
        struct tb_str after = tb_str_from(s, at + strlen(EMPTY));
        for (size_t i = 0; at < s.n && i < TB_LEN(pairs); i++) {
            size_t n = strlen(pairs[i].before);
            if (!tb_str_starts(after, pairs[i].after) || before.n < n ||
                memcmp(before.p + before.n - n, pairs[i].before, n) != 0)
                continue;
            before.n -= n;
            after = tb_str_from(after, strlen(pairs[i].after));
            break;
        }
        tb_buf_add(out, before);
        tb_buf_adds(out, at < s.n ? "未填" : "");
        s = after;
    }
}

static int report_row(struct rule_run *r)
{
    const struct tb_rule *rule = r->rule;
    int other = r->columns[OTHER];
    struct tb_finding f = {
        .rule = rule->id,
        .aspect = rule->aspect,
        .severity = rule->severity,
        .table = rule->table,
        .field = field_of(r),
        .row = tb_stmt_int(r->stmt, r->columns[ROW]),
        .other_table = other_table(r),
        .other_row = other >= 0 ? tb_stmt_int(r->stmt, other) : 0,
        .hint = rule->hint,
    };

    f.value = value_of(r, f.field);
    f.expected = said(r, EXPECTED, &r->expected);
    f.difference = said(r, DIFFERENCE, &r->difference);
    tb_message_fill(rule->message, lookup_column, r, &r->text);
    say_empty(tb_buf_str(&r->text), &r->message);
    f.message = tb_buf_str(&r->message);
    return r->on->each(&f, r->on->ctx);
}

/* The message of a set rule may name any field of the row that it returns. */
static int fetch_row(struct rule_run *r, struct tb_err *err)
{
    if (!r->row)
        return 0;
    if (tb_stmt_bind(r->row, err, "i", tb_stmt_int(r->stmt, r->columns[ROW])) <
        0)
        return -1;
    return tb_stmt_step(r->row, err) < 0 ? -1 : 0;
}

/* What SQLite says of SQL that is not ours is the dictionary's fault.  Not
 * that memory is out: then SQLite has rolled back the change it ran in. */
static int broken(struct tb_err *err, const char *what, struct tb_str id)
{
    if (err->status == TB_INTERNAL)
        err->status = TB_DICTIONARY;
    return tb_fail_in(err, "%s %.*s is broken", tb_translate(what),
                      TB_STR_ARG(id));
}

static int prepare_rule(struct rule_run *r, struct tb_err *err)
{
    const struct tb_rule *rule = r->rule;

    if (tb_rule_prepare(r->on->db, r->on->dict, rule, &r->stmt, err) < 0 ||
        (rule->kind == TB_RULE_SET &&
         tb_rule_row_prepare(r->on->db, rule, &r->row, err) < 0))
        return broken(err, "rule", rule->id);
    for (int i = 0; i < ROLES; i++)
        r->columns[i] = column_named(r->stmt, tb_str(roles[i]));
    if (r->columns[ROW] < 0)
        return tb_fail_as(err, TB_DICTIONARY,
                          "rule %.*s is broken: it returns no "
                          "_row",
                          TB_STR_ARG(rule->id));
    r->fields = map_columns(r->stmt, rule->table);
    tb_rules_bind(r->stmt, r->on->windows);
    return 0;
}

static int step_rule(struct rule_run *r, long long *undecided,
                     struct tb_err *err)
{
    int more;

    while ((more = tb_stmt_step(r->stmt, err)) == 1) {
        if (r->rule->kind == TB_RULE_ROW &&
            tb_stmt_is_null(r->stmt, TB_RULE_HOLDS)) {
            ++*undecided;
            continue;
        }
        if (fetch_row(r, err) < 0 || report_row(r) < 0)
            return -1;
    }
    return more < 0 ? broken(err, "rule", r->rule->id) : 0;
}

int tb_rule_run(const struct tb_rules *rules, const struct tb_rule *rule,
                long long *undecided, struct tb_err *err)
{
    struct rule_run r = { .on = rules, .rule = rule };
    int rc = -1;

    if (prepare_rule(&r, err) < 0 || step_rule(&r, undecided, err) < 0)
        goto done;
    rc = 0;
done:
    tb_stmt_free(r.row);
    tb_stmt_free(r.stmt);
    free(r.fields);
    tb_buf_free(&r.text);
    tb_buf_free(&r.message);
    tb_buf_free(&r.value);
    tb_buf_free(&r.expected);
    tb_buf_free(&r.difference);
    return rc;
}

int tb_rules_run(const struct tb_rules *rules, const bool *there,
                 tb_rule_broken_fn *say, long long *undecided, size_t *skipped,
                 struct tb_err *err)
{
    const struct tb_dict *d = rules->dict;

    for (size_t i = 0; i < d->rule_count; i++) {
        struct tb_err own = { 0 };
        tb_tick(rules->tick, "校验 规则", i, d->rule_count);
        if (!tb_rules_can_run(d->rules[i].expression, d, there)) {
            ++*skipped;
            continue;
        }
        if (tb_rule_run(rules, &d->rules[i], undecided, &own) == 0)
            continue;
        if (own.status != TB_DICTIONARY) {
            if (err->status == TB_OK)
                *err = own;
            return -1;
        }
        say(tb_str(own.msg), rules->ctx);
    }
    tb_tick(rules->tick, "校验 规则", d->rule_count, d->rule_count);
    return 0;
}

/* ---- indicators ---- */

/* One SELECT of one value, copied out when it is a number. */
static int run_scalar(struct tb_db *db, struct tb_str sql, struct tb_str id,
                      const struct tb_windows *windows, struct tb_value *value,
                      struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc;

    *value = (struct tb_value){ .kind = TB_NULL };
    tb_db_budget(db, BUDGET);
    rc = tb_db_prepare(db, sql.p, &s, err);
    if (rc == 0) {
        tb_rules_bind(s, windows);
        rc = tb_stmt_step(s, err);
    }
    if (rc == 1) {
        *value = tb_stmt_value(s, 0);
        if (value->kind == TB_TEXT)
            value->kind = TB_NULL; /* no number */
    }
    tb_stmt_free(s);
    return rc < 0 ? broken(err, "indicator", id) : 0;
}

int tb_indicator_run(struct tb_db *db, const struct tb_indicator *x,
                     const struct tb_windows *windows, struct tb_value *value,
                     bool *exempt, struct tb_err *err)
{
    struct tb_value yes = { .kind = TB_NULL };

    if (run_scalar(db, x->expression, x->id, windows, value, err) < 0 ||
        (x->exempt.n > 0 &&
         run_scalar(db, x->exempt, x->id, windows, &yes, err) < 0))
        return -1;
    *exempt = yes.kind == TB_INTEGER && yes.integer != 0;
    return 0;
}

/* ---- derived tables ---- */

int tb_derived_run(struct tb_db *db, const struct tb_dict *dict,
                   const struct tb_derived *derived,
                   const struct tb_windows *windows, tb_derived_fn *each,
                   void *ctx, struct tb_err *err)
{
    const struct tb_table *t = derived->table;
    struct tb_value *values = tb_alloc(t->count, sizeof *values);
    struct tb_stmt *s = NULL;
    int *at = NULL;
    int rc = -1, more = 0;

    if (tb_foreign_prepare(db, dict, derived->expression, &s, err) < 0) {
        broken(err, "rule", t->no);
        goto done;
    }
    at = map_columns(s, t);
    tb_rules_bind(s, windows);
    while ((more = tb_stmt_step(s, err)) == 1) {
        for (size_t i = 0; i < t->count; i++)
            if (at[i] >= 0)
                values[i] = tb_stmt_value(s, at[i]);
        if (each(t, values, ctx) < 0)
            goto done;
    }
    if (more < 0) {
        broken(err, "rule", t->no);
        goto done;
    }
    rc = 0;
done:
    tb_stmt_free(s);
    free(at);
    free(values);
    return rc;
}
