/* test_view.c - the same rows in every format. */
#include "view.h"

#include <math.h>
#include <stdlib.h>

#include "file.h"
#include "show_row.h"
#include "small_folder.h"
#include "utf8.h"

#include "check.h"

struct item {
    struct tb_str section, no, name, state, at, words;
    long long rows;
    double rate;
    bool late;
};

static void get_state(const struct tb_column *column, const void *row,
                      struct tb_view_cell *cell)
{
    const struct item *x = row;

    (void)column;
    cell->code = x->state;
    cell->text = tb_str(tb_str_is(x->state, "filed") ? "已提交" : "未提交");
    cell->tone = tb_str_is(x->state, "filed") ? TB_TONE_GOOD : TB_TONE_PLAIN;
}

static void get_both(const struct tb_column *column, const void *row,
                     struct tb_view_cell *cell)
{
    const struct item *x = row;

    (void)column;
    tb_buf_addf(cell->room, "%.*s-%.*s", TB_STR_ARG(x->no),
                TB_STR_ARG(x->name));
}

#define AT(member) TB_AT(struct item, member)

/* clang-format off */
static const struct tb_column columns[] = {
    { "no", "编号", TB_COL_ID, 6, AT(no) },
    { "name", "名称", TB_COL_TEXT, 10, AT(name) },
    { "state", "状态", TB_COL_TEXT, 6, .get = get_state },
    { "rows", "行数", TB_COL_COUNT, 4, AT(rows) },
    { "rate", "必填率%", TB_COL_NUMBER, 6, AT(rate), .brief = "必填%",
      .decimals = 1 },
    { "late", "逾期", TB_COL_FLAG, 4, AT(late) },
    { "at", "时间", TB_COL_TIME, 0, AT(at) },
    { "both", NULL, TB_COL_TEXT, 0, .get = get_both },
};
static const struct tb_view view = { "清单", columns, TB_LEN(columns),
                                     .fixed = 1 };

static const struct item items[] = {
    { .no = { "0201", 4 }, .name = { "教师", 6 }, .state = { "filed", 5 },
      .at = { "2022-10-08T09:30:00", 19 }, .rows = 12, .rate = 99.96,
      .late = true },
    { .no = { "1.10", 4 }, .name = { "=1|<b>\"\n", 8 }, .state = { "open", 4 },
      .at = { "2022-10-08", 10 }, .rows = -3, .rate = NAN },
};

static const struct tb_column grouped_columns[] = {
    { "section", "类别", TB_COL_TEXT, AT(section), .group = 1 },
    { "name", "名称", TB_COL_TEXT, 10, AT(name) },
    { "rows", "行数", TB_COL_COUNT, 4, AT(rows) },
    { "words", "说明", TB_COL_PROSE, AT(words) },
};
static const struct tb_view grouped = { .name = "组", .columns = grouped_columns,
                                        .count = TB_LEN(grouped_columns) };
static const struct tb_view cards = { "卡", grouped_columns,
                                      TB_LEN(grouped_columns),
                                      .is_cards = true };

static const struct item two_groups[] = {
    { .section = { "甲", 3 }, .name = { "a", 1 }, .rows = 1 },
    { .section = { "甲", 3 }, .name = { "b", 1 }, .rows = 20,
      .words = { "要改", 6 } },
    { .section = { "乙", 3 }, .name = { "c", 1 }, .rows = 3 },
};

#define PAGE (&(const struct tb_view_page){ .title = "题", .above = { "上一\n上二", 13 } })

/* \1 stands for the byte-order mark. */
static const struct {
    const char *label, *format;
    const struct tb_view *view;
    const struct item *items;
    size_t count;
    const struct tb_view_page *page;
    const char *foot, *want;
} cases[] = {
    { "text", "text", &view, items, 2, NULL, NULL,
      "编号  名称      状态    行数  必填%  逾期\n"
      "0201  教师      已提交    12  100.0  是\n"
      "1.10  =1|<b>\"?  未提交    -3      -\n" },
    { "nothing as text", "text", &view, items, 0, PAGE, "下",
      "题\n上一\n上二\n\n"
      "编号  名称  状态  行数  必填%  逾期\n（无）\n\n下\n" },
    { "CSV", "csv", &view, items, 2, PAGE, "下",
      "\1编号,名称,状态,行数,必填率%,逾期,时间\r\n"
      "\"\t0201\",教师,已提交,12,99.96,是,2022-10-08 09:30\r\n"
      "\"\t1.10\",\"'=1|<b>\"\"\n\",未提交,-3,,,2022-10-08\r\n" },
    { "nothing as CSV", "csv", &view, items, 0, PAGE, NULL,
      "\1编号,名称,状态,行数,必填率%,逾期,时间\r\n" },
    { "JSON", "json", &view, items, 2, PAGE, "下",
      "{\"v\":1,\"no\":\"0201\",\"name\":\"教师\",\"state\":\"filed\","
      "\"rows\":12,\"rate\":99.96,\"late\":true,"
      "\"at\":\"2022-10-08T09:30:00\",\"both\":\"0201-教师\"}\n"
      "{\"v\":1,\"no\":\"1.10\",\"name\":\"=1|<b>\\\"\\n\","
      "\"state\":\"open\",\"rows\":-3,\"rate\":null,\"late\":false,"
      "\"at\":\"2022-10-08\",\"both\":\"1.10-=1|<b>\\\"\\n\"}\n" },
    { "nothing as JSON", "json", &view, items, 0, PAGE, NULL, "" },
    { "Markdown", "markdown", &view, items, 2, PAGE, "下",
      "# 题\n\n上一\n\n上二\n\n"
      "| 编号 | 名称 | 状态 | 行数 | 必填率% | 逾期 | 时间 |\n"
      "| --- | --- | --- | --: | --: | --- | --- |\n"
      "| 0201 | 教师 | 已提交 | 12 | 100.0 | 是 | 2022-10-08 09:30 |\n"
      "| 1.10 | =1\\|\\<b\\>\"<br> | 未提交 | -3 | - |  | 2022-10-08 |\n"
      "\n下\n\n" },
    { "groups as text", "text", &grouped, two_groups, 3, NULL, NULL,
      "  名称  行数\n甲\n  a        1\n  b       20\n      要改\n"
      "\n乙\n  c        3\n" },
    { "groups as CSV", "csv", &grouped, two_groups, 3, NULL, NULL,
      "\1类别,名称,行数,说明\r\n甲,a,1,\r\n甲,b,20,要改\r\n乙,c,3,\r\n" },
    { "groups as Markdown", "markdown", &grouped, two_groups, 3, NULL, NULL,
      "## 甲\n\n| 名称 | 行数 | 说明 |\n| --- | --: | --- |\n"
      "| a | 1 |  |\n| b | 20 | 要改 |\n"
      "\n## 乙\n\n| 名称 | 行数 | 说明 |\n| --- | --: | --- |\n"
      "| c | 3 |  |\n" },
    { "cards as text", "text", &cards, two_groups, 2, NULL, NULL,
      "甲\n\n  a · 1\n\n  b · 20\n    说明：要改\n\n" },
    { "cards as Markdown", "markdown", &cards, two_groups, 2, NULL, NULL,
      "## 甲\n\n### a · 1\n\n\n### b · 20\n\n- **说明**：要改\n\n" },
};

/* What a page of HTML has. */
static const char *const html[] = {
    "<html lang=\"zh-CN\">", "<title>题</title>", "<p>上二</p>",
    "<th>必填率%</th>", "<td class=\"n\">12</td>",
    "<td class=\"t good\">已提交</td>",
    "<td class=\"t\">=1|&lt;b&gt;&quot;<br></td>", "<p>下</p>\n</body>",
};
/* clang-format on */

static int print(const char *format, const struct tb_view *v,
                 const struct tb_view_page *page, const struct item *list,
                 size_t count, const char *foot, struct tb_buf *out)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    struct tb_view_options o = { .out = f };
    struct tb_err err = { 0 };
    struct tb_sink *s;
    int rc;

    CHECK_INT(format, tb_view_choose(&o, format, NULL, &err), 0);
    s = tb_view_open(v, page, &o);
    for (size_t i = 0; i < count; i++)
        tb_view_row(s, &list[i]);
    if (foot)
        tb_view_foot(s, tb_str(foot));
    rc = tb_view_close(s, 0, &err);
    CHECK_STR(format, err.msg, "");
    fclose(f);
    tb_buf_clear(out);
    tb_buf_add(out, tb_str_n(text, n));
    free(text);
    return rc;
}

static void test_formats(void)
{
    struct tb_buf got = { 0 }, want = { 0 };

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        tb_buf_clear(&want);
        tb_buf_adds(&want, cases[i].want[0] == '\1' ? "\xEF\xBB\xBF" : "");
        tb_buf_adds(&want, cases[i].want + (cases[i].want[0] == '\1'));
        CHECK_INT(cases[i].label,
                  print(cases[i].format, cases[i].view, cases[i].page,
                        cases[i].items, cases[i].count, cases[i].foot, &got),
                  0);
        CHECK_STR(cases[i].label, tb_buf_text(&got), tb_buf_text(&want));
    }
    print("html", &view, PAGE, items, 2, "下", &got);
    for (size_t i = 0; i < TB_LEN(html); i++)
        CHECK_HAS("HTML", tb_buf_text(&got), html[i]);
    print("html", &grouped, NULL, two_groups, 3, NULL, &got);
    CHECK_HAS("groups as HTML", tb_buf_text(&got),
              "<tr class=\"group\"><th colspan=\"3\">乙</th></tr>");
    tb_buf_free(&got);
    tb_buf_free(&want);
}

/* Names as long as they come: no line is wider than 80 columns, the numbers
 * are all there. */
static void test_width(void)
{
    static const char name[] =
        "马克思主义学院思想政治理论课教学科研部（含形势与政策教研室、"
        "军事理论教研室）及其它教学辅助单位";
    struct item long_one = items[0];
    struct tb_buf got = { 0 };
    struct tb_str rest, line;

    long_one.name = tb_str(name);
    long_one.rows = 1234567;
    print("text", &view, NULL, &long_one, 1, NULL, &got);
    rest = tb_buf_str(&got);
    while (tb_str_next(&rest, "\n", &line))
        CHECK("80 columns", tb_utf8_width(line) <= 80);
    CHECK_HAS("cut", tb_buf_text(&got), "…");
    CHECK_HAS("a number", tb_buf_text(&got), "1234567");
    tb_buf_free(&got);
}

static void read_back(const char *path, struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };

    tb_buf_clear(got);
    if (tb_source_open(path, 1 << 20, &source, &err) == 0 &&
        tb_book_open(&source, &tb_limits_default, &book, &err) == 0)
        tb_book_read(book, 0, show_row, got, &err);
    CHECK_STR("read back", err.msg, "");
    tb_book_close(book);
    tb_source_close(&source);
}

static int write_to(const char *name, int rc, struct tb_err *err)
{
    struct tb_view_options o = { 0 };
    struct item bad = items[0];
    struct tb_sink *s;

    bad.name = tb_str("a\033b\xFF");
    if (tb_view_choose(&o, NULL, small_path(name), err) < 0)
        return -1;
    s = tb_view_open(&view, PAGE, &o);
    for (size_t i = 0; i < TB_LEN(items); i++)
        tb_view_row(s, &items[i]);
    tb_view_row(s, &bad);
    return tb_view_close(s, rc, err);
}

static void test_paths(void)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("a workbook", write_to("a.xlsx", 0, &err), 0);
    read_back(small_path("a.xlsx"), &got);
    CHECK_STR("a workbook", tb_buf_text(&got),
              "1[A:text 题]2[A:text 上一]3[A:text 上二]"
              "4[A:text 编号][B:text 名称][C:text 状态][D:text 行数]"
              "[E:text 必填率%][F:text 逾期][G:text 时间]"
              "5[A:text 0201][B:text 教师][C:text 已提交][D:number 12]"
              "[E:number 99.96][F:text 是][G:text 2022-10-08 09:30]"
              "6[A:text 1.10][B:text =1|<b>\"\n][C:text 未提交][D:number -3]"
              "[G:date 44842]"
              "7[A:text 0201][B:text a?b?][C:text 已提交][D:number 12]"
              "[E:number 99.96][F:text 是][G:text 2022-10-08 09:30]");
    CHECK_INT("a page", write_to("a.html", 0, &err), 0);
    CHECK_INT("read", tb_file_read(small_path("a.html"), 1 << 20, &got, &err),
              0);
    CHECK("a page", tb_str_starts(tb_buf_str(&got), "<!DOCTYPE html>"));
    CHECK_INT("the caller failed", write_to("b.csv", -1, &err), -1);
    CHECK_INT("the caller failed", write_to("b.xlsx", -1, &err), -1);
    CHECK_STR("its words stay", err.msg, "");
    CHECK_INT("no folder", write_to("none/b.csv", 0, &err), -1);
    CHECK_INT("no folder", err.status, TB_IO);
    err = (struct tb_err){ 0 };
    CHECK_INT("no folder", write_to("none/b.xlsx", 0, &err), -1);
    CHECK_INT("no folder", err.status, TB_IO);
    small_remove("a.xlsx");
    small_remove("a.html");
    CHECK_INT("nothing else is there", small_count("."), 0);
    tb_buf_free(&got);
}

/* clang-format off */
static const struct {
    const char *name, *path, *want; /* NULL: refused */
} choices[] = {
    { NULL,       NULL,      "text" },
    { "csv",      NULL,      "csv" },
    { NULL,       "a.csv",   "csv" },
    { NULL,       "a.jsonl", "json" },
    { NULL,       "a.json",  "json" },
    { NULL,       "a.xlsx",  "xlsx" },
    { NULL,       "a.md",    "markdown" },
    { NULL,       "a.htm",   "html" },
    { NULL,       "a.out",   "text" },
    { NULL,       "b.csv/a", "text" },
    { "csv",      "a.txt",   "csv" },
    { "xlsx",     NULL,      NULL },
    { "pdf",      "a.csv",   NULL },
    { NULL,       "a.PDF",   NULL },
    { NULL,       "a.xls",   NULL },
    { NULL,       "a.XLSX",  "xlsx" },
    { "text",     "a.pdf",   "text" },
};
/* clang-format on */

static void test_choices(void)
{
    for (size_t i = 0; i < TB_LEN(choices); i++) {
        struct tb_view_options o = { 0 };
        struct tb_err err = { 0 };
        int rc = tb_view_choose(&o, choices[i].name, choices[i].path, &err);
        CHECK_INT("chosen", rc, choices[i].want ? 0 : -1);
        if (choices[i].want)
            CHECK(choices[i].want, tb_view_is(&o, choices[i].want));
        else
            CHECK_INT("refused", err.status, TB_USAGE);
    }
}

int main(void)
{
    small_folder_make();
    test_formats();
    test_width();
    test_paths();
    test_choices();
    small_folder_free();
    return CHECK_END;
}
