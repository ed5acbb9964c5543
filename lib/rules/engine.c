/* engine.c - rules are SQL; this runs them and reads what they say. */
#include "engine.h"

#include <stdlib.h>

#include "file.h"
#include "last.h"
#include "mask.h"
#include "mem.h"

#define BUDGET 2000000 /* thousands of steps of one rule */

int tb_rules_connect(const char *folder, const struct tb_dict *dict,
                     bool merged, struct tb_db **out, struct tb_err *err)
{
    struct tb_buf path = { 0 }, last = { 0 };
    struct tb_db *db = NULL;
    int rc = -1;

    tb_buf_addf(&path, "%s/tianbao.db", folder);
    tb_buf_addf(&last, "%s/" TB_LAST_FILE, folder);
    if (tb_db_open(path.p, TB_DB_READ, &db, err) < 0 ||
        (tb_file_exists(last.p) && tb_last_attach(db, last.p, dict, err) < 0) ||
        (merged && tb_store_use_merged(db, dict, err) < 0) ||
        tb_db_run(db, "BEGIN; SELECT count(*) FROM submission", err) < 0)
        goto done;
    tb_db_sandbox(db, tb_store_is_readable, dict);
    *out = db;
    db = NULL;
    rc = 0;
done:
    tb_db_close(db);
    tb_buf_free(&path);
    tb_buf_free(&last);
    return rc;
}

int tb_rules_last_year(const char *folder, const struct tb_dict *dict,
                       bool **out, struct tb_err *err)
{
    bool *there = tb_alloc(dict->table_count, sizeof *there);
    struct tb_buf last = { 0 };
    struct tb_db *db = NULL;
    int rc = 0;

    tb_buf_addf(&last, "%s/" TB_LAST_FILE, folder);
    if (tb_file_exists(last.p)) {
        rc = tb_db_open(":memory:", TB_DB_CREATE, &db, err);
        if (rc == 0)
            rc = tb_last_attach(db, last.p, dict, err);
        if (rc == 0)
            rc = tb_last_read_there(db, dict, there, err);
    }
    tb_db_close(db);
    tb_buf_free(&last);
    if (rc < 0)
        free(there);
    else
        *out = there;
    return rc;
}

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

/* The fields that the message of a row rule names, and its own field. */
static void add_fields(const struct tb_rule *r, struct tb_buf *sql)
{
    for (size_t i = 0; i < r->table->count; i++) {
        const struct tb_field *f = &r->table->fields[i];
        struct tb_buf brace = { 0 };
        tb_buf_addf(&brace, "{%.*s}", TB_STR_ARG(f->name));
        if (f->used && (f == r->field ||
                        tb_str_find(r->message, brace.p) < r->message.n)) {
            tb_buf_adds(sql, ", ");
            tb_buf_add_quoted(sql, f->name, '"');
        }
        tb_buf_free(&brace);
    }
}

void tb_rule_sql(const struct tb_rule *r, struct tb_buf *sql)
{
    tb_buf_clear(sql);
    if (r->kind == TB_RULE_SET) {
        tb_buf_add(sql, r->expression);
        return;
    }
    tb_buf_addf(sql, "SELECT _row, (%.*s\n) AS _holds",
                TB_STR_ARG(r->expression));
    add_fields(r, sql);
    tb_buf_adds(sql, " FROM ");
    tb_buf_add_quoted(sql, r->table->name, '"');
    tb_buf_addf(sql, " WHERE NOT coalesce((%.*s\n), 0)",
                TB_STR_ARG(r->expression));
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

struct run {
    const struct tb_dict *dict;
    const struct tb_rule *rule;
    struct tb_stmt *stmt;
    struct tb_stmt *row; /* of a set rule: the row that is named */
    struct tb_buf message, value, expected, difference;
};

static int column_named(const struct tb_stmt *s, const char *name)
{
    for (int i = 0; i < tb_stmt_columns(s); i++)
        if (tb_str_is(tb_stmt_column_name(s, i), name))
            return i;
    return -1;
}

static void show_column(struct tb_stmt *s, int column, struct tb_buf *out)
{
    struct tb_value v = tb_stmt_value(s, column);

    tb_value_show(&v, out);
}

/*
 * What column AT of S shows of a person: by the field that it comes from,
 * whatever the SELECT calls it.  The SQL tables are d_1.4.1, m_1.4.1.
 */
static struct tb_str personal_of(const struct run *r, const struct tb_stmt *s,
                                 int at)
{
    const struct tb_field *f;
    const struct tb_table *t;
    struct tb_str table, name;

    tb_stmt_origin(s, at, &table, &name);
    t = tb_dict_table(r->dict, tb_str_from(table, 2));
    f = t ? tb_table_field(t, name) : NULL;
    if (!f) /* computed: by what it is called */
        f = tb_table_field(r->rule->table, tb_stmt_column_name(s, at));
    return f ? f->personal : tb_str("");
}

/* Add column NAME of statement S, masked as its field asks. */
static bool add_column(struct run *r, struct tb_stmt *s, struct tb_str name,
                       struct tb_buf *out)
{
    for (int i = 0; s && i < tb_stmt_columns(s); i++)
        if (tb_str_eq(tb_stmt_column_name(s, i), name)) {
            struct tb_buf text = { 0 };
            show_column(s, i, &text);
            if (text.n == 0)
                tb_buf_adds(out, "（空）");
            tb_mask(personal_of(r, s, i), tb_buf_str(&text), out);
            tb_buf_free(&text);
            return true;
        }
    return false;
}

static bool lookup(struct tb_str name, struct tb_buf *out, void *ctx)
{
    struct run *r = ctx;

    return add_column(r, r->stmt, name, out) ||
           add_column(r, r->row, name, out);
}

/* Column NAME of the present row as text; OUT is replaced. */
static struct tb_str named(struct run *r, const char *name, struct tb_buf *out)
{
    int at = column_named(r->stmt, name);

    tb_buf_clear(out);
    if (at >= 0)
        show_column(r->stmt, at, out);
    return tb_buf_str(out);
}

static const struct tb_field *field_of(struct run *r)
{
    int at = column_named(r->stmt, "_field");

    if (at >= 0 && !tb_stmt_is_null(r->stmt, at))
        return tb_table_field(r->rule->table, tb_stmt_text(r->stmt, at));
    return r->rule->field;
}

/* A set rule returns an id; the message may name any field of that row. */
static int prepare_row(struct run *r, struct tb_db *db, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc = 0;

    tb_buf_adds(&sql, "SELECT _row");
    add_fields(r->rule, &sql);
    tb_buf_adds(&sql, " FROM ");
    tb_buf_add_quoted(&sql, r->rule->table->name, '"');
    tb_buf_adds(&sql, " WHERE _row = ?1");
    if (r->rule->kind == TB_RULE_SET)
        rc = tb_db_prepare(db, sql.p, &r->row, err);
    tb_buf_free(&sql);
    return rc;
}

static int fetch_row(struct run *r, struct tb_err *err)
{
    int at = column_named(r->stmt, "_row");

    if (!r->row)
        return 0;
    if (tb_stmt_bind(r->row, err, "i", tb_stmt_int(r->stmt, at)) < 0 ||
        tb_stmt_step(r->row, err) < 0)
        return -1;
    return 0;
}

/* The table of the _other row: named by _other_table, or the rule's own. */
static const struct tb_table *other_table(struct run *r)
{
    int at = column_named(r->stmt, "_other_table");
    const struct tb_table *t = NULL;

    if (at >= 0)
        t = tb_dict_find(r->dict, tb_stmt_text(r->stmt, at));
    return t ? t : r->rule->table;
}

static int report(struct run *r, tb_finding_fn *each, void *ctx)
{
    const struct tb_rule *rule = r->rule;
    int other = column_named(r->stmt, "_other");
    struct tb_finding f = {
        .rule = rule->id,
        .aspect = rule->aspect,
        .severity = rule->severity,
        .table = rule->table,
        .field = field_of(r),
        .row = tb_stmt_int(r->stmt, column_named(r->stmt, "_row")),
        .other_table = other_table(r),
        .other_row = other >= 0 ? tb_stmt_int(r->stmt, other) : 0,
        .hint = rule->hint,
    };

    f.value = named(r, "_value", &r->value);
    if (f.value.n == 0 && f.field)
        for (int i = 0; i < tb_stmt_columns(r->stmt); i++)
            if (tb_str_eq(tb_stmt_column_name(r->stmt, i), f.field->name)) {
                show_column(r->stmt, i, &r->value);
                f.value = tb_buf_str(&r->value);
            }
    f.expected = named(r, "_expected", &r->expected);
    f.difference = named(r, "_difference", &r->difference);
    tb_message_fill(rule->message, lookup, r, &r->message);
    f.message = tb_buf_str(&r->message);
    return each(&f, ctx);
}

static int broken(struct tb_err *err, const char *what, struct tb_str id)
{
    if (err->status == TB_INTERNAL || err->status == TB_NOMEM)
        err->status = TB_DICTIONARY;
    return tb_fail_in(err, "%s %.*s is broken", tb_translate(what),
                      TB_STR_ARG(id));
}

int tb_rule_run(struct tb_db *db, const struct tb_dict *dict,
                const struct tb_rule *rule, const struct tb_windows *windows,
                tb_finding_fn *each, void *ctx, long long *undecided,
                struct tb_err *err)
{
    struct run r = { .dict = dict, .rule = rule };
    struct tb_buf sql = { 0 };
    int rc = -1, more = 0;

    tb_rule_sql(rule, &sql);
    tb_db_budget(db, BUDGET);
    if (tb_db_prepare(db, sql.p, &r.stmt, err) < 0) {
        broken(err, "rule", rule->id);
        goto done;
    }
    if (column_named(r.stmt, "_row") < 0) {
        tb_fail_as(err, TB_DICTIONARY,
                   "rule %.*s is broken: it returns no "
                   "_row",
                   TB_STR_ARG(rule->id));
        goto done;
    }
    if (prepare_row(&r, db, err) < 0) {
        broken(err, "rule", rule->id);
        goto done;
    }
    tb_rules_bind(r.stmt, windows);
    while ((more = tb_stmt_step(r.stmt, err)) == 1) {
        if (rule->kind == TB_RULE_ROW && tb_stmt_is_null(r.stmt, 1)) {
            ++*undecided;
            continue;
        }
        if (fetch_row(&r, err) < 0 || report(&r, each, ctx) < 0)
            goto done;
    }
    if (more < 0) {
        broken(err, "rule", rule->id);
        goto done;
    }
    rc = 0;
done:
    tb_stmt_free(r.row);
    tb_stmt_free(r.stmt);
    tb_buf_free(&sql);
    tb_buf_free(&r.message);
    tb_buf_free(&r.value);
    tb_buf_free(&r.expected);
    tb_buf_free(&r.difference);
    return rc;
}

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

/* Which column of the statement each field is; -1: none. */
static int *map_columns(const struct tb_stmt *s, const struct tb_table *t)
{
    int *at = tb_alloc(t->count, sizeof *at);

    for (size_t i = 0; i < t->count; i++)
        at[i] = column_named(s, t->fields[i].name.p);
    return at;
}

int tb_derived_run(struct tb_db *db, const struct tb_derived *derived,
                   const struct tb_windows *windows, tb_derived_fn *each,
                   void *ctx, struct tb_err *err)
{
    const struct tb_table *t = derived->table;
    struct tb_value *values = tb_alloc(t->count, sizeof *values);
    struct tb_stmt *s = NULL;
    int *at = NULL;
    int rc = -1, more = 0;

    tb_db_budget(db, BUDGET);
    if (tb_db_prepare(db, derived->expression.p, &s, err) < 0) {
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
