/* handbook.c - a rule as its fillers should know it. */
#include "handbook.h"

/* ---- a rule in words ---- */

/* The message with its holes shown: 入学年月 {入学年月} -> 入学年月
 * 〈入学年月〉; the columns that only SQL knows get words. */
static void plain(const struct tb_rule *r, struct tb_buf *out)
{
    static const struct {
        const char *hole, *words;
    } known[] = {
        { "_value", "填报值" },
        { "_expected", "应有值" },
        { "_difference", "差额" },
    };
    struct tb_str rest = r->message;

    tb_buf_clear(out);
    while (rest.n > 0) {
        size_t open = tb_str_find(rest, "{"), close;
        struct tb_str name;
        tb_buf_add(out, tb_str_n(rest.p, open));
        rest = tb_str_from(rest, open + 1);
        if (rest.n == 0)
            return;
        close = tb_str_find(rest, "}");
        name = tb_str_n(rest.p, close);
        rest = tb_str_from(rest, close + 1);
        for (size_t i = 0; i < TB_LEN(known); i++)
            if (tb_str_is(name, known[i].hole))
                name = tb_str(known[i].words);
        tb_buf_addf(out, "〈%.*s〉", TB_STR_ARG(name));
    }
}

/* The rows of R's first example with VERDICT: 表1.2：工号=0001；…  */
static void example(const struct tb_dict *d, const struct tb_rule *r,
                    const char *verdict, struct tb_buf *out)
{
    const struct tb_example *first = NULL;
    bool was_own = false;

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    for (size_t i = 0; i < d->example_count; i++) {
        const struct tb_example *e = &d->examples[i];
        if (e->of_rule != r || !tb_str_is(e->verdict, verdict) ||
            (first && !tb_str_eq(first->number, e->number)))
            continue;
        if (e->table != r->table || e->is_last_year)
            tb_buf_addf(out, "%s%s%.*s：", first ? "；" : "",
                        e->is_last_year ? "上年" : "表",
                        TB_STR_ARG(e->table->no));
        else if (first)
            tb_buf_adds(out, was_own ? "；又一行：" : "；本表：");
        was_own = e->table == r->table && !e->is_last_year;
        first = first ? first : e;
        for (struct tb_str rest = e->row, one; tb_str_next(&rest, ";", &one);)
            tb_buf_addf(out, "%.*s%s", TB_STR_ARG(one), rest.n ? "，" : "");
    }
}

static struct tb_str field_name(const struct tb_rule *r)
{
    return r->field ? r->field->name : tb_str("（整行）");
}

/* A rule as a row. */
struct line {
    const struct tb_rule *rule;
    struct tb_str field;
    struct tb_buf message, pass, fail, basis;
};

static void describe(const struct tb_dict *d, const struct tb_rule *r,
                     struct line *l)
{
    l->rule = r;
    l->field = field_name(r);
    plain(r, &l->message);
    example(d, r, "pass", &l->pass);
    example(d, r, "fail", &l->fail);
    tb_buf_clear(&l->basis);
    tb_buf_addf(&l->basis, "%.*s%s%.*s%s", TB_STR_ARG(r->basis),
                r->since.n ? "（自 " : "", TB_STR_ARG(r->since),
                r->since.n ? " 起）" : "");
}

static void free_line(struct line *l)
{
    tb_buf_free(&l->message);
    tb_buf_free(&l->pass);
    tb_buf_free(&l->fail);
    tb_buf_free(&l->basis);
}

/* ---- the columns ---- */

/* A text of the rule, or of its table, at the column's offset. */
static void get_of_rule(const struct tb_column *c, const void *row,
                        struct tb_view_cell *cell)
{
    const struct line *l = row;

    memcpy(&cell->text, (const char *)l->rule + c->offset, sizeof cell->text);
}

static void get_of_table(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    const struct line *l = row;

    memcpy(&cell->text, (const char *)l->rule->table + c->offset,
           sizeof cell->text);
}

static void get_composed(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    cell->text = tb_buf_str((const void *)((const char *)row + c->offset));
}

static void get_severity(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    const struct line *l = row;

    (void)c;
    cell->code = tb_str(tb_severities[l->rule->severity].code);
    cell->text = tb_str(tb_severities[l->rule->severity].chinese);
}

#define RULE(member) TB_AT(struct tb_rule, member), .get = get_of_rule
#define TABLE(member) TB_AT(struct tb_table, member), .get = get_of_table
#define COMPOSED(member) TB_AT(struct line, member), .get = get_composed

static const struct tb_column columns[] = {
    { "rule", "规则", TB_COL_ID, 8, RULE(id), .sheet = 8 },
    { "table", "表号", TB_COL_ID, TABLE(no), .sheet = 8, .group = 1 },
    { "table_name", "数据表", TB_COL_TEXT, TABLE(name), .sheet = 24,
      .group = 1 },
    { "severity", "级别", TB_COL_TEXT, 8, .get = get_severity, .sheet = 8 },
    { "aspect", "方面", TB_COL_TEXT, 8, RULE(aspect), .sheet = 8 },
    { "field", "字段", TB_COL_TEXT, 20, TB_AT(struct line, field),
      .sheet = 22 },
    { "message", "提示", TB_COL_PROSE, COMPOSED(message), .sheet = 56 },
    { "hint", "改法", TB_COL_PROSE, RULE(hint), .sheet = 46 },
    { "why", "缘由", TB_COL_PROSE, RULE(why), .sheet = 40 },
    { "basis", "依据", TB_COL_PROSE, COMPOSED(basis), .sheet = 14 },
    { "pass", "合格", TB_COL_PROSE, COMPOSED(pass), .sheet = 46 },
    { "fail", "不合", TB_COL_PROSE, COMPOSED(fail), .sheet = 46 },
};

static const struct tb_view view = { .name = "校验规则",
                                     .columns = columns,
                                     .count = TB_LEN(columns),
                                     .is_cards = true,
                                     .fixed = 1 };

int tb_handbook_print(const struct tb_dict *d, const struct tb_table *only,
                      const struct tb_view_options *options, struct tb_err *err)
{
    struct tb_sink *sink = tb_view_open(&view, NULL, options);
    struct line line = { 0 };

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t k = 0; k < d->rule_count; k++) {
            const struct tb_rule *r = &d->rules[k];
            if (r->table != &d->tables[i] || (only && only != r->table))
                continue;
            describe(d, r, &line);
            tb_view_row(sink, &line);
        }
    free_line(&line);
    return tb_view_close(sink, 0, err);
}
