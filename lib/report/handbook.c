/* handbook.c - a rule as its fillers should know it. */
#include "handbook.h"

#include "terminal.h"
#include "view.h"
#include "write_xlsx.h"

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

/* The texts of a rule, in the order in which they are shown. */
struct words {
    struct tb_buf message, pass, fail, basis;
};

static void describe(const struct tb_dict *d, const struct tb_rule *r,
                     struct words *w)
{
    plain(r, &w->message);
    example(d, r, "pass", &w->pass);
    example(d, r, "fail", &w->fail);
    tb_buf_clear(&w->basis);
    tb_buf_addf(&w->basis, "%.*s%s%.*s%s", TB_STR_ARG(r->basis),
                r->since.n ? "（自 " : "", TB_STR_ARG(r->since),
                r->since.n ? " 起）" : "");
}

static void free_words(struct words *w)
{
    tb_buf_free(&w->message);
    tb_buf_free(&w->pass);
    tb_buf_free(&w->fail);
    tb_buf_free(&w->basis);
}

/* ---- as text and Markdown ---- */

struct style {
    const char *name;
    const char *table;       /* before a table's heading */
    const char *rule;        /* before a rule's */
    const char *label, *end; /* around a label */
    bool wraps;
};

static const struct style styles[] = {
    { "text", "", "  ", "    ", "：", true },
    { "markdown", "## ", "### ", "- **", "**：", false },
};

static void print_line(const struct style *s, const char *label,
                       struct tb_str text, FILE *out)
{
    struct tb_buf line = { 0 };

    if (text.n == 0)
        return;
    fprintf(out, "%s%s%s", s->label, label, s->end);
    if (s->wraps) {
        tb_terminal_wrap(out, 10, TB_TERMINAL_WIDTH, text);
    } else {
        for (size_t i = 0; i < text.n; i++) { /* Markdown's own signs */
            if (strchr("*_<>|`[]", text.p[i]))
                tb_buf_addc(&line, '\\');
            tb_buf_addc(&line, text.p[i]);
        }
        fprintf(out, "%s\n", tb_buf_text(&line));
    }
    tb_buf_free(&line);
}

static void print_rule(const struct tb_dict *d, const struct tb_rule *r,
                       const struct style *s, FILE *out)
{
    struct words w = { 0 };

    describe(d, r, &w);
    fprintf(out, "%s%.*s %s · %.*s · %.*s\n%s", s->rule, TB_STR_ARG(r->id),
            tb_severity_chinese(r->severity), TB_STR_ARG(r->aspect),
            TB_STR_ARG(field_name(r)), s->wraps ? "" : "\n");
    print_line(s, "提示", tb_buf_str(&w.message), out);
    print_line(s, "改法", r->hint, out);
    print_line(s, "缘由", r->why, out);
    print_line(s, "依据", tb_buf_str(&w.basis), out);
    print_line(s, "合格", tb_buf_str(&w.pass), out);
    print_line(s, "不合", tb_buf_str(&w.fail), out);
    fputc('\n', out);
    free_words(&w);
}

static const struct style *find_style(const char *name)
{
    for (size_t i = 0; i < TB_LEN(styles); i++)
        if (strcmp(styles[i].name, name) == 0)
            return &styles[i];
    return NULL;
}

bool tb_handbook_has_format(const char *name)
{
    return find_style(name) || strcmp(name, "xlsx") == 0;
}

void tb_handbook_print(const struct tb_dict *d, const struct tb_table *only,
                       const char *format, FILE *out)
{
    const struct style *s = find_style(format);

    for (size_t i = 0; i < d->table_count; i++) {
        const struct tb_table *t = &d->tables[i];
        bool has_head = false;
        for (size_t k = 0; k < d->rule_count; k++) {
            if (d->rules[k].table != t || (only && only != t))
                continue;
            if (!has_head)
                fprintf(out, "%s%.*s %.*s\n\n", s->table, TB_STR_ARG(t->no),
                        TB_STR_ARG(t->name));
            has_head = true;
            print_rule(d, &d->rules[k], s, out);
        }
    }
}

/* ---- as a workbook ---- */

static const struct {
    const char *head;
    double width;
} columns[] = {
    { "规则", 8 },  { "表号", 8 },  { "数据表", 24 },     { "字段", 22 },
    { "级别", 8 },  { "方面", 8 },  { "提示", 56 },       { "改法", 46 },
    { "缘由", 40 }, { "依据", 14 }, { "合格的例子", 46 }, { "不合的例子", 46 },
};

static struct tb_str longest(const struct tb_str *texts, size_t count)
{
    struct tb_str most = texts[0];

    for (size_t i = 1; i < count; i++)
        if (texts[i].n > most.n)
            most = texts[i];
    return most;
}

static void write_rule(struct tb_xlsx *x, const struct tb_dict *d,
                       const struct tb_rule *r, uint32_t row)
{
    struct words w = { 0 };

    describe(d, r, &w);
    {
        const struct tb_str cells[] = {
            r->id,
            r->table->no,
            r->table->name,
            field_name(r),
            tb_str(tb_severity_chinese(r->severity)),
            r->aspect,
            tb_buf_str(&w.message),
            r->hint,
            r->why,
            tb_buf_str(&w.basis),
            tb_buf_str(&w.pass),
            tb_buf_str(&w.fail),
        };
        for (uint32_t i = 0; i < TB_LEN(cells); i++)
            tb_xlsx_text(x, row, i, cells[i],
                         i < 6 ? TB_XLSX_TEXT : TB_XLSX_WRAP);
        tb_view_height(x, row, longest(cells, TB_LEN(cells)), 46);
    }
    free_words(&w);
}

int tb_handbook_write(const struct tb_dict *d, const struct tb_table *only,
                      const char *path, struct tb_err *err)
{
    struct tb_xlsx *x = tb_xlsx_new(path);
    uint32_t row = 0;

    tb_xlsx_sheet(x, tb_str("校验规则"), false);
    for (uint32_t i = 0; i < TB_LEN(columns); i++) {
        tb_xlsx_column(x, i, columns[i].width, TB_XLSX_PLAIN);
        tb_xlsx_text(x, 0, i, tb_str(columns[i].head), TB_XLSX_HEAD);
    }
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t k = 0; k < d->rule_count; k++)
            if (d->rules[k].table == &d->tables[i] &&
                (!only || only == &d->tables[i]))
                write_rule(x, d, &d->rules[k], ++row);
    tb_xlsx_freeze(x, 1, 1);
    tb_xlsx_filter(x, 0, row, TB_LEN(columns));
    tb_xlsx_print(x, 0, 0);
    return tb_xlsx_finish(x, err);
}
