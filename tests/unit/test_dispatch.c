/* test_dispatch.c - which workbooks go out, with what in them, to whom. */
#include "small_campaign.h"
#include "small_school.h"

#include "dispatch.h"
#include "mark.h"
#include "show_row.h"

#define LINES                                                       \
    "('1.1', 1, 'whole', '', 3, '0101', '2022-10-08'), "            \
    "('1.1', 2, 'condition', '省内', NULL, NULL, NULL), "         \
    "('1.1', 2, 'condition', '云端', NULL, NULL, '2022-10-20'), " \
    "('1.1', 3, 'cloud', '', NULL, NULL, NULL), "                   \
    "('1.2', 1, 'teacher', '0101', 1, NULL, NULL), "                \
    "('1.2', 1, 'teacher', '0102', 1, NULL, NULL), "                \
    "('1.2', 2, 'whole', '', 3, '0101', '2022-10-08')"

static struct tb_campaign *open_school(const char *lines)
{
    struct tb_campaign *c;
    struct tb_err err = { 0 };

    CHECK_INT("create",
              small_create("c", &small_school_texts, NULL, NULL, &err), 0);
    c = small_open("c");
    small_school_people(c->store.db);
    small_insert(c->store.db, "slices", "slice",
                 "table_no, department, kind, part, reviewer, collector, "
                 "deadline",
                 lines);
    return c;
}

static void told(const char *path, size_t tables, void *ctx)
{
    tb_buf_addf(ctx, "%s %zu;", path + strlen(small_path("f/")), tables);
}

/* GOT becomes "FILE TABLES;" of each workbook that was written. */
static int dispatch(struct tb_campaign *c,
                    const struct tb_dispatch_options *options,
                    struct tb_dispatch_result *r, struct tb_buf *got,
                    struct tb_err *err)
{
    struct tb_dispatch_options o = *options;

    o.folder = small_path("f");
    tb_buf_clear(got);
    tb_buf_adds(got, "");
    *err = (struct tb_err){ 0 };
    return tb_dispatch_templates(c, &o, told, got, r, err);
}

/* The rows of sheet NAME of FILE from the line of the title on. */
static void read_sheet(const char *file, const char *name, size_t from,
                       struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    struct tb_buf all = { 0 };
    char mark[8];

    tb_buf_clear(got);
    tb_buf_adds(got, "");
    if (tb_source_open(small_path(file), 1 << 20, &source, &err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, &err) < 0)
        tb_buf_addf(got, "! %s", err.msg);
    for (size_t i = 0; i < tb_book_sheets(book); i++)
        if (tb_str_is(tb_book_sheet(book, i).name, name))
            tb_book_read(book, i, show_row, &all, &err);
    snprintf(mark, sizeof mark, "%zu[A", from);
    tb_buf_adds(&all, "");
    if (strstr(all.p, mark))
        tb_buf_adds(got, strstr(all.p, mark));
    tb_buf_free(&all);
    tb_book_close(book);
    tb_source_close(&source);
}

static void test_files(void)
{
    struct tb_campaign *c = open_school(LINES);
    struct tb_dispatch_result r = { 0 };
    struct tb_buf got = { 0 }, text = { 0 };
    struct tb_err err;

    CHECK_INT("all",
              dispatch(c, &(struct tb_dispatch_options){ 0 }, &r, &got, &err),
              0);
    CHECK_STR("all", err.msg, "");
    CHECK_STR("files", got.p,
              "甲系.xlsx 1;甲系/0101_测试甲.xlsx 1;甲系/0102_测试乙.xlsx 1;"
              "乙系.xlsx 3;");
    CHECK_INT("workbooks", (int)r.workbooks, 4);
    CHECK_INT("without an address", (int)r.unaddressed, 1);
    CHECK_INT("manifest", tb_file_read(r.manifest.p, 4096, &text, &err), 0);
    CHECK_STR("manifest", text.p,
              "\xEF\xBB\xBF部门,工号,姓名,文件,数据表,截止日期,邮箱\r\n"
              "甲系,0101,测试甲,甲系.xlsx,甲表,2022-10-08,a@example.com\r\n"
              "甲系,0101,测试甲,甲系/0101_测试甲.xlsx,教师表,,"
              "a@example.com\r\n"
              "甲系,0102,测试乙,甲系/0102_测试乙.xlsx,教师表,,\r\n"
              "乙系,0101,测试甲,乙系.xlsx,甲表（云端）、甲表（省内）、"
              "教师表,2022-10-08～2022-10-20,a@example.com\r\n");
    read_sheet("f/乙系.xlsx", "甲表（云端）", 3, &got);
    CHECK_STR("head", got.p, "3[A:text 编号][B:text 人数][C:text 在用]");
    tb_buf_free(&got);
    tb_buf_free(&text);
    tb_dispatch_result_free(&r);
    small_remove("f");
    small_close(c, "c");
}

static void test_mails(void)
{
    struct tb_campaign *c = open_school(LINES);
    struct tb_dispatch_result r = { 0 };
    struct tb_buf got = { 0 }, text = { 0 }, again = { 0 };
    struct tb_err err;
    const struct tb_dispatch_options o = { .department = "甲系",
                                           .mails = true,
                                           .from = "office@example.com" };

    CHECK_INT("of one", dispatch(c, &o, &r, &got, &err), 0);
    CHECK_STR("of one", err.msg, "");
    CHECK_INT("messages", (int)r.mails, 3);
    CHECK("its manifest", strstr(r.manifest.p, "清单_甲系.csv") != NULL);
    tb_dispatch_result_free(&r);
    CHECK_INT("a message",
              tb_file_read(small_path("f/甲系/0101_测试甲.eml"), 1 << 20, &text,
                           &err),
              0);
    CHECK("its sender", strstr(text.p, "office@example.com") != NULL);
    CHECK("its receiver", strstr(text.p, "a@example.com") != NULL);
    CHECK_INT("twice", dispatch(c, &o, &r, &got, &err), 0);
    tb_file_read(small_path("f/甲系/0101_测试甲.eml"), 1 << 20, &again, &err);
    CHECK_STR("is the same", again.p, text.p);
    tb_buf_free(&got);
    tb_buf_free(&text);
    tb_buf_free(&again);
    tb_dispatch_result_free(&r);
    small_remove("f");
    small_close(c, "c");
}

/* clang-format off */
static const struct {
    const char *label;
    struct tb_dispatch_options options;
    enum tb_status status;
    const char *message;
} refused_cases[] = {
    { "nobody's", { .department = "党政办公室" }, TB_REFUSED,
      "办公室 is assigned no table; 'tianbao assign' loads a task list" },
    { "unknown", { .department = "丙系" }, TB_USAGE, "unknown department '丙系'" },
    { "a sender of nothing", { .from = "a@example.com" }, TB_USAGE, "a sender is for messages only" },
    { "no address", { .mails = true, .from = "a" }, TB_USAGE, "'a' is no e-mail address" },
};
/* clang-format on */

static void test_refused(void)
{
    struct tb_campaign *c = open_school(LINES);
    struct tb_buf got = { 0 };

    for (size_t i = 0; i < TB_LEN(refused_cases); i++) {
        struct tb_dispatch_result r = { 0 };
        struct tb_err err;
        CHECK_INT(refused_cases[i].label,
                  dispatch(c, &refused_cases[i].options, &r, &got, &err), -1);
        CHECK_INT(refused_cases[i].label, err.status, refused_cases[i].status);
        CHECK_STR(refused_cases[i].label, err.msg, refused_cases[i].message);
        tb_dispatch_result_free(&r);
    }
    tb_buf_free(&got);
    small_remove("f");
    small_close(c, "c");
}

/* Last year: who filed a row is its department's code, or not known. */
static void make_last(struct tb_campaign *c)
{
    struct tb_db *last = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("last",
              tb_last_create(small_path("c/last.db"), c->dict, &last, &err), 0);
    small_insert(last, "1.1", "\"m_1.1\"", "_line, _department, 编号, 人数",
                 "(1, 'A', 'a', 1), (2, 'B', 'b', 2), (3, NULL, 'c', 3)");
    small_insert(last, "1.2", "\"m_1.2\"", "_line, _department, 工号, 姓名",
                 "(1, 'A', '0101', '测试甲'), (2, 'A', '0102', '测试乙'), "
                 "(3, 'B', '0201', '测试丙'), (4, NULL, '0101', '又')");
    tb_db_close(last);
}

/* clang-format off */
static const struct {
    const char *label, *lines, *file, *sheet;
    enum tb_prefill_kind kind;
    const char *want;
} prefill_cases[] = {
    { "nothing", LINES, "f/甲系.xlsx", "甲表", TB_PREFILL_NONE, "" },
    { "last year's of a department", LINES, "f/甲系.xlsx", "甲表", TB_PREFILL_LAST,
      "4[A:text 待核][B:text a][C:number 1]" },
    { "those of nobody when there is one department", "('1.1', 1, 'whole', '', 3, NULL, NULL)",
      "f/甲系.xlsx", "甲表", TB_PREFILL_LAST,
      "4[A:text 待核][B:text a][C:number 1]5[A:text 待核][B:text c][C:number 3]" },
    { "a teacher's own", LINES, "f/甲系/0101_测试甲.xlsx", "教师表", TB_PREFILL_LAST,
      "4[A:text 待核][B:text 0101][C:text 测试甲]" },
    { "of a table without persons none", "('1.1', 1, 'teacher', '0101', 3, NULL, NULL)",
      "f/甲系/0101_测试甲.xlsx", "甲表", TB_PREFILL_LAST, "" },
    { "what is filed", LINES, "f/甲系.xlsx", "甲表", TB_PREFILL_FILED,
      "4[A:text x][B:number 7][C:text 是]5[A:text y]" },
    { "what is not", LINES, "f/乙系.xlsx", "教师表", TB_PREFILL_FILED, "" },
};
/* clang-format on */

static void test_prefill(size_t i)
{
    const char *label = prefill_cases[i].label;
    struct tb_campaign *c = open_school(prefill_cases[i].lines);
    struct tb_dispatch_result r = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err;

    make_last(c);
    if (prefill_cases[i].kind == TB_PREFILL_FILED)
        small_file(c, "甲系", "1.1", "a.csv", "编号,人数,在用\nx,7,是\ny,,\n");
    CHECK_INT(label,
              dispatch(c,
                       &(struct tb_dispatch_options){
                           .prefill = prefill_cases[i].kind },
                       &r, &got, &err),
              0);
    CHECK_STR(label, err.msg, "");
    read_sheet(prefill_cases[i].file, prefill_cases[i].sheet, 4, &got);
    CHECK_STR(label, got.p, prefill_cases[i].want);
    tb_buf_free(&got);
    tb_dispatch_result_free(&r);
    small_remove("f");
    small_close(c, "c");
}

/* Without last year there is nothing to put in, and nothing wrong. */
static void test_no_last(void)
{
    struct tb_campaign *c = open_school(LINES);
    struct tb_dispatch_result r = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err;

    CHECK_INT(
        "no last year",
        dispatch(c, &(struct tb_dispatch_options){ .prefill = TB_PREFILL_LAST },
                 &r, &got, &err),
        0);
    read_sheet("f/甲系.xlsx", "甲表", 3, &got);
    CHECK_STR("no column for it", got.p,
              "3[A:text 编号][B:text 人数][C:text 在用]");
    tb_buf_free(&got);
    tb_dispatch_result_free(&r);
    small_remove("f");
    small_close(c, "c");
}

int main(void)
{
    CHECK("furniture", tb_mark_is_furniture(tb_str(TB_TEMPLATE_LISTS)));
    CHECK("a table", !tb_mark_is_furniture(tb_str("甲表")));
    small_folder_make();
    test_files();
    test_mails();
    test_refused();
    for (size_t i = 0; i < TB_LEN(prefill_cases); i++)
        test_prefill(i);
    test_no_last();
    small_folder_free();
    return CHECK_END;
}
