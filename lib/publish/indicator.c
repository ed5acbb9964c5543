/* indicator.c - numbers against lines. */
#include "indicator.h"

#include <stdlib.h>

#include "engine.h"
#include "fresh.h"
#include "lineage_sql.h"
#include "norm.h"
#include "reader.h"

#define SCHOOL_TYPE "学校性质类别"

struct tb_value tb_threshold(struct tb_str text, struct tb_str type)
{
    struct tb_value none = { .kind = TB_NULL }, v = { .kind = TB_REAL };
    struct tb_str one;

    while (tb_str_next(&text, ";；", &one)) {
        size_t eq = tb_str_find(one, "=");
        struct tb_str number = eq < one.n ? tb_str_from(one, eq + 1) : one;
        if ((eq == one.n || tb_str_eq(tb_str_n(one.p, eq), type)) &&
            tb_norm_number(number, &v.real))
            return v;
    }
    return none;
}

static double as_number(const struct tb_value *v)
{
    return v->kind == TB_INTEGER ? (double)v->integer : v->real;
}

/* Is VALUE on the good side of LINE, or on it? */
static bool is_on_good_side(enum tb_better better, double value, double line)
{
    return better == TB_BETTER_LOW ? value <= line : value >= line;
}

enum tb_verdict tb_indicator_judge(enum tb_better better,
                                   const struct tb_value *value,
                                   const struct tb_value *qualified,
                                   const struct tb_value *limited, bool exempt)
{
    if (value->kind == TB_NULL)
        return TB_VERDICT_UNKNOWN;
    if (better == TB_BETTER_NONE ||
        (qualified->kind == TB_NULL && limited->kind == TB_NULL))
        return TB_VERDICT_NONE;
    if (qualified->kind != TB_NULL &&
        is_on_good_side(better, as_number(value), as_number(qualified)))
        return TB_VERDICT_QUALIFIED;
    if (qualified->kind == TB_NULL &&
        is_on_good_side(better, as_number(value), as_number(limited)))
        return TB_VERDICT_QUALIFIED;
    if (exempt)
        return TB_VERDICT_EXEMPT;
    return limited->kind != TB_NULL &&
                   !is_on_good_side(better, as_number(value),
                                    as_number(limited))
               ? TB_VERDICT_LIMITED
               : TB_VERDICT_BELOW;
}

/* The type of school: in the first table that has a field for it. */
static int read_type(struct tb_db *db, const struct tb_dict *d,
                     struct tb_buf *out, struct tb_err *err)
{
    for (size_t i = 0; i < d->table_count; i++) {
        const struct tb_field *f =
            tb_table_field(&d->tables[i], tb_str(SCHOOL_TYPE));
        if (f && f->used)
            return tb_first_value(db, &d->tables[i], f, out, err);
    }
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    return 0;
}

static int run_indicator(struct tb_campaign *c, struct tb_db *db,
                         const struct tb_indicator *x, struct tb_str type,
                         tb_indicator_fn *each, void *ctx, struct tb_err *err)
{
    struct tb_indicator_result r = { .indicator = x };
    bool exempt = false;

    if (tb_indicator_run(db, x, &c->windows, &r.value, &exempt, err) < 0)
        return -1;
    r.qualified = tb_threshold(x->qualified, type);
    r.limited = tb_threshold(x->limited, type);
    r.verdict = tb_indicator_judge(x->better, &r.value, &r.qualified,
                                   &r.limited, exempt);
    return each(&r, ctx);
}

int tb_indicators_run(struct tb_campaign *c, enum tb_figures of,
                      tb_indicator_fn *each, void *ctx, struct tb_buf *type,
                      struct tb_err *err)
{
    struct tb_db *db = NULL;
    bool merged = of != TB_FIGURES_FILED, *there = NULL;
    int rc = -1;

    if ((merged && tb_fresh_merged(c, of == TB_FIGURES_DRAFT, err) < 0) ||
        tb_reader_open(c->folder, c->dict, merged, &db, err) < 0 ||
        tb_reader_last_year(c->folder, c->dict, &there, err) < 0 ||
        read_type(db, c->dict, type, err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; i < c->dict->indicator_count && rc == 0; i++) {
        const struct tb_indicator *x = &c->dict->indicators[i];
        if (tb_rules_can_run(x->expression, c->dict, there) &&
            tb_rules_can_run(x->exempt, c->dict, there))
            rc = run_indicator(c, db, x, tb_buf_str(type), each, ctx, err);
    }
done:
    free(there);
    tb_db_close(db);
    return rc;
}
