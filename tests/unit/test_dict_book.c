/* test_dict_book.c - an edition into one workbook and back. */
#include "dict_book.h"

#include "small_dict.h"
#include "small_folder.h"
#include "write_xlsx.h"

enum { T_TABLES, T_CODES, T_FIELDS, T_RULES, T_DERIVED }; /* tb_dict_files */

/* clang-format off */
/* One cell of codes.csv as the file has it; it comes back the same. */
static const struct {
    const char *label, *cell;
} cell_cases[] = {
    { "nothing",             "" },
    { "plain",               "abc" },
    { "Chinese",             "教工号" },
    { "four bytes",          "𠮷" },
    { "a comma",             "\"a,b\"" },
    { "a quote",             "\"a\"\"b\"" },
    { "only quotes",         "\"\"\"\"\"\"" },
    { "a line break",        "\"a\nb\"" },
    { "all of them",         "\"a,\"\"b\n,\"\"\"" },
    { "two line breaks",     "\"a\n\nb\"" },
    { "zeros in front",      "0012" },
    { "1.10 stays",          "1.10" },
    { "2.0 stays",           "2.0" },
    { "18 digits",           "110101199003070001" },
    { "an exponent",         "1E5" },
    { "a date",              "2021-09-01" },
    { "almost a date",       "6-8" },
    { "a percentage",        "20%" },
    { "a formula",           "=1+1" },
    { "a formula with +",    "+A1" },
    { "a minus",             "-" },
    { "an at sign",          "@a" },
    { "an apostrophe",       "'0012" },
    { "TRUE",                "TRUE" },
    { "an escape of Excel",  "_x0041_" },
    { "markup",              "<a>&amp;" },
    { "a backslash",         "a\\nb" },
    { "blanks inside",       "a  b" },
    { "full-width signs",    "（甲）；，。" },
    { "an error value",      "#N/A" },
    { "an address",          "https://example.com/" },
};

/* A cell of a workbook that somebody edited, as a number. */
static const struct {
    double number;
    const char *want;
} number_cases[] = {
    { 0,               "0" },
    { 1,               "1" },
    { -1,              "-1" },
    { 1.1,             "1.1" },
    { 0.1,             "0.1" },
    { 0.1 + 0.2,       "0.3" },
    { 6.5,             "6.5" },
    { 100,             "100" },
    { 1000000,         "1000000" },
    { 123456,          "123456" },
    { 510322,          "510322" },
    { 123456789012345, "123456789012345" },
    { -0.05,           "-0.05" },
};

/* What a workbook's file cannot be, and what is said. */
static const struct {
    const char *label, *bytes, *want;
} foreign_cases[] = {
    { "nothing",       "",                  "no.xlsx" },
    { "a text",        "table,name\n1,2\n", "no.xlsx" },
    { "a web page",    "<html><table></table></html>", "no.xlsx" },
    { "a zip's head",  "PK\x03\x04",        "no.xlsx" },
    { "an old .xls",   "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "no.xlsx" },
};
/* clang-format on */

static void free_texts(struct tb_buf texts[TB_DICT_FILES])
{
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&texts[i]);
}

static void write_edition(const char *name, const char *codes)
{
    char path[64];

    small_mkdir(name);
    snprintf(path, sizeof path, "%s/tables.csv", name);
    small_write(path, tb_str(USUAL_TABLES));
    snprintf(path, sizeof path, "%s/fields.csv", name);
    small_write(path, tb_str(USUAL_FIELDS));
    snprintf(path, sizeof path, "%s/codes.csv", name);
    small_write(path, tb_str(codes));
}

/* Write the edition NAME as NAME.xlsx and read that. */
static void around(const char *label, const char *name,
                   struct tb_buf texts[TB_DICT_FILES])
{
    struct tb_err err = { 0 };

    small_remove("d.xlsx");
    CHECK_INT(label,
              tb_dict_book_write(small_path(name), small_path("d.xlsx"), &err),
              0);
    CHECK_INT(label, tb_dict_book_read(small_path("d.xlsx"), texts, &err), 0);
    CHECK_STR(label, err.msg, "");
}

static void test_cells(void)
{
    for (size_t i = 0; i < TB_LEN(cell_cases); i++) {
        struct tb_buf texts[TB_DICT_FILES] = { { 0 } }, codes = { 0 };
        tb_buf_addf(&codes, CODES "甲,%s,乙,,P\n甲,,丙,%s,P\n",
                    cell_cases[i].cell, cell_cases[i].cell);
        write_edition("e", codes.p);
        around(cell_cases[i].label, "e", texts);
        CHECK_STR(cell_cases[i].label, tb_buf_text(&texts[T_CODES]), codes.p);
        CHECK_STR(cell_cases[i].label, tb_buf_text(&texts[T_TABLES]),
                  USUAL_TABLES);
        CHECK_STR(cell_cases[i].label, tb_buf_text(&texts[T_FIELDS]),
                  USUAL_FIELDS);
        CHECK_STR(cell_cases[i].label, tb_buf_text(&texts[T_RULES]), "");
        free_texts(texts);
        tb_buf_free(&codes);
    }
    small_remove("e");
}

/* Other ways to write the same CSV come back in ours. */
static void test_forms(void)
{
    /* clang-format off */
    static const struct {
        const char *label, *codes, *want;
    } cases[] = {
        { "CR LF", "list,code,label,aliases,basis\r\n甲,0,乙,,P\r\n",
          CODES "甲,0,乙,,P\n" },
        { "a byte-order mark", "\xEF\xBB\xBF" CODES "甲,0,乙,,P\n",
          CODES "甲,0,乙,,P\n" },
        { "no line end at last", CODES "甲,0,乙,,P", CODES "甲,0,乙,,P\n" },
        { "quotes that need not be", CODES "\"甲\",\"0\",乙,,P\n",
          CODES "甲,0,乙,,P\n" },
        { "CR LF in a cell", CODES "甲,0,\"a\r\nb\",,P\n",
          CODES "甲,0,\"a\nb\",,P\n" },
        { "GB18030", "list,code,label,aliases,basis\n\xBC\xD7,0,\xD2\xD2,,P\n",
          CODES "甲,0,乙,,P\n" },
        { "a header alone", CODES, CODES },
        { "a short line", CODES "甲,0,乙\n", CODES "甲,0,乙,,\n" },
        { "another order", "label,list,code,basis,aliases\n乙,甲,0,P,\n",
          "label,list,code,basis,aliases\n乙,甲,0,P,\n" },
        { "with groups", "list,code,label,aliases,basis,group\n甲,0,乙,,P,丙\n",
          "list,code,label,aliases,basis,group\n甲,0,乙,,P,丙\n" },
    };
    /* clang-format on */

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_buf texts[TB_DICT_FILES] = { { 0 } };
        write_edition("e", cases[i].codes);
        around(cases[i].label, "e", texts);
        CHECK_STR(cases[i].label, tb_buf_text(&texts[T_CODES]), cases[i].want);
        free_texts(texts);
    }
    small_remove("e");
}

/* ---- workbooks that somebody edited ---- */

/* A cell of ROWS: '#' begins a number, '\0' is none at all. */
static void write_cell(struct tb_xlsx *x, uint32_t row, uint32_t column,
                       struct tb_str text)
{
    if (text.n > 0 && text.p[0] == '#')
        tb_xlsx_number(x, row, column, strtod(text.p + 1, NULL), TB_XLSX_PLAIN);
    else if (text.n > 0)
        tb_xlsx_text(x, row, column, text, TB_XLSX_PLAIN);
}

/* Add SHEET with ROWS: lines ended by ^, cells by |, ~ for a line break. */
static void write_sheet(struct tb_xlsx *x, const char *sheet, const char *rows)
{
    struct tb_str rest = tb_str(rows), line;

    tb_xlsx_sheet(x, tb_str(sheet), false);
    for (uint32_t row = 0; tb_str_next(&rest, "^", &line); row++) {
        struct tb_str cell;
        for (uint32_t column = 0; tb_str_next(&line, "|", &cell); column++) {
            struct tb_buf text = { 0 };
            tb_buf_add(&text, cell);
            for (size_t i = 0; i < text.n; i++)
                if (text.p[i] == '~')
                    text.p[i] = '\n';
            write_cell(x, row, column, tb_buf_str(&text));
            tb_buf_free(&text);
        }
    }
}

/* clang-format off */
/* A sheet as it came back; what codes.csv is then. */
static const struct {
    const char *label, *sheet, *rows, *want;
} edited_cases[] = {
    { "as it went out", "代码",
      "代码表~list|代码~code|标签~label|别名~aliases|依据~basis^甲|#0|乙||P",
      CODES "甲,0,乙,,P\n" },
    { "columns reordered", "代码",
      "标签~label|依据~basis|代码表~list|别名~aliases|代码~code^乙|P|甲||0",
      "label,basis,list,aliases,code\n乙,P,甲,,0\n" },
    { "another title", "代码",
      "清单名称~list|代码~code|标签~label|别名~aliases|依据~basis^甲|0|乙||P",
      CODES "甲,0,乙,,P\n" },
    { "names without titles", "代码",
      "list|code|label|aliases|basis^甲|0|乙||P", CODES "甲,0,乙,,P\n" },
    { "blanks around the name", "代码",
      "代码表~ list |代码~code|标签~label|别名~aliases|依据~basis^甲|0|乙||P",
      CODES "甲,0,乙,,P\n" },
    { "a title of two lines", "代码",
      "代码~表~list|代码~code|标签~label|别名~aliases|依据~basis^甲|0|乙||P",
      CODES "甲,0,乙,,P\n" },
    { "a column without a header", "代码",
      "代码表~list||代码~code|标签~label|别名~aliases|依据~basis^"
      "甲|算|0|乙||P", CODES "甲,0,乙,,P\n" },
    { "the sheet by the file's name", "codes.csv",
      "list|code|label|aliases|basis^甲|0|乙||P", CODES "甲,0,乙,,P\n" },
    { "the sheet by the file's name without .csv", "codes",
      "list|code|label|aliases|basis^甲|0|乙||P", CODES "甲,0,乙,,P\n" },
    { "a line left empty keeps its number", "代码",
      "list|code|label|aliases|basis^甲|0|乙||P^^甲|1|丙||P",
      CODES "甲,0,乙,,P\n\n甲,1,丙,,P\n" },
    { "a column of another's", "代码",
      "list|备注|code|label|aliases|basis|x~memo^甲|hi|0|乙||P|bye",
      CODES "甲,0,乙,,P\n" },
    { "a remark beside nothing", "代码",
      "list|code|label|aliases|basis^甲|0|乙||P^|||||谁改的",
      CODES "甲,0,乙,,P\n\n" },
    { "a line too long", "代码",
      "list|code|label|aliases|basis^甲|0|乙||P|外面|更外面",
      CODES "甲,0,乙,,P\n" },
    { "only the header", "代码", "list|code|label|aliases|basis", CODES },
    { "quotes, commas, lines", "代码",
      "list|code|label|aliases|basis^甲|0|a\"b,c~d||P",
      CODES "甲,0,\"a\"\"b,c\nd\",,P\n" },
};
/* clang-format on */

static void test_edited(void)
{
    for (size_t i = 0; i < TB_LEN(edited_cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(small_path("edited.xlsx"));
        struct tb_buf texts[TB_DICT_FILES] = { { 0 } };
        struct tb_err err = { 0 };
        tb_buf_adds(&texts[T_TABLES], "from before");
        write_sheet(x, "说明", "谁改的|何时");
        write_sheet(x, edited_cases[i].sheet, edited_cases[i].rows);
        CHECK_INT(edited_cases[i].label, tb_xlsx_finish(x, &err), 0);
        CHECK_INT(edited_cases[i].label,
                  tb_dict_book_read(small_path("edited.xlsx"), texts, &err), 0);
        CHECK_STR(edited_cases[i].label, tb_buf_text(&texts[T_CODES]),
                  edited_cases[i].want);
        CHECK_STR(edited_cases[i].label, tb_buf_text(&texts[T_TABLES]), "");
        free_texts(texts);
        small_remove("edited.xlsx");
    }
}

static void test_numbers(void)
{
    for (size_t i = 0; i < TB_LEN(number_cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(small_path("edited.xlsx"));
        struct tb_buf texts[TB_DICT_FILES] = { { 0 } }, want = { 0 };
        struct tb_err err = { 0 };
        write_sheet(x, "代码", "list|code|label");
        tb_xlsx_number(x, 1, 1, number_cases[i].number, TB_XLSX_PLAIN);
        CHECK_INT(number_cases[i].want, tb_xlsx_finish(x, &err), 0);
        CHECK_INT(number_cases[i].want,
                  tb_dict_book_read(small_path("edited.xlsx"), texts, &err), 0);
        tb_buf_addf(&want, "list,code,label\n,%s,\n", number_cases[i].want);
        CHECK_STR(number_cases[i].want, tb_buf_text(&texts[T_CODES]), want.p);
        free_texts(texts);
        tb_buf_free(&want);
        small_remove("edited.xlsx");
    }
}

/* ---- what cannot be read or written ---- */

static void test_foreign(void)
{
    struct tb_buf texts[TB_DICT_FILES] = { { 0 } };
    struct tb_err err = { 0 };
    struct tb_xlsx *x = tb_xlsx_new(small_path("foreign.xlsx"));

    for (size_t i = 0; i < TB_LEN(foreign_cases); i++) {
        struct tb_err e = { 0 };
        small_write("no.xlsx", tb_str(foreign_cases[i].bytes));
        CHECK_INT(foreign_cases[i].label,
                  tb_dict_book_read(small_path("no.xlsx"), texts, &e), -1);
        CHECK_HAS(foreign_cases[i].label, e.msg, foreign_cases[i].want);
        free_texts(texts);
    }
    write_sheet(x, "工资表", "工号|姓名^1|甲");
    CHECK_INT("foreign", tb_xlsx_finish(x, &err), 0);
    CHECK_INT("foreign",
              tb_dict_book_read(small_path("foreign.xlsx"), texts, &err), -1);
    CHECK_HAS("foreign", err.msg, "foreign.xlsx: no sheet is called");
    CHECK_INT("foreign", err.status, TB_DICTIONARY);
    free_texts(texts);
    CHECK_INT("not there",
              tb_dict_book_read(small_path("none.xlsx"), texts, &err), -1);
    CHECK_HAS("not there", err.msg, "none.xlsx");
    free_texts(texts);
    small_remove("no.xlsx");
    small_remove("foreign.xlsx");
}

static void test_truncated(void)
{
    static const long percents[] = { 99, 90, 50, 10, 1 };

    write_edition("e", USUAL_CODES);
    for (size_t i = 0; i < TB_LEN(percents); i++) {
        struct tb_buf texts[TB_DICT_FILES] = { { 0 } };
        struct tb_err err = { 0 };
        CHECK_INT(
            "write",
            tb_dict_book_write(small_path("e"), small_path("d.xlsx"), &err), 0);
        small_truncate("d.xlsx", percents[i]);
        CHECK_INT("truncated",
                  tb_dict_book_read(small_path("d.xlsx"), texts, &err), -1);
        CHECK_HAS("truncated", err.msg, "d.xlsx");
        free_texts(texts);
    }
    small_remove("e");
    small_remove("d.xlsx");
}

/* A failed write leaves what was there, and nothing beside it. */
static void test_write_failures(void)
{
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };
    int before;

    small_mkdir("out");
    write_edition("e", CODES "\"甲,0\n");
    small_write("out/d.xlsx", tb_str("old"));
    before = small_count("out");
    CHECK_INT(
        "a quote left open",
        tb_dict_book_write(small_path("e"), small_path("out/d.xlsx"), &err),
        -1);
    CHECK_HAS("a quote left open", err.msg, "codes.csv: row 2");
    CHECK_INT("nothing beside it", small_count("out"), before);
    tb_file_read(small_path("out/d.xlsx"), 100, &got, &err);
    CHECK_STR("what was there", tb_buf_text(&got), "old");
    write_edition("e", USUAL_CODES);
    err = (struct tb_err){ 0 };
    CHECK_INT(
        "no such folder",
        tb_dict_book_write(small_path("e"), small_path("none/d.xlsx"), &err),
        -1);
    CHECK("something is said", err.msg[0] != '\0');
    tb_buf_free(&got);
    small_remove("out");
    small_remove("e");
}

static void parse(const char *label, const struct tb_buf *bytes,
                  struct tb_dict **dict)
{
    struct tb_str texts[TB_DICT_FILES];
    struct tb_complaints complaints = { 0 };
    struct tb_err err = { 0 };

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    CHECK_INT(label, tb_dict_parse(texts, dict, &complaints, &err), 0);
    CHECK_INT(label, complaints.count, 0);
    tb_complaints_free(&complaints);
}

/* Folder and workbook are the same edition, whichever way they are named. */
static void test_either(void)
{
    struct tb_buf a[TB_DICT_FILES] = { { 0 } }, b[TB_DICT_FILES] = { { 0 } };
    struct tb_dict *first = NULL, *second = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("folder",
              tb_dict_texts(TB_SOURCE_DIR "/tests/cli/shared/edition", a, &err),
              0);
    CHECK_INT("write",
              tb_dict_book_write(TB_SOURCE_DIR "/tests/cli/shared/edition",
                                 small_path("d.XLSX"), &err),
              0);
    CHECK_INT("workbook", tb_dict_texts(small_path("d.XLSX"), b, &err), 0);
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        CHECK_STR(tb_dict_files[i], tb_buf_text(&b[i]), tb_buf_text(&a[i]));
    parse("folder", a, &first);
    parse("workbook", b, &second);
    CHECK_STR("one hash", second->hash, first->hash);
    tb_dict_free(first);
    tb_dict_free(second);
    free_texts(a);
    free_texts(b);
    CHECK_INT("neither", tb_dict_texts(small_path("none"), a, &err), -1);
    CHECK_INT("neither", err.status, TB_DICTIONARY);
    free_texts(a);
    small_remove("d.XLSX");
}

int main(void)
{
    small_folder_make();
    test_cells();
    test_forms();
    test_edited();
    test_numbers();
    test_foreign();
    test_truncated();
    test_write_failures();
    test_either();
    small_remove("d.xlsx");
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
