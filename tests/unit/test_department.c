/* test_department.c - the field that says which department a row is about. */
#include "check.h"

#include "department.h"
#include "small_dict.h"

/* 1.1 is the departments' table; 1.2 is what the case is about. */
#define TABLES_OF_ALL                                        \
    TABLES "1.1,部门表,,,,filled,1,department,,many,,,\n" \
           "1.2,乙表,,,,filled,0,department,,many,,,\n"    \
           "1.3,教师表,,,,filled,1,person,,many,,,\n"
#define DEPARTMENTS                                                                 \
    FIELDS "1.1,机构代码,部门代码,identifier,,1,,,,,,key,,,,,,,,,号,,,1\n" \
           "1.1,机构名称,,text,,1,,,,,,unique,,,,,,,,,名,,,1\n"                \
           "1.1,上级,,identifier,,0,,,,,,,1.1.机构代码,,,,,,,,号,,,1\n"      \
           "1.3,教工号,,identifier,,1,,,,,,key,,,,,,,,,号,,,1\n"
#define FIELD(name, required, reference, many, used)                    \
    "1.2," name ",,identifier,," required ",,,,,,," reference ",," many \
    ",,,,,,x,,," used "\n"
#define PLAIN "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,x,,,1\n"

/* clang-format off */
static const struct {
    const char *label, *table, *fields, *want;
} cases[] = {
    { "by its code", "1.2",
      DEPARTMENTS PLAIN FIELD("所属部门代码", "1", "1.1.机构代码", "", "1"),
      "所属部门代码" },
    { "by its name", "1.2",
      DEPARTMENTS PLAIN FIELD("开课单位", "1", "1.1.机构名称", "", "1"),
      "开课单位" },
    { "a required one before an optional one", "1.2",
      DEPARTMENTS PLAIN FIELD("协办", "0", "1.1.机构代码", "", "1")
      FIELD("承办", "1", "1.1.机构代码", "", "1"), "承办" },
    { "two that are alike: none", "1.2",
      DEPARTMENTS PLAIN FIELD("甲方", "1", "1.1.机构代码", "", "1")
      FIELD("乙方", "1", "1.1.机构代码", "", "1"), "" },
    { "several in a cell are not one", "1.2",
      DEPARTMENTS PLAIN FIELD("单位", "1", "1.1.机构代码", "1", "1"), "" },
    { "a reference to something else", "1.2",
      DEPARTMENTS PLAIN FIELD("负责人", "1", "1.3.教工号", "", "1"), "" },
    { "out of use", "1.2",
      DEPARTMENTS PLAIN FIELD("单位", "0", "1.1.机构代码", "", "0"), "" },
    { "the table of departments names superiors", "1.1", DEPARTMENTS PLAIN,
      "" },
};
/* clang-format on */

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        const struct small_texts texts = { .tables = TABLES_OF_ALL,
                                           .fields = cases[i].fields };
        struct tb_complaints complaints = { 0 };
        struct tb_dict *dict = NULL;
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };

        small_parse(&texts, &dict, &complaints, &err);
        small_show(&complaints, &got);
        CHECK_STR(cases[i].label, tb_buf_text(&got), "");
        if (dict) {
            const struct tb_field *f = tb_table_department(
                tb_dict_table(dict, tb_str(cases[i].table)));
            tb_buf_clear(&got);
            if (f)
                tb_buf_add(&got, f->name);
            CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        }
        tb_dict_free(dict);
        tb_complaints_free(&complaints);
        tb_buf_free(&got);
    }
    return CHECK_END;
}
