/* test_near.c - the name that somebody may have meant. */
#include "check.h"

#include "near.h"

/* clang-format off */
static const struct {
    const char *written, *want;
} cases[] = {
    { "轮机糸",   "轮机系" },
    { "教务出",   "教务处" },
    { "教务",     "教务处" },
    { "信息中心", "信息中心" },
    { "图书信息", "图书信息中心" },
    { "甲",       "" },
    { "图书馆",   "" },
    { "",         "" },
};
/* clang-format on */

int main(void)
{
    static const char *const names[] = { "教务处", "轮机系", "信息中心",
                                         "图书信息中心" };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_near near = { .written = tb_str(cases[i].written) };
        for (size_t k = 0; k < TB_LEN(names); k++)
            tb_near_try(&near, tb_str(names[k]), tb_str(names[k]));
        CHECK_STR(cases[i].written, near.best.n ? near.best.p : "",
                  cases[i].want);
    }
    return CHECK_END;
}
