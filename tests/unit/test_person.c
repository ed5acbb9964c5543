/* test_person.c - the field that says whose a row is. */
#include "check.h"

#include "person.h"
#include "small_dict.h"

/* 1.1 is the teachers' table; 1.2 is what the case is about. */
#define PERSONS                                          \
    TABLES "1.1,教师表,,,,filled,1,person,,many,,,\n" \
           "1.2,乙表,,,,filled,0,person,,many,,,\n"    \
           "1.3,部门表,,,,filled,1,department,,many,,,\n"
#define TEACHERS                                                              \
    FIELDS "1.1,教工号,职工号,identifier,,1,,,,,,key,,,,,,,,,号,,,1\n" \
           "1.3,部门号,,identifier,,1,,,,,,key,,,,,,,,,号,,,1\n"

/* A field of 1.2: name, aliases, required, key, reference, many, used. */
#define FIELD(name, aliases, required, key, reference, many, used) \
    "1.2," name "," aliases ",identifier,," required ",,,,,," key  \
    "," reference ",," many ",,,,,,x,,," used "\n"
#define PLAIN FIELD("编号", "", "1", "key", "", "", "1")

/* clang-format off */
static const struct {
    const char *label, *fields, *want;
} cases[] = {
    { "by its name", TEACHERS FIELD("工号", "", "1", "key", "", "", "1"),
      "工号" },
    { "by an alias",
      TEACHERS PLAIN FIELD("讲课人", "授课教师工号", "0", "", "", "", "1"),
      "讲课人" },
    { "the name before a reference",
      TEACHERS PLAIN FIELD("负责人", "", "1", "", "1.1.教工号", "", "1")
      FIELD("教工号", "", "0", "", "", "", "1"), "教工号" },
    { "by the only reference",
      TEACHERS PLAIN FIELD("负责人", "", "0", "", "1.1.教工号", "", "1"),
      "负责人" },
    { "a required one before an optional one",
      TEACHERS PLAIN FIELD("带头人", "", "0", "", "1.1.教工号", "", "1")
      FIELD("负责人", "", "1", "", "1.1.教工号", "", "1"), "负责人" },
    { "two that are alike: none",
      TEACHERS PLAIN FIELD("带头人", "", "0", "", "1.1.教工号", "", "1")
      FIELD("负责人", "", "0", "", "1.1.教工号", "", "1"), "" },
    { "several persons in a cell are not one",
      TEACHERS PLAIN FIELD("指导教师", "", "1", "", "1.1.教工号", "1", "1"),
      "" },
    { "a reference to something else",
      TEACHERS PLAIN FIELD("部门", "", "1", "", "1.3.部门号", "", "1"), "" },
    { "out of use",
      TEACHERS PLAIN FIELD("教工号", "", "0", "", "", "", "0"), "" },
    { "none", TEACHERS PLAIN, "" },
};
/* clang-format on */

/* Every table of an edition that teachers fill has such a field. */
static void check_edition(const char *folder)
{
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };

    CHECK_INT(folder, tb_dict_load(folder, &dict, &complaints, &err), 0);
    for (size_t i = 0; dict && i < dict->table_count; i++)
        if (dict->tables[i].by_person)
            CHECK(dict->tables[i].no.p, tb_table_person(&dict->tables[i]));
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        const struct small_texts texts = { .tables = PERSONS,
                                           .fields = cases[i].fields };
        struct tb_complaints complaints = { 0 };
        struct tb_dict *dict = NULL;
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };

        small_parse(&texts, &dict, &complaints, &err);
        small_show(&complaints, &got);
        CHECK_STR(cases[i].label, tb_buf_text(&got), "");
        if (dict) {
            const struct tb_field *f =
                tb_table_person(tb_dict_table(dict, tb_str("1.2")));
            tb_buf_clear(&got);
            if (f)
                tb_buf_add(&got, f->name);
            CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        }
        tb_dict_free(dict);
        tb_complaints_free(&complaints);
        tb_buf_free(&got);
    }
    check_edition(TB_SOURCE_DIR "/schemas/2022");
    check_edition(TB_SOURCE_DIR "/schemas/2020");
    return CHECK_END;
}
