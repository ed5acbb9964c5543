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

/* What may be the fault is shown; OTHER: what the value should be. */
static const struct {
    const char *kind, *value, *other, *want;
} fault_cases[] = {
    { "name",   "测 某",              NULL,         "测·*" },
    { "name",   "测　某某",           NULL,         "测·**" },
    { "name",   "测某3",              NULL,         "测*3" },
    { "name",   "测某（女）",         NULL,         "测*（*）" },
    { "name",   "0001",               NULL,         "0***" },
    { "name",   "测甲一",             "测甲二",     "测*一" },
    { "name",   "测甲",               "测甲二",     "测*" },
    { "name",   "测甲二",             "测甲",       "测*二" },
    { "name",   "王某某某某",         "李甲乙丙丁", "王****" },
    { "phone",  "1380000123x",        NULL,         "138****123x" },
    { "phone",  "138 0000 1234",      NULL,         "138 **** 1234" },
    { "phone",  "138000o1234",        NULL,         "138***o1234" },
    { "idcard", "99010119900A070010", NULL,         "990********A**0010" },
    { "idcard", "990101199003070010", "990101199103070010",
      "990******0****0010" },
    { "email",  "abcd@example",       NULL,         "a***@***mple" },
    { "birth",  "2003.13.1",          NULL,         "2003.13.1" },
    { "birth",  "2003-02-30",         NULL,         "2003-02-30" },
    { "birth",  "2003-02-28",         NULL,         "2003******" },
};

/* A message as it is kept, for each who reads it. */
static const struct {
    const char *kind, *value;
    enum tb_mask_whose whose;
    const char *stars, *own, *all;
} kept_cases[] = {
    { "",     "测甲乙",       TB_MASK_OWN, "<测甲乙>", "<测甲乙>",
      "<测甲乙>" },
    { "name", "测甲乙",       TB_MASK_OWN, "<测**>", "<测甲乙>", "<测甲乙>" },
    { "name", "测甲乙",       TB_MASK_OTHERS, "<测**>", "<测**>",
      "<测甲乙>" },
    { "name", "测 乙",        TB_MASK_OWN, "<测·*>", "<测·乙>", "<测·乙>" },
    { "name", "\x01" "o测\x02\x03乙", TB_MASK_OWN, "<***>", "<o测乙>",
      "<o测乙>" },
    { "",     "\x01" "o测\x02乙\x03", TB_MASK_OWN, "<o测乙>", "<o测乙>",
      "<o测乙>" },
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

static void check_kept(void)
{
    for (size_t i = 0; i < TB_LEN(kept_cases); i++) {
        const char *want[] = { kept_cases[i].stars, kept_cases[i].own,
                               kept_cases[i].all };
        struct tb_buf kept = { 0 }, got = { 0 };

        tb_buf_adds(&kept, "<");
        tb_mask_keep(tb_str(kept_cases[i].kind), tb_str(kept_cases[i].value),
                     tb_str_n(NULL, 0), kept_cases[i].whose, &kept);
        tb_buf_adds(&kept, ">");
        for (int k = TB_SIGHT_STARS; k <= TB_SIGHT_ALL; k++) {
            tb_buf_clear(&got);
            tb_mask_show(tb_buf_str(&kept), (enum tb_sight)k, &got);
            CHECK_STR(kept_cases[i].value, tb_buf_text(&got), want[k]);
        }
        tb_buf_free(&kept);
        tb_buf_free(&got);
    }
}

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
    for (size_t i = 0; i < TB_LEN(fault_cases); i++) {
        tb_buf_clear(&got);
        tb_mask_beside(tb_str(fault_cases[i].kind),
                       tb_str(fault_cases[i].value),
                       tb_str(fault_cases[i].other), &got);
        CHECK_STR(fault_cases[i].value, tb_buf_text(&got), fault_cases[i].want);
    }
    check_kept();
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
