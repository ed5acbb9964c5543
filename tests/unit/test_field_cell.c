/* test_field_cell.c - stored values as cells of a workbook. */
#include "small_data.h"

#include "field_cell.h"
#include "show_row.h"
#include "small_folder.h"

#define ALL_FIELDS                                                                                 \
    FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,编号,,,1\n"                               \
           "1.1,人数,,integer,,0,,,,,,,,,,,,,,,人数,,,1\n"                                     \
           "1.1,面积,,decimal,,0,,,,,,,,,,,,,,,面积,,,1\n"                                     \
           "1.1,日期,,date,,0,,,,,,,,,,,,,,,日期,,,1\n"                                        \
           "1.1,一个名称特别长的字段它的列不能太宽才好看,,text,,0,,,,,,,,,,,," \
           ",,,名称,,,1\n"

/* clang-format off */
static const struct {
    const char *label;
    size_t field;
    struct tb_value value;
    const char *want;
} cases[] = {
    { "an empty value",  0, { .kind = TB_NULL }, "" },
    { "an identifier",   0, { .kind = TB_TEXT, .text = { "0012", 4 } }, "1[A:text 0012]" },
    { "a whole number",  1, { .kind = TB_INTEGER, .integer = 12 }, "1[A:number 12]" },
    { "a decimal",       2, { .kind = TB_REAL, .real = 1.5 }, "1[A:number 1.5]" },
    { "a day",           3, { .kind = TB_TEXT, .text = { "2022-10-08", 10 } }, "1[A:date 44842]" },
    { "a month only",    3, { .kind = TB_TEXT, .text = { "2022-10", 7 } }, "1[A:text 2022-10]" },
    { "an early day",    3, { .kind = TB_TEXT, .text = { "1899-10-08", 10 } }, "1[A:text 1899-10-08]" },
    { "no day at all",   3, { .kind = TB_TEXT, .text = { "x", 1 } }, "1[A:text x]" },
    { "a text like one", 4, { .kind = TB_TEXT, .text = { "2022-10-08", 10 } }, "1[A:text 2022-10-08]" },
};
/* clang-format on */

static void read_back(const char *path, struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };

    tb_buf_clear(got);
    tb_buf_adds(got, "");
    if (tb_source_open(path, 1 << 20, &source, &err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, &err) < 0 ||
        tb_book_read(book, 0, show_row, got, &err) < 0)
        tb_buf_addf(got, "! %s", err.msg);
    tb_book_close(book);
    tb_source_close(&source);
}

int main(void)
{
    struct tb_dict *dict =
        small_load(&(struct small_texts){ .fields = ALL_FIELDS });
    const struct tb_field *fields = dict->tables[0].fields;
    struct tb_buf got = { 0 };

    small_folder_make();
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(small_path("a.xlsx"));
        struct tb_err err = { 0 };
        tb_xlsx_sheet(x, tb_str("甲"), false);
        tb_field_cell(x, 0, 0, &fields[cases[i].field], &cases[i].value);
        CHECK_INT(cases[i].label, tb_xlsx_finish(x, &err), 0);
        read_back(small_path("a.xlsx"), &got);
        CHECK_STR(cases[i].label, got.p, cases[i].want);
    }
    CHECK_INT("its type's", (int)tb_field_width(&fields[3]), 11);
    CHECK_INT("not too wide", (int)tb_field_width(&fields[4]), 30);
    tb_buf_free(&got);
    small_folder_free();
    tb_dict_free(dict);
    return CHECK_END;
}
