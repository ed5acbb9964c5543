/* declared.c - declared checks over the current rows. */
#include "declared.h"

#include <stdio.h>
#include <stdlib.h>

#include "mask.h"
#include "mem.h"

struct run {
    struct tb_db *db;
    const struct tb_dict *dict;
    const struct tb_windows *windows;
    const long *open; /* slices to come, by table; NULL: none */
    tb_finding_fn *each;
    void *ctx;
    struct tb_err *err;
    struct tb_buf message, value, expected;
};

/* The checks that need other rows: id, aspect, severity, message, hint. */
enum { UNIQUE, KEY, REFERENCE, MIRROR, WAITING };

static const struct {
    const char *id, *aspect;
    enum tb_severity severity;
    const char *message, *hint;
} checks[] = {
    [UNIQUE] = { "unique", "规范性", TB_ERROR,
                 "“{field}”的值“{value}”不止一行在用",
                 "此项不得重复，核对后改正其中一行。" },
    [KEY] = { "key", "真实性", TB_WARNING,
              "另一部门也填报了主键相同的一行（{value}）",
              "两个部门商定由谁填报；内容不同时合并会列为冲突。" },
    [REFERENCE] = { "reference", "真实性", TB_ERROR,
                    "“{value}”在 {expected} 中找不到",
                    "核对是否填错；如属漏报，请负责部门在该数据源表中补报。" },
    [MIRROR] = { "mirror", "真实性", TB_ERROR,
                 "“{value}”与 {field} 的登记不一致，应为“{expected}”",
                 "以数据源表为准改正；数据源表有误时请其填报部门改正。" },
    [WAITING] = { "waiting", "完整性", TB_WARNING,
                  "“{field}”有 {value} 处在 {expected} "
                  "中找不到，该表还没有交齐",
                  "先核对是否填错；如无误则不必改动，待该表交齐后重新校验。" },
};

struct parts {
    struct tb_str field, value, expected, personal;
};

static bool part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field);
    else if (tb_str_is(name, "value"))
        tb_mask(p->personal, p->value, out);
    else if (tb_str_is(name, "expected"))
        tb_mask(p->personal, p->expected, out);
    else
        return false;
    return true;
}

static int report_check(struct run *r, int check, struct tb_finding *f,
                        struct tb_str field_shown, struct tb_str personal)
{
    struct parts p = { field_shown, f->value, f->expected, personal };

    f->rule = tb_str(checks[check].id);
    f->aspect = tb_str(checks[check].aspect);
    f->severity = checks[check].severity;
    f->hint = tb_str(checks[check].hint);
    tb_message_fill(tb_str(checks[check].message), part, &p, &r->message);
    f->message = tb_buf_str(&r->message);
    return r->each(f, r->ctx);
}

/* ---- each value by itself ---- */

static int report_value(struct run *r, enum tb_check check,
                        const struct tb_table *t, const struct tb_field *field,
                        long long row, const struct tb_value *v)
{
    const struct tb_trouble_text *text = &tb_check_texts[check];
    struct tb_finding f = { .rule = tb_str(text->id),
                            .aspect = tb_str(text->aspect),
                            .severity = TB_ERROR,
                            .table = t,
                            .field = field,
                            .row = row,
                            .expected = tb_buf_str(&r->expected),
                            .hint = tb_str(text->hint) };
    struct parts p = { .field = field->name, .expected = f.expected };

    tb_value_show(v, &r->value);
    p.value = f.value = tb_buf_str(&r->value);
    p.personal = field->personal;
    if (p.expected.n > 0 && field->personal.n > 0) {
        /* what was expected is a form, not a person's value */
        struct tb_buf masked = { 0 };
        tb_mask(field->personal, f.value, &masked);
        p.personal = tb_str("");
        p.value = tb_buf_str(&masked);
        tb_message_fill(tb_str(text->message), part, &p, &r->message);
        tb_buf_free(&masked);
    } else {
        tb_message_fill(tb_str(text->message), part, &p, &r->message);
    }
    f.message = tb_buf_str(&r->message);
    return r->each(&f, r->ctx);
}

static int check_row(struct run *r, const struct tb_table *t, struct tb_stmt *s)
{
    long long row = tb_stmt_int(s, 0);
    int column = 1;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        struct tb_value v, applies = { .kind = TB_NULL };
        enum tb_check check;
        if (!f->used)
            continue;
        v = tb_stmt_value(s, column++);
        if (f->applies_field) {
            int at = 1;
            for (size_t k = 0; k < f->applies_field->index; k++)
                at += t->fields[k].used;
            applies = tb_stmt_value(s, at);
        }
        tb_buf_clear(&r->expected);
        check = tb_value_check(f, &v, &applies, r->windows, &r->expected);
        if (check != TB_CHECK_FINE && report_value(r, check, t, f, row, &v) < 0)
            return -1;
    }
    return 0;
}

/* Run SQL and call TAKE for each row. */
static int each_row(struct run *r, const char *sql, const struct tb_table *t,
                    const struct tb_field *f,
                    int (*take)(struct run *r, const struct tb_table *t,
                                const struct tb_field *f, struct tb_stmt *s))
{
    struct tb_stmt *s;
    int rc;

    tb_db_budget(r->db, -1);
    if (tb_db_prepare(r->db, sql, &s, r->err) < 0)
        return -1;
    while ((rc = tb_stmt_step(s, r->err)) == 1)
        if ((rc = take(r, t, f, s)) < 0)
            break;
    tb_stmt_free(s);
    return rc;
}

static int take_row(struct run *r, const struct tb_table *t,
                    const struct tb_field *f, struct tb_stmt *s)
{
    (void)f;
    return check_row(r, t, s);
}

static int check_values(struct run *r, const struct tb_table *t)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_adds(&sql, "SELECT _row, ");
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, " FROM ");
    tb_buf_add_quoted(&sql, t->name, '"');
    rc = each_row(r, sql.p, t, NULL, take_row);
    tb_buf_free(&sql);
    return rc;
}

/* ---- unique fields and keys of two departments ---- */

static int take_double(struct run *r, const struct tb_table *t,
                       const struct tb_field *f, struct tb_stmt *s)
{
    struct tb_finding x = { .table = t,
                            .field = f,
                            .row = tb_stmt_int(s, 0),
                            .other_row = tb_stmt_int(s, 1),
                            .other_table = t,
                            .value = tb_stmt_text(s, 2) };

    return report_check(r, f ? UNIQUE : KEY, &x, f ? f->name : tb_str(""),
                        f ? f->personal : tb_str(""));
}

static int check_unique(struct run *r, const struct tb_table *t,
                        const struct tb_field *f)
{
    struct tb_buf sql = { 0 }, name = { 0 }, table = { 0 };
    int rc;

    tb_buf_add_quoted(&name, f->name, '"');
    tb_buf_add_quoted(&table, t->name, '"');
    tb_buf_addf(&sql,
                "SELECT a._row, b.first, a.%s FROM %s a JOIN (SELECT %s AS v, "
                "min(_row) AS first FROM %s WHERE %s IS NOT NULL GROUP BY 1 "
                "HAVING count(*) > 1) b ON a.%s = b.v WHERE a._row <> b.first",
                name.p, table.p, name.p, table.p, name.p, name.p);
    rc = each_row(r, sql.p, t, f, take_double);
    tb_buf_free(&sql);
    tb_buf_free(&name);
    tb_buf_free(&table);
    return rc;
}

/* Columns of the key, as "a", "b". */
static void key_columns(const struct tb_table *t, struct tb_buf *out)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            if (out->n > 0)
                tb_buf_adds(out, ", ");
            tb_buf_add_quoted(out, t->fields[i].name, '"');
        }
}

static int check_key(struct run *r, const struct tb_table *t)
{
    struct tb_buf sql = { 0 }, key = { 0 };
    const struct tb_field *first = NULL;
    int rc;

    for (size_t i = 0; i < t->count && !first; i++)
        if (t->fields[i].is_key && t->fields[i].used)
            first = &t->fields[i];
    key_columns(t, &key);
    tb_buf_adds(&sql, "SELECT max(_row), min(_row), ");
    tb_buf_add_quoted(&sql, first->name, '"');
    tb_buf_adds(&sql, " FROM ");
    tb_buf_add_quoted(&sql, t->name, '"');
    tb_buf_addf(&sql, " GROUP BY %s HAVING count(*) > 1", key.p);
    rc = each_row(r, sql.p, t, NULL, take_double);
    tb_buf_free(&sql);
    tb_buf_free(&key);
    return rc;
}

/* ---- references ---- */

/* "1.4.1 校内教师基本信息表 或 1.4.2 …": where a value should be found. */
static void show_targets(const struct tb_field *f, struct tb_buf *out)
{
    tb_buf_clear(out);
    for (size_t i = 0; i < f->reference_count; i++)
        tb_buf_addf(out, "%s%.*s %.*s", i > 0 ? " 或 " : "",
                    TB_STR_ARG(f->references[i].table->no),
                    TB_STR_ARG(f->references[i].table->name));
}

/*
 * SELECT of the distinct values that F may have, as v, with the facts that
 * MIRRORS (fields of the same table, reached through F) must equal, as f0,
 * f1, ...
 */
static void targets_sql(const struct tb_field *f,
                        const struct tb_field *const *mirrors, size_t count,
                        struct tb_buf *out)
{
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_reference *ref = &f->references[i];
        tb_buf_adds(out, i > 0 ? " UNION SELECT " : "SELECT DISTINCT ");
        tb_buf_add_quoted(out, ref->field->name, '"');
        tb_buf_adds(out, " AS v");
        for (size_t k = 0; k < count; k++) {
            tb_buf_adds(out, ", ");
            tb_buf_add_quoted(out, mirrors[k]->mirror_fact, '"');
            tb_buf_addf(out, " AS f%zu", k);
        }
        tb_buf_adds(out, " FROM ");
        tb_buf_add_quoted(out, ref->table->name, '"');
        tb_buf_adds(out, " WHERE ");
        tb_buf_add_quoted(out, ref->field->name, '"');
        tb_buf_adds(out, " IS NOT NULL");
    }
}

static int report_missing(struct run *r, const struct tb_table *t,
                          const struct tb_field *f, long long row,
                          struct tb_str value)
{
    struct tb_finding x = {
        .table = t, .field = f, .row = row, .value = value
    };

    show_targets(f, &r->expected);
    x.expected = tb_buf_str(&r->expected);
    return report_check(r, REFERENCE, &x, f->name, tb_str(""));
}

/* What could not be found in a table that is not complete yet. */
struct waiting {
    bool is_on;
    long long first, count;
};

static int report_waiting(struct run *r, const struct tb_table *t,
                          const struct tb_field *f, const struct waiting *w)
{
    struct tb_finding x = { .table = t, .field = f, .row = w->first };
    char count[24];

    if (w->count == 0)
        return 0;
    snprintf(count, sizeof count, "%lld", w->count);
    x.value = tb_str(count);
    show_targets(f, &r->expected);
    x.expected = tb_buf_str(&r->expected);
    return report_check(r, WAITING, &x, f->name, tb_str(""));
}

/* A value that is not there: a finding, or one more to wait for. */
static int miss(struct run *r, const struct tb_table *t,
                const struct tb_field *f, struct waiting *w, long long row,
                struct tb_str value)
{
    if (!w->is_on)
        return report_missing(r, t, f, row, value);
    if (w->count++ == 0)
        w->first = row;
    return 0;
}

/* A list of values in one cell: each must be found. */
static int take_many(struct run *r, const struct tb_table *t,
                     const struct tb_field *f, struct tb_stmt *s,
                     const struct tb_map *known, struct waiting *w)
{
    struct tb_str rest = tb_stmt_text(s, 1), one;
    uint32_t ignored;
    int rc = 0;

    while (rc == 0 && tb_str_next(&rest, "、，,；; ", &one))
        if (one.n > 0 && !tb_map_find(known, one, &ignored))
            rc = miss(r, t, f, w, tb_stmt_int(s, 0), one);
    return rc;
}

static int check_many(struct run *r, const struct tb_table *t,
                      const struct tb_field *f, struct waiting *w)
{
    struct tb_buf sql = { 0 };
    struct tb_map known = { 0 };
    struct tb_arena arena = { 0 };
    struct tb_stmt *s = NULL;
    int rc = -1;

    targets_sql(f, NULL, 0, &sql);
    if (tb_db_prepare(r->db, sql.p, &s, r->err) < 0)
        goto done;
    while ((rc = tb_stmt_step(s, r->err)) == 1)
        tb_map_add(&known, tb_arena_copy(&arena, tb_stmt_text(s, 0)), 0, NULL);
    tb_stmt_free(s);
    s = NULL;
    if (rc < 0)
        goto done;
    tb_buf_clear(&sql);
    tb_buf_adds(&sql, "SELECT _row, ");
    tb_buf_add_quoted(&sql, f->name, '"');
    tb_buf_adds(&sql, " FROM ");
    tb_buf_add_quoted(&sql, t->name, '"');
    tb_buf_adds(&sql, " WHERE ");
    tb_buf_add_quoted(&sql, f->name, '"');
    tb_buf_adds(&sql, " IS NOT NULL");
    rc = tb_db_prepare(r->db, sql.p, &s, r->err);
    while (rc == 0 && (rc = tb_stmt_step(s, r->err)) == 1)
        rc = take_many(r, t, f, s, &known, w);
done:
    tb_stmt_free(s);
    tb_map_free(&known);
    tb_arena_free(&arena);
    tb_buf_free(&sql);
    return rc;
}

/* Is something still to come in a table that F refers to? */
static bool is_waiting(const struct run *r, const struct tb_field *f)
{
    for (size_t i = 0; r->open && i < f->reference_count; i++)
        if (r->open[f->references[i].table - r->dict->tables] > 0)
            return true;
    return false;
}

/* ---- references with what mirrors them ---- */

/*
 * Every row with every target that its reference leads to, one after
 * another.  One target is the usual case; a course stands in several plans,
 * and then one whose fact is equal is enough.
 */
struct join {
    const struct tb_table *table;
    const struct tb_field *via;
    const struct tb_field **mirrors;
    size_t count;
    struct waiting *waiting;
    long long row; /* that is being looked at; 0: none yet */
    bool *is_equal;
    struct tb_buf *values, *facts;
};

static int flush_row(struct run *r, struct join *j)
{
    struct tb_buf shown = { 0 };
    int rc = 0;

    for (size_t i = 0; i < j->count && j->row != 0 && rc == 0; i++) {
        struct tb_finding x = { .table = j->table,
                                .field = j->mirrors[i],
                                .row = j->row,
                                .value = tb_buf_str(&j->values[i]),
                                .expected = tb_buf_str(&j->facts[i]) };
        if (j->is_equal[i])
            continue;
        show_targets(j->via, &shown);
        rc = report_check(r, MIRROR, &x, tb_buf_str(&shown),
                          j->mirrors[i]->personal);
    }
    j->row = 0;
    tb_buf_free(&shown);
    return rc;
}

/* Columns: _row, via, v, then value and fact of each mirror. */
static int take_joined(struct run *r, struct join *j, struct tb_stmt *s)
{
    long long row = tb_stmt_int(s, 0);
    bool is_first = row != j->row;

    if (is_first && flush_row(r, j) < 0)
        return -1;
    if (tb_stmt_is_null(s, 2))
        return miss(r, j->table, j->via, j->waiting, row, tb_stmt_text(s, 1));
    j->row = row;
    for (size_t i = 0; i < j->count; i++) {
        int at = 3 + 2 * (int)i;
        bool equal = tb_stmt_is_null(s, at) || tb_stmt_is_null(s, at + 1) ||
                     tb_str_eq(tb_stmt_text(s, at), tb_stmt_text(s, at + 1));
        if (is_first)
            j->is_equal[i] = equal;
        else
            j->is_equal[i] = j->is_equal[i] || equal;
        if (is_first && !equal) {
            tb_buf_clear(&j->values[i]);
            tb_buf_add(&j->values[i], tb_stmt_text(s, at));
            tb_buf_clear(&j->facts[i]);
            tb_buf_add(&j->facts[i], tb_stmt_text(s, at + 1));
        }
    }
    return 0;
}

static void join_sql(const struct join *j, struct tb_buf *sql)
{
    struct tb_buf via = { 0 };

    tb_buf_add_quoted(&via, j->via->name, '"');
    tb_buf_addf(sql, "SELECT s._row, s.%s, t.v", via.p);
    for (size_t i = 0; i < j->count; i++) {
        tb_buf_adds(sql, ", s.");
        tb_buf_add_quoted(sql, j->mirrors[i]->name, '"');
        tb_buf_addf(sql, ", t.f%zu", i);
    }
    tb_buf_adds(sql, " FROM ");
    tb_buf_add_quoted(sql, j->table->name, '"');
    tb_buf_adds(sql, " s LEFT JOIN ("); /* LEFT: S stays outside */
    targets_sql(j->via, j->mirrors, j->count, sql);
    tb_buf_addf(sql, ") t ON t.v = s.%s WHERE s.%s IS NOT NULL", via.p, via.p);
    tb_buf_free(&via);
}

static int run_join(struct run *r, struct join *j)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    join_sql(j, &sql);
    tb_db_budget(r->db, -1);
    rc = tb_db_prepare(r->db, sql.p, &s, r->err);
    while (rc == 0 && (rc = tb_stmt_step(s, r->err)) == 1)
        rc = take_joined(r, j, s);
    if (rc == 0)
        rc = flush_row(r, j);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}

static int check_join(struct run *r, const struct tb_table *t,
                      const struct tb_field *via, struct waiting *w)
{
    struct join j = { .table = t, .via = via, .waiting = w };
    int rc;

    j.mirrors = tb_alloc(t->count, sizeof *j.mirrors);
    j.is_equal = tb_alloc(t->count, sizeof *j.is_equal);
    j.values = tb_alloc(t->count, sizeof *j.values);
    j.facts = tb_alloc(t->count, sizeof *j.facts);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && t->fields[i].mirror_via == via)
            j.mirrors[j.count++] = &t->fields[i];
    rc = run_join(r, &j);
    for (size_t i = 0; i < t->count; i++) {
        tb_buf_free(&j.values[i]);
        tb_buf_free(&j.facts[i]);
    }
    free(j.mirrors);
    free(j.is_equal);
    free(j.values);
    free(j.facts);
    return rc;
}

static int check_reference(struct run *r, const struct tb_table *t,
                           const struct tb_field *f)
{
    struct waiting w = { .is_on = is_waiting(r, f) };
    int rc = f->many ? check_many(r, t, f, &w) : check_join(r, t, f, &w);

    return rc < 0 ? -1 : report_waiting(r, t, f, &w);
}

/* ---- all of it ---- */

static int check_table(struct run *r, const struct tb_table *t)
{
    if (check_values(r, t) < 0 || (t->has_natural_key && check_key(r, t) < 0))
        return -1;
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used)
            continue;
        if (f->is_unique && check_unique(r, t, f) < 0)
            return -1;
        if (f->reference_count > 0 && check_reference(r, t, f) < 0)
            return -1;
    }
    return 0;
}

int tb_declared_run(struct tb_db *db, const struct tb_dict *dict,
                    const struct tb_windows *windows, const long *open,
                    tb_finding_fn *each, void *ctx, struct tb_err *err)
{
    struct run r = { .db = db,
                     .dict = dict,
                     .windows = windows,
                     .open = open,
                     .each = each,
                     .ctx = ctx,
                     .err = err };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++)
        if (dict->tables[i].origin != TB_ORIGIN_DERIVED)
            rc = check_table(&r, &dict->tables[i]);
    tb_buf_free(&r.message);
    tb_buf_free(&r.value);
    tb_buf_free(&r.expected);
    return rc;
}
