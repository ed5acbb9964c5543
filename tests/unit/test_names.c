/* test_names.c - names for files that never coincide. */
#include "check.h"

#include "names.h"

int main(void)
{
    /* clang-format off */
    static const struct {
        const char *label, *text, *want;
    } cases[] = {
        { "as it is",            "甲系",    "甲系" },
        { "a slash",             "甲/系",   "甲_系_94581550" },
        { "a colon",             "甲:系",   "甲_系_1b8ee71f" },
        { "what a slash became", "甲_系",   "甲_系" },
        { "upper case",          "A-01",    "A-01" },
        { "differs in case only", "a-01",   "a-01_21751e72" },
        { "a dot at the end",    "乙系.",   "乙系__1e6723cc" },
        { "a line end",          "乙\n系",  "乙_系_a1b5ec2e" },
        { "up and out",          "../x",    "_._x_d6b96a97" },
    };
    /* clang-format on */
    struct tb_names names = { 0 };
    struct tb_buf out = { 0 };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        tb_names_make(&names, tb_str(cases[i].text), &out);
        CHECK_STR(cases[i].label, tb_buf_text(&out), cases[i].want);
    }
    tb_buf_free(&out);
    tb_names_free(&names);
    return CHECK_END;
}
