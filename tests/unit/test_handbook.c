/* test_handbook.c - the rules of a dictionary as people read them. */
#include "handbook.h"

#include "norm.h"
#include "show_row.h"
#include "small_data.h"
#include "small_folder.h"
#include "utf8.h"

#define WHY                                                          \
    "rule,table,severity,aspect,kind,field,expression,message,hint," \
    "basis,since,why\n"

/* clang-format off */
static const struct small_texts texts = {
    .tables = USUAL_TABLES "1.2,乙表,,,,filled,0,none,,many,,,\n"
                           "1.3,丙表,,,,filled,0,none,,many,,,\n",
    .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
                           "1.3,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n",
    .rules = WHY
        "K2,1.2,warning,完整性,set,,SELECT 1 AS _row,"
        "{_value} 应为 {_expected}，差 {_difference}，见 {其他},,,,\n"
        "K1,1.1,error,合理性,row,人数,人数 > 0,“{编号}”的 人数 {人数},改,S,0.1,"
        "因为\n"
        "K3,1.1,explain,真实性,row,,1,*重要* <甲>,,,,\n",
    .examples = EXAMPLES
        "K1,1,pass,1.1,编号=1;人数=1\n"
        "K1,2,fail,1.1,编号=1;人数=0\n"
        "K1,3,pass,1.1,编号=9;人数=9\n"
        "K2,1,pass,1.1,编号=1\nK2,1,pass,1.2,号=2\nK2,1,pass,1.2,号=3\n"
        "K2,1,pass,上年.1.2,号=4\n"
        "K2,2,fail,1.2,号=5\n",
};

static const char text_11[] =
    "1.1 甲表\n\n"
    "  K1 错误 · 合理性 · 人数\n"
    "    提示：“〈编号〉”的 人数 〈人数〉\n"
    "    改法：改\n"
    "    缘由：因为\n"
    "    依据：S（自 0.1 起）\n"
    "    合格：编号=1，人数=1\n"
    "    不合：编号=1，人数=0\n\n"
    "  K3 需说明 · 真实性 · （整行）\n"
    "    提示：*重要* <甲>\n\n";

static const char text_12[] =
    "1.2 乙表\n\n"
    "  K2 警告 · 完整性 · （整行）\n"
    "    提示：〈填报值〉 应为 〈应有值〉，差 〈差额〉，见 〈其他〉\n"
    "    合格：表1.1：编号=1；本表：号=2；又一行：号=3；上年1.2：号=4\n"
    "    不合：号=5\n\n";
/* clang-format on */

/* The handbook of table ONLY, or of all when it is NULL. */
static void print(const struct tb_dict *d, const char *only, const char *format,
                  struct tb_buf *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    struct tb_view_options o = { .format = tb_format_find(format), .out = f };
    struct tb_err err = { 0 };

    tb_handbook_print(d, only ? tb_dict_table(d, tb_str(only)) : NULL, &o,
                      &err);
    fclose(f);
    tb_buf_clear(out);
    tb_buf_add(out, tb_str_n(text, size));
    free(text);
}

/* As a workbook. */
static int write_book(const struct tb_dict *d, const char *only,
                      const char *name, struct tb_err *err)
{
    struct tb_view_options o = { 0 };

    CHECK_INT("a workbook", tb_view_choose(&o, NULL, small_path(name), err), 0);
    return tb_handbook_print(d, only ? tb_dict_table(d, tb_str(only)) : NULL,
                             &o, err);
}

static void test_print(const struct tb_dict *d)
{
    struct tb_buf got = { 0 }, all = { 0 };

    print(d, "1.1", "text", &got);
    CHECK_STR("one table", tb_buf_text(&got), text_11);
    print(d, "1.2", "text", &got);
    CHECK_STR("rows of several tables", tb_buf_text(&got), text_12);
    print(d, "1.3", "text", &got);
    CHECK_STR("a table without rules", tb_buf_text(&got), "（无）\n");
    tb_buf_addf(&all, "%s%s", text_11, text_12);
    print(d, NULL, "text", &got);
    CHECK_STR("in the order of the tables", tb_buf_text(&got), all.p);
    print(d, "1.1", "markdown", &got);
    CHECK_HAS("a heading", tb_buf_text(&got), "## 1.1 甲表\n");
    CHECK_HAS("a rule's heading", tb_buf_text(&got), "### K1 错误");
    CHECK_HAS("a label", tb_buf_text(&got), "- **改法**：改\n");
    CHECK_HAS("Markdown's signs", tb_buf_text(&got), "\\*重要\\* \\<甲\\>\n");
    tb_buf_free(&got);
    tb_buf_free(&all);
}

/* No line of the text is wider than a terminal. */
static void test_width(void)
{
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };
    struct tb_str rest, line;
    size_t wide = 0;

    CHECK_INT(
        "load",
        tb_dict_load(TB_SOURCE_DIR "/schemas/2022", &dict, &complaints, &err),
        0);
    print(dict, NULL, "text", &got);
    rest = tb_buf_str(&got);
    while (tb_str_next(&rest, "\n", &line)) {
        size_t n = (size_t)(line.p - got.p), indent = 0;
        while (n > indent && got.p[n - indent - 1] == ' ')
            indent++;
        wide += indent + tb_utf8_width(line) > 80;
    }
    CHECK_INT("lines above 80 columns", wide, 0);
    tb_buf_free(&got);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

static void read_back(const char *path, struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };

    tb_buf_clear(got);
    tb_buf_adds(got, "");
    if (tb_source_open(path, 1 << 20, &source, &err) == 0 &&
        tb_book_open(&source, &tb_limits_default, &book, &err) == 0)
        tb_book_read(book, 0, show_row, got, &err);
    CHECK_STR("read back", err.msg, "");
    tb_book_close(book);
    tb_source_close(&source);
}

static void test_workbook(const struct tb_dict *d)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("write", write_book(d, NULL, "h.xlsx", &err), 0);
    read_back(small_path("h.xlsx"), &got);
    CHECK_HAS("a header", tb_buf_text(&got), "1[A:text 规则][B:text 表号]");
    CHECK_HAS("the first rule", tb_buf_text(&got),
              "2[A:text K1][B:text 1.1][C:text 甲表][D:text 错误]"
              "[E:text 合理性][F:text 人数][G:text “〈编号〉”的 人数 "
              "〈人数〉][H:text 改]");
    CHECK_HAS("the last", tb_buf_text(&got), "4[A:text K2][B:text 1.2]");
    CHECK("a line a rule", !strstr(tb_buf_text(&got), "5["));
    CHECK_INT("one table", write_book(d, "1.2", "h.xlsx", &err), 0);
    read_back(small_path("h.xlsx"), &got);
    CHECK_HAS("its rule", tb_buf_text(&got), "2[A:text K2]");
    CHECK("no other", !strstr(tb_buf_text(&got), "3["));
    CHECK_INT("no rules at all", write_book(d, "1.3", "h.xlsx", &err), 0);
    read_back(small_path("h.xlsx"), &got);
    CHECK("the header alone", !strstr(tb_buf_text(&got), "2["));
    CHECK_INT("no such folder", write_book(d, NULL, "none/h.xlsx", &err), -1);
    CHECK_INT("one file", small_count("."), 1);
    small_remove("h.xlsx");
    tb_buf_free(&got);
}

int main(void)
{
    struct tb_dict *dict = small_load(&texts);

    small_folder_make();
    test_print(dict);
    test_width();
    test_workbook(dict);
    tb_dict_free(dict);
    small_folder_free();
    return CHECK_END;
}
