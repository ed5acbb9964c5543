/* dict_meant.c - names of tables, loosely. */
#include "dict_meant.h"

#include "near.h"
#include "norm.h"
#include "utf8.h"

/* Letters and digits; not the signs of any width. */
static bool is_of_a_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return c >= 0x3400 && c < 0xFE00;
}

/* TEXT as it is compared: no sign, no 表 at its end.  OUT is replaced. */
static struct tb_str loosen(struct tb_str text, struct tb_buf *out)
{
    static const char table[] = "表";
    const size_t n = sizeof table - 1;
    struct tb_buf label = { 0 };
    struct tb_str rest;
    uint32_t c;

    tb_norm_label(text, &label);
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    for (rest = tb_buf_str(&label); rest.n > 0;) {
        size_t size = tb_utf8_decode(rest, &c);
        if (size > 0 && is_of_a_word(c))
            tb_buf_add(out, tb_str_n(rest.p, size));
        rest = tb_str_from(rest, size ? size : 1);
    }
    tb_buf_free(&label);
    if (out->n > n && memcmp(out->p + out->n - n, table, n) == 0)
        out->n -= n;
    return tb_buf_str(out);
}

struct tb_str tb_dict_number(struct tb_str text)
{
    struct tb_str s = tb_str_trim(text);
    size_t n = 0;

    while (n < s.n && strchr("0123456789.", s.p[n]))
        n++;
    while (n > 0 && s.p[n - 1] == '.')
        n--;
    s.n = n;
    return s;
}

typedef void name_fn(const struct tb_table *table, struct tb_str name,
                     void *ctx);

/* Each name and alias of each table, loosely. */
static void each_name(const struct tb_dict *d, name_fn *each, void *ctx)
{
    struct tb_buf loose = { 0 };

    for (size_t i = 0; i < d->table_count; i++) {
        const struct tb_table *t = &d->tables[i];
        struct tb_str rest = t->aliases, one;
        each(t, loosen(t->name, &loose), ctx);
        while (tb_str_next(&rest, ";；", &one))
            each(t, loosen(one, &loose), ctx);
    }
    tb_buf_free(&loose);
}

struct meaning {
    struct tb_str written;
    const struct tb_table *found;
    bool is_several;
};

static void compare(const struct tb_table *t, struct tb_str name, void *ctx)
{
    struct meaning *m = ctx;

    if (m->written.n == 0 || !tb_str_eq(name, m->written))
        return;
    m->is_several = m->is_several || (m->found && m->found != t);
    m->found = t;
}

/* The name may itself begin with digits: with the number, then without. */
const struct tb_table *tb_dict_meant(const struct tb_dict *d,
                                     struct tb_str text)
{
    const struct tb_table *exact = tb_dict_find(d, text);
    struct tb_str s = tb_str_trim(text), no = tb_dict_number(s);
    struct tb_buf loose = { 0 };
    struct meaning m = { 0 };

    if (exact)
        return exact;
    m.written = loosen(s, &loose);
    each_name(d, compare, &m);
    for (size_t cut = 1; cut <= no.n && !m.found; cut++) {
        m.written = loosen(tb_str_from(s, cut), &loose);
        each_name(d, compare, &m);
    }
    tb_buf_free(&loose);
    return m.is_several ? NULL : m.found;
}

struct nearness {
    struct tb_near near;
    const struct tb_table *best;
};

static void approach(const struct tb_table *t, struct tb_str name, void *ctx)
{
    struct nearness *n = ctx;
    size_t before = n->near.best.n ? n->near.distance : (size_t)-1;

    tb_near_try(&n->near, name, t->name);
    if (n->near.best.n > 0 && n->near.distance < before)
        n->best = t;
}

const struct tb_table *tb_dict_near(const struct tb_dict *d, struct tb_str text)
{
    struct tb_str no = tb_dict_number(text);
    struct tb_buf loose = { 0 };
    struct nearness n = { 0 };

    n.near.written = loosen(tb_str_from(tb_str_trim(text), no.n), &loose);
    if (n.near.written.n > 0)
        each_name(d, approach, &n);
    tb_buf_free(&loose);
    return n.best ? n.best : tb_dict_table(d, no);
}
