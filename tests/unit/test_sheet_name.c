/* test_sheet_name.c - tb_sheet_name_of_part(): what fits, and is not taken. */
#include "check.h"

#include "gate.h"
#include "sheet_name.h"

/* clang-format off */
static const struct {
    const char *label, *name, *part, *taken, *want;
} cases[] = {
    { "a condition",      "1.4荣誉表", "省内", "", "1.4荣誉表（省内）" },
    { "forbidden marks",  "1.4荣誉表", "省/内:*", "", "1.4荣誉表（省_内__）" },
    { "a tab",            "1.4荣誉表", "省\t内", "", "1.4荣誉表（省_内）" },
    { "a long condition", "甲", "一二三四五六七八九十甲乙丙丁", "",
      "甲（一二三四五六七八九十甲乙）" },
    { "a long name",      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十甲", "省内", "",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七（省内）" },
    { "taken",            "甲", "省内", "甲（省内）", "甲（省内2）" },
    { "taken twice",      "甲", "省内", "甲（省内）甲（省内2）", "甲（省内3）" },
    { "beyond 16 bits",   "甲", "𠀀𠀀𠀀𠀀𠀀𠀀𠀀", "", "甲（𠀀𠀀𠀀𠀀𠀀𠀀）" },
};
/* clang-format on */

static bool is_taken(struct tb_str name, void *taken)
{
    struct tb_str all = tb_str(taken);
    struct tb_buf text = { 0 };
    bool found;

    tb_buf_add(&text, name);
    found = tb_str_find(all, text.p) < all.n;
    tb_buf_free(&text);
    return found;
}

int main(void)
{
    struct tb_buf got = { 0 };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_err err = { 0 };
        char taken[64];
        snprintf(taken, sizeof taken, "%s", cases[i].taken);
        tb_sheet_name_of_part(tb_str(cases[i].name), tb_str(cases[i].part),
                              is_taken, taken, &got);
        CHECK_STR(cases[i].label, got.p, cases[i].want);
        CHECK_INT(cases[i].label, tb_gate_sheet_name(tb_buf_str(&got), &err),
                  0);
    }
    tb_buf_free(&got);
    return CHECK_END;
}
