/* test_check.c - what fields.csv declares of one value. */
#include "check.h"

#include "small_dict.h"

#include "value_check.h"

#define ONE "1.1,条件,,bool,,0,,,,,是否,,,,,,,,,,,,,1\n"

/* clang-format off */
/* The rest of a field's line after its name and aliases; a value, text
 * unless REAL or INTEGER says so; WANT and what was expected. */
static const struct {
    const char *label, *field;
    enum tb_value_kind kind;
    const char *text;
    double number;
    const char *applies; /* the value of 条件 */
    enum tb_check want;
    const char *expected;
} cases[] = {
    { "null", "text,,0,,,,,,,,,,,,,,,,,,1", TB_NULL, "", 0, NULL,
      TB_CHECK_FINE, "" },
    { "required", "text,,1,,,,,,,,,,,,,,,,,,1", TB_NULL, "", 0, NULL,
      TB_CHECK_REQUIRED, "" },
    { "required and there", "text,,1,,,,,,,,,,,,,,,,,,1", TB_TEXT, "a", 0,
      NULL, TB_CHECK_FINE, "" },
    { "required where it applies", "text,,1,,,,,,,,,,条件=是,,,,,,,,1",
      TB_NULL, "", 0, "是", TB_CHECK_REQUIRED, "" },
    { "not required elsewhere", "text,,1,,,,,,,,,,条件=是,,,,,,,,1",
      TB_NULL, "", 0, "否", TB_CHECK_FINE, "" },
    { "one of several", "text,,1,,,,,,,,,,条件=否|是,,,,,,,,1",
      TB_NULL, "", 0, "是", TB_CHECK_REQUIRED, "" },
    { "as long as allowed", "text,,0,3,,,,,,,,,,,,,,,,,1", TB_TEXT, "教工号",
      0, NULL, TB_CHECK_FINE, "" },
    { "too long", "text,,0,3,,,,,,,,,,,,,,,,,1", TB_TEXT, "教工号码", 0, NULL,
      TB_CHECK_LENGTH, "不超过 3" },
    { "too short", "text,,0,3-5,,,,,,,,,,,,,,,,,1", TB_TEXT, "教工", 0, NULL,
      TB_CHECK_LENGTH, "3-5" },
    { "just long enough", "text,,0,3-5,,,,,,,,,,,,,,,,,1", TB_TEXT, "abc", 0,
      NULL, TB_CHECK_FINE, "" },
    { "not the length", "text,,0,4-4,,,,,,,,,,,,,,,,,1", TB_TEXT, "abc", 0,
      NULL, TB_CHECK_LENGTH, "4" },
    { "inside", "integer,,0,,0,100,,,,,,,,,,,,,,,1", TB_INTEGER, "", 100, NULL,
      TB_CHECK_FINE, "" },
    { "below", "integer,,0,,0,100,,,,,,,,,,,,,,,1", TB_INTEGER, "", -1, NULL,
      TB_CHECK_RANGE, "0 至 100" },
    { "above", "decimal,,0,,0,100,,,,,,,,,,,,,,,1", TB_REAL, "", 100.01, NULL,
      TB_CHECK_RANGE, "0 至 100" },
    { "below the only limit", "money,,0,,0,,,,,,,,,,,,,,,,1", TB_REAL, "",
      -0.5, NULL, TB_CHECK_RANGE, "不小于 0" },
    { "above the only limit", "money,,0,,,1.5,,,,,,,,,,,,,,,1", TB_REAL, "",
      2, NULL, TB_CHECK_RANGE, "不大于 1.5" },
    { "pattern", "text,,0,,,,[A-Z][0-9]+,,,,,,,,,,,,,,1", TB_TEXT, "A01", 0,
      NULL, TB_CHECK_FINE, "" },
    { "pattern is of the whole", "text,,0,,,,[A-Z][0-9]+,,,,,,,,,,,,,,1",
      TB_TEXT, "xA01", 0, NULL, TB_CHECK_PATTERN, "按填报说明书写" },
    { "pattern of choices, in words",
      "text,,0,,,,a|b,,,,,,,,,,,,,,1,写成 a 或 b", TB_TEXT, "ab", 0, NULL,
      TB_CHECK_PATTERN, "写成 a 或 b" },
    { "in the list", "code,,0,,,,,是否,,,,,,,,,,,,,1", TB_TEXT, "是", 0, NULL,
      TB_CHECK_FINE, "" },
    { "no longer in the list", "code,,0,,,,,是否,,,,,,,,,,,,,1", TB_TEXT,
      "半", 0, NULL, TB_CHECK_LIST, "是否" },
    { "first day", "date,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT, "2021-09-01", 0,
      NULL, TB_CHECK_FINE, "" },
    { "last day", "date,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT, "2022-08-31", 0,
      NULL, TB_CHECK_FINE, "" },
    { "a day early", "date,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT, "2021-08-31",
      0, NULL, TB_CHECK_WINDOW, "2021-09-01 至 2022-08-31" },
    { "a day late", "date,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT, "2022-09-01", 0,
      NULL, TB_CHECK_WINDOW, "2021-09-01 至 2022-08-31" },
    { "fiscal", "date,,0,,,,,,,,,,,,,财年,,,,,1", TB_TEXT, "2021-12-31", 0,
      NULL, TB_CHECK_FINE, "" },
    { "not fiscal", "date,,0,,,,,,,,,,,,,财年,,,,,1", TB_TEXT, "2022-01-01", 0,
      NULL, TB_CHECK_WINDOW, "2021-01-01 至 2021-12-31" },
    { "long ago", "date,,0,,,,,,,,,,,,,至学年止,,,,,1", TB_TEXT, "1949-10-01",
      0, NULL, TB_CHECK_FINE, "" },
    { "in future", "date,,0,,,,,,,,,,,,,至时点,,,,,1", TB_TEXT, "2022-09-01",
      0, NULL, TB_CHECK_WINDOW, "2022-08-31" },
    { "a month in the window", "month,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT,
      "2021-09", 0, NULL, TB_CHECK_FINE, "" },
    { "a month before it", "month,,0,,,,,,,,,,,,,学年,,,,,1", TB_TEXT,
      "2021-08", 0, NULL, TB_CHECK_WINDOW, "2021-09-01 至 2022-08-31" },
    { "a year in the window", "year,,0,,,,,,,,,,,,,财年,,,,,1", TB_INTEGER, "",
      2021, NULL, TB_CHECK_FINE, "" },
    { "a year after it", "year,,0,,,,,,,,,,,,,财年,,,,,1", TB_INTEGER, "",
      2022, NULL, TB_CHECK_WINDOW, "2021-01-01 至 2021-12-31" },
#define FORMAT(type, text, want, expected)                                     \
    { text, type ",,0,,,,,,,,,,,,,,,,,,1", TB_TEXT, text, 0, NULL, want,      \
      expected }
    FORMAT("idcard", "990101199003070011", TB_CHECK_FORMAT, "18 位身份证号"),
    FORMAT("idcard", "9901", TB_CHECK_FORMAT, "18 位身份证号"),
    FORMAT("uscc", "91350100M000100Y43", TB_CHECK_FINE, ""),
    FORMAT("uscc", "91350100M000100Y44", TB_CHECK_FORMAT,
           "18 位统一社会信用代码"),
    FORMAT("school_code", "4151010001", TB_CHECK_FINE, ""),
    FORMAT("school_code", "415101000", TB_CHECK_FORMAT, "10 位学校标识码"),
    FORMAT("school_code", "415101000A", TB_CHECK_FORMAT, "10 位学校标识码"),
    FORMAT("major_code", "510201", TB_CHECK_FINE, ""),
    FORMAT("major_code", "51020", TB_CHECK_FORMAT, "6 位专业代码"),
    FORMAT("phone", "0831-1234567", TB_CHECK_FINE, ""),
    FORMAT("phone", "13800001234", TB_CHECK_FINE, ""),
    FORMAT("phone", "110", TB_CHECK_FORMAT, "电话"),
    FORMAT("phone", "1380000123x", TB_CHECK_FORMAT, "电话"),
    FORMAT("email", "a@example.com", TB_CHECK_FINE, ""),
    FORMAT("email", "a@example", TB_CHECK_FORMAT, "电子邮箱"),
    FORMAT("email", "@example.com", TB_CHECK_FORMAT, "电子邮箱"),
    FORMAT("email", "a@b@example.com", TB_CHECK_FORMAT, "电子邮箱"),
    FORMAT("email", "a@.", TB_CHECK_FORMAT, "电子邮箱"),
    FORMAT("email", "a@", TB_CHECK_FORMAT, "电子邮箱"),
    FORMAT("url", "www.example.com", TB_CHECK_FINE, ""),
    FORMAT("url", "https://example.com/a", TB_CHECK_FINE, ""),
    FORMAT("url", "example", TB_CHECK_FORMAT, "网址"),
    FORMAT("url", "a b.c", TB_CHECK_FORMAT, "网址"),
};

/* WANT: first day, last day, count day; "" refused. */
static const struct {
    const char *year, *want;
} year_cases[] = {
    { "2021-2022",   "2021-09-01 2022-08-31 2021-01-01 2021-12-31 2022-08-31" },
    { "1999-2000",   "1999-09-01 2000-08-31 1999-01-01 1999-12-31 2000-08-31" },
    { "2021-2023",   "" }, { "2021-2021",   "" }, { "2022-2021",  "" },
    { "2021",        "" }, { "",            "" }, { "2021-22",    "" },
    { "2021/2022",   "" }, { "2021-2022 ",  "" }, { " 2021-2022", "" },
    { "2021-20220",  "" }, { "0001-0002",   "" }, { "2021--2022", "" },
    { "2021-2022学年", "" }, { "abcd-efgh", "" },
};
/* clang-format on */

static void check_case(size_t i, const struct tb_windows *windows)
{
    struct tb_buf fields = { 0 }, expected = { 0 };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct small_texts texts = { 0 };
    struct tb_value value = { .kind = cases[i].kind,
                              .text = tb_str(cases[i].text),
                              .integer = (int64_t)cases[i].number,
                              .real = cases[i].number };
    struct tb_value applies = { .kind = TB_TEXT };
    const struct tb_field *f;

    tb_buf_addf(&fields, "%s%s1.1,x,,%s\n", FIELDS_IN_WORDS USUAL_FIELD_ROWS,
                ONE, cases[i].field);
    texts.fields = tb_buf_text(&fields);
    CHECK_INT(cases[i].label, small_parse(&texts, &dict, &complaints, &err), 0);
    CHECK_INT(cases[i].label, complaints.count, 0);
    f = tb_table_field(tb_dict_table(dict, tb_str("1.1")), tb_str("x"));
    applies.text = tb_str(cases[i].applies);
    CHECK_INT(cases[i].label,
              tb_value_check(f, &value, cases[i].applies ? &applies : NULL,
                             windows, &expected),
              cases[i].want);
    if (cases[i].want != TB_CHECK_FINE)
        CHECK_HAS(cases[i].label, tb_buf_text(&expected), cases[i].expected);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
    tb_buf_free(&fields);
    tb_buf_free(&expected);
}

int main(void)
{
    struct tb_windows w = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("windows", tb_windows_set(&w, tb_str("2021-2022"), &err), 0);
    CHECK_STR("academic", w.academic, "2021-2022");
    CHECK_STR("fiscal", w.fiscal, "2021");
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(i, &w);
    for (size_t i = 0; i < TB_LEN(year_cases); i++) {
        struct tb_windows y = { 0 };
        char got[80] = "";
        if (tb_windows_set(&y, tb_str(year_cases[i].year), &err) == 0)
            snprintf(got, sizeof got, "%s %s %s %s %s", y.academic_from,
                     y.academic_to, y.fiscal_from, y.fiscal_to, y.count_day);
        CHECK_STR(year_cases[i].year, got, year_cases[i].want);
    }
    CHECK_INT("a usage error", err.status, TB_USAGE);
    for (int i = TB_CHECK_FINE + 1; i < TB_CHECKS; i++)
        CHECK("every check has its words",
              tb_check_texts[i].id && tb_check_texts[i].message);
    return CHECK_END;
}
