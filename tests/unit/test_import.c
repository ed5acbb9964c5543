/* test_import.c - what becomes of the sheets of a file, and of declarations. */
#include "small_campaign.h"

#include "mark.h"
#include "write_xlsx.h"

/* clang-format off */
static const struct small_texts texts = {
    .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"
                     "1.2,教师表,,,,filled,0,department,,many,,,\n"
                     "1.3,统计表,,,,derived,0,none,,many,,,\n",
    .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,人数,,integer,,0,,0,100,,,,,,,,,,,,n,,,1\n"
        "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n"
        "1.2,工号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.2,姓名,,text,,1,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,在用,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.3,行数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n",
    .derived = "table,expression,note,basis\n"
        "1.3,\"SELECT 在用, count(*) AS 行数 FROM 甲表 GROUP BY 在用\",,\n",
};

#define HEAD "编号,人数,在用\n"
#define TEACHERS "INSERT INTO staff (id, name, department, can_review, " \
    "is_collector) VALUES ('0201', '测试乙', 1, 0, 0); DELETE FROM slice " \
    "WHERE table_no = '1.2' AND department = 1; INSERT INTO slice (table_no, " \
    "department, kind, part) VALUES ('1.2', 1, 'teacher', '0201');"
#define STATE(state) "UPDATE slice SET state = '" state "' WHERE id = 1;"
#define LATE "UPDATE slice SET deadline = '2022-09-09';"
#define CLOUD "INSERT INTO assignment (table_no, mode) VALUES ('1.1', " \
    "'cloud');"

/* FIRST (may be NULL) is imported by 甲系 before SQL is run. */
static const struct {
    const char *label, *first, *sql;
    struct tb_import_options options;
    const char *text, *want;
} cases[] = {
    { "filed", NULL, "", { .department = "甲系" }, HEAD "1,2,是\n2,3,否\n",
      "filed 1.1 甲系: 2 = 2 + 0" },
    { "other forms", NULL, "", { .department = "甲系" }, HEAD "1,２,Y\n",
      "filed 1.1 甲系: 1 = 1 + 0; 规范化 2 个单元格（B2“２”→2，C2“Y”→是）。" },
    { "cells that cannot be read", NULL, "", { .department = "甲系" },
      HEAD "1,三个,也许\n", "filed 1.1 甲系: 1 = 1 + 0; 2 unread" },
    { "rows that cannot be filed", NULL, "", { .department = "甲系" },
      HEAD "1,2,是\n,3,是\n1,4,否\n", "filed 1.1 甲系: 3 = 1 + 2" },
    { "no rows", NULL, "", { .department = "甲系" }, HEAD,
      "empty 1.1 甲系: 0 = 0 + 0" },
    { "no table of ours", NULL, "", { .department = "甲系" }, "x,y\n1,2\n",
      "no sheet has the header of a table of this edition" },
    { "a column is missing", NULL, "", { .department = "甲系" },
      "人数,在用\n1,是\n", "bad 1.1 : 0 = 0 + 0; 缺少必填列：编号" },
    { "whose?", NULL, "", { 0 }, HEAD "1,2,是\n",
      "refused 1.1 : 0 = 0 + 0; 有几个部门填报此表（甲系、乙系），请用 "
      "--department 说明是哪个部门的" },
    { "nobody's", NULL, "DELETE FROM slice WHERE id = 1;",
      { .department = "甲系" }, HEAD "1,2,是\n",
      "refused 1.1 : 0 = 0 + 0; 此表不由甲系填报，负责部门是：乙系" },
    { "a teacher's", NULL, TEACHERS, { .teacher = "0201" },
      "工号,姓名\n0201,乙\n0202,丙\n", "filed 1.2 甲系 0201: 2 = 1 + 1; 1 "
      "行不是本人（0201）的，未导入。" },
    { "not the department's", NULL, TEACHERS, { .department = "甲系" },
      "工号,姓名\n0208,乙\n", "refused 1.2 : 0 = 0 + 0; "
      "此表由教师本人填报（1 人），本文件的“工号”列中没有他们；请核对工号，或用 "
      "--teacher 说明是谁的" },
    { "of a department's teachers", NULL, TEACHERS, { .department = "甲系" },
      "工号,姓名\n0201,乙\n", "filed 1.2 甲系 0201: 1 = 1 + 0" },
    { "no such teacher", NULL, "", { .teacher = "0299" }, HEAD,
      "unknown 工号 '0299'" },
    { "no such department", NULL, "", { .department = "丁系" }, HEAD,
      "unknown department '丁系'" },
    { "no such table", NULL, "", { .table = "9.9" }, HEAD,
      "unknown table '9.9'" },
    { "approved", HEAD "1,2,是\n", STATE("lead"), { .department = "甲系" },
      HEAD "1,3,是\n", "refused 1.1 甲系: 1 = 0 + 1; 此表已通过归口审核，已锁定"
      "；需要修改时请审核人先退回" },
    { "after its day", NULL, LATE, { .department = "甲系" }, HEAD "1,3,是\n",
      "refused 1.1 甲系: 1 = 0 + 1; 已过截止日期；确需补交的，请数据办公室用 "
      "--late 写明原因" },
    { "let in after its day", NULL, LATE,
      { .department = "甲系", .late = "病假" }, HEAD "1,3,是\n",
      "filed 1.1 甲系: 1 = 1 + 0" },
    { "the same rows", HEAD "1,2,是\n", "", { .department = "甲系" },
      HEAD "1,2,是\n\n", "unchanged 1.1 甲系: 1 = 1 + 0" },
    { "the same rows after a return", HEAD "1,2,是\n", STATE("returned"),
      { .department = "甲系" }, HEAD "1,2,是\n\n", "filed 1.1 甲系: 1 = 1 + 0" },
    { "the very bytes", HEAD "1,2,是\n", "", { .department = "甲系" },
      HEAD "1,2,是\n", "known; unchanged 1.1 甲系: 1 = 1 + 0" },
    { "other rows", HEAD "1,2,是\n", "", { .department = "甲系" },
      HEAD "2,2,是\n", "filed 1.1 甲系: 1 = 1 + 0; 1 gone" },
    { "added to", HEAD "1,2,是\n", "",
      { .department = "甲系", .accumulates = true }, HEAD "2,2,是\n",
      "filed 1.1 甲系: 1 = 1 + 0; 1 kept" },
    { "added before", HEAD "1,2,是\n", "",
      { .department = "甲系", .accumulates = true }, HEAD "1,2,是\n",
      "known; unchanged 1.1 甲系: 1 = 1 + 0" },
    { "less than was accumulated", HEAD "1,2,是\n",
      "UPDATE submission SET rows_kept = 1;", { .department = "甲系" },
      HEAD "2,2,是\n", "refused 1.1 甲系: 1 = 0 + 1; 1 gone; "
      "此表是逐次累积的，本文件缺少其中 1 行；追加请用 --accumulate，确要删除"
      "请用 --deletions 1" },
    { "less, as is meant", HEAD "1,2,是\n",
      "UPDATE submission SET rows_kept = 1;",
      { .department = "甲系", .deletions = 1 }, HEAD "2,2,是\n",
      "filed 1.1 甲系: 1 = 1 + 0; 1 gone" },
    { "added up by a department", NULL, "", { .department = "甲系" },
      "在用,行数\n是,3\n", "filed 1.3 甲系: 1 = 1 + 0" },
    { "added up by whom?", NULL, "", { 0 }, "在用,行数\n是,3\n",
      "refused 1.3 : 0 = 0 + 0; 此表由系统汇总，不必填报；要与汇总数核对，请用 "
      "--department 说明是哪个部门的" },
    { "from the cloud", NULL, CLOUD, { .cloud = true }, HEAD "1,2,是\n",
      "filed 1.1 甲系 云端: 1 = 1 + 0" },
    { "not from the cloud", NULL, "", { .cloud = true }, HEAD "1,2,是\n",
      "refused 1.1 : 0 = 0 + 0; 任务清单没有说此表从云端接收" },
};

/* Text in a CSV whose title has the mark of TABLE for 乙系. */
static const struct {
    const char *label, *table, *want;
} mark_cases[] = {
    { "a mark says whose", "1.1", "filed 1.1 乙系: 1 = 1 + 0" },
    { "a mark of another table says nothing", "1.2",
      "refused 1.1 : 0 = 0 + 0; 有几个部门填报此表（甲系、乙系），请用 "
      "--department 说明是哪个部门的" },
};

/* A workbook of 乙系: what is wrong with it, its row and its cover. */
static const struct {
    const char *label;
    const char *campaign, *department; /* NULL: the right ones */
    const char *token, *mark;          /* of whom; NULL: 乙系's, none */
    const char *row, *nil, *verdict, *want, *kept;
} book_cases[] = {
    { "a template", NULL, NULL, NULL, NULL, "1", "", "",
      "filed 1.1 乙系: 1 = 1 + 0", "2 submitted |" },
    { "with its mark", NULL, NULL, NULL, "B", "1", "", "",
      "filed 1.1 乙系: 1 = 1 + 0", "2 submitted |" },
    { "of another campaign", "0", NULL, NULL, NULL, "1", "", "",
      "a template of another campaign (); send the department this campaign's "
      "template", "2 missing |" },
    { "of no department", NULL, "Z", "Z", NULL, "1", "", "",
      "a template for department 'Z', which the campaign does not know",
      "2 missing |" },
    { "another's token", NULL, NULL, "A", NULL, "1", "", "",
      "bad 1.1 : 0 = 0 + 0; 工作表的标识与部门不符，可能来自别的工作簿；请用"
      "本部门的模板填报", "2 missing |" },
    { "another's sheet", NULL, NULL, NULL, "A", "1", "", "",
      "bad 1.1 : 0 = 0 + 0; 这张工作表来自另一工作簿（甲系，1.1），不能混在本"
      "文件里；请用自己的模板填报", "2 missing |" },
    { "no data, says the cover", NULL, NULL, NULL, NULL, "", "没有", "",
      "nil 1.1 乙系: 0 = 0 + 0; 封面声明本校无数据。", "2 nil 没有|" },
    { "no data, beside data", NULL, NULL, NULL, NULL, "1", "没有", "",
      "filed 1.1 乙系: 1 = 1 + 0; 封面声明本校无数据，但表中有数据，未按无数据"
      "处理。", "2 submitted |" },
    { "a verdict", NULL, NULL, NULL, NULL, "1", "", "通过",
      "filed 1.1 乙系: 1 = 1 + 0; 封面有审核结论，用 review signed 生效。",
      "2 submitted |approve" },
    { "another verdict", NULL, NULL, NULL, NULL, "1", "", "退回",
      "filed 1.1 乙系: 1 = 1 + 0; 封面有审核结论，用 review signed 生效。",
      "2 submitted |return" },
    { "no verdict that we know", NULL, NULL, NULL, NULL, "1", "", "好",
      "filed 1.1 乙系: 1 = 1 + 0; 封面的审核结论没有采用：没有填报的数据，或不是"
      "“通过”“退回”。", "2 submitted |" },
    { "a verdict on nothing", NULL, NULL, NULL, NULL, "", "", "通过",
      "empty 1.1 乙系: 0 = 0 + 0; 封面的审核结论没有采用：没有填报的数据，或不是"
      "“通过”“退回”。", "2 missing |" },
};

/* What is declared empty, and how the slices of the table stand then. */
static const struct {
    const char *label, *sql, *table, *department, *teacher, *late, *want,
        *states;
} nil_cases[] = {
    { "nothing yet", "", "1.1", "甲系", NULL, NULL, "", "nil missing" },
    { "by another name", "", "甲表", "A", NULL, NULL, "", "nil missing" },
    { "again", STATE("nil"), "1.1", "甲系", NULL, NULL, "", "nil missing" },
    { "after a return", STATE("returned"), "1.1", "甲系", NULL, NULL, "",
      "nil missing" },
    { "is filed", STATE("submitted"), "1.1", "甲系", NULL, NULL,
      "1.1: 甲系 has handed in 0 rows; have them returned first",
      "submitted missing" },
    { "after its day", LATE, "1.1", "甲系", NULL, NULL,
      "1.1 甲系: its day has passed; say why with --late", "missing missing" },
    { "let in after its day", LATE, "1.1", "甲系", NULL, "病假", "",
      "nil missing" },
    { "a teacher", TEACHERS, "1.2", "甲系", "0201", NULL, "", "missing nil" },
    { "all teachers", TEACHERS, "1.2", "甲系", NULL, NULL, "",
      "missing nil" },
    { "all teachers, who have filed",
      TEACHERS "UPDATE slice SET state = 'submitted' WHERE kind = 'teacher';",
      "1.2", "甲系", NULL, NULL,
      "1.2: every teacher of 甲系 has handed something in",
      "missing submitted" },
    { "another department's", "DELETE FROM slice WHERE id = 1;", "1.1", "甲系",
      NULL, NULL, "1.1 is not 甲系's to declare; it is filled by: 乙系",
      "missing" },
    { "no such teacher", "", "1.2", "甲系", "0299", NULL, "unknown 工号 '0299'",
      "missing missing" },
    { "no such table", "", "9.9", "甲系", NULL, NULL, "unknown table '9.9'",
      "" },
    { "no such department", "", "1.1", "丁系", NULL, NULL,
      "unknown department '丁系'", "missing missing" },
};
/* clang-format on */

static const char *const outcomes[] = {
    [TB_IMPORT_FILED] = "filed",     [TB_IMPORT_UNCHANGED] = "unchanged",
    [TB_IMPORT_NIL] = "nil",         [TB_IMPORT_EMPTY] = "empty",
    [TB_IMPORT_SKIPPED] = "skipped", [TB_IMPORT_REFUSED] = "refused",
    [TB_IMPORT_HELD] = "held",       [TB_IMPORT_BAD] = "bad",
};

static void show_sheet(const struct tb_import_sheet *s, struct tb_buf *out)
{
    tb_buf_addf(out, "%s %.*s %.*s%s%.*s: %zu = %zu + %zu",
                outcomes[s->outcome],
                TB_STR_ARG(s->table ? s->table->no : tb_str("-")),
                TB_STR_ARG(s->department), s->part.n > 0 ? " " : "",
                TB_STR_ARG(s->part), s->rows_in, s->filed, s->rejected);
    if (s->unread > 0)
        tb_buf_addf(out, "; %zu unread", s->unread);
    if (s->kept > 0)
        tb_buf_addf(out, "; %lld kept", s->kept);
    if (s->gone > 0)
        tb_buf_addf(out, "; %lld gone", s->gone);
    if (s->note.n > 0)
        tb_buf_addf(out, "; %.*s", TB_STR_ARG(s->note));
}

/* Import the file NAME and compare what becomes of it. */
static void check_import(struct tb_campaign *c, const char *label,
                         const char *name,
                         const struct tb_import_options *options,
                         const char *want)
{
    struct tb_import_result result = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    if (tb_import_file(c, small_path(name), options, &result, &err) < 0) {
        CHECK_HAS(label, err.msg, want); /* behind the path */
    } else {
        tb_buf_adds(&got, result.is_known ? "known; " : "");
        for (size_t i = 0; i < result.count; i++)
            show_sheet(&result.sheets[i], &got);
        CHECK_STR(label, tb_buf_text(&got), want);
    }
    tb_import_result_free(&result);
    tb_buf_free(&got);
}

static void run_sql(struct tb_campaign *c, const char *label, const char *sql)
{
    struct tb_err err = { 0 };

    tb_db_run(c->store.db, sql, &err);
    CHECK_STR(label, err.msg, "");
}

static int show_state(struct tb_stmt *s, void *ctx)
{
    struct tb_buf *out = ctx;

    tb_buf_addf(out, "%s%s", out->n > 0 ? " " : "", tb_stmt_chars(s, 0));
    return 0;
}

/* The first column of SQL, with blanks between. */
static void check_sql(struct tb_campaign *c, const char *label, const char *sql,
                      const char *table, const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(label,
              tb_db_each(c->store.db, show_state, &got, &err, sql, "s", table),
              0);
    CHECK_STR(label, tb_buf_text(&got), want);
    tb_buf_free(&got);
}

/* Each case is a change of the same campaign that is undone at its end. */
static void check_each(struct tb_campaign *c, tb_change_fn *one, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct tb_err err = { 0 };
        CHECK_INT("undone", tb_change(c, one, &i, &err), -1);
        CHECK_STR("undone", err.msg, "");
    }
}

static int file_case(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    size_t i = *(const size_t *)ctx;

    (void)err;
    if (cases[i].first)
        small_file(c, "甲系", "1.1", "first.csv", cases[i].first);
    run_sql(c, cases[i].label, cases[i].sql);
    small_write("a.csv", tb_str(cases[i].text));
    check_import(c, cases[i].label, "a.csv", &cases[i].options, cases[i].want);
    return -1;
}

static int mark_case(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    size_t i = *(const size_t *)ctx;
    struct tb_buf text = { 0 };
    char token[33];

    (void)err;
    tb_mark_token(c, tb_str(mark_cases[i].table), tb_str("B"), tb_str(""),
                  token);
    tb_buf_addf(&text, "1.1 甲表　［%.*s］\n" HEAD "1,2,是\n", TB_TEMPLATE_MARK,
                token);
    small_write("a.csv", tb_buf_str(&text));
    check_import(c, mark_cases[i].label, "a.csv",
                 &(struct tb_import_options){ 0 }, mark_cases[i].want);
    tb_buf_free(&text);
    return -1;
}

/* ---- workbooks ---- */

static void put(struct tb_xlsx *x, uint32_t row, uint32_t column,
                const char *text)
{
    tb_xlsx_text(x, row, column, tb_str(text), TB_XLSX_TEXT);
}

static void put_cover(struct tb_xlsx *x, size_t i)
{
    const char *const lines[][5] = {
        { TB_COVER_SHEET, TB_COVER_NIL, TB_COVER_PERSON, TB_COVER_VERDICT,
          TB_COVER_OPINION },
        { "甲表", book_cases[i].nil, "0101", book_cases[i].verdict, "已核对" },
        { "没有的表", "没有", "", "", "" },
    };

    tb_xlsx_sheet(x, tb_str(TB_TEMPLATE_COVER), false);
    put(x, 0, 0, "填报说明");
    for (uint32_t r = 0; r < TB_LEN(lines); r++)
        for (uint32_t k = 0; k < TB_LEN(lines[r]); k++)
            if (*lines[r][k])
                put(x, 2 + r, k, lines[r][k]);
}

static void put_table(struct tb_xlsx *x, const struct tb_campaign *c, size_t i)
{
    struct tb_buf title = { 0 };
    char token[33];

    tb_xlsx_sheet(x, tb_str("甲表"), false);
    tb_buf_adds(&title, "1.1 甲表");
    if (book_cases[i].mark) {
        tb_mark_token(c, tb_str("1.1"), tb_str(book_cases[i].mark), tb_str(""),
                      token);
        tb_buf_addf(&title, "　［%.*s］", TB_TEMPLATE_MARK, token);
    }
    put(x, 0, 0, title.p);
    put(x, 1, 0, "编号");
    put(x, 1, 1, "人数");
    put(x, 1, 2, "在用");
    if (*book_cases[i].row)
        put(x, 2, 0, book_cases[i].row);
    tb_buf_free(&title);
}

static void put_meta(struct tb_xlsx *x, const struct tb_campaign *c, size_t i)
{
    const char *whose = book_cases[i].department;
    const char *token_of = book_cases[i].token;
    char token[33];
    const char *const entries[][4] = {
        { "tianbao-template", "1" },
        { "campaign",
          book_cases[i].campaign ? book_cases[i].campaign : c->id.p },
        { "dictionary", c->dict->hash },
        { "department", whose ? whose : "B" },
        { "sheet", "甲表", "1.1", token },
    };

    tb_mark_token(c, tb_str("1.1"), tb_str(token_of ? token_of : "B"),
                  tb_str(""), token);
    tb_xlsx_sheet(x, tb_str(TB_TEMPLATE_META), true);
    for (uint32_t r = 0; r < TB_LEN(entries); r++)
        for (uint32_t k = 0; k < 4 && entries[r][k]; k++)
            put(x, r, k, entries[r][k]);
}

static int book_case(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    size_t i = *(const size_t *)ctx;
    const char *label = book_cases[i].label;
    struct tb_xlsx *x = tb_xlsx_new(small_path("b.xlsx"));

    put_cover(x, i);
    put_table(x, c, i);
    put_meta(x, c, i);
    CHECK_INT(label, tb_xlsx_finish(x, err), 0);
    check_import(c, label, "b.xlsx", &(struct tb_import_options){ 0 },
                 book_cases[i].want);
    check_sql(c, label,
              "SELECT s.id || ' ' || s.state || ' ' || coalesce(reason, '') || "
              "'|' || coalesce(o.action, '') FROM slice s LEFT JOIN signoff o "
              "ON o.slice = s.id WHERE s.table_no = ?1 AND s.department = 2",
              "1.1", book_cases[i].kept);
    small_remove("b.xlsx");
    return -1;
}

/* ---- declarations ---- */

static int nil_case(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    size_t i = *(const size_t *)ctx;
    const char *label = nil_cases[i].label, *table = nil_cases[i].table;
    struct tb_err why = { 0 };
    int rc;

    (void)err;
    run_sql(c, label, nil_cases[i].sql);
    rc = tb_import_nil(c, table, nil_cases[i].department, nil_cases[i].teacher,
                       "没有", nil_cases[i].late, NULL, &why);
    CHECK_INT(label, rc, *nil_cases[i].want ? -1 : 0);
    CHECK_STR(label, why.msg, nil_cases[i].want);
    check_sql(c, label,
              "SELECT state FROM slice WHERE table_no = ?1 ORDER BY id",
              strcmp(table, "甲表") == 0 ? "1.1" : table, nil_cases[i].states);
    return -1;
}

/* What is declared empty after a return does not keep its rows. */
static void check_retired(struct tb_campaign *c)
{
    struct tb_err err = { 0 };

    small_file(c, "甲系", "1.1", "a.csv", HEAD "1,2,是\n");
    run_sql(c, "returned", STATE("returned"));
    CHECK_INT("nil",
              tb_import_nil(c, "1.1", "甲系", NULL, "没有", NULL, NULL, &err),
              0);
    CHECK_STR("nil", err.msg, "");
    check_sql(c, "no rows", "SELECT 编号 FROM \"d_1.1\" WHERE ?1 = '1.1'",
              "1.1", "");
    check_sql(c, "a version before",
              "SELECT 编号 FROM \"h_1.1\" WHERE ?1 = '1.1'", "1.1", "1");
    check_sql(c, "to be validated anew",
              "SELECT value FROM setting WHERE key = ?1", "outdated", "1");
}

/* Nothing is kept of what is refused: no file, no slice of the cloud. */
static void check_nothing_kept(struct tb_campaign *c)
{
    small_write("a.csv", tb_str(HEAD "1,2,是\n"));
    check_import(
        c, "refused", "a.csv", &(struct tb_import_options){ 0 },
        "refused 1.1 : 0 = 0 + 0; 有几个部门填报此表（甲系、乙系），请用"
        " --department 说明是哪个部门的");
    check_sql(c, "no file", "SELECT name FROM file WHERE ?1 <> ''", "1.1", "");
    CHECK_INT("nothing in the archive", small_count("c/archive"), 0);
    run_sql(c, "closed", "INSERT INTO setting VALUES ('closed', '2022-09-01')");
    check_import(
        c, "closed", "a.csv",
        &(struct tb_import_options){ .department = "甲系" },
        "the campaign was closed on 2022-09-01; nothing can be changed");
    run_sql(c, "open", "DELETE FROM setting WHERE key = 'closed'");
}

int main(void)
{
    struct tb_campaign *c;

    small_folder_make();
    c = small_campaign("c", &texts);
    check_nothing_kept(c);
    check_each(c, file_case, TB_LEN(cases));
    check_each(c, mark_case, TB_LEN(mark_cases));
    check_each(c, book_case, TB_LEN(book_cases));
    check_each(c, nil_case, TB_LEN(nil_cases));
    check_retired(c);
    small_close(c, "c");
    small_folder_free();
    return CHECK_END;
}
