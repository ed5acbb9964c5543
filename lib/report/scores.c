/* scores.c - the appraisal as text, CSV, JSON and workbook. */
#include "scores.h"

#include "terminal.h"
#include "utf8.h"
#include "write_csv.h"
#include "write_xlsx.h"

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
                "必填率：必填格中已填的；拒收行：主键缺失或重复而未入库的\n"
                "首检、现存：首次检查时、最近检查时每千格的错误和待说明数\n");
}

enum kind { NAME, COUNT, RATE };

#define AT(member) offsetof(struct tb_appraisal_row, member)

/* BRIEF and WIDTH are those of the text; WIDTH 0: not in there. */
static const struct column {
    const char *key, *head, *brief;
    size_t width;
    int decimals;
    enum kind kind;
    size_t offset;
} columns[] = {
    { "department", "部门", "部门", 13, 0, NAME, AT(department) },
    { "due", "应交", "应", 4, 0, COUNT, AT(due) },
    { "filed", "已交", "", 0, 0, COUNT, AT(filed) },
    { "in_time", "按时", "按", 4, 0, COUNT, AT(in_time) },
    { "late", "迟交", "迟", 4, 0, COUNT, AT(late) },
    { "missing", "未交", "未", 4, 0, COUNT, AT(missing) },
    { "nil", "本校无数据", "无", 4, 0, COUNT, AT(nil) },
    { "returns", "退回", "退", 4, 0, COUNT, AT(returns) },
    { "required", "必填格", "", 0, 0, COUNT, AT(required) },
    { "required_filled", "必填格已填", "", 0, 0, COUNT, AT(required_filled) },
    { "required_percent", "必填率%", "必填%", 6, 0, RATE,
      AT(required_percent) },
    { "rows_in", "报送行", "", 0, 0, COUNT, AT(rows_in) },
    { "rejected", "拒收行", "拒", 4, 0, COUNT, AT(rejected) },
    { "first_cells", "首检格数", "", 0, 0, COUNT, AT(first_cells) },
    { "first_issues", "首检问题", "", 0, 0, COUNT, AT(first_issues) },
    { "first", "首检每千格", "首检", 6, 1, RATE, AT(first) },
    { "now_cells", "现存格数", "", 0, 0, COUNT, AT(now_cells) },
    { "now_issues", "现存问题", "", 0, 0, COUNT, AT(now_issues) },
    { "now", "现存每千格", "现存", 6, 1, RATE, AT(now) },
    { "timeliness", "及时", "及时", 5, 0, RATE, AT(timeliness) },
    { "completeness", "完整", "完整", 5, 0, RATE, AT(completeness) },
    { "quality", "质量", "质量", 5, 0, RATE, AT(quality) },
    { "total", "总分", "总分", 6, 1, RATE, AT(total) },
};

static struct tb_str name_of(const struct column *c,
                             const struct tb_appraisal_row *r)
{
    return *(const struct tb_str *)((const char *)r + c->offset);
}

/* False when there is no such number. */
static bool number_of(const struct column *c, const struct tb_appraisal_row *r,
                      double *number)
{
    const char *at = (const char *)r + c->offset;
    long long count;

    if (c->kind == COUNT) {
        memcpy(&count, at, sizeof count);
        *number = (double)count;
    } else {
        memcpy(number, at, sizeof *number);
    }
    return *number >= 0;
}

static void show_number(const struct column *c,
                        const struct tb_appraisal_row *r, int decimals,
                        const char *none, struct tb_buf *out)
{
    double number;

    if (!number_of(c, r, &number))
        tb_buf_adds(out, none);
    else
        tb_buf_addf(out, "%.*f", c->kind == COUNT ? 0 : decimals, number);
}

/* ---- as text ---- */

static void put_right(struct tb_str text, size_t width, FILE *out)
{
    size_t used = tb_utf8_width(text);

    fprintf(out, "%*s%.*s", used < width ? (int)(width - used) : 1, "",
            TB_STR_ARG(text));
}

static void put_name(struct tb_str name, size_t width, FILE *out)
{
    if (tb_utf8_width(name) < width) {
        tb_terminal_pad(out, name, width);
        return;
    }
    tb_terminal_wrap(out, 0, TB_TERMINAL_WIDTH, name);
    fprintf(out, "%*s", (int)width, "");
}

static void print_text(const struct tb_campaign *c,
                       const struct tb_appraisal *a, FILE *out)
{
    struct tb_buf text = { 0 };

    add_formula(&text);
    fprintf(out, "%s %s 填报考核（截至 %.10s）\n%s\n", tb_buf_text(&c->school),
            c->windows.academic, c->context.now, text.p);
    for (size_t k = 0; k < TB_LEN(columns); k++)
        if (columns[k].kind == NAME)
            put_name(tb_str(columns[k].brief), columns[k].width, out);
        else if (columns[k].width > 0)
            put_right(tb_str(columns[k].brief), columns[k].width, out);
    fputc('\n', out);
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < TB_LEN(columns); k++) {
            tb_buf_clear(&text);
            if (columns[k].kind == NAME) {
                put_name(name_of(&columns[k], &a->rows[i]), columns[k].width,
                         out);
            } else if (columns[k].width > 0) {
                show_number(&columns[k], &a->rows[i], columns[k].decimals, "-",
                            &text);
                put_right(tb_buf_str(&text), columns[k].width, out);
            }
        }
        fputc('\n', out);
    }
    tb_buf_free(&text);
}

/* ---- for programs ---- */

static void print_csv(const struct tb_campaign *c, const struct tb_appraisal *a,
                      FILE *out)
{
    struct tb_buf line = { 0 }, text = { 0 };

    (void)c;
    tb_buf_adds(&line, "\xEF\xBB\xBF");
    for (size_t k = 0; k < TB_LEN(columns); k++)
        tb_csv_add(&line, tb_str(columns[k].head), k == 0, true);
    tb_csv_end(&line);
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < TB_LEN(columns); k++) {
            tb_buf_clear(&text);
            if (columns[k].kind == NAME)
                tb_buf_add(&text, name_of(&columns[k], &a->rows[i]));
            else
                show_number(&columns[k], &a->rows[i], 2, "", &text);
            tb_csv_add(&line, tb_buf_str(&text), k == 0, true);
        }
        tb_csv_end(&line);
    }
    fwrite(line.p, 1, line.n, out);
    tb_buf_free(&line);
    tb_buf_free(&text);
}

static void print_json(const struct tb_campaign *c,
                       const struct tb_appraisal *a, FILE *out)
{
    struct tb_buf line = { 0 };

    (void)c;
    for (size_t i = 0; i < a->count; i++) {
        tb_buf_clear(&line);
        tb_buf_adds(&line, "{\"v\":1");
        for (size_t k = 0; k < TB_LEN(columns); k++) {
            tb_buf_addf(&line, ",\"%s\":", columns[k].key);
            if (columns[k].kind == NAME) {
                tb_buf_addc(&line, '"');
                tb_buf_add_json(&line, name_of(&columns[k], &a->rows[i]));
                tb_buf_addc(&line, '"');
            } else {
                show_number(&columns[k], &a->rows[i], 2, "null", &line);
            }
        }
        fprintf(out, "%s}\n", line.p);
    }
    tb_buf_free(&line);
}

static const struct {
    const char *name;
    void (*print)(const struct tb_campaign *c, const struct tb_appraisal *a,
                  FILE *out);
} formats[] = {
    { "text", print_text },
    { "csv", print_csv },
    { "json", print_json },
};

void tb_scores_print(const struct tb_campaign *c, const struct tb_appraisal *a,
                     const char *format, FILE *out)
{
    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i].name, format) == 0)
            formats[i].print(c, a, out);
}

/* ---- as a workbook ---- */

static uint32_t write_head(const struct tb_campaign *c, struct tb_xlsx *x)
{
    struct tb_buf text = { 0 };
    struct tb_str rest, line;
    uint32_t row = 0;

    tb_xlsx_sheet(x, tb_str("填报考核"), false);
    for (uint32_t k = 0; k < TB_LEN(columns); k++)
        tb_xlsx_column(x, k, columns[k].kind == NAME ? 20 : 9, TB_XLSX_PLAIN);
    tb_buf_addf(&text, "%s %s 学年 填报考核（截至 %.10s）",
                tb_buf_text(&c->school), c->windows.academic, c->context.now);
    tb_xlsx_text(x, row++, 0, tb_buf_str(&text), TB_XLSX_TITLE);
    tb_buf_clear(&text);
    add_formula(&text);
    rest = tb_str_trim(tb_buf_str(&text));
    while (tb_str_next(&rest, "\n", &line))
        tb_xlsx_text(x, row++, 0, line, TB_XLSX_PLAIN);
    for (uint32_t k = 0; k < TB_LEN(columns); k++)
        tb_xlsx_text(x, row, k, tb_str(columns[k].head), TB_XLSX_HEAD);
    tb_xlsx_height(x, row, 32);
    tb_buf_free(&text);
    return row;
}

/* As many decimals as CSV has. */
static double rounded(double number)
{
    return (double)(long long)(number * 100 + 0.5) / 100;
}

int tb_scores_write(const struct tb_campaign *c, const struct tb_appraisal *a,
                    const char *path, struct tb_err *err)
{
    struct tb_xlsx *x = tb_xlsx_new(path);
    uint32_t head = write_head(c, x), row = head + 1;
    double number;

    for (size_t i = 0; i < a->count; i++, row++)
        for (uint32_t k = 0; k < TB_LEN(columns); k++)
            if (columns[k].kind == NAME)
                tb_xlsx_text(x, row, k, name_of(&columns[k], &a->rows[i]),
                             TB_XLSX_TEXT);
            else if (number_of(&columns[k], &a->rows[i], &number))
                tb_xlsx_number(x, row, k, rounded(number), TB_XLSX_DECIMAL);
    tb_xlsx_freeze(x, head + 1, 1);
    tb_xlsx_print(x, head, head);
    return tb_xlsx_finish(x, err);
}
