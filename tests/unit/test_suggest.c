/* test_suggest.c - what somebody may have meant. */
#include "check.h"

#include "small_dict.h"

#include "suggest.h"

/* clang-format off */
static const struct {
    const char *a, *b;
    size_t most, want;
} edit_cases[] = {
    { "", "", 2, 0 },         { "0048", "0048", 2, 0 },
    { "0048", "0049", 2, 1 }, { "0048", "048", 2, 1 },
    { "0048", "00448", 2, 1 }, { "专业", "专业名", 2, 1 },
    { "专业", "职业", 2, 1 },  { "abc", "xyz", 2, 3 },
    { "a", "abcdef", 2, 3 },
};

static const struct {
    const char *a, *b;
    bool want;
} one_cases[] = {
    { "0048", "0048", false }, { "0048", "0049", true },
    { "0048", "048", true },   { "0048", "00448", true },
    { "0048", "0084", false }, { "专业", "职业", true },
    { "专业", "专业名", true }, { "", "名", true }, { "", "", false },
    { "一", "丁", true }, /* which share bytes */
    { "a一", "一", true }, { "ZY999", "ZY99", true },
    { "11111", "1111", true },
};

static const struct {
    const char *text, *want;
} form_cases[] = {
    { "0048", "48" }, { "Ｄ２３", "d23" }, { "d 23", "d23" }, { "000", "0" },
    { "", "" }, { "ZY-01", "zy-01" },
};

/* Nine labels, with aliases. */
#define RANKS                                             \
    "级,1,正高级,教授（正高）,\n"                         \
    "级,2,副高级,副教授（副高）;高级讲师（副高）,\n"      \
    "级,3,中级,讲师（中级）;工程师（中级）,\n"            \
    "级,4,初级,助教（初级）,\n级,5,员级,,\n级,6,未定职级,,\n" \
    "级,7,甲乙丙丁,,\n级,8,甲乙丙戊,,\n级,9,其他,,\n"

static const struct {
    const char *list, *text, *want;
} code_cases[] = {
    { "是否", "对", "；可填“否”、“是”" },
    { "级", "讲师", "；是不是“中级”？" },
    { "级", "中级职称人员", "；是不是“中级”？" },
    { "级", "正离级", "；是不是“正高级”？" },
    { "级", "甲乙丙巳", "；是不是“甲乙丙丁”、“甲乙丙戊”？" },
    { "级", "完全不同的词", "" },
    { "级", "", "" },
    { "级", "级", "" },
};
/* clang-format on */

int main(void)
{
    const struct small_texts texts = { .codes = USUAL_CODES RANKS };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    for (size_t i = 0; i < TB_LEN(edit_cases); i++)
        CHECK_INT(edit_cases[i].b,
                  (long long)tb_edits(tb_str(edit_cases[i].a),
                                      tb_str(edit_cases[i].b),
                                      edit_cases[i].most),
                  (long long)edit_cases[i].want);
    for (size_t i = 0; i < TB_LEN(one_cases); i++)
        CHECK_INT(
            one_cases[i].b,
            tb_is_one_edit(tb_str(one_cases[i].a), tb_str(one_cases[i].b)),
            one_cases[i].want);
    for (size_t i = 0; i < TB_LEN(form_cases); i++) {
        tb_suggest_form(tb_str(form_cases[i].text), &got);
        CHECK_STR(form_cases[i].text, tb_buf_text(&got), form_cases[i].want);
    }
    CHECK_INT("parse", small_parse(&texts, &dict, &complaints, &err), 0);
    for (size_t i = 0; i < TB_LEN(code_cases); i++) {
        tb_buf_clear(&got);
        tb_suggest_code(tb_dict_list(dict, tb_str(code_cases[i].list)),
                        tb_str(code_cases[i].text), &got);
        CHECK_STR(code_cases[i].text, tb_buf_text(&got), code_cases[i].want);
    }
    tb_buf_free(&got);
    tb_complaints_free(&complaints);
    tb_dict_free(dict);
    return CHECK_END;
}
