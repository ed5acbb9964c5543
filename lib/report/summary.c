/* summary.c - indicators against their lines. */
#include "summary.h"

struct summary {
    struct tb_sink *sink;
    long long counts[TB_VERDICT_EXEMPT + 1];
};

/* ---- the columns ---- */

static const struct tb_indicator *indicator_of(const void *row)
{
    return ((const struct tb_indicator_result *)row)->indicator;
}

/* A text of the indicator, at the column's offset. */
static void get_text(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    memcpy(&cell->text, (const char *)indicator_of(row) + c->offset,
           sizeof cell->text);
}

static void get_formula(const struct tb_column *c, const void *row,
                        struct tb_view_cell *cell)
{
    const struct tb_indicator *x = indicator_of(row);

    (void)c;
    cell->text = x->formula.n > 0 ? x->formula : x->note;
}

static bool is_bad(enum tb_verdict verdict)
{
    return verdict == TB_VERDICT_BELOW || verdict == TB_VERDICT_LIMITED;
}

static void get_number(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    const struct tb_value *v = (const void *)((const char *)row + c->offset);

    cell->is_absent = v->kind == TB_NULL;
    cell->number = v->kind == TB_INTEGER ? (double)v->integer : v->real;
}

static void get_value(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct tb_indicator_result *r = row;

    get_number(c, row, cell);
    cell->tone = is_bad(r->verdict) ? TB_TONE_BAD : TB_TONE_PLAIN;
}

static void get_verdict(const struct tb_column *c, const void *row,
                        struct tb_view_cell *cell)
{
    static const char *const names[] = {
        [TB_VERDICT_NONE] = "",
        [TB_VERDICT_UNKNOWN] = "unknown",
        [TB_VERDICT_QUALIFIED] = "qualified",
        [TB_VERDICT_BELOW] = "below",
        [TB_VERDICT_LIMITED] = "limited",
        [TB_VERDICT_EXEMPT] = "exempt",
    };
    const struct tb_indicator_result *r = row;

    (void)c;
    cell->code = tb_str(names[r->verdict]);
    cell->text = tb_str(tb_verdicts[r->verdict].chinese);
    cell->tone = is_bad(r->verdict) ? TB_TONE_BAD : TB_TONE_PLAIN;
}

#define OF(member) TB_AT(struct tb_indicator, member), .get = get_text
#define AT(member) TB_AT(struct tb_indicator_result, member)

static const struct tb_column columns[] = {
    { "indicator", "编号", TB_COL_ID, 4, OF(id), .sheet = 7 },
    { "name", "指标", TB_COL_TEXT, 24, OF(name), .sheet = 40 },
    { "unit", "单位", TB_COL_TEXT, 8, OF(unit), .sheet = 12 },
    { "value", "数值", TB_COL_NUMBER, 8, AT(value), .get = get_value,
      .sheet = 14, .decimals = TB_AS_IT_IS },
    { "qualified", "合格线", TB_COL_NUMBER, 6, AT(qualified), .get = get_number,
      .sheet = 9, .decimals = TB_AS_IT_IS },
    { "limited", "限制线", TB_COL_NUMBER, 6, AT(limited), .get = get_number,
      .sheet = 9, .decimals = TB_AS_IT_IS },
    { "verdict", "结论", TB_COL_TEXT, 10, .get = get_verdict, .sheet = 12 },
    { "formula", "公式", TB_COL_TEXT, .get = get_formula, .sheet = 52 },
    { "basis", "依据", TB_COL_TEXT, OF(basis), .sheet = 9 },
    { "category", "类别", TB_COL_TEXT, OF(category), .sheet = 16, .group = 1 },
};

static const struct tb_view view = { .name = "核心数据汇总表",
                                     .columns = columns,
                                     .count = TB_LEN(columns),
                                     .fixed = 2 };

/* ---- around them ---- */

static const char to_sign[] =
    "填表人（签字）：                    日期：\n"
    "数据负责人（签字）：                日期：\n"
    "学校负责人（签字）：                学校（盖章）：";

static void add_foot(const struct summary *s, const struct tb_campaign *c,
                     enum tb_figures of, const struct tb_buf *type,
                     const struct tb_view_options *options)
{
    struct tb_buf line = { 0 };

    tb_buf_addf(&line,
                "%s（%s，%s，%s）：%lld 项合格，%lld 项低于合格线，%lld "
                "项低于限制线，%lld 项数据不全",
                tb_buf_text(&c->school), c->windows.academic,
                type->n > 0 ? type->p : "学校性质类别未填",
                of == TB_FIGURES_FILED ? "按已填报的数据"
                                       : "按已审并合并的数据",
                s->counts[TB_VERDICT_QUALIFIED] + s->counts[TB_VERDICT_EXEMPT],
                s->counts[TB_VERDICT_BELOW], s->counts[TB_VERDICT_LIMITED],
                s->counts[TB_VERDICT_UNKNOWN]);
    tb_view_foot(s->sink, tb_buf_str(&line));
    if (tb_view_is(options, "xlsx") || tb_view_is(options, "html"))
        tb_view_foot(s->sink, tb_str(to_sign));
    tb_buf_free(&line);
}

static const char *const data_of[] = {
    [TB_FIGURES_MERGED] = "按已审并合并的数据计算",
    [TB_FIGURES_DRAFT] = "草稿，不得上报：按合并的数据计算",
    [TB_FIGURES_FILED] = "按已填报（未必已审）的数据计算",
};

static int take(const struct tb_indicator_result *r, void *ctx)
{
    struct summary *s = ctx;

    s->counts[r->verdict]++;
    tb_view_row(s->sink, r);
    return 0;
}

int tb_summary_print(struct tb_campaign *c, enum tb_figures of,
                     const struct tb_view_options *options, struct tb_err *err)
{
    struct summary s = { 0 };
    struct tb_buf title = { 0 }, above = { 0 }, type = { 0 };
    struct tb_view_page page = { 0 };
    int rc;

    tb_buf_addf(&title, "%s %s 学年 核心数据汇总表%s", tb_buf_text(&c->school),
                c->windows.academic, of == TB_FIGURES_DRAFT ? "（草稿）" : "");
    tb_buf_addf(&above, "%s；%s 生成；数据字典 %.12s", data_of[of],
                c->context.now, c->dict->hash);
    page.title = title.p;
    page.above = tb_buf_str(&above);
    s.sink = tb_view_open(&view, &page, options);
    rc = tb_indicators_run(c, of, take, &s, &type, err);
    if (rc == 0)
        add_foot(&s, c, of, &type, options);
    rc = tb_view_close(s.sink, rc, err);
    tb_buf_free(&title);
    tb_buf_free(&above);
    tb_buf_free(&type);
    return rc;
}
