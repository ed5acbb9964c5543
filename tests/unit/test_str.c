/* test_str.c - borrowed strings: comparing, finding, splitting, trimming. */
#include "check.h"

#include "buf.h"

/* clang-format off */
static const struct {
    const char *label, *text, *needle;
    size_t want;
} find_cases[] = {
    { "at the start",      "abc",    "a",    0 },
    { "inside",            "abc",    "bc",   1 },
    { "the first of two",  "abab",   "b",    1 },
    { "not there",         "abc",    "x",    3 },
    { "longer than all",   "abc",    "abcd", 3 },
    { "in nothing",        "",       "a",    0 },
    { "Chinese",           "教工号", "号",   6 },
    { "half a character",  "教",     "敀",   3 },
    { "begins twice",      "aab",    "ab",   1 },
};

/* Pieces in brackets. */
static const struct {
    const char *label, *text, *separators, *want;
} next_cases[] = {
    { "one",                  "a",          ",",      "[a]" },
    { "nothing",              "",           ",",      "" },
    { "three",                "a,b,c",      ",",      "[a][b][c]" },
    { "empty between",        "a,,b",       ",",      "[a][][b]" },
    { "empty first",          ",a",         ",",      "[][a]" },
    { "several separators",   "a;b；c",     ";；",    "[a][b][c]" },
    { "Chinese separators",   "甲、乙，丙", "、，",   "[甲][乙][丙]" },
    { "white space goes",     " a , b ",    ",",      "[a][b]" },
    { "U+3000 goes",          "　甲　、乙", "、",     "[甲][乙]" },
    { "no such separator",    "a;b",        ",",      "[a;b]" },
    { "no separators at all", "a,b",        "",       "[a,b]" },
    { "shares a first byte",  "一、七",     "丁",     "[一、七]" },
    { "only a separator",     ",",          ",",      "[]" },
};

static const struct {
    const char *label, *text, *want;
} trim_cases[] = {
    { "nothing to do",     "a b",                   "a b" },
    { "empty",             "",                      "" },
    { "only spaces",       " \t\r\n ",              "" },
    { "both ends",         "  a ",                  "a" },
    { "no-break space",    "\xC2\xA0" "a\xC2\xA0",  "a" },
    { "U+3000",            "　张　三　",            "张　三" },
    { "zero width",        "\xE2\x80\x8B" "a\xE2\x80\x8B", "a" },
    { "byte-order mark",   "\xEF\xBB\xBF" "a",      "a" },
    { "bidi marks",        "\xE2\x80\xAA" "a\xE2\x80\xAC", "a" },
    { "Chinese stays",     "教工号",                "教工号" },
    { "a broken end stays", "a\xE4\xB8",            "a\xE4\xB8" },
    { "a broken start stays", "\xA0" "a",           "\xA0" "a" },
    { "stray continuations", "\x80\x80\x80",        "\x80\x80\x80" },
    { "vertical tab, form feed", "\v\fa\f\v",       "a" },
    { "NEL",               "a\xC2\x85",             "a" },
    { "line separator",    "a\xE2\x80\xA8",         "a" },
};

static const struct {
    const char *a, *b;
    size_t want;
} distance_cases[] = {
    { "", "", 0 },
    { "abc", "abc", 0 },
    { "abc", "", 3 },
    { "", "abc", 3 },
    { "kitten", "sitting", 3 },
    { "validate", "valdiate", 2 },
    { "import", "export", 2 },
    { "flaw", "lawn", 2 },
};

static const struct {
    const char *label, *text, *prefix;
    bool want;
} starts_cases[] = {
    { "itself",        "abc", "abc",  true },
    { "shorter",       "abc", "ab",   true },
    { "nothing",       "abc", "",     true },
    { "longer",        "abc", "abcd", false },
    { "another",       "abc", "b",    false },
    { "nothing of nothing", "", "",   true },
    { "null",          NULL,  "a",    false },
};
/* clang-format on */

static void test_next(void)
{
    for (size_t i = 0; i < TB_LEN(next_cases); i++) {
        struct tb_str rest = tb_str(next_cases[i].text), piece;
        struct tb_buf got = { 0 };

        while (tb_str_next(&rest, next_cases[i].separators, &piece))
            tb_buf_addf(&got, "[%.*s]", TB_STR_ARG(piece));
        CHECK_STR(next_cases[i].label, tb_buf_text(&got), next_cases[i].want);
        tb_buf_free(&got);
    }
}

static void test_equal(void)
{
    CHECK("null equals empty", tb_str_eq(tb_str(NULL), tb_str("")));
    CHECK("is", tb_str_is(tb_str("a"), "a"));
    CHECK("is not longer", !tb_str_is(tb_str("a"), "ab"));
    CHECK("is not other", !tb_str_is(tb_str("a"), "b"));
    CHECK("NUL inside counts", !tb_str_is(tb_str_n("a\0b", 3), "a"));
    CHECK_INT("from within", tb_str_from(tb_str("abc"), 1).n, 2);
    CHECK_INT("from the end", tb_str_from(tb_str("abc"), 3).n, 0);
    CHECK_INT("from beyond", tb_str_from(tb_str("abc"), 9).n, 0);
}

static void test_quoting(void)
{
    struct tb_buf b = { 0 };

    CHECK_STR("an empty buffer", tb_buf_text(&b), "");
    tb_buf_add_quoted(&b, tb_str("a\"b"), '"');
    CHECK_STR("an SQL name", tb_buf_text(&b), "\"a\"\"b\"");
    tb_buf_clear(&b);
    tb_buf_add_quoted(&b, tb_str("it's"), '\'');
    CHECK_STR("an SQL string", tb_buf_text(&b), "'it''s'");
    tb_buf_clear(&b);
    tb_buf_add_json(&b, tb_str("a\"b\\c\nd\te\x01"));
    CHECK_STR("a JSON string", tb_buf_text(&b),
              "a\\\"b\\\\c\\nd\\u0009e\\u0001");
    tb_buf_clear(&b);
    tb_buf_add_json(&b, tb_str("中"));
    CHECK_STR("Chinese in JSON", tb_buf_text(&b), "中");
    tb_buf_free(&b);
    CHECK_INT("freed is empty", b.n, 0);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(find_cases); i++)
        CHECK_INT(find_cases[i].label,
                  tb_str_find(tb_str(find_cases[i].text), find_cases[i].needle),
                  find_cases[i].want);
    test_next();
    for (size_t i = 0; i < TB_LEN(trim_cases); i++) {
        struct tb_str got = tb_str_trim(tb_str(trim_cases[i].text));
        CHECK(trim_cases[i].label, tb_str_is(got, trim_cases[i].want));
    }
    for (size_t i = 0; i < TB_LEN(distance_cases); i++)
        CHECK_INT(distance_cases[i].a,
                  tb_str_distance(distance_cases[i].a, distance_cases[i].b),
                  distance_cases[i].want);
    for (size_t i = 0; i < TB_LEN(starts_cases); i++)
        CHECK_INT(
            starts_cases[i].label,
            tb_str_starts(tb_str(starts_cases[i].text), starts_cases[i].prefix),
            starts_cases[i].want);
    test_equal();
    test_quoting();
    return CHECK_END;
}
