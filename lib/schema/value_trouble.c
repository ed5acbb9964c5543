/* value_trouble.c - what can be wrong with a cell: its words, and words that
 * say nothing. */
#include "date.h"
#include "norm.h"
#include "types_parts.h"
#include "value.h"

/* clang-format off */
const struct tb_trouble_text tb_trouble_texts[TB_TROUBLES] = {
    [TB_TROUBLE_TYPE] = { "type", "规范性",
        "“{value}”不是{expected}", "按要求的格式重新填写；没有数据请留空。" },
    [TB_TROUBLE_DIGITS] = { "digits", "规范性",
        "“{value}”是被表格软件改成数字的编号，后几位已丢失",
        "把单元格格式设为文本，按原始材料重新录入全部数字。" },
    [TB_TROUBLE_ZEROS] = { "zeros", "规范性",
        "“{value}”是数字，可能丢失了开头的 0（应为{expected}）",
        "把单元格格式设为文本，补全开头的 0。" },
    [TB_TROUBLE_PENDING] = { "formula", "规范性",
        "单元格是公式，但没有计算结果",
        "用 Excel 或 WPS 打开文件，保存后重新发送；最好改填数值。" },
    [TB_TROUBLE_ERROR] = { "error-cell", "规范性",
        "单元格是错误值 {value}", "改正公式或直接填写数值。" },
    [TB_TROUBLE_LIST] = { "list", "规范性",
        "“{value}”不在选项“{expected}”之中{near}", "从下拉列表中选择。" },
    [TB_TROUBLE_UNIT] = { "unit", "规范性",
        "“{value}”含有单位或文字，此处只填数字",
        "只填数字，单位见表头；注意元与万元、册与万册的换算。" },
    [TB_TROUBLE_MONTH] = { "month", "规范性",
        "“{value}”分不清是 1 月还是 10 月",
        "改填 2021-01 或 2021-10 这样的形式。" },
    [TB_TROUBLE_MARK] = { "mark", "规范性",
        "“{value}”表示没有数据，此处应留空", "没有数据请留空，不填“无”、“/”、“—”。" },
    [TB_TROUBLE_MERGED] = { "merged", "规范性",
        "{detail} 是合并单元格，只读到左上角一格，其余各格填的是什么无法判断",
        "取消合并，在每个单元格里分别填写；合计行、表尾说明请删去。" },
    [TB_TROUBLE_PICTURE] = { "picture", "规范性",
        "单元格里是图片，不是文字", "删除图片，填写文字。" },
    [TB_TROUBLE_DITTO] = { "ditto", "规范性",
        "“{value}”不是内容，各行要分别填写{expected}",
        "按上一行的内容填写完整；每一行单独入库。" },
    [TB_TROUBLE_WORD] = { "empty-word", "规范性",
        "“{value}”不是内容", "填写实际内容；没有数据请留空。" },
    [TB_TROUBLE_SERIAL] = { "serial", "规范性",
        "“{value}”像是 {expected}",
        "请把单元格的格式设为日期，再重新发送。" },
};
/* clang-format on */

#define WORD_MAX 24      /* bytes; longer is something that somebody wrote */
#define SERIAL_MIN 18264 /* 1950-01-01 */
#define SERIAL_MAX 73050 /* 2099-12-31 */

static bool is_one_of(struct tb_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tb_str_is(s, words[i]))
            return true;
    return false;
}

/* ×××, xxx: a row of the same sign, two of which are no letter. */
static bool is_crossed_out(struct tb_str s)
{
    static const struct {
        const char *sign;
        size_t least;
    } signs[] = { { "×", 2 }, { "＊", 2 }, { "*", 3 }, { "x", 3 },
                  { "X", 3 }, { "？", 2 }, { "?", 2 } };

    for (size_t i = 0; i < TB_LEN(signs); i++) {
        size_t n = strlen(signs[i].sign), at = 0;
        while (s.n - at >= n && memcmp(s.p + at, signs[i].sign, n) == 0)
            at += n;
        if (at == s.n && at / n >= signs[i].least)
            return true;
    }
    return false;
}

enum tb_trouble tb_value_is_empty_word(const struct tb_field *f,
                                       const struct tb_cell *c)
{
    static const char *const dittos[] = { "同上", "〃",   "″",    "\"",    "”",
                                          "“",    "同左", "同前", "同上行" };
    static const char *const words[] = { "见附件",   "详见附件", "见附表",
                                         "详见附表", "待定",     "待补",
                                         "待补充",   "待填",     "待核实",
                                         "√",        "✓",        "✔" };
    struct tb_str s;

    if (c->kind != TB_CELL_TEXT || c->raw.n > WORD_MAX)
        return TB_FINE;
    s = tb_str_trim(c->raw);
    if (s.n == 0 || ((unsigned char)s.p[0] < 0x80 && !strchr("\"*xX?", s.p[0])))
        return TB_FINE;
    if (f->list && tb_list_find(f->list, s))
        return TB_FINE;
    if (is_one_of(s, dittos, TB_LEN(dittos)))
        return TB_TROUBLE_DITTO;
    return is_one_of(s, words, TB_LEN(words)) || is_crossed_out(s)
               ? TB_TROUBLE_WORD
               : TB_FINE;
}

bool tb_value_is_serial(double n)
{
    return n >= SERIAL_MIN && n <= SERIAL_MAX && n == (double)(long)n;
}

bool tb_value_serial_day(struct tb_str raw, struct tb_buf *day)
{
    struct tb_date d;
    double n;
    bool is;

    tb_norm_code(raw, day);
    is = tb_norm_number(tb_buf_str(day), &n) && tb_value_is_serial(n) &&
         tb_date_from_serial(n, false, &d);
    tb_buf_clear(day);
    if (is)
        tb_buf_addf(day, "%04d-%02d-%02d", d.year, d.month, d.day);
    return is;
}
