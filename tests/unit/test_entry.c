/* test_entry.c - a row of a sheet as values: its key, its line, its faults. */
#include "small_data.h"

#include "entry.h"

/* clang-format off */
static const struct small_texts texts = {
    .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"
                     "1.2,乙表,,,,filled,0,department,,many,,,\n",
    .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,组,,identifier,,0,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,面积,,decimal,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,旧,,text,,0,,,,,,,,,,,,,,,n,,,0\n"
        "1.2,序号,,integer,,0,,,,,,key,,,,,,,,,n,,,1\n"
        "1.2,名称,,text,,0,,,,,,,,,,,,,,,n,,,1\n",
};

/* The cells of a row, in the order of the table's fields. */
static const struct {
    const char *label, *table, *cells[5];
    bool any;
    const char *key;   /* '/' between the parts; NULL: one is missing */
    const char *fault; /* the field to look at */
    const char *line;
} cases[] = {
    { "a row", "1.1", { "1", "a", "3" }, true, "1/a/", "编号", "1/a/3//\n" },
    { "an empty part of the key", "1.1", { "1", "", "3" }, true, "1//", "组",
      "1//3//\n" },
    { "no key", "1.1", { "", "a", "3" }, true, NULL, "编号", "/a/3//\n" },
    { "nothing", "1.1", { "", " ", "" }, false, NULL, "编号", "////\n" },
    { "nothing that can be read", "1.1", { "", "", "三个" }, true, NULL,
      "编号", "////\n" },
    { "a field that is not used", "1.1", { "1", "a", "", "", "x" }, true,
      "1/a/", "编号", "1/a///\n" },
    { "序号 alone", "1.2", { "7", "甲" }, true, "7/", "序号", "7/甲/\n" },
    { "a blank 序号", "1.2", { "", "甲" }, true, "9/", "序号", "9/甲/\n" },
    { "nothing but 序号", "1.2", { "7", "　" }, true, "7/", "序号", "7//\n" },
    { "序号 that is none and a blank", "1.2", { "合计", "" }, true, "/",
      "序号", "//\n" },
    { "序号 that is none", "1.2", { "x", "甲" }, true, "/", "序号", "/甲/\n" },
};
/* clang-format on */

static void check_text(const char *label, const struct tb_buf *got,
                       const char *want)
{
    struct tb_buf shown = { 0 };

    tb_buf_add(&shown, tb_buf_str(got));
    for (size_t i = 0; i < shown.n; i++)
        if (shown.p[i] == '\x1F')
            shown.p[i] = '/';
    CHECK_STR(label, tb_buf_text(&shown), want);
    tb_buf_free(&shown);
}

static void check_case(size_t i, const struct tb_table *t)
{
    const char *label = cases[i].label;
    const struct tb_field *fields[5] = { 0 };
    struct tb_cell cells[5] = { { 0 } };
    struct tb_row row = { .number = 2, .cells = cells };
    struct tb_entry e = { 0 };
    struct tb_buf text = { 0 };

    for (; row.count < 5 && cases[i].cells[row.count]; row.count++) {
        fields[row.count] = &t->fields[row.count];
        cells[row.count] =
            (struct tb_cell){ .column = (uint32_t)row.count,
                              .kind = TB_CELL_TEXT,
                              .formula = row.count == 0,
                              .raw = tb_str(cases[i].cells[row.count]) };
    }
    tb_entry_open(&e, t);
    CHECK(label, tb_entry_read(&e, &row, fields, 5) == cases[i].any);
    CHECK(label, tb_entry_is_number_only(&e) ==
                     (strcmp(label, "nothing but 序号") == 0));
    CHECK_INT(label, tb_entry_formulas(&e), 1);
    tb_entry_number(&e, 9);
    CHECK(label, tb_entry_key(&e, &text) == (cases[i].key != NULL));
    if (cases[i].key)
        check_text(label, &text, cases[i].key);
    CHECK_STR(label, tb_entry_key_fault(&e)->name.p, cases[i].fault);
    tb_entry_line(&e, &text);
    check_text(label, &text, cases[i].line);
    CHECK(label, tb_entry_says(&e, fields[0], tb_str("1")) ==
                     (strcmp(cases[i].cells[0], "1") == 0));
    tb_buf_free(&text);
    tb_entry_free(&e);
}

int main(void)
{
    struct tb_dict *dict = small_load(&texts);

    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(i, tb_dict_table(dict, tb_str(cases[i].table)));
    tb_dict_free(dict);
    return CHECK_END;
}
