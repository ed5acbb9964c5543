/* test_utf8.c - what is a character, how long, how wide. */
#include "check.h"

#include "utf8.h"

/* clang-format off */
/* A text's first character; SIZE 0: invalid. */
static const struct {
    const char *label, *text;
    size_t n, size;
    uint32_t c;
} decode_cases[] = {
    { "empty",                  "",                 0, 0, 0 },
    { "ASCII",                  "a",                1, 1, 'a' },
    { "NUL is a character",     "\0",               1, 1, 0 },
    { "DEL",                    "\x7F",             1, 1, 0x7F },
    { "lowest of two",          "\xC2\x80",         2, 2, 0x80 },
    { "highest of two",         "\xDF\xBF",         2, 2, 0x7FF },
    { "lowest of three",        "\xE0\xA0\x80",     3, 3, 0x800 },
    { "Chinese",                "中",               3, 3, 0x4E2D },
    { "before the surrogates",  "\xED\x9F\xBF",     3, 3, 0xD7FF },
    { "after the surrogates",   "\xEE\x80\x80",     3, 3, 0xE000 },
    { "highest of three",       "\xEF\xBF\xBF",     3, 3, 0xFFFF },
    { "lowest of four",         "\xF0\x90\x80\x80", 4, 4, 0x10000 },
    { "rare name",              "𠮷",               4, 4, 0x20BB7 },
    { "highest of all",         "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF },
    { "only the first counts",  "中文",             6, 3, 0x4E2D },
    { "beyond the last",        "\xF4\x90\x80\x80", 4, 0, 0 },
    { "first byte F5",          "\xF5\x80\x80\x80", 4, 0, 0 },
    { "first byte FF",          "\xFF\x80\x80\x80", 4, 0, 0 },
    { "stray continuation",     "\x80",             1, 0, 0 },
    { "overlong slash",         "\xC0\xAF",         2, 0, 0 },
    { "overlong C1",            "\xC1\xBF",         2, 0, 0 },
    { "overlong of three",      "\xE0\x9F\xBF",     3, 0, 0 },
    { "overlong of four",       "\xF0\x8F\xBF\xBF", 4, 0, 0 },
    { "lowest surrogate",       "\xED\xA0\x80",     3, 0, 0 },
    { "highest surrogate",      "\xED\xBF\xBF",     3, 0, 0 },
    { "cut after one",          "\xE4",             1, 0, 0 },
    { "cut after two",          "\xE4\xB8",         2, 0, 0 },
    { "cut of four",            "\xF0\xA0\xAE",     3, 0, 0 },
    { "ASCII for the second",   "\xE4" "b\xAD",     3, 0, 0 },
    { "ASCII for the third",    "\xE4\xB8" "c",     3, 0, 0 },
};

static const struct {
    const char *label;
    unsigned char first;
    size_t size;
} size_cases[] = {
    { "ASCII",               'a',  1 },
    { "continuation",        0x80, 1 },
    { "last continuation",   0xBF, 1 },
    { "two",                 0xC2, 2 },
    { "three",               0xE4, 3 },
    { "four",                0xF0, 4 },
    { "last of four",        0xF4, 4 },
    { "F8 announces nothing", 0xF8, 1 },
    { "FF announces nothing", 0xFF, 1 },
};

/* BAD: where the first wrong byte stands; then characters, columns, units. */
static const struct {
    const char *label, *text;
    size_t n, bad, count, width, units;
} text_cases[] = {
    { "empty",           "",                  0,  0, 0, 0, 0 },
    { "ASCII",           "abc",               3,  3, 3, 3, 3 },
    { "Chinese",         "教工号",            9,  9, 3, 6, 3 },
    { "mixed",           "A类",               4,  4, 2, 3, 2 },
    { "rare name",       "𠮷a",               5,  5, 2, 3, 3 },
    { "full-width",      "（Ａ）",            9,  9, 3, 6, 3 },
    { "ideographic space", "　",              3,  3, 1, 2, 1 },
    { "Hangul",          "한",                3,  3, 1, 2, 1 },
    { "accent is narrow", "é",                2,  2, 1, 1, 1 },
    { "half-width kana", "ｱ",                 3,  3, 1, 1, 1 },
    { "emoji",           "😀",                4,  4, 1, 2, 2 },
    { "bad at once",     "\xFF",              1,  0, 1, 0, 1 },
    { "bad in the middle", "ab\xC0" "c",      4,  2, 4, 3, 4 },
    { "cut at the end",  "a\xE4\xB8",         3,  1, 2, 1, 2 },
    { "NUL inside",      "a\0b",              3,  3, 3, 3, 3 },
};

static const struct {
    const char *label;
    uint32_t c;
    bool is_xml, is_space;
} character_cases[] = {
    { "NUL",             0x00,     false, false },
    { "backspace",       0x08,     false, false },
    { "TAB",             0x09,     true,  true },
    { "LF",              0x0A,     true,  true },
    { "VT",              0x0B,     false, true },
    { "FF",              0x0C,     false, true },
    { "CR",              0x0D,     true,  true },
    { "unit separator",  0x1F,     false, false },
    { "space",           0x20,     true,  true },
    { "letter",          'a',      true,  false },
    { "DEL",             0x7F,     true,  false },
    { "NEL",             0x85,     true,  true },
    { "no-break space",  0xA0,     true,  true },
    { "soft hyphen",     0xAD,     true,  false },
    { "en quad",         0x2000,   true,  true },
    { "zero width",      0x200B,   true,  true },
    { "right-to-left mark", 0x200F, true, true },
    { "hyphen",          0x2010,   true,  false },
    { "line separator",  0x2028,   true,  true },
    { "bidi embedding",  0x202A,   true,  true },
    { "narrow no-break", 0x202F,   true,  true },
    { "per mille",       0x2030,   true,  false },
    { "math space",      0x205F,   true,  true },
    { "word joiner",     0x2060,   true,  true },
    { "U+3000",          0x3000,   true,  true },
    { "、",              0x3001,   true,  false },
    { "last before surrogates", 0xD7FF, true, false },
    { "high surrogate",  0xD800,   false, false },
    { "low surrogate",   0xDFFF,   false, false },
    { "private use",     0xE000,   true,  false },
    { "byte-order mark", 0xFEFF,   true,  true },
    { "replacement",     0xFFFD,   true,  false },
    { "U+FFFE",          0xFFFE,   false, false },
    { "U+FFFF",          0xFFFF,   false, false },
    { "U+10000",         0x10000,  true,  false },
    { "U+10FFFF",        0x10FFFF, true,  false },
    { "beyond Unicode",  0x110000, false, false },
};

static const struct {
    const char *label, *text;
    size_t limit, want;
} cut_cases[] = {
    { "all of it",            "abc",   9, 3 },
    { "ASCII",                "abc",   2, 2 },
    { "nothing",              "abc",   0, 0 },
    { "between characters",   "中文",  3, 3 },
    { "inside the first",     "中文",  2, 0 },
    { "inside the second",    "中文",  4, 3 },
    { "inside the second, 2", "中文",  5, 3 },
    { "just all",             "中文",  6, 6 },
    { "inside four bytes",    "a𠮷b",  4, 1 },
    { "after four bytes",     "a𠮷b",  5, 5 },
    { "inside two bytes",     "éa",    1, 0 },
    { "empty",                "",      5, 0 },
};
/* clang-format on */

static void test_decode(void)
{
    for (size_t i = 0; i < TB_LEN(decode_cases); i++) {
        uint32_t c = 0;
        size_t size = tb_utf8_decode(
            tb_str_n(decode_cases[i].text, decode_cases[i].n), &c);
        char out[4];

        CHECK_INT(decode_cases[i].label, size, decode_cases[i].size);
        if (size == 0 || decode_cases[i].size == 0)
            continue;
        CHECK_INT(decode_cases[i].label, c, decode_cases[i].c);
        CHECK(decode_cases[i].label,
              tb_utf8_encode(c, out) == size &&
                  memcmp(out, decode_cases[i].text, size) == 0);
    }
    for (size_t i = 0; i < TB_LEN(size_cases); i++)
        CHECK_INT(size_cases[i].label, tb_utf8_size(size_cases[i].first),
                  size_cases[i].size);
}

/* Every character there is, written and read again. */
static void test_all(void)
{
    long wrong = 0;

    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char out[4];
        uint32_t back = 0;
        size_t n = tb_utf8_encode(c, out);
        bool surrogate = c >= 0xD800 && c < 0xE000;
        size_t got = tb_utf8_decode(tb_str_n(out, n), &back);
        wrong += surrogate ? got != 0 : got != n || back != c;
    }
    CHECK_INT("all characters there and back", wrong, 0);
}

int main(void)
{
    test_decode();
    test_all();
    for (size_t i = 0; i < TB_LEN(text_cases); i++) {
        struct tb_str s = tb_str_n(text_cases[i].text, text_cases[i].n);
        CHECK_INT(text_cases[i].label, tb_utf8_check(s), text_cases[i].bad);
        CHECK_INT(text_cases[i].label, tb_utf8_width(s), text_cases[i].width);
        if (text_cases[i].bad < s.n)
            continue;
        CHECK_INT(text_cases[i].label, tb_utf8_count(s), text_cases[i].count);
        CHECK_INT(text_cases[i].label, tb_utf8_units(s), text_cases[i].units);
    }
    for (size_t i = 0; i < TB_LEN(character_cases); i++) {
        CHECK_INT(character_cases[i].label,
                  tb_utf8_is_xml(character_cases[i].c),
                  character_cases[i].is_xml);
        CHECK_INT(character_cases[i].label,
                  tb_utf8_is_space(character_cases[i].c),
                  character_cases[i].is_space);
    }
    for (size_t i = 0; i < TB_LEN(cut_cases); i++)
        CHECK_INT(cut_cases[i].label,
                  tb_utf8_cut(cut_cases[i].text, strlen(cut_cases[i].text),
                              cut_cases[i].limit),
                  cut_cases[i].want);
    return CHECK_END;
}
