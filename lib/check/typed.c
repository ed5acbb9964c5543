/* typed.c - typed figures beside derived ones. */
#include "typed.h"

#include <math.h>

#include "mask.h"
#include "rule_sql.h"

#define HINT "上报以汇总数为准；认为汇总有误的，请数据源表的填报部门核对明细。"

struct typed {
    const struct tb_table *table;
    struct tb_stmt *stmt; /* of tb_typed_prepare() */
    const struct tb_rules *on;
    struct tb_err *err;
};

static double real_of(const struct tb_value *v)
{
    return v->kind == TB_INTEGER ? (double)v->integer : v->real;
}

/* Half a unit of the last decimal that TEXT shows. */
static double half_unit(struct tb_str text)
{
    size_t dot = tb_str_find(text, ".");
    size_t decimals = dot < text.n ? text.n - dot - 1 : 0;

    return 0.5 * pow(10, -(double)decimals);
}

static bool differs(const struct tb_value *typed,
                    const struct tb_value *derived, struct tb_str shown)
{
    if (typed->kind == TB_TEXT || derived->kind == TB_TEXT)
        return typed->kind != derived->kind ||
               !tb_str_eq(typed->text, derived->text);
    return fabs(real_of(typed) - real_of(derived)) > half_unit(shown) + 1e-9;
}

static int report_typed(struct typed *x, const struct tb_field *f,
                        struct tb_str value, struct tb_str expected,
                        const char *message)
{
    struct tb_finding found = { .rule = tb_str("derived"),
                                .aspect = tb_str("真实性"),
                                .severity = TB_WARNING,
                                .table = x->table,
                                .field = f,
                                .row = tb_stmt_int(x->stmt, 0),
                                .value = value,
                                .expected = expected,
                                .message = tb_str(message),
                                .hint = tb_str(HINT) };

    return x->on->each(&found, x->on->ctx);
}

static int compare_field(struct typed *x, const struct tb_field *f, int column)
{
    struct tb_value typed = tb_stmt_value(x->stmt, column),
                    derived = tb_stmt_value(x->stmt, column + 1);
    struct tb_buf a = { 0 }, b = { 0 }, message = { 0 };
    int rc = 0;

    if (typed.kind == TB_NULL || derived.kind == TB_NULL)
        return 0;
    tb_value_show(&typed, &a);
    tb_value_show(&derived, &b);
    if (differs(&typed, &derived, tb_buf_str(&a))) {
        tb_buf_addf(&message, "“%.*s”填的是 ", TB_STR_ARG(f->name));
        tb_mask_keep(f->personal, tb_buf_str(&a), tb_buf_str(&b), TB_MASK_OWN,
                     &message);
        tb_buf_adds(&message, "，按数据源表汇总为 ");
        tb_mask_keep(f->personal, tb_buf_str(&b), tb_buf_str(&a),
                     TB_MASK_OTHERS, &message);
        rc = report_typed(x, f, tb_buf_str(&a), tb_buf_str(&b), message.p);
    }
    tb_buf_free(&a);
    tb_buf_free(&b);
    tb_buf_free(&message);
    return rc;
}

static int compare_row(struct typed *x)
{
    int rc = 0, column = 2;

    if (tb_stmt_int(x->stmt, 1) == 0)
        return report_typed(x, NULL, tb_str(""), tb_str(""),
                            "按数据源表汇总没有这一行");
    for (size_t i = 0; i < x->table->count && rc == 0; i++) {
        const struct tb_field *f = &x->table->fields[i];
        if (!f->used || f->is_key)
            continue;
        rc = compare_field(x, f, column);
        column += 2;
    }
    return rc;
}

static int compare_table(struct typed *x)
{
    int rc = tb_typed_prepare(x->on->db, x->table, &x->stmt, x->err);

    while (rc == 0 && (rc = tb_stmt_step(x->stmt, x->err)) == 1)
        rc = compare_row(x);
    tb_stmt_free(x->stmt);
    return rc;
}

int tb_typed_run(const struct tb_rules *rules, struct tb_err *err)
{
    const struct tb_dict *d = rules->dict;
    struct typed x = { .on = rules, .err = err };
    int rc = 0;

    for (size_t i = 0; i < d->derived_count && rc == 0; i++) {
        x.table = d->derived[i].table;
        rc = compare_table(&x);
    }
    return rc;
}
