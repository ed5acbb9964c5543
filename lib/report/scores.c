/* scores.c - the appraisal, a line a department. */
#include "scores.h"

/* What the numbers are; above every table of them.  Lines of at most 80
 * columns. */
static void add_formula(struct tb_buf *out)
{
    tb_buf_addf(out,
                "总分＝及时×%d%%＋完整×%d%%＋质量×%d%%；没有依据的一项不计，"
                "其余按比例\n",
                TB_APPRAISAL_TIMELINESS, TB_APPRAISAL_COMPLETENESS,
                TB_APPRAISAL_QUALITY);
    tb_buf_addf(out,
                "及时＝按时÷应交×100\n"
                "完整＝(应交－未交)÷应交×必填率×(报送行－拒收行)÷报送行×100\n"
                "质量＝100－首检－%d×现存－%d×退回÷已交，最低 0\n",
                TB_APPRAISAL_NOW, TB_APPRAISAL_RETURN);
    tb_buf_adds(out,
                "应交：已交、声明无数据、过了截止日期或没有截止日期的份数；"
                "未交：其中未交的\n"
                "按时、迟交：第一次提交在截止日期之前（含当日）、之后\n"
                "必填率：必填格中已填的；拒收行：编号缺失或重复而没有收的\n"
                "首检、现存：首次检查时、最近检查时每千格的错误和待说明数\n");
}

/* Two decimals for programs; people see the same number rounded once. */
static void get_rate(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    double rate;

    memcpy(&rate, (const char *)row + c->offset, sizeof rate);
    cell->is_absent = rate < 0;
    cell->number = (double)(long long)(rate * 100 + 0.5) / 100;
    tb_buf_addf(cell->room, "%.*f", c->decimals, rate);
}

#define COUNT(member) TB_COL_COUNT, TB_AT(struct tb_appraisal_row, member)
#define RATE(member)                                                        \
    TB_COL_NUMBER, TB_AT(struct tb_appraisal_row, member), .get = get_rate, \
                                                           .sheet = 9

static const struct tb_column columns[] = {
    { "department", "部门", TB_COL_TEXT, 12,
      TB_AT(struct tb_appraisal_row, department), .sheet = 20 },
    { "due", "应交", COUNT(due), .sheet = 9, .width = 3, .brief = "应" },
    { "filed", "已交", COUNT(filed), .sheet = 9 },
    { "in_time", "按时", COUNT(in_time), .sheet = 9, .width = 3,
      .brief = "按" },
    { "late", "迟交", COUNT(late), .sheet = 9, .width = 3, .brief = "迟" },
    { "missing", "未交", COUNT(missing), .sheet = 9, .width = 3,
      .brief = "未" },
    { "nil", "本校无数据", COUNT(nil), .sheet = 9, .width = 3, .brief = "无" },
    { "returns", "退回", COUNT(returns), .sheet = 9, .width = 3,
      .brief = "退" },
    { "required", "必填格", COUNT(required), .sheet = 9 },
    { "required_filled", "必填格已填", COUNT(required_filled), .sheet = 9 },
    { "required_percent", "必填率%", RATE(required_percent), .width = 5,
      .brief = "必填%" },
    { "rows_in", "报送行", COUNT(rows_in), .sheet = 9 },
    { "rejected", "拒收行", COUNT(rejected), .sheet = 9, .width = 3,
      .brief = "拒" },
    { "first_cells", "首检格数", COUNT(first_cells), .sheet = 9 },
    { "first_issues", "首检问题", COUNT(first_issues), .sheet = 9 },
    { "first", "首检每千格", RATE(first), .width = 5, .brief = "首检",
      .decimals = 1 },
    { "now_cells", "现存格数", COUNT(now_cells), .sheet = 9 },
    { "now_issues", "现存问题", COUNT(now_issues), .sheet = 9 },
    { "now", "现存每千格", RATE(now), .width = 5, .brief = "现存",
      .decimals = 1 },
    { "timeliness", "及时", RATE(timeliness), .width = 5 },
    { "completeness", "完整", RATE(completeness), .width = 5 },
    { "quality", "质量", RATE(quality), .width = 5 },
    { "total", "总分", RATE(total), .width = 5, .decimals = 1 },
};

static const struct tb_view view = {
    .name = "填报考核", .columns = columns, .count = TB_LEN(columns), .fixed = 1
};

int tb_scores_print(const struct tb_campaign *c, const struct tb_appraisal *a,
                    const struct tb_view_options *options, struct tb_err *err)
{
    struct tb_buf title = { 0 }, above = { 0 };
    struct tb_view_page page = { 0 };
    struct tb_sink *sink;
    int rc;

    tb_buf_addf(&title, "%s %s 学年 填报考核（截至 %.10s）",
                tb_buf_text(&c->school), c->windows.academic, c->context.now);
    add_formula(&above);
    page.title = title.p;
    page.above = tb_buf_str(&above);
    sink = tb_view_open(&view, &page, options);
    for (size_t i = 0; i < a->count; i++)
        tb_view_row(sink, &a->rows[i]);
    rc = tb_view_close(sink, 0, err);
    tb_buf_free(&title);
    tb_buf_free(&above);
    return rc;
}
