/* test_terminal.c - how text is cut and where it is broken. */
#include "check.h"

#include <stdlib.h>

#include "buf.h"
#include "terminal.h"
#include "utf8.h"

/* clang-format off */
/* In 8 columns. */
static const struct {
    const char *label, *text, *padded;
} pads[] = {
    { "short",             "ab",             "ab      " },
    { "Chinese",           "教师",           "教师    " },
    { "exactly",           "教师教师",       "教师教师" },
    { "too long",          "教师教师甲",     "教师教…" },
    { "half a character",  "a教师教师",      "a教师… " },
    { "nothing",           "",               "        " },
    { "an escape",         "a\033[31mb",     "a?[31mb " },
    { "a C1 control",      "a\xC2\x9B" "b",  "a?b     " },
    { "a line end",        "a\nb",           "a?b     " },
    { "right to left",     "a\xE2\x80\xAE" "b", "a?b     " },
    { "no UTF-8",          "a\xFF" "b",      "a?b     " },
};

/* After 2 columns, in 14; | is a line end. */
static const struct {
    const char *label, *text, *want;
} wraps[] = {
    { "one line",            "短",                     "短|" },
    { "nothing",             "",                       "|" },
    { "by characters",       "一二三四五六七",         "一二三四五六|  七|" },
    { "words whole",         "abc def ghi jkl",        "abc def ghi|  jkl|" },
    { "no comma first",      "一二三四五六，七",       "一二三四五|  六，七|" },
    { "no two closing",      "一二三四五六）。",       "一二三四五|  六）。|" },
    { "no opening last",     "一二三四五（六）",       "一二三四五|  （六）|" },
    { "after a word",        "一二三四五ab，c",        "一二三四五|  ab，c|" },
    { "a quote",             "一二三四五“六”",         "一二三四五|  “六”|" },
    { "a long word is cut",  "abcdefghijklmno",        "abcdefghijkl|  mno|" },
    { "its own line ends",   "一\n二",                 "一|  二|" },
    { "no blanks at ends",   " 一二三四五六 七",       "一二三四五六|  七|" },
    { "a control",           "一\a二",                 "一?二|" },
    { "no UTF-8",            "\xFF\xFE",               "??|" },
    { "only closing marks",  "。。。。。。。",         "。。。。。。|  。|" },
};
/* clang-format on */

static void take(FILE *f, char **text, struct tb_buf *got)
{
    fclose(f);
    tb_buf_clear(got);
    for (const char *p = *text; *p; p++)
        tb_buf_addc(got, *p == '\n' ? '|' : *p);
    free(*text);
}

int main(void)
{
    struct tb_buf got = { 0 };
    char *text;
    size_t n;
    FILE *f;

    for (size_t i = 0; i < TB_LEN(pads); i++) {
        f = open_memstream(&text, &n);
        tb_terminal_pad(f, tb_str(pads[i].text), 8);
        take(f, &text, &got);
        CHECK_STR(pads[i].label, tb_buf_text(&got), pads[i].padded);
    }
    for (size_t i = 0; i < TB_LEN(wraps); i++) {
        f = open_memstream(&text, &n);
        tb_terminal_wrap(f, 2, 14, tb_str(wraps[i].text));
        take(f, &text, &got);
        CHECK_STR(wraps[i].label, tb_buf_text(&got), wraps[i].want);
    }
    tb_buf_free(&got);
    return CHECK_END;
}
