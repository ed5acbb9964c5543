/* dict.c - looking things up, freeing. */
#include "dict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "norm.h"

#define HEADER_MAX 500 /* bytes of a column's header */

void tb_complain(struct tb_complaints *all, const char *file, size_t line,
                 const char *column, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] =
        (struct tb_complaint){ file, line, column,
                               tb_arena_copy(&all->arena, tb_str(text)) };
}

void tb_complaints_free(struct tb_complaints *all)
{
    free(all->list);
    tb_arena_free(&all->arena);
    *all = (struct tb_complaints){ 0 };
}

const struct tb_table *tb_dict_table(const struct tb_dict *d, struct tb_str no)
{
    uint32_t at;

    return tb_map_find(&d->by_no, no, &at) ? &d->tables[at] : NULL;
}

/* "1.4.1" at the start of TEXT: its length. */
static size_t number_length(struct tb_str text)
{
    size_t n = 0;

    while (n < text.n && strchr("0123456789.", text.p[n]))
        n++;
    while (n > 0 && text.p[n - 1] == '.')
        n--;
    return n;
}

/* The table whose sheet is called LABEL (normalised). */
static const struct tb_table *find_sheet(const struct tb_dict *d,
                                         struct tb_str label)
{
    const struct tb_table *found = NULL;
    struct tb_buf own = { 0 };

    for (size_t i = 0; i < d->table_count && !found; i++) {
        tb_norm_label(d->tables[i].sheet, &own);
        if (tb_str_eq(tb_buf_str(&own), label))
            found = &d->tables[i];
    }
    tb_buf_free(&own);
    return found;
}

const struct tb_table *tb_dict_find(const struct tb_dict *d, struct tb_str text)
{
    struct tb_buf label = { 0 };
    const struct tb_table *found = NULL;
    size_t n;
    uint32_t at;

    tb_norm_label(text, &label);
    n = number_length(tb_buf_str(&label));
    if (n == label.n)
        found = tb_dict_table(d, tb_buf_str(&label));
    /* the name may itself begin with a digit: "1.3" "1+X证书表" */
    for (size_t cut = 0; cut <= n && !found; cut++)
        if (tb_map_find(&d->by_name, tb_str_from(tb_buf_str(&label), cut), &at))
            found = &d->tables[at];
    if (!found && label.n > 0)
        found = find_sheet(d, tb_buf_str(&label));
    tb_buf_free(&label);
    return found;
}

const struct tb_field *tb_table_field(const struct tb_table *t,
                                      struct tb_str name)
{
    for (size_t i = 0; i < t->count; i++)
        if (tb_str_eq(t->fields[i].name, name))
            return &t->fields[i];
    return NULL;
}

/* Is UNIT, already normalised, the unit of F?  "Mbps" is typed many ways. */
static bool is_unit(const struct tb_field *f, struct tb_str unit)
{
    struct tb_buf own = { 0 };
    bool is;

    tb_norm_label(f->unit, &own);
    is = tb_str_eq(tb_buf_str(&own), unit);
    tb_buf_free(&own);
    return is;
}

const struct tb_field *tb_table_column(const struct tb_table *t,
                                       struct tb_str header)
{
    struct tb_buf label = { 0 };
    const struct tb_field *found = NULL;
    struct tb_str s;
    uint32_t at;

    if (header.n > HEADER_MAX)
        return NULL; /* no column is called that */
    tb_norm_label(header, &label);
    s = tb_buf_str(&label);
    while (s.n > 0 && s.p[0] == '*')
        s = tb_str_from(s, 1);
    if (tb_map_find(&t->columns, s, &at)) {
        found = &t->fields[at];
    } else if (s.n > 0 && s.p[s.n - 1] == ')' && memrchr(s.p, '(', s.n)) {
        /* the last one: 订单（定向）培养人数（人） */
        size_t open = (size_t)((const char *)memrchr(s.p, '(', s.n) - s.p);
        struct tb_str unit = tb_str_n(s.p + open + 1, s.n - open - 2);
        if (tb_map_find(&t->columns, tb_str_n(s.p, open), &at) &&
            is_unit(&t->fields[at], unit))
            found = &t->fields[at];
    }
    tb_buf_free(&label);
    return found && found->used ? found : NULL;
}

const struct tb_list *tb_dict_list(const struct tb_dict *d, struct tb_str name)
{
    for (size_t i = 0; i < d->list_count; i++)
        if (tb_str_eq(d->lists[i].name, name))
            return &d->lists[i];
    return NULL;
}

const struct tb_code *tb_list_find(const struct tb_list *list,
                                   struct tb_str text)
{
    struct tb_buf label = { 0 };
    const struct tb_code *found = NULL;
    uint32_t at;

    if (tb_map_find(&list->index, text, &at)) /* most are typed as listed */
        return &list->codes[at];
    tb_norm_label(text, &label);
    if (tb_map_find(&list->index, tb_buf_str(&label), &at))
        found = &list->codes[at];
    tb_buf_free(&label);
    return found;
}

const struct tb_rule *tb_dict_rule(const struct tb_dict *d, struct tb_str id)
{
    for (size_t i = 0; i < d->rule_count; i++)
        if (tb_str_eq(d->rules[i].id, id))
            return &d->rules[i];
    return NULL;
}

const struct tb_indicator *tb_dict_indicator(const struct tb_dict *d,
                                             struct tb_str id)
{
    for (size_t i = 0; i < d->indicator_count; i++)
        if (tb_str_eq(d->indicators[i].id, id))
            return &d->indicators[i];
    return NULL;
}

/* ---- what SQL says of last year ---- */

#define LAST_YEAR "上年."

bool tb_sql_last_year(struct tb_str sql)
{
    return tb_str_find(sql, LAST_YEAR) < sql.n;
}

/* Letters, digits, _ and every byte of a Chinese character. */
static bool is_name_byte(char c)
{
    return (unsigned char)c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool tb_sql_names_last(struct tb_str sql, const struct tb_table *t)
{
    for (size_t at; (at = tb_str_find(sql, LAST_YEAR)) < sql.n;) {
        bool quoted;
        sql = tb_str_from(sql, at + strlen(LAST_YEAR));
        quoted = sql.n > 0 && sql.p[0] == '"';
        if (quoted)
            sql = tb_str_from(sql, 1);
        if (tb_str_starts(sql, t->name.p) &&
            (sql.n == t->name.n || (quoted ? sql.p[t->name.n] == '"'
                                           : !is_name_byte(sql.p[t->name.n]))))
            return true;
    }
    return false;
}

void tb_dict_free(struct tb_dict *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->table_count; i++) {
        for (size_t k = 0; k < d->tables[i].count; k++)
            if (d->tables[i].fields[k].has_pattern)
                regfree(&d->tables[i].fields[k].regex);
        free(d->tables[i].fields);
        tb_map_free(&d->tables[i].columns);
    }
    for (size_t i = 0; i < d->list_count; i++) {
        free(d->lists[i].codes);
        tb_map_free(&d->lists[i].index);
    }
    free(d->tables);
    free(d->lists);
    free(d->rules);
    free(d->derived);
    free(d->indicators);
    free(d->examples);
    tb_map_free(&d->by_no);
    tb_map_free(&d->by_name);
    tb_arena_free(&d->arena);
    free(d);
}
