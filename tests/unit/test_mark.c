/* test_mark.c - the mark at the end of a sheet's title. */
#include "check.h"

#include "mark.h"

/* clang-format off */
static const struct {
    const char *label, *title, *want;
} cases[] = {
    { "a title",        "1.2 教师表　甲系　2021-2022学年　［408ebbf0］",
      "408ebbf0" },
    { "spaces behind",  "1.2 教师表　［408ebbf0］ \n", "408ebbf0" },
    { "alone",          "［408ebbf0］",    "408ebbf0" },
    { "none",           "1.2 教师表",      "" },
    { "empty",          "",                "" },
    { "too short",      "甲［408ebbf］",   "" },
    { "too long",       "甲［408ebbf01］", "" },
    { "not hexadecimal", "甲［408ebbfg］", "" },
    { "upper case",     "甲［408EBBF0］",  "" },
    { "ASCII brackets", "甲[408ebbf0]",    "" },
    { "not at the end", "［408ebbf0］甲",  "" },
};
/* clang-format on */

int main(void)
{
    char mark[TB_TEMPLATE_MARK + 1];

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        tb_mark_of_title(tb_str(cases[i].title), mark);
        CHECK_STR(cases[i].label, mark, cases[i].want);
    }
    return CHECK_END;
}
