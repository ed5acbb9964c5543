/* test_types.c - every type of a field has all that a type needs. */
#include "check.h"

#include "small_dict.h"
#include "types.h"
#include "value_check.h"

/* clang-format off */
static const struct {
    enum tb_type type;
    const char *name;
    bool is_number, is_time, is_identifier;
} cases[] = {
    { TB_TYPE_TEXT,        "text",        false, false, false },
    { TB_TYPE_IDENTIFIER,  "identifier",  false, false, true },
    { TB_TYPE_INTEGER,     "integer",     true,  false, false },
    { TB_TYPE_DECIMAL,     "decimal",     true,  false, false },
    { TB_TYPE_MONEY,       "money",       true,  false, false },
    { TB_TYPE_DATE,        "date",        false, true,  false },
    { TB_TYPE_MONTH,       "month",       false, true,  false },
    { TB_TYPE_YEAR,        "year",        true,  true,  false },
    { TB_TYPE_BOOL,        "bool",        false, false, false },
    { TB_TYPE_CODE,        "code",        false, false, false },
    { TB_TYPE_IDCARD,      "idcard",      false, false, true },
    { TB_TYPE_USCC,        "uscc",        false, false, true },
    { TB_TYPE_SCHOOL_CODE, "school_code", false, false, true },
    { TB_TYPE_MAJOR_CODE,  "major_code",  false, false, true },
    { TB_TYPE_PHONE,       "phone",       false, false, true },
    { TB_TYPE_EMAIL,       "email",       false, false, false },
    { TB_TYPE_URL,         "url",         false, false, false },
};

/* How a value is stored. */
static const struct {
    const char *sql;
    enum tb_value_kind kind;
} storage[] = {
    { "TEXT",    TB_TEXT },
    { "INTEGER", TB_INTEGER },
    { "REAL",    TB_REAL },
};
/* clang-format on */
_Static_assert(TB_LEN(cases) == TB_TYPES, "a type without its case");

static void check_case(size_t i)
{
    const char *name = cases[i].name;
    enum tb_type type = TB_TYPES;

    CHECK(name, tb_type_parse(tb_str(name), &type) && type == cases[i].type);
    CHECK_INT(name, tb_type_is_number(cases[i].type), cases[i].is_number);
    CHECK_INT(name, tb_type_is_time(cases[i].type), cases[i].is_time);
    CHECK_INT(name, tb_types[cases[i].type].is_identifier,
              cases[i].is_identifier);
}

/* A row stands where its type says and leaves nothing out. */
static void check_row(size_t i)
{
    const struct tb_type_def *t = &tb_types[i];
    enum tb_type type;

    CHECK_INT(t->name, t->type, i);
    CHECK(t->name, tb_type_parse(tb_str(t->name), &type) && type == t->type);
    CHECK(t->name, t->chinese && t->sql && t->read && t->width > 0);
    CHECK(t->name, t->example || t->needs_list);
    CHECK(t->name, t->shape < TB_SHAPES);
}

/* What the type gives as an example is read, stored as it says, and right. */
static void check_example(const struct tb_field *f)
{
    const struct tb_type_def *t = &tb_types[f->type];
    struct tb_str text =
        t->example ? tb_str(t->example) : f->list->codes[0].label;
    const struct tb_cell cell = { .kind = TB_CELL_TEXT, .raw = text };
    const struct tb_windows windows = { 0 };
    struct tb_buf scratch = { 0 }, shown = { 0 };
    struct tb_value value;
    bool changed, is_known = false;

    CHECK_INT(t->name, tb_value_read(f, &cell, &scratch, &value, &changed),
              TB_FINE);
    CHECK(t->name, !changed);
    tb_value_show(&value, &shown);
    CHECK("as it is stored", tb_str_eq(tb_buf_str(&shown), text));
    for (size_t i = 0; i < TB_LEN(storage); i++)
        if (strcmp(t->sql, storage[i].sql) == 0) {
            is_known = true;
            CHECK_INT(t->name, value.kind, storage[i].kind);
        }
    CHECK(t->name, is_known);
    CHECK_INT(t->name, tb_type_is_number(f->type), value.kind != TB_TEXT);
    CHECK_INT(t->name, tb_value_check(f, &value, NULL, &windows, &shown),
              TB_CHECK_FINE);
    tb_field_expects(f, &shown);
    CHECK(t->name, shown.n > 0);
    tb_buf_free(&scratch);
    tb_buf_free(&shown);
}

/* A dictionary with a field of each type. */
static void check_examples(void)
{
    struct tb_buf fields = { 0 }, got = { 0 };
    struct small_texts texts = { 0 };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    const struct tb_table *table;

    tb_buf_adds(&fields, FIELDS);
    for (size_t i = 0; i < TB_TYPES; i++)
        tb_buf_addf(&fields, "1.1,%s,,%s,,0,,,,,%s,%s,,,,,,,,,,,,1\n",
                    tb_types[i].name, tb_types[i].name,
                    tb_types[i].needs_list ? "是否" : "", i == 0 ? "key" : "");
    texts.fields = tb_buf_text(&fields);
    CHECK_INT("parse", small_parse(&texts, &dict, &complaints, &err), 0);
    small_show(&complaints, &got);
    CHECK_STR("no complaints", tb_buf_text(&got), "");
    table = tb_dict_table(dict, tb_str("1.1"));
    CHECK_INT("a field a type", table->count, TB_TYPES);
    for (size_t i = 0; i < table->count; i++)
        check_example(&table->fields[i]);
    tb_buf_free(&fields);
    tb_buf_free(&got);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

int main(void)
{
    enum tb_type type = TB_TYPE_URL;

    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(i);
    for (size_t i = 0; i < TB_TYPES; i++)
        check_row(i);
    check_examples();
    CHECK("no type", !tb_type_parse(tb_str("float"), &type));
    CHECK("no name", !tb_type_parse(tb_str(""), &type));
    CHECK_INT("left alone", type, TB_TYPE_URL);
    return CHECK_END;
}
