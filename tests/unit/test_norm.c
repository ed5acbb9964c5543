/* test_norm.c - one form for what people type. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "norm.h"

#define NBSP "\xC2\xA0"
#define ZWSP "\xE2\x80\x8B"
#define BOM "\xEF\xBB\xBF"
#define WJ "\xE2\x81\xA0"
#define LRE "\xE2\x80\xAA"
#define PDF "\xE2\x80\xAC"

/* clang-format off */
static const struct {
    const char *label, *text, *want;
} text_cases[] = {
    { "plain",                   "张三",              "张三" },
    { "empty",                   "",                  "" },
    { "spaces at the ends",      " 张三 ",            "张三" },
    { "spaces inside stay",      "San Zhang",         "San Zhang" },
    { "U+3000 at the ends",      "　张三　",          "张三" },
    { "U+3000 inside stays",     "张　三",            "张　三" },
    { "NBSP at the ends",        NBSP "a" NBSP,       "a" },
    { "NBSP inside stays",       "a" NBSP "b",        "a" NBSP "b" },
    { "zero width goes",         "张" ZWSP "三",      "张三" },
    { "byte-order mark inside",  "张" BOM "三",       "张三" },
    { "word joiner",             "张" WJ "三",        "张三" },
    { "bidi marks",              LRE "张三" PDF,      "张三" },
    { "bidi marks inside",       "张" LRE "三" PDF "丰", "张三丰" },
    { "CRLF",                    "a\r\nb",            "a\nb" },
    { "CR",                      "a\rb",              "a\nb" },
    { "CR CR LF",                "a\r\r\nb",          "a\n\nb" },
    { "LF stays",                "a\nb",              "a\nb" },
    { "TAB stays",               "a\tb",              "a\tb" },
    { "control characters go",   "a\x01" "b\x1F" "c\x7F" "d", "abcd" },
    { "C1 control goes",         "a\xC2\x80" "b",     "ab" },
    { "bullet",                  "阿•买",             "阿·买" },
    { "katakana dot",            "阿・买",            "阿·买" },
    { "middle dot stays",        "阿·买",             "阿·买" },
    { "full-width stays",        "（Ａ）１",          "（Ａ）１" },
    { "rare name stays",         "𠮷",                "𠮷" },
    { "replacement stays",       "a\xEF\xBF\xBD",     "a\xEF\xBF\xBD" },
}, code_cases[] = {
    { "plain",                   "A001",              "A001" },
    { "empty",                   "",                  "" },
    { "full-width digits",       "１２３",            "123" },
    { "full-width letters",      "ＡＢｃｄ",          "ABcd" },
    { "full-width signs",        "－．％／（）＃",    "-.%/()#" },
    { "full-width comma",        "１，２３４",        "1,234" },
    { "full-width tilde",        "～",                "~" },
    { "inner spaces",            "51 0322 1990",      "5103221990" },
    { "inner U+3000",            "51　03",            "5103" },
    { "inner NBSP",              "51" NBSP "03",      "5103" },
    { "zero width",              "51" ZWSP "03" BOM,  "5103" },
    { "bidi marks of Windows",   LRE "5103" PDF,      "5103" },
    { "TAB and line break",      "51\t03\r\n22",      "510322" },
    { "control characters",      "51\x01" "03",       "5103" },
    { "case stays",              "aB",                "aB" },
    { "Chinese stays",           "甲01",              "甲01" },
    { "leading zeros stay",      "００７",            "007" },
}, label_cases[] = {
    { "case",                    "Name",              "name" },
    { "full-width case",         "ＮＡＭＥ",          "name" },
    { "spaces",                  " 教 工 号 ",        "教工号" },
    { "Chinese brackets",        "金额（万元）",      "金额(万元)" },
    { "ASCII brackets",          "金额(万元)",        "金额(万元)" },
    { "tortoise-shell brackets", "金额〔万元〕",      "金额(万元)" },
    { "heavy brackets",          "金额【万元】",      "金额(万元)" },
    { "Chinese quotes",          "“3+2”",             "\"3+2\"" },
    { "corner quotes",           "「3+2」",           "\"3+2\"" },
    { "ASCII quotes",            "\"3+2\"",           "\"3+2\"" },
    { "line break in a header",  "教工\n号",          "教工号" },
};

/* WANT NAN: no number. */
static const struct {
    const char *text;
    double want;
} number_cases[] = {
    { "0",              0 },
    { "123",            123 },
    { "-5",             -5 },
    { "+5",             5 },
    { "0.5",            0.5 },
    { ".5",             0.5 },
    { "5.",             5 },
    { "007",            7 },
    { "1e3",            1000 },
    { "1.5E-2",         0.015 },
    { "1,234",          1234 },
    { "12,345",         12345 },
    { "123,456",        123456 },
    { "1,234,567",      1234567 },
    { "1,234,567.89",   1234567.89 },
    { "-1,234.5",       -1234.5 },
    { "123456789012345", 123456789012345 },
    /* none */
    { "",               NAN },
    { "-",              NAN },
    { ".",              NAN },
    { ",",              NAN },
    { ",123",           NAN },
    { "1,23",           NAN },
    { "1,2345",         NAN },
    { "1234,567",       NAN },
    { "12,34,567",      NAN },
    { "1,234,56",       NAN },
    { "1,,234",         NAN },
    { "1,234,",         NAN },
    { "1,",             NAN },
    { "1,23.4",         NAN },
    { "1.5,000",        NAN },
    { "1.234,5",        NAN },
    { "1.2.3",          NAN },
    { "3-5",            NAN },
    { "5-",             NAN },
    { "12人",           NAN },
    { "约30",           NAN },
    { "0.5万",          NAN },
    { "30%",            NAN },
    { "0x10",           NAN },
    { "inf",            NAN },
    { "nan",            NAN },
    { "NaN",            NAN },
    { "1e999",          NAN },
    { "1e",             NAN },
    { "e5",             NAN },
    { "1 2",            NAN },
    { "--5",            NAN },
    { "１２３",         NAN },
    { "1111111111111111111111111111111111111111111111111111111111111111111111",
      NAN },
};

static const struct {
    double number;
    const char *want;
} show_cases[] = {
    { 0,                  "0" },
    { -0.0,               "0" },
    { 1,                  "1" },
    { -17,                "-17" },
    { 0.1,                "0.1" },
    { 0.1 + 0.2,          "0.30000000000000004" },
    { 24.1998124,         "24.1998124" },
    { 1234567,            "1234567" },
    { 123456789012345,    "123456789012345" },
    { 1e15,               "1e+15" },
    { 1e300,              "1e+300" },
    { -1e300,             "-1e+300" },
    { 1e-7,               "1e-07" },
    { 9223372036854775807.0, "9.2233720368547758e+18" },
};
/* clang-format on */

static void test_numbers(void)
{
    char got[32], want[32];
    double number;

    for (size_t i = 0; i < TB_LEN(number_cases); i++) {
        bool is = tb_norm_number(tb_str(number_cases[i].text), &number);
        snprintf(got, sizeof got, "%.17g", is ? number : (double)NAN);
        snprintf(want, sizeof want, "%.17g", number_cases[i].want);
        CHECK_STR(number_cases[i].text, got, want);
    }
    CHECK("NUL inside is no number",
          !tb_norm_number(tb_str_n("1\0", 2), &number));
    for (size_t i = 0; i < TB_LEN(show_cases); i++) {
        tb_norm_show_number(show_cases[i].number, got);
        CHECK_STR(show_cases[i].want, got, show_cases[i].want);
        CHECK("reads back", strtod(got, NULL) == show_cases[i].number);
    }
}

int main(void)
{
    struct tb_buf got = { 0 };

    for (size_t i = 0; i < TB_LEN(text_cases); i++) {
        tb_norm_text(tb_str(text_cases[i].text), &got);
        CHECK_STR(text_cases[i].label, tb_buf_text(&got), text_cases[i].want);
    }
    for (size_t i = 0; i < TB_LEN(code_cases); i++) {
        tb_norm_code(tb_str(code_cases[i].text), &got);
        CHECK_STR(code_cases[i].label, tb_buf_text(&got), code_cases[i].want);
    }
    for (size_t i = 0; i < TB_LEN(label_cases); i++) {
        tb_norm_label(tb_str(label_cases[i].text), &got);
        CHECK_STR(label_cases[i].label, tb_buf_text(&got), label_cases[i].want);
    }
    tb_buf_free(&got);
    test_numbers();
    return CHECK_END;
}
