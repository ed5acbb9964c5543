/* predecessor.c - the words of the columns "predecessor". */
#include "predecessor.h"

#include "dict_meant.h"
#include "norm.h"

static const char nothing[] = "-";

/* ---- tables ---- */

bool tb_predecessor_next(struct tb_str *rest, struct tb_predecessor *one)
{
    struct tb_str item, condition;
    size_t sign;

    do {
        if (!tb_str_next(rest, ";；", &item))
            return false;
        item = tb_str_trim(item);
    } while (item.n == 0);
    *one = (struct tb_predecessor){ .no = tb_dict_number(item),
                                    .field = tb_str(""),
                                    .values = tb_str("") };
    condition = tb_str_trim(tb_str_from(item, one->no.n));
    if (condition.n == 0)
        return true;
    sign = tb_str_find(condition, "=");
    one->field = tb_str_trim(tb_str_n(condition.p, sign));
    if (sign < condition.n)
        one->values = tb_str_trim(tb_str_from(condition, sign + 1));
    if (one->field.n == 0 || one->values.n == 0)
        one->no = tb_str("");
    return true;
}

bool tb_predecessor_has(const struct tb_table *t, struct tb_str no)
{
    struct tb_str rest = t->predecessor;
    struct tb_predecessor one;

    while (no.n > 0 && tb_predecessor_next(&rest, &one))
        if (tb_str_eq(one.no, no))
            return true;
    return false;
}

bool tb_predecessor_is_table(const struct tb_table *t)
{
    struct tb_str rest = t->predecessor;
    struct tb_predecessor one;

    while (tb_predecessor_next(&rest, &one))
        if (one.no.n == 0)
            return false;
    return true;
}

/* ---- fields ---- */

/* One item of a field's: the former table it is about ("": any), and the rest:
 * a name, or a value of all rows. */
struct field_item {
    struct tb_str no, text;
    bool is_value;
};

static bool next_item(struct tb_str *rest, struct field_item *item)
{
    struct tb_str s, no;

    do {
        if (!tb_str_next(rest, ";；", &s))
            return false;
        s = tb_str_trim(s);
    } while (s.n == 0);
    no = tb_dict_number(s);
    *item = (struct field_item){ tb_str(""), s, false };
    if (no.n > 0 && no.n < s.n && (s.p[no.n] == '.' || s.p[no.n] == '=')) {
        item->is_value = s.p[no.n] == '=';
        item->no = no;
        item->text = tb_str_trim(tb_str_from(s, no.n + 1));
    }
    return true;
}

bool tb_predecessor_is_field(const struct tb_table *t, const struct tb_field *f)
{
    struct tb_str rest = f->predecessor;
    struct field_item item;

    while (next_item(&rest, &item))
        if (item.text.n == 0 ||
            (item.no.n > 0 && !tb_predecessor_has(t, item.no)))
            return false;
    return true;
}

bool tb_predecessor_is_called(struct tb_str name, struct tb_str field)
{
    struct tb_buf a = { 0 }, b = { 0 };
    struct tb_str s;
    bool is;

    tb_norm_label(name, &a);
    tb_norm_label(field, &b);
    s = tb_buf_str(&a);
    while (s.n > 0 && s.p[0] == '*')
        s = tb_str_from(s, 1);
    is = b.n > 0 && tb_str_eq(s, tb_buf_str(&b));
    if (!is && b.n > 0 && s.n > b.n && s.p[b.n] == '(' && s.p[s.n - 1] == ')')
        is = tb_str_eq(tb_str_n(s.p, b.n), tb_buf_str(&b));
    tb_buf_free(&a);
    tb_buf_free(&b);
    return is;
}

/* Does F say what it continues of former table NO; of column NAME of it? */
static bool speaks_of(const struct tb_field *f, struct tb_str no,
                      struct tb_str name)
{
    struct tb_str rest = f->predecessor;
    struct field_item item;

    while (next_item(&rest, &item)) {
        if (item.no.n > 0 && !tb_str_eq(item.no, no))
            continue;
        if (name.n == 0 || (!item.is_value && !tb_str_is(item.text, nothing) &&
                            tb_predecessor_is_called(name, item.text)))
            return true;
    }
    return false;
}

const struct tb_field *tb_predecessor_heir(const struct tb_table *t,
                                           struct tb_str no, struct tb_str name,
                                           struct tb_str aliases)
{
    const struct tb_field *f = NULL;
    struct tb_str rest = aliases, alias;

    if (name.n == 0)
        return NULL;
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && speaks_of(&t->fields[i], no, name))
            return &t->fields[i];
    f = tb_table_column(t, name);
    while (!f && tb_str_next(&rest, ";；", &alias))
        if (alias.n > 0)
            f = tb_table_column(t, alias);
    return f && no.n > 0 && speaks_of(f, no, tb_str("")) ? NULL : f;
}

struct tb_str tb_predecessor_value(const struct tb_field *f, struct tb_str no)
{
    struct tb_str rest = f->predecessor;
    struct field_item item;

    while (no.n > 0 && next_item(&rest, &item))
        if (item.is_value && tb_str_eq(item.no, no))
            return item.text;
    return tb_str("");
}
