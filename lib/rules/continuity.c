/* continuity.c - one join of this year's and last year's rows per table. */
#include "continuity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "mask.h"
#include "mem.h"
#include "types.h"

#define SLIP 50.0  /* a change by this factor is no change of the matter */
#define ALWAYS 2.0 /* whole numbers may change by this */

enum { STABLE, TOLERANCE, UNIT };

static const struct {
    const char *id, *aspect, *message, *hint;
} checks[] = {
    [STABLE] = { "stable", "真实性",
                 "“{field}”今年是“{value}”，上年是“{last}”，此项不应变化",
                 "核对今年是否填错；上年填错或确有变更的，说明原因。" },
    [TOLERANCE] = { "tolerance", "合理性",
                    "“{field}”今年 {value}，上年 {last}，变化 "
                    "{difference}，超过 {limit}",
                    "核对数值和单位；变化属实的，说明原因。" },
    [UNIT] = { "unit", "规范性",
               "“{field}”今年 {value}，上年 {last}，相差约 {factor} "
               "倍，疑似单位填错{unit}",
               "按表头的单位换算后改正；确实如此的，说明原因。" },
};

/* What people mistake for one another, and by how much it differs. */
static const struct {
    double factor;
    const char *units;
} slips[] = {
    { 100, "（百分数与小数）" },
    { 666.67, "（亩与平方米）" },
    { 1000, "（千位）" },
    { 1024, "（GB 与 MB、TB 与 GB）" },
    { 10000, "（元与万元、册与万册）" },
    { 100000000, "（元与亿元）" },
};

struct compare {
    struct tb_db *db;
    const struct tb_table *table;
    const struct tb_field **fields; /* those that are compared */
    size_t count;
    struct tb_stmt *stmt; /* _row, then this and last of each field */
    tb_finding_fn *each;
    void *ctx;
    struct tb_err *err;
};

struct parts {
    const struct tb_field *field;
    struct tb_str value, last, difference, limit, factor, unit;
};

static bool part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field->name);
    else if (tb_str_is(name, "value"))
        tb_mask(p->field->personal, p->value, out);
    else if (tb_str_is(name, "last"))
        tb_mask(p->field->personal, p->last, out);
    else if (tb_str_is(name, "difference"))
        tb_buf_add(out, p->difference);
    else if (tb_str_is(name, "limit"))
        tb_buf_add(out, p->limit);
    else if (tb_str_is(name, "factor"))
        tb_buf_add(out, p->factor);
    else if (tb_str_is(name, "unit"))
        tb_buf_add(out, p->unit);
    else
        return false;
    return true;
}

static int report(struct compare *c, int check, const struct parts *p)
{
    struct tb_buf message = { 0 };
    struct tb_finding f = { .rule = tb_str(checks[check].id),
                            .aspect = tb_str(checks[check].aspect),
                            .severity = TB_EXPLAIN,
                            .table = c->table,
                            .field = p->field,
                            .row = tb_stmt_int(c->stmt, 0),
                            .value = p->value,
                            .expected = p->last,
                            .difference = p->difference,
                            .hint = tb_str(checks[check].hint) };
    int rc;

    tb_message_fill(tb_str(checks[check].message), part, (void *)p, &message);
    f.message = tb_buf_str(&message);
    rc = c->each(&f, c->ctx);
    tb_buf_free(&message);
    return rc;
}

static int compare_stable(struct compare *c, struct parts *p)
{
    return tb_str_eq(p->value, p->last) ? 0 : report(c, STABLE, p);
}

/* Which units differ by about FACTOR. */
static const char *slip_of(double factor)
{
    const char *best = "";
    double least = log(2);

    for (size_t i = 0; i < TB_LEN(slips); i++) {
        double far = fabs(log(factor / slips[i].factor));
        if (far < least) {
            least = far;
            best = slips[i].units;
        }
    }
    return best;
}

static int compare_number(struct compare *c, struct parts *p, double now,
                          double last)
{
    char difference[32], limit[32], factor[32];
    double change = fabs(now - last) / fabs(last);
    double ratio = fabs(now) > fabs(last) ? now / last : last / now;
    bool is_whole = tb_types[p->field->type].shape == TB_SHAPE_WHOLE;
    double percent;
    bool is_slip = now != 0 && ratio >= SLIP;

    if (last == 0 || (!is_slip && change <= p->field->tolerance + 1e-9) ||
        (is_whole && fabs(now - last) <= ALWAYS))
        return 0;
    percent = 100 * (now - last) / fabs(last);
    snprintf(difference, sizeof difference, "%+.*f%%",
             fabs(percent) < 100 && fabs(percent - round(percent)) >= 0.05,
             percent);
    snprintf(limit, sizeof limit, "%g%%", 100 * p->field->tolerance);
    p->difference = tb_str(difference);
    p->limit = tb_str(limit);
    if (!is_slip)
        return report(c, TOLERANCE, p);
    snprintf(factor, sizeof factor, "%.0f", ratio);
    p->factor = tb_str(factor);
    p->unit = tb_str(slip_of(ratio));
    return report(c, UNIT, p);
}

static int compare_field(struct compare *c, size_t i)
{
    int now = 1 + 2 * (int)i, last = now + 1;
    struct tb_buf a = { 0 }, b = { 0 };
    struct parts p = { .field = c->fields[i] };
    struct tb_value v = tb_stmt_value(c->stmt, now),
                    w = tb_stmt_value(c->stmt, last);
    int rc = 0;

    if (v.kind == TB_NULL || w.kind == TB_NULL)
        return 0;
    tb_value_show(&v, &a);
    tb_value_show(&w, &b);
    p.value = tb_buf_str(&a);
    p.last = tb_buf_str(&b);
    if (p.field->stable)
        rc = compare_stable(c, &p);
    else
        rc = compare_number(c, &p, tb_stmt_real(c->stmt, now),
                            tb_stmt_real(c->stmt, last));
    tb_buf_free(&a);
    tb_buf_free(&b);
    return rc;
}

static void add_name(struct tb_buf *sql, const char *head, struct tb_str name)
{
    tb_buf_adds(sql, head);
    tb_buf_add_quoted(sql, name, '"');
}

static void join_sql(const struct compare *c, struct tb_buf *sql)
{
    const struct tb_table *t = c->table;
    bool first = true;

    tb_buf_adds(sql, "SELECT t._row");
    for (size_t i = 0; i < c->count; i++) {
        add_name(sql, ", t.", c->fields[i]->name);
        add_name(sql, ", l.", c->fields[i]->name);
    }
    add_name(sql, " FROM ", t->name);
    add_name(sql, " t JOIN 上年.", t->name);
    tb_buf_adds(sql, " l");
    for (size_t i = 0; i < t->count && !t->is_one_row; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            add_name(sql, first ? " ON t." : " AND t.", t->fields[i].name);
            add_name(sql, " IS l.", t->fields[i].name);
            first = false;
        }
}

static int run_table(struct compare *c)
{
    struct tb_buf sql = { 0 };
    int rc;

    join_sql(c, &sql);
    tb_db_budget(c->db, -1);
    rc = tb_db_prepare(c->db, sql.p, &c->stmt, c->err);
    while (rc == 0 && (rc = tb_stmt_step(c->stmt, c->err)) == 1) {
        rc = 0;
        for (size_t i = 0; i < c->count && rc == 0; i++)
            rc = compare_field(c, i);
    }
    tb_stmt_free(c->stmt);
    tb_buf_free(&sql);
    return rc;
}

/* The fields of T that are to be compared; C->fields has room for all. */
static void choose(struct compare *c, const struct tb_table *t)
{
    c->table = t;
    c->count = 0;
    c->fields = tb_alloc(t->count, sizeof *c->fields);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && !t->fields[i].is_key &&
            (t->fields[i].stable || t->fields[i].tolerance > 0))
            c->fields[c->count++] = &t->fields[i];
}

int tb_continuity_run(struct tb_db *db, const struct tb_dict *dict,
                      const bool *there, tb_finding_fn *each, void *ctx,
                      struct tb_err *err)
{
    struct compare c = { .db = db, .each = each, .ctx = ctx, .err = err };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++) {
        const struct tb_table *t = &dict->tables[i];
        if (!there[i] || (!t->has_natural_key && !t->is_one_row))
            continue;
        choose(&c, t);
        if (c.count > 0)
            rc = run_table(&c);
        free(c.fields);
    }
    return rc;
}
