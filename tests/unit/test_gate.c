/* test_gate.c - what may be written into a workbook. */
#include "check.h"

#include <float.h>
#include <math.h>

#include "gate.h"

/* clang-format off */
/* WANT NULL: refused. */
static const struct {
    const char *label, *text;
    size_t n; /* 0: to the NUL */
    const char *want;
} text_cases[] = {
    { "empty",                 "",             0, "" },
    { "plain",                 "hello",        0, "hello" },
    { "Chinese",               "教工号",       0, "教工号" },
    { "four bytes",            "𠮷",           0, "𠮷" },
    { "TAB and LF",            "a\tb\nc",      0, "a\tb\nc" },
    { "markup is the writer's", "<a>&\"",      0, "<a>&\"" },
    { "an escape is escaped",  "_x0041_",      0, "_x005F_x0041_" },
    { "lower-case escape",     "_x00e9_",      0, "_x005F_x00e9_" },
    { "the escape of escapes", "_x005F_",      0, "_x005F_x005F_" },
    { "overlapping escapes",   "_x0041_x0042_", 0,
      "_x005F_x0041_x005F_x0042_" },
    { "too short for one",     "_x041_",       0, "_x041_" },
    { "no hex digits",         "_x00G1_",      0, "_x00G1_" },
    { "capital X is none",     "_X0041_",      0, "_X0041_" },
    { "cut off",               "_x0041",       0, "_x0041" },
    { "the replacement",       "\xEF\xBF\xBD", 0, "\xEF\xBF\xBD" },
    { "NUL",                   "a\0b",         3, NULL },
    { "NUL in an escape",      "_x\0\0\0\0_",  7, NULL },
    { "control character",     "a\x01",        0, NULL },
    { "ESC",                   "\x1B[0m",      0, NULL },
    { "U+FFFE",                "\xEF\xBF\xBE", 0, NULL },
    { "U+FFFF",                "\xEF\xBF\xBF", 0, NULL },
    { "a surrogate",           "\xED\xA0\x80", 0, NULL },
    { "broken UTF-8",          "a\xFF",        0, NULL },
    { "cut UTF-8",             "a\xE4\xB8",    0, NULL },
};

static const struct {
    const char *label;
    double number;
    bool fails;
    double want;
} number_cases[] = {
    { "zero",           0,                     false, 0 },
    { "one and a half", 1.5,                   false, 1.5 },
    { "noise",          24.199812400000013,    false, 24.1998124 },
    { "sum",            0.1 + 0.2,             false, 0.3 },
    { "15 digits",      123456789012345,       false, 123456789012345 },
    { "large",          1e300,                 false, 1e300 },
    { "small",          1e-300,                false, 1e-300 },
    { "NaN",            NAN,                   true,  0 },
    { "infinite",       INFINITY,              true,  0 },
    { "minus infinite", -INFINITY,             true,  0 },
};

static const struct {
    const char *label, *name;
    bool fails;
} name_cases[] = {
    { "plain",              "Sheet1",                          false },
    { "Chinese",            "1.1.1学校概况表",                 false },
    { "31",                 "1234567890123456789012345678901", false },
    { "32",                 "12345678901234567890123456789012", true },
    { "31 Chinese",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", false },
    { "32 Chinese",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
      true },
    { "16 of two units",    "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷",    true },
    { "empty",              "",                                true },
    { "[",                  "a[b",                             true },
    { "]",                  "a]b",                             true },
    { ":",                  "a:b",                             true },
    { "*",                  "a*b",                             true },
    { "?",                  "a?b",                             true },
    { "/",                  "a/b",                             true },
    { "\\",                 "a\\b",                            true },
    { "full-width slash",   "a／b",                            false },
    { "quote first",        "'a",                              true },
    { "quote last",         "a'",                              true },
    { "quote inside",       "it's",                            false },
    { "only a quote",       "'",                               true },
    { "History",            "History",                         true },
    { "history",            "history",                         true },
    { "Histories",          "Histories",                       false },
    { "line break",         "a\nb",                            true },
    { "broken UTF-8",       "a\xFF",                           true },
    { "an underscore",      "_lists",                          false },
};
/* clang-format on */

static void test_long(void)
{
    struct tb_buf text = { 0 }, got = { 0 };
    struct tb_err err = { 0 };

    for (int i = 0; i < 32767; i++)
        tb_buf_adds(&text, "中");
    CHECK_INT("as long as a cell", tb_gate_text(tb_buf_str(&text), &got, &err),
              0);
    CHECK_INT("whole", got.n, text.n);
    tb_buf_adds(&text, "a");
    CHECK_INT("one too long", tb_gate_text(tb_buf_str(&text), &got, &err), -1);
    tb_buf_clear(&text);
    for (int i = 0; i < 16384; i++)
        tb_buf_adds(&text, "𠮷");
    CHECK_INT("of two units each", tb_gate_text(tb_buf_str(&text), &got, &err),
              -1);
    tb_buf_free(&text);
    tb_buf_free(&got);
}

/* What 15 digits round beyond the largest number is no number any more. */
static void test_largest(void)
{
    struct tb_err err = { 0 };
    double out = 0;
    int rc = tb_gate_number(DBL_MAX, &out, &err);

    CHECK("the largest number fails or stays finite", rc < 0 || isfinite(out));
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(text_cases); i++) {
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        size_t n =
            text_cases[i].n ? text_cases[i].n : strlen(text_cases[i].text);
        int rc = tb_gate_text(tb_str_n(text_cases[i].text, n), &got, &err);

        CHECK_INT(text_cases[i].label, rc, text_cases[i].want ? 0 : -1);
        if (text_cases[i].want)
            CHECK_STR(text_cases[i].label, tb_buf_text(&got),
                      text_cases[i].want);
        tb_buf_free(&got);
    }
    for (size_t i = 0; i < TB_LEN(number_cases); i++) {
        struct tb_err err = { 0 };
        double got = 0;
        int rc = tb_gate_number(number_cases[i].number, &got, &err);

        CHECK_INT(number_cases[i].label, rc, number_cases[i].fails ? -1 : 0);
        CHECK(number_cases[i].label,
              number_cases[i].fails ||
                  memcmp(&got, &number_cases[i].want, sizeof got) == 0);
    }
    for (size_t i = 0; i < TB_LEN(name_cases); i++) {
        struct tb_err err = { 0 };
        CHECK_INT(name_cases[i].label,
                  tb_gate_sheet_name(tb_str(name_cases[i].name), &err),
                  name_cases[i].fails ? -1 : 0);
    }
    test_long();
    test_largest();
    return CHECK_END;
}
