/* test_value.c - how a cell is read as a field of each type. */
#include "check.h"

#include "small_dict.h"
#include "value.h"

static const char codes[] =
    CODES "是否,0,否,N;无,\n是否,1,是,Y;有,\n"
          "学位,1,学士,,\n学位,2,硕士,研究生,\n学位,3,博士,,\n";

/* A field a type, named after it. */
static const char fields[] =
    FIELDS "1.1,text,,text,,0,,,,,,key,,,,,,,,,,,,1\n"
           "1.1,identifier,,identifier,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,four,,identifier,,0,4-4,,,,,,,,,,,,,,,,,1\n"
           "1.1,integer,,integer,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,decimal,,decimal,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,percent,,decimal,%,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,money,,money,万元,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,date,,date,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,month,,month,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,year,,year,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,bool,,bool,,0,,,,,是否,,,,,,,,,,,,,1\n"
           "1.1,code,,code,,0,,,,,学位,,,,,,,,,,,,,1\n"
           "1.1,many,,code,,0,,,,,学位,,,,1,,,,,,,,,1\n"
           "1.1,idcard,,idcard,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,uscc,,uscc,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,school,,school_code,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,major,,major_code,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,phone,,phone,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,email,,email,,0,,,,,,,,,,,,,,,,,,1\n"
           "1.1,url,,url,,0,,,,,,,,,,,,,,,,,,1\n";

#define T(text)                                                \
    {                                                          \
        .kind = TB_CELL_TEXT, .raw = { text, sizeof text - 1 } \
    }
#define N(n)                                                              \
    {                                                                     \
        .kind = TB_CELL_NUMBER, .raw = { #n, sizeof #n - 1 }, .number = n \
    }
#define Z(n, z)                                                            \
    {                                                                      \
        .kind = TB_CELL_NUMBER, .raw = { #n, sizeof #n - 1 }, .number = n, \
        .zeros = z                                                         \
    }
#define D(n)                                                            \
    {                                                                   \
        .kind = TB_CELL_DATE, .raw = { #n, sizeof #n - 1 }, .number = n \
    }
#define B(n)                                                \
    {                                                       \
        .kind = TB_CELL_BOOL, .raw = { #n, 1 }, .number = n \
    }

/* clang-format off */
/* WANT: what is stored, "*" before it when it was changed; "!id" a trouble;
 * "" null. */
static const struct {
    const char *field;
    struct tb_cell cell;
    const char *want;
} cases[] = {
    /* of every type: white space is nothing */
    { "text",       T(" "),             "" },
    { "integer",    T("　"),            "" },
    { "date",       T("\xE2\x80\x8B"),  "" },
    { "code",       T("\n"),            "" },
    { "idcard",     T(" \t"),           "" },
    /* text */
    { "text",       T("张三"),          "张三" },
    { "text",       T(" 张三　"),       "*张三" },
    { "text",       T("张\xE2\x80\x8B三"), "*张三" },
    { "text",       T("a\r\nb"),        "*a\nb" },
    { "text",       T("阿•买"),         "*阿·买" },
    { "text",       T("（Ａ）"),        "（Ａ）" },
    { "text",       T("无"),            "无" },
    { "text",       T("/"),             "!mark" },
    { "text",       T("—"),             "!mark" },
    { "text",       T(" - "),           "!mark" },
    { "text",       T("a/b"),           "a/b" },
    { "text",       T("同上"),          "!ditto" },
    { "text",       T(" 〃 "),          "!ditto" },
    { "text",       T("″"),             "!ditto" },
    { "text",       T("\""),            "!ditto" },
    { "text",       T("同上海电气合作"), "同上海电气合作" },
    { "text",       T("见附件"),        "!empty-word" },
    { "text",       T("√"),             "!empty-word" },
    { "text",       T("×××"),           "!empty-word" },
    { "text",       T("xxx"),           "!empty-word" },
    { "text",       T("x"),             "x" },
    { "text",       T("×"),             "×" },
    { "text",       T("待定"),          "!empty-word" },
    { "text",       T("待定岗"),        "待定岗" },
    { "text",       N(15),              "15" },
    { "text",       N(1.5),             "1.5" },
    { "text",       D(44440),           "*2021-09-01" },
    { "text",       B(1),               "是" },
    /* identifiers */
    { "identifier", T("A001"),          "A001" },
    { "identifier", T("0012"),          "0012" },
    { "identifier", T(" 00 12 "),       "*0012" },
    { "identifier", T("Ａ００１"),      "*A001" },
    { "identifier", T("'0012"),         "*0012" },
    { "identifier", N(12),              "12" },
    { "identifier", Z(12, 4),           "*0012" },
    { "identifier", N(1.5),             "!type" },
    { "identifier", N(-1),              "!type" },
    { "identifier", N(999999999999999), "999999999999999" },
    { "identifier", N(1e15),            "!digits" },
    { "identifier", N(990101199003070000.0), "!digits" },
    { "identifier", T("5.10322E+17"),   "!digits" },
    { "identifier", T("5.1e+17"),       "!digits" },
    { "identifier", T("5E+17"),         "!digits" },
    { "identifier", T("1001.0"),        "!digits" },
    { "identifier", T("1.2.3"),         "1.2.3" },
    { "identifier", T("无"),            "!mark" },
    { "identifier", T("／"),            "!mark" },
    { "identifier", D(44440),           "!type" },
    { "identifier", B(1),               "!type" },
    { "four",       N(90),              "!zeros" },
    { "four",       Z(90, 4),           "*0090" },
    { "four",       N(1090),            "1090" },
    { "text",       Z(90, 4),           "*0090" },
    { "text",       Z(1.5, 4),          "1.5" },
    { "integer",    Z(90, 4),           "90" },
    { "code",       Z(3, 2),            "*博士" },
    { "four",       T("0090"),          "0090" },
    { "idcard",     T("99010119900307001x"), "*99010119900307001X" },
    { "idcard",     T("99010119900307001X"), "99010119900307001X" },
    { "idcard",     T("990101 19900307 001X"), "*99010119900307001X" },
    { "idcard",     T("９９010119900307001X"), "*99010119900307001X" },
    { "idcard",     T("9.90101E+17"),   "!digits" },
    { "idcard",     N(990101199003070000.0), "!digits" },
    { "uscc",       T("12990000mb0a1b2c37"), "*12990000MB0A1B2C37" },
    { "school",     N(4151010001),      "4151010001" },
    { "school",     N(151010001),       "!zeros" },
    { "school",     T("4151010001"),    "4151010001" },
    { "major",      N(510201),          "510201" },
    { "major",      N(1),               "!zeros" },
    { "phone",      N(13800001234),     "13800001234" },
    { "phone",      T("（0831）１２３４５６７"), "*(0831)1234567" },
    { "phone",      T("0831-1234567"),  "0831-1234567" },
    { "email",      T("a@example.com"), "a@example.com" },
    { "email",      T(" a@example.com"), "*a@example.com" },
    { "email",      T("无"),            "!mark" },
    { "url",        T("https://example.com/"), "https://example.com/" },
    /* integers */
    { "integer",    N(5),               "5" },
    { "integer",    N(-5),              "-5" },
    { "integer",    N(0),               "0" },
    { "integer",    N(1.5),             "!type" },
    { "integer",    T("5"),             "5" },
    { "integer",    T("５"),            "*5" },
    { "integer",    T(" 5 "),           "*5" },
    { "integer",    T("1,234"),         "*1234" },
    { "integer",    T("１，２３４"),    "*1234" },
    { "integer",    T("1,23"),          "!type" },
    { "integer",    T("007"),           "*7" },
    { "integer",    T("1.5"),           "!type" },
    { "integer",    T("12人"),          "!unit" },
    { "integer",    T("3-5"),           "!unit" },
    { "integer",    T("约30"),          "!type" },
    { "integer",    T("abc"),           "!type" },
    { "integer",    T("无"),            "!mark" },
    { "integer",    T("—"),             "!mark" },
    { "integer",    T("0x10"),          "!unit" },
    { "integer",    B(1),               "!type" },
    { "integer",    D(44440),           "!type" },
    { "integer",    N(1e300),           "!type" },
    { "integer",    T("99999999999999999999"), "!type" },
    /* decimals and money */
    { "decimal",    N(1.5),             "1.5" },
    { "decimal",    N(24.199812400000013), "24.1998124" },
    { "decimal",    T("1.5"),           "1.5" },
    { "decimal",    T("-0.5"),          "-0.5" },
    { "decimal",    T("１．５"),        "*1.5" },
    { "decimal",    T("1,234.5"),       "*1234.5" },
    { "decimal",    T("30%"),           "!unit" },
    { "decimal",    T("1e400"),         "!type" },
    { "percent",    T("30%"),           "*30" },
    { "percent",    T("３０％"),        "*30" },
    { "percent",    T("%"),             "!type" },
    { "money",      N(12.5),            "12.5" },
    { "money",      T("0.5万"),         "!unit" },
    { "money",      T("￥5"),           "!type" },
    { "money",      T("12.5万元"),      "!unit" },
    /* dates */
    { "date",       D(44440),           "2021-09-01" },
    { "date",       D(60),              "!type" },
    { "date",       D(0.5),             "!type" },
    { "date",       T("2021-09-01"),    "2021-09-01" },
    { "date",       T("2021.9.1"),      "*2021-09-01" },
    { "date",       T("2021年9月1日"),  "*2021-09-01" },
    { "date",       T("20210901"),      "*2021-09-01" },
    { "date",       T("２０２１-09-01"), "*2021-09-01" },
    { "date",       N(20210901),        "*2021-09-01" },
    { "date",       N(44440),           "!serial" },
    { "date",       T("44440"),         "!serial" },
    { "date",       N(99999),           "!type" },
    { "date",       N(44440.5),         "!type" },
    { "date",       T("同上"),          "!ditto" },
    { "month",      N(44440),           "!serial" },
    { "date",       N(2021),            "!type" },
    { "date",       T("2021.9"),        "!type" },
    { "date",       T("31/02/2024"),    "!type" },
    { "date",       T("2021-02-29"),    "!type" },
    { "date",       T("2021.9.1 - 2021.9.30"), "!type" },
    { "date",       T("无"),            "!mark" },
    { "date",       B(1),               "!type" },
    { "month",      T("2021-09"),       "2021-09" },
    { "month",      T("2021.9"),        "*2021-09" },
    { "month",      T("2021年9月"),     "*2021-09" },
    { "month",      T("202109"),        "*2021-09" },
    { "month",      T("2021-09-15"),    "*2021-09" },
    { "month",      D(44440),           "2021-09" },
    { "month",      N(2021.09),         "*2021-09" },
    { "month",      N(2021.9),          "*2021-09" },
    { "month",      N(2021.12),         "*2021-12" },
    { "month",      N(2021.1),          "!month" },
    { "month",      N(2021.01),         "*2021-01" },
    { "month",      N(2021.13),         "!type" },
    { "month",      N(202109),          "*2021-09" },
    { "month",      N(2021),            "!type" },
    { "month",      T("九月"),          "!type" },
    { "year",       N(2021),            "2021" },
    { "year",       T("2021"),          "2021" },
    { "year",       T("2021年"),        "*2021" },
    { "year",       T("2021-09"),       "!type" },
    { "year",       T("21"),            "!type" },
    { "year",       N(44440),           "!serial" },
    { "year",       D(44440),           "*2021" },
    /* choices */
    { "bool",       T("是"),            "是" },
    { "bool",       T("Y"),             "*是" },
    { "bool",       T("有"),            "*是" },
    { "bool",       T("无"),            "*否" },
    { "bool",       N(1),               "*是" },
    { "bool",       B(0),               "否" },
    { "bool",       T("也许"),          "!list" },
    { "code",       T("硕士"),          "硕士" },
    { "code",       T("研究生"),        "*硕士" },
    { "code",       T("2"),             "*硕士" },
    { "code",       N(2),               "*硕士" },
    { "code",       T("硕 士"),         "*硕士" },
    { "code",       T("硕士、博士"),    "!list" },
    { "code",       T("/"),             "!mark" },
    { "code",       T("无"),            "!mark" },
    { "many",       T("硕士"),          "硕士" },
    { "many",       T("硕士、博士"),    "硕士、博士" },
    { "many",       T("硕士,3"),        "*硕士、博士" },
    { "many",       T("硕士；；博士；"), "*硕士、博士" },
    { "many",       T("硕士、院士"),    "!list" },
    /* of every type: what is no value */
    { "text",    { .kind = TB_CELL_PENDING, .formula = true }, "!formula" },
    { "integer", { .kind = TB_CELL_PENDING, .formula = true }, "!formula" },
    { "integer", { .kind = TB_CELL_ERROR, .raw = { "#N/A", 4 } },
      "!error-cell" },
    { "text",    { .kind = TB_CELL_ERROR, .raw = { "#REF!", 5 },
                   .formula = true }, "!error-cell" },
    { "text",    T("=DISPIMG(\"ID_1\",1)"), "!picture" },
    { "code",    { .kind = TB_CELL_TEXT, .formula = true,
                   .raw = { "=_xlfn.DISPIMG(\"ID_1\",1)", 25 } },
      "!picture" },
    { "text",    T("DISPIMG( is a function"), "DISPIMG( is a function" },
};

static const struct {
    const char *field, *want;
} expects_cases[] = {
    { "date",    "日期，如 2021-09-01" },
    { "month",   "年月，如 2021-09" },
    { "year",    "年份，如 2021" },
    { "four",    "4 位编号" },
    { "idcard",  "18 位身份证号" },
    { "school",  "10 位学校标识码" },
    { "code",    "学位" },
    { "text",    "文字" },
    { "email",   "电子邮箱" },
    { "url",     "网址" },
};
/* clang-format on */

static void check_case(const struct tb_table *table, size_t i)
{
    const struct tb_field *f = tb_table_field(table, tb_str(cases[i].field));
    struct tb_buf scratch = { 0 }, shown = { 0 }, got = { 0 }, label = { 0 };
    struct tb_value value;
    bool changed;
    enum tb_trouble trouble =
        tb_value_read(f, &cases[i].cell, &scratch, &value, &changed);

    tb_buf_addf(&label, "%s of '%.*s'", cases[i].field,
                TB_STR_ARG(cases[i].cell.raw));
    tb_value_show(&value, &shown);
    if (trouble != TB_FINE) {
        tb_buf_addf(&got, "!%s", tb_trouble_texts[trouble].id);
        CHECK("null on trouble", value.kind == TB_NULL && !changed);
    } else {
        tb_buf_addf(&got, "%s%s", changed ? "*" : "", tb_buf_text(&shown));
    }
    CHECK_STR(tb_buf_text(&label), tb_buf_text(&got), cases[i].want);
    tb_buf_free(&scratch);
    tb_buf_free(&shown);
    tb_buf_free(&got);
    tb_buf_free(&label);
}

int main(void)
{
    const struct small_texts texts = { .codes = codes, .fields = fields };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };
    struct tb_value value;
    bool changed;
    const struct tb_table *table;

    CHECK_INT("parse", small_parse(&texts, &dict, &complaints, &err), 0);
    small_show(&complaints, &got);
    CHECK_STR("no complaints", tb_buf_text(&got), "");
    table = tb_dict_table(dict, tb_str("1.1"));
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(table, i);
    for (size_t i = 0; i < table->count; i++) {
        CHECK_INT(
            "no cell",
            tb_value_read(&table->fields[i], NULL, &got, &value, &changed),
            TB_FINE);
        CHECK("no cell", value.kind == TB_NULL && !changed);
    }
    for (size_t i = 0; i < TB_LEN(expects_cases); i++) {
        tb_field_expects(tb_table_field(table, tb_str(expects_cases[i].field)),
                         &got);
        CHECK_STR(expects_cases[i].field, tb_buf_text(&got),
                  expects_cases[i].want);
    }
    for (int i = TB_FINE + 1; i < TB_TROUBLES; i++)
        CHECK("every trouble has its words", tb_trouble_texts[i].id &&
                                                 tb_trouble_texts[i].message &&
                                                 tb_trouble_texts[i].hint);
    tb_buf_free(&got);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
    return CHECK_END;
}
