/* summary.c - indicators against their lines. */
#include "summary.h"

#include "terminal.h"
#include "view.h"
#include "write_csv.h"
#include "write_xlsx.h"

struct summary {
    FILE *out;
    struct tb_xlsx *xlsx;
    struct tb_str category; /* of the line before */
    uint32_t row;
    long long counts[TB_VERDICT_EXEMPT + 1];
};

/* The cells of a line, in the order of heads[]. */
#define CELLS 9

static const struct {
    const char *head;
    double width; /* in the workbook */
} heads[CELLS] = {
    { "编号", 7 },  { "指标", 40 },  { "单位", 12 },
    { "数值", 14 }, { "合格线", 9 }, { "限制线", 9 },
    { "结论", 12 }, { "公式", 52 },  { "依据", 9 },
};

struct line {
    struct tb_buf value, qualified, limited;
    struct tb_str cells[CELLS];
};

static void make_line(const struct tb_indicator_result *r, struct line *l)
{
    const struct tb_indicator *x = r->indicator;

    tb_value_show(&r->value, &l->value);
    tb_value_show(&r->qualified, &l->qualified);
    tb_value_show(&r->limited, &l->limited);
    {
        const struct tb_str cells[CELLS] = {
            x->id,
            x->name,
            x->unit,
            tb_buf_str(&l->value),
            tb_buf_str(&l->qualified),
            tb_buf_str(&l->limited),
            tb_str(tb_verdict_chinese(r->verdict)),
            x->formula.n > 0 ? x->formula : x->note,
            x->basis,
        };
        memcpy(l->cells, cells, sizeof cells);
    }
}

static void free_line(struct line *l)
{
    tb_buf_free(&l->value);
    tb_buf_free(&l->qualified);
    tb_buf_free(&l->limited);
}

/* ---- as text ---- */

static int print_text(const struct tb_indicator_result *r, void *ctx)
{
    static const size_t widths[] = { 5, 31, 10, 10, 7, 7 };
    struct summary *s = ctx;
    struct line l = { 0 };

    if (!tb_str_eq(s->category, r->indicator->category))
        fprintf(s->out, "%s%.*s\n", s->category.p ? "\n" : "",
                TB_STR_ARG(r->indicator->category));
    s->category = r->indicator->category;
    s->counts[r->verdict]++;
    make_line(r, &l);
    for (size_t i = 0; i < TB_LEN(widths); i++) {
        tb_terminal_pad(s->out, l.cells[i], widths[i] - 1);
        fputc(' ', s->out);
    }
    fprintf(s->out, "%.*s\n", TB_STR_ARG(l.cells[6]));
    free_line(&l);
    return 0;
}

/* ---- as CSV ---- */

static void csv_line(FILE *out, const struct tb_str *cells)
{
    struct tb_buf line = { 0 };

    for (size_t i = 0; i < CELLS; i++)
        tb_csv_add(&line, cells[i], i == 0, true);
    tb_csv_end(&line);
    fwrite(line.p, 1, line.n, out);
    tb_buf_free(&line);
}

static int print_csv(const struct tb_indicator_result *r, void *ctx)
{
    struct summary *s = ctx;
    struct line l = { 0 };

    make_line(r, &l);
    csv_line(s->out, l.cells);
    free_line(&l);
    return 0;
}

static void csv_head(struct summary *s)
{
    struct tb_str cells[CELLS];

    for (size_t i = 0; i < CELLS; i++)
        cells[i] = tb_str(heads[i].head);
    csv_line(s->out, cells);
}

int tb_summary_print(struct tb_campaign *c, bool filed, const char *format,
                     FILE *out, struct tb_err *err)
{
    struct summary s = { .out = out };
    struct tb_buf type = { 0 }, line = { 0 };
    bool is_csv = strcmp(format, "csv") == 0;
    int rc;

    if (is_csv)
        csv_head(&s);
    rc = tb_indicators_run(c, filed, is_csv ? print_csv : print_text, &s, &type,
                           err);
    if (rc == 0 && !is_csv) {
        tb_buf_addf(&line,
                    "%s（%s，%s，%s）：%lld 项合格，%lld 项低于合格线，%lld "
                    "项低于限制线，%lld 项数据不全",
                    tb_buf_text(&c->school), c->windows.academic,
                    type.n > 0 ? type.p : "学校性质类别未填",
                    filed ? "按已填报的数据" : "按已审并合并的数据",
                    s.counts[TB_VERDICT_QUALIFIED] +
                        s.counts[TB_VERDICT_EXEMPT],
                    s.counts[TB_VERDICT_BELOW], s.counts[TB_VERDICT_LIMITED],
                    s.counts[TB_VERDICT_UNKNOWN]);
        fputc('\n', out);
        tb_terminal_wrap(out, 0, TB_TERMINAL_WIDTH, tb_buf_str(&line));
    }
    tb_buf_free(&line);
    tb_buf_free(&type);
    return rc;
}

/* ---- as a workbook ---- */

static void write_number(struct summary *s, uint32_t column,
                         const struct tb_value *v, bool is_bad)
{
    if (v->kind != TB_NULL)
        tb_xlsx_number(s->xlsx, s->row, column,
                       v->kind == TB_INTEGER ? (double)v->integer : v->real,
                       is_bad ? TB_XLSX_BAD : TB_XLSX_DECIMAL);
}

static int write_line(const struct tb_indicator_result *r, void *ctx)
{
    struct summary *s = ctx;
    struct line l = { 0 };
    bool is_bad =
        r->verdict == TB_VERDICT_BELOW || r->verdict == TB_VERDICT_LIMITED;

    if (!tb_str_eq(s->category, r->indicator->category))
        tb_xlsx_text(s->xlsx, s->row++, 0, r->indicator->category,
                     TB_XLSX_LABEL);
    s->category = r->indicator->category;
    make_line(r, &l);
    for (uint32_t i = 0; i < CELLS; i++)
        if (i < 3 || i > 5)
            tb_xlsx_text(s->xlsx, s->row, i, l.cells[i],
                         is_bad && i == 6 ? TB_XLSX_BAD : TB_XLSX_WRAP);
    write_number(s, 3, &r->value, is_bad);
    write_number(s, 4, &r->qualified, false);
    write_number(s, 5, &r->limited, false);
    tb_view_height(s->xlsx, s->row, l.cells[7], heads[7].width);
    s->row++;
    free_line(&l);
    return 0;
}

static void write_head(struct summary *s, const struct tb_campaign *c,
                       bool filed)
{
    struct tb_buf text = { 0 };

    tb_xlsx_sheet(s->xlsx, tb_str("核心数据汇总表"), false);
    for (uint32_t i = 0; i < CELLS; i++)
        tb_xlsx_column(s->xlsx, i, heads[i].width, TB_XLSX_PLAIN);
    tb_buf_addf(&text, "%s %s 学年 核心数据汇总表", tb_buf_text(&c->school),
                c->windows.academic);
    tb_xlsx_text(s->xlsx, 0, 0, tb_buf_str(&text), TB_XLSX_TITLE);
    tb_buf_clear(&text);
    tb_buf_addf(&text, "%s；%s 生成；数据字典 %.12s",
                filed ? "按已填报（未必已审）的数据计算"
                      : "按已审并合并的数据计算",
                c->context.now, c->dict->hash);
    tb_xlsx_text(s->xlsx, 1, 0, tb_buf_str(&text), TB_XLSX_PLAIN);
    for (uint32_t i = 0; i < CELLS; i++)
        tb_xlsx_text(s->xlsx, 2, i, tb_str(heads[i].head), TB_XLSX_HEAD);
    s->row = 3;
    tb_buf_free(&text);
}

static void write_foot(struct summary *s)
{
    static const char *const lines[] = {
        "填表人（签字）：                    日期：",
        "数据负责人（签字）：                日期：",
        "学校负责人（签字）：                学校（盖章）：",
    };

    s->row++;
    for (size_t i = 0; i < TB_LEN(lines); i++)
        tb_xlsx_text(s->xlsx, s->row++, 1, tb_str(lines[i]), TB_XLSX_PLAIN);
}

int tb_summary_write(struct tb_campaign *c, bool filed, const char *path,
                     struct tb_err *err)
{
    struct summary s = { .xlsx = tb_xlsx_new(path) };
    struct tb_buf type = { 0 };
    int rc;

    write_head(&s, c, filed);
    rc = tb_indicators_run(c, filed, write_line, &s, &type, err);
    write_foot(&s);
    tb_xlsx_freeze(s.xlsx, 3, 2);
    tb_xlsx_print(s.xlsx, 2, 2);
    if (rc == 0)
        rc = tb_xlsx_finish(s.xlsx, err);
    else
        tb_xlsx_abandon(s.xlsx);
    tb_buf_free(&type);
    return rc;
}
