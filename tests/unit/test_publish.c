/* test_publish.c - what leaves a campaign: exports, records of review, what is
 * signed for; and what comes back to be verified. */
#include "closing.h"
#include "event.h"
#include "export.h"
#include "file.h"
#include "responsibility_compare.h"
#include "responsibility_issue.h"
#include "responsibility_sheet.h"
#include "responsibility_verify.h"
#include "review_records.h"
#include "review_sheet.h"
#include "small_campaign.h"

#define HEAD "编号,人数,在用\n"

static const struct small_texts texts = { 0 };

static void validate(struct tb_campaign *c)
{
    struct tb_validate_result r = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("validate", tb_validate_run(c, &r, &err), 0);
    CHECK_STR("validate", err.msg, "");
    tb_validate_result_free(&r);
}

/* 甲系 has filed two rows; they are approved and merged. */
static struct tb_campaign *published(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);

    small_file(c, "甲系", "1.1", "a.csv", HEAD "2,5,否\n1,3,是\n");
    small_merge(c);
    return c;
}

static long long count_log(struct tb_campaign *c)
{
    struct tb_log_state log;
    struct tb_err err = { 0 };
    long long n;

    CHECK_INT("log", tb_log_verify(&c->store, &log, &err), 0);
    CHECK_INT("the log holds", log.broken, 0);
    n = log.entries;
    tb_log_state_free(&log);
    return n;
}

/* ---- exports ---- */

static void check_file(const char *name, const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(name, tb_file_read(small_path(name), 1 << 20, &got, &err), 0);
    CHECK_HAS(name, tb_buf_text(&got), want);
    tb_buf_free(&got);
}

static void test_csv(void)
{
    struct tb_campaign *c = published();
    struct tb_export_result r = { 0 };
    struct tb_err err = { 0 };
    long long before = count_log(c);

    CHECK_INT(
        "csv",
        tb_export_csv(c, &(struct tb_export_options){ .safe = true }, &r, &err),
        0);
    CHECK_INT("rows", r.rows, 2);
    CHECK_INT("tables", r.tables, 1);
    CHECK_INT("logged", count_log(c), before + 1);
    check_file("c/out/csv/甲表.csv", "编号,人数,在用\r\n1,3,是\r\n2,5,否\r\n");
    check_file("c/out/csv/清单.csv", "1.1,甲表,2,1 份已审，1 份未完成,");
    tb_buf_free(&r.path);
    small_close(c, "c");
}

static void test_workbook(void)
{
    struct tb_campaign *c = published();
    struct tb_export_result r = { 0 };
    struct tb_buf missing = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("close", tb_close(c, "测试", &missing, &err), 0);
    CHECK_STR("papers are", tb_buf_text(&missing),
              "1 个填报单元未审核通过\n没有打印责任书的部门：甲系\n");
    tb_buf_free(&missing);
    CHECK_INT("also when closed",
              tb_export_workbook(c, &(struct tb_export_options){ 0 }, &r, &err),
              0);
    CHECK_STR("workbook", err.msg, "");
    CHECK_HAS("named by school", r.path.p, "测试学校");
    tb_buf_free(&r.path);
    small_close(c, "c");
}

static void test_export_is_refused(void)
{
    struct tb_campaign *c = published();
    struct tb_export_result r = { 0 };
    struct tb_err err = { 0 };
    long long before;

    small_file(c, "乙系", "1.1", "b.csv", HEAD "7,5,否\n");
    before = count_log(c);
    CHECK_INT("stale",
              tb_export_csv(c, &(struct tb_export_options){ 0 }, &r, &err), -1);
    CHECK_INT("stale", err.status, TB_REFUSED);
    CHECK_HAS("stale", err.msg, "merge");
    CHECK_INT("nothing is logged", count_log(c), before);
    tb_buf_free(&r.path);
    small_close(c, "c");
}

/* ---- records of review ---- */

static int show_record(const struct tb_review_record *r, void *ctx,
                       struct tb_err *err)
{
    (void)err;
    tb_buf_addf(ctx, "%.*s %zu slices %zu decisions;", TB_STR_ARG(r->table->no),
                r->count, r->decisions->count);
    return 0;
}

static int refuse_record(const struct tb_review_record *r, void *ctx,
                         struct tb_err *err)
{
    (void)r;
    (void)ctx;
    return tb_fail(err, "told to stop");
}

static void count_path(const struct tb_table *t, const char *path, void *ctx)
{
    (void)t;
    CHECK("a file", tb_file_exists(path));
    ++*(int *)ctx;
}

static void test_records(void)
{
    struct tb_campaign *c = published();
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    long long before = count_log(c);
    int written = 0;

    CHECK_INT("stop", tb_review_records_each(c, refuse_record, NULL, &err), -1);
    CHECK_STR("stop", err.msg, "told to stop");
    CHECK_INT("nothing is logged", count_log(c), before);
    CHECK_INT("records", tb_review_records_each(c, show_record, &got, &err), 0);
    CHECK_STR("records", tb_buf_text(&got), "1.1 2 slices 0 decisions;");
    CHECK_INT("logged", count_log(c), before + 1);
    CHECK_INT("sheets",
              tb_review_sheets_write(c, NULL, count_path, &written, &err), 0);
    CHECK_INT("one a table", written, 1);
    tb_buf_free(&got);
    small_close(c, "c");
}

/* ---- what is signed for ---- */

/* Keeps the lines of a record, to be taken again. */
static int keep_record(const struct tb_responsibility *r, void *ctx,
                       struct tb_err *err)
{
    struct tb_responsibility *kept = ctx;
    struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX];
    size_t n;

    (void)err;
    for (size_t i = 0; (n = tb_responsibility_line(r, i, cells)) > 0; i++)
        CHECK("taken", tb_responsibility_take(kept, cells, n));
    return 0;
}

static void show_difference(struct tb_str table, const char *text, bool differs,
                            void *ctx)
{
    tb_buf_addf(ctx, "%.*s%s%s%s;", TB_STR_ARG(table), table.n > 0 ? ": " : "",
                text, differs ? "" : " (no difference)");
}

static void compare(struct tb_campaign *c, const struct tb_responsibility *then,
                    const char *label, const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    bool same = false;

    CHECK_INT(
        label,
        tb_responsibility_compare(c, then, show_difference, &got, &same, &err),
        0);
    CHECK_STR(label, err.msg, "");
    CHECK_STR(label, tb_buf_text(&got), want);
    CHECK_INT(label, same, want[0] == '\0' || strstr(want, "(no difference)"));
    tb_buf_free(&got);
}

#define STATE(code) "UPDATE slice SET state = '" code "' WHERE department = 1"

/* clang-format off */
/* What was done to the campaign since, one after the other. */
static const struct {
    const char *label, *sql, *want;
} since_cases[] = {
    { "nothing",        NULL, "" },
    { "approved",       STATE("school"),
      "1.1 甲表: 状态当时为部门已审，现为学校已审 (no difference);" },
    { "returned",       STATE("returned"),
      "1.1 甲表: 当时已提交，现为已退回;" },
    { "back",           STATE("department"), "" },
    { "altered",        "UPDATE \"d_1.1\" SET 人数 = 4 WHERE 编号 = '1'",
      "1.1 甲表: 版本相同而数据行不同：在 tianbao 之外被改动过;" },
    { "and back",       "UPDATE \"d_1.1\" SET 人数 = 3 WHERE 编号 = '1'", "" },
    { "nobody's",       "UPDATE slice SET department = 2, kind = 'condition', "
                        "part = 'x' WHERE department = 1",
      "1.1 甲表: 不再分配给该部门;" },
};
/* clang-format on */

static void test_since(void)
{
    struct tb_campaign *c = published();
    struct tb_responsibility then = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("issue",
              tb_responsibility_issue(c, "甲系", keep_record, &then, &err), 0);
    CHECK_STR("issue", err.msg, "");
    CHECK_INT("handed", then.handed.count, 1);
    for (size_t i = 0; i < TB_LEN(since_cases); i++) {
        if (since_cases[i].sql)
            CHECK_INT(since_cases[i].label,
                      tb_db_run(c->store.db, since_cases[i].sql, &err), 0);
        compare(c, &then, since_cases[i].label, since_cases[i].want);
    }
    then.head[TB_RESPONSIBILITY_CAMPAIGN] = tb_str("another");
    CHECK_INT("of another campaign",
              tb_responsibility_compare(c, &then, show_difference, NULL,
                                        &(bool){ false }, &err),
              -1);
    CHECK_INT("of another campaign", err.status, TB_REFUSED);
    tb_responsibility_free(&then);
    small_close(c, "c");
}

/* A record that does not fit its hash, of a department that is gone. */
static void test_tampered(void)
{
    struct tb_campaign *c = published();
    struct tb_responsibility then = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("issue",
              tb_responsibility_issue(c, "甲系", keep_record, &then, &err), 0);
    then.head[TB_RESPONSIBILITY_CODE] = tb_str("Z");
    then.head[TB_RESPONSIBILITY_LOG] = tb_str("1 none");
    compare(c, &then, "tampered",
            "责任书本身被改动过：与其校验码不符;操作记录中没有签发过这份责任书;"
            "操作记录已不是当时的：第 1 条不同;已没有部门 Z;");
    tb_responsibility_free(&then);
    small_close(c, "c");
}

static int refuse_second(const struct tb_responsibility *r, void *ctx,
                         struct tb_err *err)
{
    (void)r;
    return ++*(int *)ctx == 2 ? tb_fail(err, "told to stop") : 0;
}

/* All departments of a command are issued, or none. */
static void test_all_or_none(void)
{
    struct tb_campaign *c = published();
    struct tb_err err = { 0 };
    long long before;
    int count = 0;

    small_file(c, "乙系", "1.1", "b.csv", HEAD "7,5,否\n");
    before = count_log(c);
    CHECK_INT("stale",
              tb_responsibility_issue(c, NULL, refuse_second, &count, &err),
              -1);
    CHECK_INT("stale", err.status, TB_REFUSED);
    CHECK_INT("nothing was told", count, 0);
    validate(c);
    before = count_log(c);
    CHECK_INT("the second fails",
              tb_responsibility_issue(c, NULL, refuse_second, &count, &err),
              -1);
    CHECK_INT("none is logged", count_log(c), before);
    CHECK_INT("both",
              tb_responsibility_issue(c, NULL, refuse_second, &count, &err), 0);
    CHECK_INT("both are logged", count_log(c), before + 2);
    CHECK_INT("unknown",
              tb_responsibility_issue(c, "丙系", refuse_second, &count, &err),
              -1);
    CHECK_INT("unknown", err.status, TB_USAGE);
    small_close(c, "c");
}

static void count_sheet(const char *path, size_t tables, const char *hash,
                        void *ctx)
{
    CHECK("a file", tb_file_exists(path));
    CHECK_INT("tables", tables, 1);
    CHECK_INT("a hash", strlen(hash), 64);
    ++*(int *)ctx;
}

static void test_sheet(void)
{
    struct tb_campaign *c = published();
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    bool same = false;
    int written = 0;

    CHECK_INT("write",
              tb_responsibility_write(c, small_path("s"), NULL, count_sheet,
                                      &written, &err),
              0);
    CHECK_STR("write", err.msg, "");
    CHECK_INT("one department has something", written, 1);
    CHECK_INT("no draft is left", small_count("s"), 1);
    CHECK_INT("verify",
              tb_responsibility_verify(c, small_path("s/甲系.xlsx"),
                                       show_difference, &got, &same, &err),
              0);
    CHECK_STR("verify", tb_buf_text(&got), "");
    CHECK("the same", same);
    CHECK_INT("refused",
              tb_responsibility_write(c, small_path("s"), "乙系", count_sheet,
                                      &written, &err),
              -1);
    CHECK_INT("refused", err.status, TB_REFUSED);
    CHECK_INT("no draft is left", small_count("s"), 1);
    tb_buf_free(&got);
    small_remove("s");
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_csv();
    test_workbook();
    test_export_is_refused();
    test_records();
    test_since();
    test_tampered();
    test_all_or_none();
    test_sheet();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
