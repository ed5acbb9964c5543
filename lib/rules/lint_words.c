/* lint_words.c - the words of an SQL expression, and what they compare. */
#include "lint_words.h"

#include <stdlib.h>
#include <strings.h>

enum word_kind { WORD_END, WORD_NAME, WORD_TEXT, WORD_SIGN };

struct word {
    enum word_kind kind;
    struct tb_str text; /* without its quotes */
};

static bool is_name_byte(char c)
{
    return (unsigned char)c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A comment at the start of SQL: its length. */
static size_t comment_length(struct tb_str sql)
{
    if (tb_str_starts(sql, "--"))
        return tb_str_find(sql, "\n");
    if (tb_str_starts(sql, "/*"))
        return tb_str_find(sql, "*/") + 2;
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Cut the next word off SQL.  Numbers are names: nothing here minds. */
static struct word next_word(struct tb_str *sql)
{
    struct word w = { 0 };
    size_t n = 0;

    for (size_t skip;
         (skip = sql->n > 0 && is_blank(sql->p[0]) ? 1 : comment_length(*sql)) >
         0;)
        *sql = tb_str_from(*sql, skip);
    if (sql->n == 0)
        return w;
    if (sql->p[0] == '\'' || sql->p[0] == '"') {
        char quote = sql->p[0];
        for (n = 1; n < sql->n && sql->p[n] != quote; n++)
            ;
        w.kind = quote == '"' ? WORD_NAME : WORD_TEXT;
        w.text = tb_str_n(sql->p + 1, n - 1);
        *sql = tb_str_from(*sql, n + 1);
        return w;
    }
    while (n < sql->n && is_name_byte(sql->p[n]))
        n++;
    w.kind = n > 0 ? WORD_NAME : WORD_SIGN;
    if (n == 0)
        for (n = 1; n < sql->n && strchr("<>=!", sql->p[n - 1]) &&
                    strchr("<>=", sql->p[n]);
             n++)
            ;
    w.text = tb_str_n(sql->p, n);
    *sql = tb_str_from(*sql, n);
    return w;
}

static bool is_word(struct word w, const char *keyword)
{
    return w.kind == WORD_NAME && w.text.n == strlen(keyword) &&
           strncasecmp(w.text.p, keyword, w.text.n) == 0;
}

static bool is_sign(struct word w, const char *sign)
{
    return w.kind == WORD_SIGN && tb_str_is(w.text, sign);
}

struct look {
    const struct tb_dict *dict;
    const struct tb_rule *rule;
    struct tb_complaints *complaints;
    bool *named; /* by table: the rule reads it */
};

/* A column of 代码, which a table's field may be called too. */
static bool is_code_column(const struct look *l, struct tb_str name)
{
    static const char *const columns[] = { "清单", "代码", "标签", "类别" };
    bool is = false;

    for (size_t i = 0; i < TB_LEN(columns); i++)
        is = is || tb_str_is(name, columns[i]);
    return is &&
           tb_str_find(l->rule->expression, "代码 ") < l->rule->expression.n;
}

/*
 * May field NAME be TEXT?  It may unless every table that is read and has
 * such a field has a list for it, and none of the lists has such a label.
 */
static bool may_be(const struct look *l, struct tb_str name, struct tb_str text)
{
    bool has_list = false;

    if (is_code_column(l, name))
        return true;
    for (size_t i = 0; i < l->dict->table_count; i++) {
        const struct tb_field *f =
            l->named[i] ? tb_table_field(&l->dict->tables[i], name) : NULL;
        const struct tb_code *c;
        if (!f)
            continue;
        if (!f->list || f->many)
            return true;
        has_list = true;
        c = tb_list_find(f->list, text);
        if (c && tb_str_eq(c->label, text))
            return true;
    }
    return !has_list;
}

static void compare(const struct look *l, struct tb_str name,
                    struct tb_str text)
{
    if (text.n > 0 && !may_be(l, name, text))
        tb_complain(l->complaints, "rules.csv", l->rule->line, "expression",
                    "rule %.*s compares '%.*s' with '%.*s', which is no label "
                    "of its list",
                    TB_STR_ARG(l->rule->id), TB_STR_ARG(name),
                    TB_STR_ARG(text));
}

/* NAME IN ('a', 'b'): SQL stands behind IN. */
static void compare_list(const struct look *l, struct tb_str name,
                         struct tb_str sql)
{
    if (!is_sign(next_word(&sql), "("))
        return;
    for (;;) {
        struct word w = next_word(&sql);
        if (w.kind != WORD_TEXT)
            return;
        compare(l, name, w.text);
        if (!is_sign(next_word(&sql), ","))
            return;
    }
}

/* NAME IS [NOT] NULL, of the key of a row rule's own table. */
static void test_null(const struct look *l, struct tb_str name,
                      struct tb_str sql)
{
    const struct tb_field *f = tb_table_field(l->rule->table, name);
    struct word w = next_word(&sql);

    if (is_word(w, "not"))
        w = next_word(&sql);
    if (is_word(w, "null") && l->rule->kind == TB_RULE_ROW && f && f->is_key &&
        f->required && l->rule->table->has_natural_key)
        tb_complain(l->complaints, "rules.csv", l->rule->line, "expression",
                    "rule %.*s tests the key '%.*s' for NULL, which it never "
                    "is",
                    TB_STR_ARG(l->rule->id), TB_STR_ARG(name));
}

/* NAME has been read; what is done with it? */
static void look_behind(const struct look *l, struct tb_str name,
                        struct tb_str sql)
{
    struct word w = next_word(&sql);

    if (is_word(w, "not"))
        w = next_word(&sql);
    if (is_word(w, "in")) {
        compare_list(l, name, sql);
    } else if (is_word(w, "is")) {
        test_null(l, name, sql);
    } else if (is_sign(w, "=") || is_sign(w, "==") || is_sign(w, "<>") ||
               is_sign(w, "!=")) {
        struct word value = next_word(&sql);
        if (value.kind == WORD_TEXT)
            compare(l, name, value.text);
    }
}

void tb_lint_words(const struct tb_dict *dict, const struct tb_rule *rule,
                   struct tb_complaints *complaints)
{
    struct look l = { .dict = dict,
                      .rule = rule,
                      .complaints = complaints,
                      .named = tb_alloc(dict->table_count, sizeof *l.named) };
    struct tb_str rest = rule->expression;
    struct word w;

    for (size_t i = 0; i < dict->table_count; i++)
        l.named[i] =
            (rule->kind == TB_RULE_ROW && &dict->tables[i] == rule->table) ||
            tb_str_find(rule->expression, dict->tables[i].name.p) <
                rule->expression.n;
    while ((w = next_word(&rest)).kind != WORD_END)
        if (w.kind == WORD_NAME)
            look_behind(&l, w.text, rest);
    free(l.named);
}
