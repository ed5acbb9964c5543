/* continuity.c - one join of this year's and last year's rows per table. */
#include "continuity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "mask.h"
#include "mem.h"
#include "rule_sql.h"
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
    const struct tb_rules *on;
    const struct tb_table *table;
    const struct tb_field **fields; /* those that are compared */
    size_t count;
    struct tb_stmt *stmt; /* _row, then this and last of each field */
    struct tb_err *err;
};

struct change_parts {
    const struct tb_field *field;
    struct tb_str value, last, difference, limit, factor, unit;
};

/* A number that has changed too much is itself the fault. */
static struct tb_str personal_of(const struct change_parts *p)
{
    return tb_type_is_number(p->field->type) ? tb_str("") : p->field->personal;
}

static bool change_part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct change_parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field->name);
    else if (tb_str_is(name, "value"))
        tb_mask_keep(personal_of(p), p->value, p->last, TB_MASK_OWN, out);
    else if (tb_str_is(name, "last"))
        tb_mask_keep(personal_of(p), p->last, p->value, TB_MASK_OWN, out);
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

static int report_change(struct compare *c, int check,
                         const struct change_parts *p)
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

    tb_message_fill(tb_str(checks[check].message), change_part, (void *)p,
                    &message);
    f.message = tb_buf_str(&message);
    rc = c->on->each(&f, c->on->ctx);
    tb_buf_free(&message);
    return rc;
}

static int compare_stable(struct compare *c, struct change_parts *p)
{
    return tb_str_eq(p->value, p->last) ? 0 : report_change(c, STABLE, p);
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

static int compare_number(struct compare *c, struct change_parts *p, double now,
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
        return report_change(c, TOLERANCE, p);
    snprintf(factor, sizeof factor, "%.0f", ratio);
    p->factor = tb_str(factor);
    p->unit = tb_str(slip_of(ratio));
    return report_change(c, UNIT, p);
}

static int compare_field(struct compare *c, size_t i)
{
    int now = 1 + 2 * (int)i, last = now + 1;
    struct tb_buf a = { 0 }, b = { 0 };
    struct change_parts p = { .field = c->fields[i] };
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

static int compare_table(struct compare *c)
{
    int rc = tb_years_prepare(c->on->db, c->table, c->fields, c->count,
                              &c->stmt, c->err);

    while (rc == 0 && (rc = tb_stmt_step(c->stmt, c->err)) == 1) {
        rc = 0;
        for (size_t i = 0; i < c->count && rc == 0; i++)
            rc = compare_field(c, i);
    }
    tb_stmt_free(c->stmt);
    return rc;
}

/* The fields of T that are to be compared; C->fields has room for all. */
static void choose_fields(struct compare *c, const struct tb_table *t)
{
    c->table = t;
    c->count = 0;
    c->fields = tb_alloc(t->count, sizeof *c->fields);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && !t->fields[i].is_key &&
            (t->fields[i].stable || t->fields[i].tolerance > 0))
            c->fields[c->count++] = &t->fields[i];
}

int tb_continuity_run(const struct tb_rules *rules, const bool *there,
                      struct tb_err *err)
{
    const struct tb_dict *dict = rules->dict;
    struct compare c = { .on = rules, .err = err };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++) {
        const struct tb_table *t = &dict->tables[i];
        if (!there[i] || (!t->has_natural_key && !t->is_one_row))
            continue;
        choose_fields(&c, t);
        if (c.count > 0)
            rc = compare_table(&c);
        free(c.fields);
    }
    return rc;
}
