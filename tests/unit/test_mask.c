/* test_mask.c - how much of a personal value is shown. */
#include "check.h"

#include "mask.h"

/* clang-format off */
static const struct {
    const char *kind, *value, *want;
} cases[] = {
    { "",        "张三丰",              "张三丰" },
    { "name",    "张三丰",              "张**" },
    { "name",    "张三",                "张*" },
    { "name",    "𠮷田",                "𠮷*" },
    { "name",    "阿卜杜·热合曼",       "阿******" },
    { "name",    "",                    "" },
    { "idcard",  "990101199003070010",  "990***********0010" },
    { "idcard",  "99010119900307001X",  "990***********001X" },
    { "phone",   "13800001234",         "138****1234" },
    { "phone",   "0831-1234567",        "083*****4567" },
    { "address", "北京市海淀区",        "北京市***" },
    { "email",   "abcd@example.com",    "a***********.com" },
    { "birth",   "1990-03-07",          "1990******" },
    { "other",   "abcdef",              "a****f" },
    { "other",   "abc",                 "a*c" },
    { "other",   "ab",                  "a*" },
    { "other",   "教工号",              "教*号" },
};

/* A short value must not be shown whole, whatever its kind. */
static const struct {
    const char *kind, *value;
} short_cases[] = {
    { "idcard", "9901" },   { "idcard", "990" },  { "idcard", "12" },
    { "phone", "1234567" }, { "phone", "110" },   { "address", "北京市" },
    { "email", "a@b.c" },   { "birth", "1990" },  { "other", "ab" },
};
/* clang-format on */

int main(void)
{
    struct tb_buf got = { 0 };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        tb_buf_clear(&got);
        tb_mask(tb_str(cases[i].kind), tb_str(cases[i].value), &got);
        CHECK_STR(cases[i].value, tb_buf_text(&got), cases[i].want);
    }
    for (size_t i = 0; i < TB_LEN(short_cases); i++) {
        tb_buf_clear(&got);
        tb_mask(tb_str(short_cases[i].kind), tb_str(short_cases[i].value),
                &got);
        CHECK_HAS(short_cases[i].value, tb_buf_text(&got), "*");
    }
    tb_buf_clear(&got);
    tb_buf_adds(&got, "before ");
    tb_mask(tb_str("name"), tb_str("李四"), &got);
    CHECK_STR("it is added", tb_buf_text(&got), "before 李*");
    tb_buf_clear(&got);
    tb_mask(tb_str("name"), tb_str("a\xFF\xE4"), &got);
    CHECK("broken UTF-8 is no crash", got.n > 0);
    tb_buf_free(&got);
    return CHECK_END;
}
