/* test_csv.c - tb_csv_read(): what rows come out of what text. */
#include "check.h"

#include "read_csv.h"

#include "buf.h"

/* Each row as "NUMBER[A:cell][C:cell];", so that a case is one string. */
static int show(const struct tb_row *row, void *ctx)
{
    struct tb_buf *out = ctx;

    tb_buf_addf(out, "%zu", row->number);
    for (size_t i = 0; i < row->count; i++) {
        char name[8];
        tb_column_name(row->cells[i].column, name);
        tb_buf_addf(out, "[%s:", name);
        tb_buf_add(out, row->cells[i].raw);
        tb_buf_addf(out, "]");
        if (row->cells[i].kind != TB_CELL_TEXT || row->cells[i].formula)
            tb_buf_addf(out, "not text!");
    }
    tb_buf_addf(out, ";");
    return 0;
}

#define BEHIND(row, column)                                                \
    "row " row ", column " column ": text behind a closing quote; double " \
    "the quotes inside the field, or save the list as .xlsx"
#define OPEN(row, column)                                                 \
    "row " row ", column " column ": a quote is left open; close it, or " \
    "save the list as .xlsx"

/* clang-format off */
static const struct {
    const char *label, *text, *want;
} cases[] = {
    { "plain",              "a,b\n1,2\n",     "1[A:a][B:b];2[A:1][B:2];" },
    { "no final newline",   "a,b",            "1[A:a][B:b];" },
    { "empty text",         "",               "" },
    { "only a newline",     "\n",             "" },
    { "quoted comma",       "\"a,b\",c\n",    "1[A:a,b][B:c];" },
    { "doubled quote",      "\"a\"\"b\"\n",   "1[A:a\"b];" },
    { "only quotes",        "\"\"\"\"\n",     "1[A:\"];" },
    { "quoted newline",     "\"a\nb\"\nc\n",  "1[A:a\nb];2[A:c];" },
    { "quoted CRLF",        "\"a\r\nb\"\r\nc", "1[A:a\r\nb];2[A:c];" },
    { "CRLF",               "a\r\nb\r\n",     "1[A:a];2[A:b];" },
    { "CR only",            "a\rb\rc",        "1[A:a];2[A:b];3[A:c];" },
    { "LF and CRLF mixed",  "a\nb\r\nc\n",    "1[A:a];2[A:b];3[A:c];" },
    { "blank line counts",  "a\n\nb\n",       "1[A:a];3[A:b];" },
    { "blank CRLF counts",  "a\r\n\r\nb\r\n", "1[A:a];3[A:b];" },
    { "blank CR counts",    "a\r\rb",         "1[A:a];3[A:b];" },
    { "three blank CRLF",   "a\r\n\r\n\r\n\r\nb", "1[A:a];5[A:b];" },
    { "blank lines first",  "\n\na\n",        "3[A:a];" },
    { "blank CRLF first",   "\r\n\r\na",      "3[A:a];" },
    { "blank line last",    "a\n\n\n",        "1[A:a];" },
    { "a line of commas counts", "a\n,,\nb",  "1[A:a];3[A:b];" },
    { "empty cell left out", "a,,c\n",        "1[A:a][C:c];" },
    { "empty first cell",   ",b\n",           "1[B:b];" },
    { "empty quoted cell",  "\"\",b\n",       "1[B:b];" },
    { "trailing commas",    "a,b,,\n",        "1[A:a][B:b];" },
    { "ragged rows",        "a\n1,2,3\n4,5\n",
      "1[A:a];2[A:1][B:2][C:3];3[A:4][B:5];" },
    { "Chinese",            "教工号,姓名\n1,张三\n",
      "1[A:教工号][B:姓名];2[A:1][B:张三];" },
    { "full-width comma is text", "甲，乙\n", "1[A:甲，乙];" },
    { "bars",               "a|b\n1|2,3\n",   "1[A:a][B:b];2[A:1][B:2,3];" },
    { "semicolons",         "a;b\n1;2\n",     "1[A:a][B:b];2[A:1][B:2];" },
    { "tabs",               "a\tb\n1\t2\n",   "1[A:a][B:b];2[A:1][B:2];" },
    { "empty between tabs", "a\t\tc\n",       "1[A:a][C:c];" },
    { "sep=;",              "sep=;\na,b;c\n", "2[A:a,b][B:c];" },
    { "sep=; and CRLF",     "sep=;\r\na;c\r\n", "2[A:a][B:c];" },
    { "sep=,",              "sep=,\na;b,c\n", "2[A:a;b][B:c];" },
    { "sep=TAB",            "sep=\t\na\tb",   "2[A:a][B:b];" },
    { "sep=; alone",        "sep=;",          "" },
    { "sep= without one",   "sep=\r\na,b\n",  "1[A:sep=];2[A:a][B:b];" },
    { "BOM is the caller's", "\xEF\xBB\xBF" "a", "1[A:\xEF\xBB\xBF" "a];" },
    { "stray quote",        "a\n\"b\"c\n",    "1[A:a];" BEHIND("2", "A") },
    { "stray quote, then rows", "\"a\"x,c\nd\n", BEHIND("1", "A") },
    { "quote inside",       "a\"b,c\n",       "1[A:a\"b][B:c];" },
    { "quotes inside",      "a\"b\",c\"\n\"d\"\n", "1[A:a\"b\"][B:c\"];2[A:d];" },
    { "a quote inside, a comma behind", "1,全国\"课程,思政\",x\n",
      "1[A:1][B:全国\"课程][C:思政\"][D:x];" },
    { "a blank, then a quote", "a, \"b,c\" ,d\n", "1[A:a][B:b,c][C:d];" },
    { "a blank between two quotes", "a,\"b\" \"c\"\n", BEHIND("1", "B") },
    { "behind a closing quote", "a,b\nc,\"d\"\"\",\"e\"f\n",
      "1[A:a][B:b];" BEHIND("2", "C") },
    { "quote left open",    "a\n\"b\n",       "1[A:a];" OPEN("2", "A") },
    { "open over rows",     "a,\"b\nc,d\n",   OPEN("1", "B") },
    { "open at the end",    "a,\"",           OPEN("1", "B") },
    { "stray after a blank", "a\n\n\"b\"c\n", "1[A:a];" BEHIND("3", "A") },
    { "stray after a quoted newline", "\"a\nb\"\n\"c\"d\n",
      "1[A:a\nb];" BEHIND("2", "A") },
    { "backslash is text",  "a\\,b\n",        "1[A:a\\][B:b];" },
    { "apostrophe is text", "'1,'2\n",        "1[A:'1][B:'2];" },
    { "quoted comma, semicolons outside", "\"a,b,c\";d\n",
      "1[A:a,b,c][B:d];" },
};

static const struct {
    const char *text;
    char want;
} delimiter_cases[] = {
    { "",                    ',' },
    { "a",                   ',' },
    { "a,b",                 ',' },
    { "a;b",                 ';' },
    { "a\tb",                '\t' },
    { "a;b;c,d",             ';' },
    { "a|b|c,d",             '|' },
    { "a\"b,c\n1;2;3",        ',' },
    { "a,b,c;d",             ',' },
    { "\"a;b;c\",d",         ',' },
    { "\"a\n;;;;\",d",       ',' },
    { "\n\na;b",             ';' },
    { "\r\n\r\na\tb",        '\t' },
    { "a,b\n1;2;3;4",        ',' },
    { "a\n1;2;3;4",          ',' },
    { "title\na\tb\n", '\t' },
    { "sep=;\na,b,c",        ';' },
    { "sep=\t\r\na,b",       '\t' },
    { "sep=|\na,b",          '|' },
    { "sep=;",               ';' },
    { "sep=\r\na;b",         ',' },
    { "sep=\n\na;b",         ',' },
};

/* The text that comes before the first failure, under small limits. */
static const struct {
    const char *label, *text;
    uint64_t rows, columns, cell;
    const char *want;
} limit_cases[] = {
    { "as many rows",      "a\nb\n",  2, 9, 9, "1[A:a];2[A:b];" },
    { "too many rows",     "a\nb\nc", 2, 9, 9,
      "1[A:a];2[A:b];more than 2 rows" },
    { "as many columns",   "a,b",     9, 2, 9, "1[A:a][B:b];" },
    { "too many columns",  "a,b,c",   9, 2, 9,
      "row 1: a field is too long, or there are too many" },
    { "as long a cell",    "abc",     9, 9, 3, "1[A:abc];" },
    { "too long a cell",   "abcd",    9, 9, 3,
      "row 1: a field is too long, or there are too many" },
};
/* clang-format on */

static void check_read(const char *label, struct tb_str text,
                       const struct tb_limits *limits, const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    int rc = tb_csv_read(text, limits, show, &got, &err);

    if (rc < 0)
        tb_buf_addf(&got, "%s", err.msg);
    CHECK_STR(label, tb_buf_text(&got), want);
    CHECK_INT(label, rc < 0, err.status != TB_OK);
    tb_buf_free(&got);
}

static int stop(const struct tb_row *row, void *ctx)
{
    ++*(int *)ctx;
    return row->number == 2 ? 42 : 0;
}

/* What EACH returns ends the read. */
static void test_stop(void)
{
    struct tb_err err = { 0 };
    int calls = 0;

    CHECK_INT("stopped",
              tb_csv_read(tb_str("a\nb\nc\n\"d"), &tb_limits_default, stop,
                          &calls, &err),
              42);
    CHECK_INT("not called again", calls, 2);
    CHECK_INT("no failure", err.status, TB_OK);
}

/* A cell longer than a block, a row across blocks, CRLF across blocks. */
static void test_blocks(void)
{
    struct tb_limits limits = tb_limits_default;
    struct tb_buf text = { 0 }, want = { 0 };

    limits.text = 1 << 20;
    for (int i = 0; i < 65535; i++)
        tb_buf_addc(&text, 'x');
    tb_buf_addf(&want, "1[A:%s];2[A:y];", tb_buf_text(&text));
    tb_buf_adds(&text, "\r\ny\r\n");
    check_read("CRLF across blocks", tb_buf_str(&text), &limits,
               tb_buf_text(&want));
    tb_buf_clear(&text);
    tb_buf_clear(&want);
    for (int i = 0; i < 200000; i++)
        tb_buf_addc(&text, 'x');
    tb_buf_addf(&want, "1[A:%s];", tb_buf_text(&text));
    check_read("a cell of several blocks", tb_buf_str(&text), &limits,
               tb_buf_text(&want));
    tb_buf_free(&text);
    tb_buf_free(&want);
}

/* Three million bytes in one open quote end in a failure, soon. */
static void test_huge(void)
{
    struct tb_buf text = { 0 }, got = { 0 };
    struct tb_err err = { 0 };

    tb_buf_adds(&text, "a\n\"");
    for (int i = 0; i < 3000000; i++)
        tb_buf_addc(&text, 'x');
    CHECK_INT(
        "huge",
        tb_csv_read(tb_buf_str(&text), &tb_limits_default, show, &got, &err),
        -1);
    CHECK_HAS("huge", err.msg, "row 2");
    tb_buf_free(&text);
    tb_buf_free(&got);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_read(cases[i].label, tb_str(cases[i].text), &tb_limits_default,
                   cases[i].want);
    for (size_t i = 0; i < TB_LEN(delimiter_cases); i++)
        CHECK_INT(delimiter_cases[i].text,
                  tb_csv_delimiter(tb_str(delimiter_cases[i].text)),
                  delimiter_cases[i].want);
    for (size_t i = 0; i < TB_LEN(limit_cases); i++) {
        struct tb_limits limits = tb_limits_default;
        limits.rows = limit_cases[i].rows;
        limits.columns = limit_cases[i].columns;
        limits.text = limit_cases[i].cell;
        check_read(limit_cases[i].label, tb_str(limit_cases[i].text), &limits,
                   limit_cases[i].want);
    }
    test_stop();
    test_blocks();
    test_huge();
    return CHECK_END;
}
