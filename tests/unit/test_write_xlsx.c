/* test_write_xlsx.c - workbooks written, read back, and not left behind. */
#include "check.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "show_row.h"
#include "write_xlsx.h"

static char folder[] = "/tmp/tianbao-xlsx-XXXXXX";

static void path_of(const char *name, char out[80])
{
    snprintf(out, 80, "%s/%s", folder, name);
}

/* What is in the folder, hidden things too, apart from NAME. */
static int left_behind(const char *name)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int count = 0;

    while (dir && (entry = readdir(dir)))
        count += strcmp(entry->d_name, ".") != 0 &&
                 strcmp(entry->d_name, "..") != 0 &&
                 (!name || strcmp(entry->d_name, name) != 0);
    if (dir)
        closedir(dir);
    return count;
}

/* "name(hidden): rows" of each sheet, or "! error". */
static void read_back(const char *path, struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    int rc = tb_source_open(path, 1 << 20, &source, &err);

    if (rc == 0)
        rc = tb_book_open(&source, &tb_limits_default, &book, &err);
    for (size_t i = 0; rc == 0 && i < tb_book_sheets(book); i++) {
        struct tb_sheet_info info = tb_book_sheet(book, i);
        tb_buf_addf(got, "%.*s%s:", TB_STR_ARG(info.name),
                    info.hidden ? "(hidden)" : "");
        rc = tb_book_read(book, i, show_row, got, &err);
    }
    if (rc != 0)
        tb_buf_addf(got, "! %s", err.msg);
    tb_book_close(book);
    tb_source_close(&source);
}

/* clang-format off */
/* A text written at A1.  FAILS: a part of the error. */
static const struct {
    const char *label, *text;
    size_t n; /* 0: to the NUL */
    const char *fails;
} text_cases[] = {
    { "plain",              "hello",          0, NULL },
    { "Chinese",            "教工号",         0, NULL },
    { "four bytes",         "𠮷",             0, NULL },
    { "markup",             "<a>&\"'",        0, NULL },
    { "a formula is text",  "=1+1",           0, NULL },
    { "digits are text",    "0012",           0, NULL },
    { "18 digits are text", "99010119900307001X", 0, NULL },
    { "an address is text", "https://example.com/", 0, NULL },
    { "an escape",          "_x0041_",        0, NULL },
    { "the escape of all",  "_x005F_x0041_",  0, NULL },
    { "overlapping escapes", "_x0041_x0042_", 0, NULL },
    { "a line break",       "a\nb",           0, NULL },
    { "spaces at the ends", " a ",            0, NULL },
    { "only spaces",        "  ",             0, NULL },
    { "a TAB first",        "\ta",            0, NULL },
    { "a line break last",  "a\n",            0, NULL },
    { "no-break space",     "\xC2\xA0" "a",   0, NULL },
    { "a carriage return",  "a\rb",           0, NULL },
    { "NUL",                "a\0b",           3, "U+0000" },
    { "control character",  "a\x01",          0, "U+0001" },
    { "U+FFFE",             "\xEF\xBF\xBE",   0, "U+FFFE" },
    { "broken UTF-8",       "a\xFF",          0, "UTF-8" },
};

static const struct {
    const char *label;
    double number;
    const char *want; /* as show_row has it; NULL: refused */
} number_cases[] = {
    { "zero",         0,                   "0" },
    { "negative",     -1.5,                "-1.5" },
    { "a sum",        0.1 + 0.2,           "0.3" },
    { "15 digits",    123456789012345,     "123456789012345" },
    { "16 digits",    1234567890123456,    "1.23456789012346e+15" },
    { "small",        1e-300,              "1e-300" },
    { "not a number", NAN,                 NULL },
    { "infinite",     INFINITY,            NULL },
};

/* Names of two sheets in one workbook. */
static const struct {
    const char *label, *first, *second;
    bool fails;
} name_cases[] = {
    { "two names",     "甲",  "乙",      false },
    { "the same",      "甲",  "甲",      true },
    { "but for case",  "abc", "ABC",     true },
    { "reserved",      "甲",  "History", true },
    { "a slash",       "a/b", "乙",      true },
    { "empty",         "甲",  "",        true },
    { "too long",      "甲",  "12345678901234567890123456789012", true },
};
/* clang-format on */

static void test_texts(void)
{
    char path[80];

    path_of("a.xlsx", path);
    for (size_t i = 0; i < TB_LEN(text_cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(path);
        struct tb_err err = { 0 };
        struct tb_buf got = { 0 }, want = { 0 };
        size_t n =
            text_cases[i].n ? text_cases[i].n : strlen(text_cases[i].text);
        int rc;

        tb_xlsx_sheet(x, tb_str("S"), false);
        tb_xlsx_text(x, 0, 0, tb_str_n(text_cases[i].text, n), TB_XLSX_TEXT);
        rc = tb_xlsx_finish(x, &err);
        CHECK_INT(text_cases[i].label, rc, text_cases[i].fails ? -1 : 0);
        if (text_cases[i].fails) {
            CHECK_HAS(text_cases[i].label, err.msg, text_cases[i].fails);
            CHECK_HAS(text_cases[i].label, err.msg, path);
            CHECK_INT("nothing left", left_behind(NULL), 0);
        } else {
            tb_buf_addf(&want, "S:1[A:text %s]", text_cases[i].text);
            read_back(path, &got);
            CHECK_STR(text_cases[i].label, tb_buf_text(&got),
                      tb_buf_text(&want));
        }
        CHECK_INT(text_cases[i].label, left_behind("a.xlsx"), 0);
        unlink(path);
        tb_buf_free(&got);
        tb_buf_free(&want);
    }
}

static void test_numbers(void)
{
    char path[80];

    path_of("a.xlsx", path);
    for (size_t i = 0; i < TB_LEN(number_cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(path);
        struct tb_err err = { 0 };
        struct tb_buf got = { 0 }, want = { 0 };

        tb_xlsx_sheet(x, tb_str("S"), false);
        tb_xlsx_number(x, 1, 2, number_cases[i].number, TB_XLSX_PLAIN);
        CHECK_INT(number_cases[i].label, tb_xlsx_finish(x, &err),
                  number_cases[i].want ? 0 : -1);
        if (number_cases[i].want) {
            tb_buf_addf(&want, "S:2[C:number %s]", number_cases[i].want);
            read_back(path, &got);
            CHECK_STR(number_cases[i].label, tb_buf_text(&got),
                      tb_buf_text(&want));
        }
        CHECK_INT(number_cases[i].label, left_behind("a.xlsx"), 0);
        unlink(path);
        tb_buf_free(&got);
        tb_buf_free(&want);
    }
}

static void test_names(void)
{
    char path[80];

    path_of("a.xlsx", path);
    for (size_t i = 0; i < TB_LEN(name_cases); i++) {
        struct tb_xlsx *x = tb_xlsx_new(path);
        struct tb_err err = { 0 };

        tb_xlsx_sheet(x, tb_str(name_cases[i].first), false);
        tb_xlsx_text(x, 0, 0, tb_str("a"), TB_XLSX_PLAIN);
        tb_xlsx_sheet(x, tb_str(name_cases[i].second), true);
        tb_xlsx_text(x, 0, 0, tb_str("b"), TB_XLSX_PLAIN);
        CHECK_INT(name_cases[i].label, tb_xlsx_finish(x, &err),
                  name_cases[i].fails ? -1 : 0);
        CHECK_INT(name_cases[i].label, left_behind("a.xlsx"), 0);
        CHECK_INT(name_cases[i].label, tb_file_exists(path),
                  !name_cases[i].fails);
        unlink(path);
    }
}

/* What answers to what is typed, and a text of two runs. */
static void write_live(struct tb_xlsx *x)
{
    static const char *const words[] = { "是", "否", NULL };
    const struct tb_xlsx_area area = { 7, 0, 9, 2 };
    const struct tb_xlsx_run runs[] = {
        { tb_str_n("甲", 3), TB_XLSX_TITLE },
        { tb_str_n("&乙", 4), TB_XLSX_CALL },
    };

    tb_xlsx_words(x, 7, 9, 0, words, tb_str("标题"), tb_str("说明"));
    tb_xlsx_when(x, &area, "=$A8=\"是\"", TB_XLSX_GREYED);
    tb_xlsx_when(x, &area, "=$A8=\"否\"", TB_XLSX_STRUCK);
    tb_xlsx_when(x, &area, "=$A8=\"\"", TB_XLSX_AWAITED);
    tb_xlsx_formula(x, 6, 0, "=COUNTIF(A8:A10,\"是\")", 2, TB_XLSX_INTEGER);
    tb_xlsx_formula_text(x, 6, 1, "=\"有 \"&A7&\" 行\"", tb_str("有 2 行"),
                         TB_XLSX_CALL);
    tb_xlsx_runs(x, 6, 2, runs, TB_LEN(runs));
}

/* A workbook with one of everything. */
static void write_much(struct tb_xlsx *x)
{
    tb_xlsx_sheet(x, tb_str("表一"), false);
    for (int style = 0; style < TB_XLSX_STYLES; style++)
        tb_xlsx_text(x, 0, (uint32_t)style, tb_str("甲"),
                     (enum tb_xlsx_style)style);
    tb_xlsx_number(x, 2, 0, 44440, TB_XLSX_DATE);
    tb_xlsx_number(x, 2, 1, 44440, TB_XLSX_MONTH);
    tb_xlsx_number(x, 2, 2, 7, TB_XLSX_INTEGER);
    tb_xlsx_number(x, 2, 3, 7.5, TB_XLSX_DECIMAL);
    tb_xlsx_text(x, 3, 0, tb_str(""), TB_XLSX_BAD);
    tb_xlsx_column(x, 0, 20, TB_XLSX_TEXT);
    tb_xlsx_height(x, 0, 30);
    tb_xlsx_freeze(x, 1, 1);
    tb_xlsx_filter(x, 0, 9, 3);
    tb_xlsx_comment(x, 0, 0, tb_str("批注"));
    tb_xlsx_list(
        x, 1, 9, 1, "=_lists!$A$1:$A$2",
        tb_str("一个长得超过三十二个字符的标题一个长得超过三十二个字符的"
               "标题一个长得超过三十二个字符的标题"),
        tb_str("说明"));
    tb_xlsx_print(x, 0, 0);
    tb_xlsx_span(x, 4, 1, 3, tb_str("乙"), TB_XLSX_BOX);
    tb_xlsx_span(x, 5, 2, 2, tb_str("丙"), TB_XLSX_BOX);
    write_live(x);
    tb_xlsx_foot(x, "甲 & 乙");
    tb_xlsx_sheet(x, tb_str("_lists"), true);
    tb_xlsx_text(x, 0, 0, tb_str("是"), TB_XLSX_PLAIN);
    tb_xlsx_text(x, 1, 0, tb_str("否"), TB_XLSX_PLAIN);
}

/* The same calls give the same bytes, at another time and place. */
static void test_much(void)
{
    char path[80], other[80];
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 }, a = { 0 }, b = { 0 };
    struct tb_xlsx *x;

    path_of("a.xlsx", path);
    path_of("another name.xlsx", other);
    x = tb_xlsx_new(path);
    write_much(x);
    CHECK_INT("much", tb_xlsx_finish(x, &err), 0);
    CHECK_STR("much", err.msg, "");
    read_back(path, &got);
    CHECK_STR("much", tb_buf_text(&got),
              "表一:1[A:text 甲][B:text 甲][C:text 甲][D:text 甲][E:text 甲]"
              "[F:text 甲][G:text 甲][H:text 甲][I:text 甲][J:text 甲]"
              "[K:text 甲][L:text 甲][M:text 甲][N:text 甲][O:text 甲]"
              "[P:text 甲][Q:text 甲][R:text 甲][S:text 甲][T:text 甲]"
              "[U:text 甲][V:text 甲]3[A:date 44440][B:date 44440]"
              "[C:number 7][D:number 7.5]5[B:text 乙]6[C:text "
              "丙]7[A:number= 2][B:text= 有 2 行][C:text "
              "甲&乙]_lists(hidden):1[A:text 是]"
              "2[A:text 否]");
    sleep(2); /* times in a zip archive go by two seconds */
    x = tb_xlsx_new(other);
    write_much(x);
    CHECK_INT("again", tb_xlsx_finish(x, &err), 0);
    tb_file_read(path, 1 << 20, &a, &err);
    tb_file_read(other, 1 << 20, &b, &err);
    CHECK("the same bytes",
          a.n > 0 && tb_str_eq(tb_buf_str(&a), tb_buf_str(&b)));
    unlink(path);
    unlink(other);
    CHECK_INT("nothing left", left_behind(NULL), 0);
    tb_buf_free(&got);
    tb_buf_free(&a);
    tb_buf_free(&b);
}

static void test_failures(void)
{
    char path[80];
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };
    struct tb_xlsx *x;

    path_of("no such folder/a.xlsx", path);
    x = tb_xlsx_new(path);
    tb_xlsx_sheet(x, tb_str("S"), false);
    tb_xlsx_text(x, 0, 0, tb_str("a"), TB_XLSX_PLAIN);
    CHECK_INT("no such folder", tb_xlsx_finish(x, &err), -1);
    CHECK_INT("no such folder", err.status, TB_IO);
    path_of("a.xlsx", path);
    x = tb_xlsx_new(path);
    write_much(x);
    tb_xlsx_abandon(x);
    CHECK_INT("abandoned", left_behind(NULL), 0);
    CHECK_INT("the old one", tb_file_write(path, tb_str("old"), &err), 0);
    x = tb_xlsx_new(path);
    tb_xlsx_sheet(x, tb_str("S"), false);
    tb_xlsx_text(x, 0, 0, tb_str("first\x01"), TB_XLSX_PLAIN);
    tb_xlsx_number(x, 0, 1, NAN, TB_XLSX_PLAIN);
    CHECK_INT("failed", tb_xlsx_finish(x, &err), -1);
    CHECK_HAS("the first failure is told", err.msg, "U+0001");
    tb_file_read(path, 100, &got, &err);
    CHECK_STR("the old one stays", tb_buf_text(&got), "old");
    x = tb_xlsx_new(path);
    tb_xlsx_sheet(x, tb_str("S"), false);
    tb_xlsx_text(x, 1048576, 0, tb_str("a"), TB_XLSX_PLAIN);
    CHECK_INT("a row too far", tb_xlsx_finish(x, &err), -1);
    x = tb_xlsx_new(path);
    tb_xlsx_sheet(x, tb_str("S"), false);
    tb_xlsx_text(x, 0, 65536, tb_str("a"), TB_XLSX_PLAIN);
    CHECK_INT("a column too far", tb_xlsx_finish(x, &err), -1);
    x = tb_xlsx_new(path);
    CHECK_INT("no sheet at all", tb_xlsx_finish(x, &err), -1);
    CHECK_INT("nothing left", left_behind("a.xlsx"), 0);
    unlink(path);
    tb_buf_free(&got);
}

int main(void)
{
    CHECK("folder", mkdtemp(folder) != NULL);
    test_texts();
    test_numbers();
    test_names();
    test_much();
    test_failures();
    CHECK_INT("an empty folder at the end", rmdir(folder), 0);
    return CHECK_END;
}
