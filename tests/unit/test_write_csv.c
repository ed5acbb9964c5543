/* test_write_csv.c - fields as they must stand in a CSV file. */
#include "check.h"

#include "read_csv.h"
#include "write_csv.h"

/* clang-format off */
/* As the line's first field: SAFE with formulas defused, PLAIN without. */
static const struct {
    const char *label, *field, *safe, *plain;
} cases[] = {
    { "plain",              "abc",      "abc",           "abc" },
    { "empty",              "",         "",              "" },
    { "Chinese",            "教工号",   "教工号",        "教工号" },
    { "a comma",            "a,b",      "\"a,b\"",       "\"a,b\"" },
    { "a quote",            "a\"b",     "\"a\"\"b\"",    "\"a\"\"b\"" },
    { "only a quote",       "\"",       "\"\"\"\"",      "\"\"\"\"" },
    { "LF inside",          "a\nb",     "\"a\nb\"",      "\"a\nb\"" },
    { "CR inside",          "a\rb",     "\"a\rb\"",      "\"a\rb\"" },
    { "spaces at the ends", " a ",      "\" a \"",       "\" a \"" },
    { "=",                  "=1+1",     "\"'=1+1\"",     "=1+1" },
    { "= alone",            "=",        "\"'=\"",        "=" },
    { "a command",          "=cmd|' /C calc'!A0",
      "\"'=cmd|' /C calc'!A0\"", "\"=cmd|' /C calc'!A0\"" },
    { "+",                  "+SUM(A1)", "\"'+SUM(A1)\"", "+SUM(A1)" },
    { "-",                  "-A1",      "\"'-A1\"",      "-A1" },
    { "@",                  "@SUM(A1)", "\"'@SUM(A1)\"", "@SUM(A1)" },
    { "TAB first",          "\t=1",     "\"'\t=1\"",     "\"\t=1\"" },
    { "CR first",           "\r=1",     "\"'\r=1\"",     "\"\r=1\"" },
    { "LF first",           "\n=1",     "\"'\n=1\"",     "\"\n=1\"" },
    { "full-width =",       "＝1+1",    "\"'＝1+1\"",    "＝1+1" },
    { "full-width +",       "＋1",      "\"'＋1\"",      "＋1" },
    { "full-width -",       "－A1",     "\"'－A1\"",     "－A1" },
    { "full-width @",       "＠A1",     "\"'＠A1\"",     "＠A1" },
    { "a formula with a quote", "=\"a\"", "\"'=\"\"a\"\"\"",
      "\"=\"\"a\"\"\"" },
    { "a negative number",  "-5",       "-5",            "-5" },
    { "a negative fraction", "-0.5",    "-0.5",          "-0.5" },
    { "a number with plus", "+5",       "+5",            "+5" },
    { "a calculation",      "-1-2",     "\"'-1-2\"",     "-1-2" },
    { "a dash",             "-",        "\"'-\"",        "-" },
    { "an equals inside",   "a=b",      "a=b",           "a=b" },
};
/* clang-format on */

/* Names that may be made of digits; what our reader makes of them, trimmed. */
/* clang-format off */
static const struct {
    const char *field, *want;
} names[] = {
    { "0201",               "\"\t0201\"" },
    { "0",                  "0" },
    { "201",                "201" },
    { "1.2",                "1.2" },
    { "1.10",               "\"\t1.10\"" },
    { "1.10.2",             "1.10.2" },
    { "99999999999",        "99999999999" },
    { "110101199001011234", "\"\t110101199001011234\"" },
    { "12e4",               "\"\t12e4\"" },
    { "Z01",                "Z01" },
    { "=1+1",               "\"'=1+1\"" },
    { "",                   "" },
};
/* clang-format on */

static int copy(const struct tb_row *row, void *ctx)
{
    struct tb_buf *out = ctx;

    tb_buf_add(out, row->cells[0].raw);
    return 0;
}

int main(void)
{
    struct tb_buf out = { 0 }, back = { 0 };
    struct tb_err err = { 0 };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_str field = tb_str(cases[i].field);
        tb_buf_clear(&out);
        tb_csv_add(&out, field, true, true);
        CHECK_STR(cases[i].label, tb_buf_text(&out), cases[i].safe);
        tb_buf_clear(&out);
        tb_csv_add(&out, field, true, false);
        CHECK_STR(cases[i].label, tb_buf_text(&out), cases[i].plain);
        tb_csv_end(&out);
        tb_buf_clear(&back);
        CHECK_INT(cases[i].label,
                  tb_csv_read(tb_buf_str(&out), &tb_limits_default, copy, &back,
                              &err),
                  0);
        CHECK_STR("read back", tb_buf_text(&back), cases[i].field);
    }
    for (size_t i = 0; i < TB_LEN(names); i++) {
        tb_buf_clear(&out);
        tb_csv_add_name(&out, tb_str(names[i].field), true);
        CHECK_STR(names[i].field, tb_buf_text(&out), names[i].want);
        tb_csv_end(&out);
        tb_buf_clear(&back);
        CHECK_INT(names[i].field,
                  tb_csv_read(tb_buf_str(&out), &tb_limits_default, copy, &back,
                              &err),
                  0);
        if (names[i].field[0] != '=')
            CHECK("read back",
                  tb_str_is(tb_str_trim(tb_buf_str(&back)), names[i].field));
    }
    tb_buf_clear(&out);
    tb_csv_add(&out, tb_str("a"), true, true);
    tb_csv_add(&out, tb_str(""), false, true);
    tb_csv_add(&out, tb_str("=b"), false, true);
    tb_csv_end(&out);
    CHECK_STR("a line", tb_buf_text(&out), "a,,\"'=b\"\r\n");
    tb_buf_free(&out);
    tb_buf_free(&back);
    return CHECK_END;
}
