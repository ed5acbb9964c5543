/* test_baseline.c - what is taken over from last year, and what is not. */
#include "baseline.h"

#include "engine.h"
#include "export.h"
#include "reader.h"
#include "small_campaign.h"
#include "write_xlsx.h"

#define ROWS "编号,人数,在用\n01,5,是\n1,,\n\"a'b\",0,否\n"

/* clang-format off */
/* Last year's 甲表 (编号, 人数, 在用 of ROWS) under this year's dictionary. */
static const struct {
    const char *label;
    struct small_texts now;
    const char *sql, *want;  /* of 上年, see ask() */
    const char *result;      /* tables, rows, unread, notes */
} cases[] = {
    { "the same dictionary", { .tables = NULL },
      "SELECT 编号, 人数, 在用 FROM 上年.甲表 ORDER BY _row",
      "01|5|是^1|-|-^a'b|0|否^", "1 3 0 " },
    { "another name, found by this year's alias",
      { .tables = TABLES "2.9,丙表,旧表;甲表,,,filled,0,none,,many,,,\n",
        .fields = FIELDS "2.9,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT count(*), min(编号) FROM 上年.丙表", "3|01^", "1 3 0 "
      "1.1甲表：字段 人数、在用没有对应" },
    { "another name, found by last year's alias",
      { .tables = TABLES "2.9,甲的表,,,,filled,0,none,,many,,,\n",
        .fields = FIELDS "2.9,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT count(*), min(编号) FROM 上年.甲的表", "3|01^", "1 3 0 "
      "1.1甲表：字段 人数、在用没有对应" },
    { "another number only",
      { .tables = TABLES "9.9,甲表,,,,filled,0,none,,many,,,\n",
        .fields = FIELDS "9.9,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT count(*) FROM 上年.甲表", "3^", "1 3 0 "
      "1.1甲表：字段 人数、在用没有对应" },
    { "the same number, another table",
      { .tables = TABLES "1.1,丁表,,,,filled,0,none,,many,,,\n",
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT count(*) FROM 上年.丁表", "0^", "0 0 0 1.1甲表：本版本没有对应的表（3 行）" },
    { "a table that is new",
      { .tables = USUAL_TABLES "1.2,乙表,,,,filled,0,none,,many,,,\n",
        .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT (SELECT count(*) FROM 上年.甲表), count(*) FROM 上年.乙表",
      "3|0^", "1 3 0 " },
    { "fields of other names",
      { .fields = FIELDS
        "1.1,代号,编号;号码,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,人员总数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,使用中,在用,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n" },
      "SELECT 代号, 人员总数, 使用中 FROM 上年.甲表 ORDER BY _row",
      "01|5|是^1|-|-^a'b|0|否^", "1 3 0 " },
    { "a field that is gone, one that is new",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,新,,text,,0,,,,,,,,,,,,,,,n,,,1\n" },
      "SELECT 编号, 新 FROM 上年.甲表 ORDER BY _row", "01|-^1|-^a'b|-^",
      "1 3 0 "
      "1.1甲表：字段 人数、在用没有对应" },
    { "a field that is out of use now",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,0\n" },
      "SELECT * FROM 上年.甲表 WHERE _row = 1", "1|01^", "1 3 0 "
      "1.1甲表：字段 人数、在用没有对应" },
    { "fields in another order",
      { .fields = FIELDS "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT 编号, 人数, 在用 FROM 上年.甲表 ORDER BY _row",
      "01|5|是^1|-|-^a'b|0|否^", "1 3 0 " },
    { "a number became a text",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,text,,0,,,,,,,,,,,,,,,n,,,1\n" },
      "SELECT 人数, typeof(人数) FROM 上年.甲表 WHERE _row <> 2",
      "5|text^0|text^", "1 3 0 1.1甲表：字段 在用没有对应" },
    { "a text became a number",
      { .fields = FIELDS "1.1,编号,,integer,,1,,,,,,key,,,,,,,,,n,,,1\n" },
      "SELECT 编号 FROM 上年.甲表 ORDER BY _row", "1^1^-^", "1 3 1 1.1甲表：主键不全（编号），1 行已带入，但与今年的行对不上^"
      "1.1甲表：字段 人数、在用没有对应；值与本版本不符，已留空：编号 1 个" },
    { "labels that are no more",
      { .codes = CODES "是否,0,没有,否,\n是否,1,有,,\n",
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n" },
      "SELECT 在用 FROM 上年.甲表 ORDER BY _row", "-^-^没有^", "1 3 1 "
      "1.1甲表：字段 人数没有对应；值与本版本不符，已留空：在用 1 个" },
};
/* clang-format on */

/* All rows that SQL gives: values with | between, ^ behind each row. */
static void ask(const char *label, const struct tb_dict *dict, const char *sql,
                const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    struct tb_db *db = NULL;
    struct tb_stmt *s = NULL;
    int rc = tb_db_open(":memory:", TB_DB_CREATE, &db, &err);

    if (rc == 0)
        rc = tb_last_attach(db, small_path("now/" TB_LAST_FILE), dict, &err);
    if (rc == 0)
        rc = tb_db_prepare(db, sql, &s, &err);
    while (rc == 0 && (rc = tb_stmt_step(s, &err)) == 1) {
        for (int i = 0; i < tb_stmt_columns(s); i++)
            tb_buf_addf(&got, "%s%s", i > 0 ? "|" : "",
                        tb_stmt_is_null(s, i) ? "-" : tb_stmt_chars(s, i));
        tb_buf_adds(&got, "^");
        rc = 0;
    }
    tb_stmt_free(s);
    tb_db_close(db);
    CHECK_STR(label, err.msg, "");
    CHECK_STR(label, tb_buf_text(&got), want);
    tb_buf_free(&got);
}

/* Load LAST into the folder now; WANT: tables, rows, unread, notes. */
static void load(const char *label, const struct tb_dict *dict,
                 const char *last, const char *want)
{
    struct tb_baseline b = { 0 };
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    CHECK_INT(
        label,
        tb_baseline_load(small_path("now"), dict, small_path(last), &b, &err),
        0);
    CHECK_STR(label, err.msg, "");
    tb_buf_addf(&got, "%zu %lld %lld ", b.tables, b.rows, b.unread);
    for (size_t i = 0; i < b.note_count; i++)
        tb_buf_addf(&got, "%s%.*s", i > 0 ? "^" : "", TB_STR_ARG(b.notes[i]));
    CHECK_STR(label, tb_buf_text(&got), want);
    small_remove("now/" TB_BASELINE_LIST); /* of a campaign only */
    CHECK_INT("one file", small_count("now"), 1);
    tb_buf_free(&got);
    tb_baseline_free(&b);
}

static const struct small_texts last_year = {
    .tables = TABLES "1.1,甲表,甲的表,,,filled,0,department,,many,,,\n",
    .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                     "1.1,人数,人员总数,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
                     "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n",
};

static void export(struct tb_campaign *c, const char *name)
{
    struct tb_export_result r = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(name,
              tb_export_workbook(
                  c, &(struct tb_export_options){ .path = small_path(name) },
                  &r, &err),
              0);
    CHECK_STR(name, err.msg, "");
    tb_buf_free(&r.path);
}

/* From a campaign's folder, and from what it exported: the same. */
static void test_dictionaries(void)
{
    struct tb_campaign *c = small_campaign("last", &last_year);

    small_mkdir("now");
    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    small_merge(c);
    export(c, "last.xlsx");
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_dict *dict = small_load(&cases[i].now);
        load(cases[i].label, dict, "last", cases[i].result);
        ask(cases[i].label, dict, cases[i].sql, cases[i].want);
        tb_dict_free(dict);
    }
    small_remove("now/" TB_LAST_FILE);
    tb_campaign_close(c);
    small_remove("last");
    small_remove("last-edition");
    small_remove("now");
    small_remove("last.xlsx");
}

/* What is filed counts until there are merged tables; both departments'. */
static void test_merged(void)
{
    struct tb_dict *dict = small_load(&last_year);
    struct tb_campaign *c = small_campaign("last", &last_year);
    struct tb_err err = { 0 };

    small_mkdir("now");
    load("nothing filed", dict, "last", "1 0 0 ");
    ask("nothing filed", dict, "SELECT table_no, rows FROM 上年.there",
        "1.1|0^");
    small_file(c, "甲系", "1.1", "a.csv", "编号,人数,在用\n1,1,\n2,2,\n");
    small_file(c, "乙系", "1.1", "b.csv", "编号,人数,在用\n3,3,\n");
    load("filed", dict, "last", "1 3 0 ");
    small_file(c, "乙系", "1.1", "c.csv", "编号,人数,在用\n3,4,\n");
    load("a new version", dict, "last", "1 3 0 ");
    ask("a new version", dict, "SELECT sum(人数) FROM 上年.甲表", "7^");
    ask("whose", dict,
        "SELECT _department, 编号 FROM 上年.\"m_1.1\" ORDER BY _id",
        "A|1^A|2^B|3^");
    small_merge(c);
    load("merged", dict, "last", "1 3 0 ");
    ask("whose, merged", dict,
        "SELECT _department, 编号 FROM 上年.\"m_1.1\" ORDER BY _id",
        "A|1^A|2^B|3^");
    CHECK_INT(
        "returned",
        tb_db_run(c->store.db, "UPDATE slice SET state = 'returned'", &err), 0);
    small_file(c, "乙系", "1.1", "d.csv", "编号,人数,在用\n3,5,\n4,5,\n");
    load("filed since", dict, "last", "1 3 0 ");
    ask("as it was merged", dict, "SELECT sum(人数) FROM 上年.甲表", "7^");
    small_close(c, "last");
    tb_dict_free(dict);
    small_remove("now");
}

/* What a department typed into a derived table is not last year's. */
static void test_typed(void)
{
    static const struct small_texts texts = {
        .tables = USUAL_TABLES "1.3,统计表,,,,derived,0,none,,many,,,\n",
        .fields = USUAL_FIELDS "1.3,组,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
                               "1.3,数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n",
        .derived = DERIVED "1.3,\"SELECT '全' AS 组, count(*) AS 数 FROM 甲表\""
                           ",,\n",
    };
    struct tb_campaign *c = small_campaign("last", &texts);
    struct tb_dict *dict = small_load(&texts);

    small_mkdir("now");
    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    small_file(c, "甲系", "1.3", "b.csv", "组,数\n全,9\n");
    small_derive(c);
    load("typed", dict, "last", "2 4 0 ");
    ask("ours", dict, "SELECT 数 FROM 上年.统计表", "3^");
    small_close(c, "last");
    tb_dict_free(dict);
    small_remove("now");
}

/* clang-format off */
/* Last year's 6.1 人员, 5.1 收入 and 5.2 其他收入 under a dictionary that
 * declares what continues them. */
#define KEY "编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1,"
#define YEAR "年度,,year,,1,,,,,,key,,,,,,,,,n,,,1,"
#define MANY ",,,,filled,0,department,,many,,,,"
static const struct {
    const char *label;
    struct small_texts now;
    const char *sql, *want, *result;
} declared[] = {
    { "two tables of one, by a field",
      { .tables = TABLES_FROM "1.1,内" MANY "6.1 类别=专任|兼课\n"
                              "1.2,外" MANY "6.1 类别=外聘\n",
        .fields = FIELDS_FROM "1.1," KEY "\n" "1.1,类别,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
                              "1.2," KEY "\n" "1.2,单位,,text,,0,,,,,,,,,,,,,,,n,,,1,\n" },
      "SELECT '内', 编号 FROM 上年.内 UNION ALL SELECT 单位, 编号 FROM 上年.外",
      "内|1^内|2^厂|3^",
      "2 3 0 6.1人员：1 行按“类别”不属于本版本的任何一张表；"
      "字段 类别（部分行）没有对应^5.1收入：本版本没有对应的表（1 行）^"
      "5.2其他：本版本没有对应的表（1 行）" },
    { "a field of another name, one that is not what it is called",
      { .tables = TABLES_FROM "1.1,内" MANY "6.1\n",
        .fields = FIELDS_FROM "1.1," KEY "\n"
                  "1.1,性质,,text,,0,,,,,,,,,,,,,,,n,,,1,类别\n"
                  "1.1,单位,,text,,0,,,,,,,,,,,,,,,n,,,1,-\n" },
      "SELECT 编号, 性质, 单位 FROM 上年.内 WHERE 编号 = '3'", "3|外聘|-^",
      "1 4 0 6.1人员：字段 单位没有对应^5.1收入：本版本没有对应的表（1 行）^"
      "5.2其他：本版本没有对应的表（1 行）" },
    { "two tables of one row, and what all rows have",
      { .tables = TABLES_FROM "1.1,总,,,,filled,0,department,,one,,,,5.1;5.2\n"
                              "1.2,内" MANY "6.1\n",
        .fields = FIELDS_FROM "1.1," YEAR "\n"
                  "1.1,学费,,integer,万元,0,,,,,,,,,,,,,,,n,,,1,\n"
                  "1.1,合计,,integer,元,0,,,,,,,,,,,,,,,n,,,1,5.2.总数\n"
                  "1.1,其余,,integer,,0,,,,,,,,,,,,,,,n,,,1,5.2.余\n"
                  "1.2," KEY "\n" "1.2,单位,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
                  "1.2,来源,,text,,0,,,,,,,,,,,,,,,n,,,1,6.1=旧表\n" },
      "SELECT 年度, 学费, 合计, 其余, (SELECT min(来源) FROM 上年.内) FROM "
      "上年.总", "2020|7|-|2|旧表^",
      "2 5 0 6.1人员：字段 类别没有对应^5.2其他：单位不同：总数（万元→元）" },
    { "another table of that number",
      { .tables = TABLES_FROM "1.1,内" MANY "6.1\n",
        .fields = FIELDS_FROM "1.1," KEY "\n" },
      "SELECT count(*) FROM 上年.内", "0^",
      "0 0 0 6.1人员：本版本没有对应的表（4 行）^"
      "5.1收入：本版本没有对应的表（1 行）^"
      "5.2其他：本版本没有对应的表（1 行）" },
    { "this edition's own: its predecessor is two years ago",
      { .tables = TABLES_FROM "6.1,人员" MANY "5.1\n",
        .fields = FIELDS_FROM "6.1," KEY "\n" "6.1,类别,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
                  "6.1,单位,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
                  "6.1,年度,,year,,0,,,,,,,,,,,,,,,n,,,1,\n"
                  "6.1,学费,,integer,,0,,,,,,,,,,,,,,,n,,,1,\n" },
      "SELECT count(*), count(年度) FROM 上年.人员", "4|0^",
      "1 4 0 5.1收入：本版本没有对应的表（1 行）^"
      "5.2其他：本版本没有对应的表（1 行）" },
};
static const struct small_texts edition_before = {
    .tables = TABLES_FROM "6.1,人员" MANY "5.1\n"
                          "5.1,收入,,,,filled,0,department,,one,,,,\n"
                          "5.2,其他,,,,filled,0,department,,one,,,,\n",
    .fields = FIELDS_FROM "6.1," KEY "\n" "6.1,类别,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
              "6.1,单位,,text,,0,,,,,,,,,,,,,,,n,,,1,\n"
              "5.1," YEAR "\n" "5.1,学费,,integer,万元,0,,,,,,,,,,,,,,,n,,,1,\n"
              "5.2," YEAR "\n" "5.2,总数,,integer,万元,0,,,,,,,,,,,,,,,n,,,1,\n"
              "5.2,余,,integer,,0,,,,,,,,,,,,,,,n,,,1,\n",
};
/* clang-format on */

static void test_declared(void)
{
    struct tb_campaign *c = small_campaign("last", &edition_before);

    small_mkdir("now");
    small_file(c, "甲系", "6.1", "a.csv",
               "编号,类别,单位\n1,专任,\n2,兼课,\n3,外聘,厂\n4,外教,\n");
    small_file(c, "甲系", "5.1", "b.csv", "年度,学费\n2020,7\n");
    small_file(c, "甲系", "5.2", "c.csv", "年度,总数,余\n2020,9,2\n");
    for (size_t i = 0; i < TB_LEN(declared); i++) {
        struct tb_dict *dict = small_load(&declared[i].now);
        load(declared[i].label, dict, "last", declared[i].result);
        ask(declared[i].label, dict, declared[i].sql, declared[i].want);
        tb_dict_free(dict);
    }
    small_close(c, "last");
    small_remove("now");
}

/* Two columns of last year's became one: the one that is filled counts. */
static void test_joined(void)
{
    static const struct small_texts before = {
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,系部,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,部门名,,text,,0,,,,,,,,,,,,,,,n,,,1\n",
    };
    static const struct small_texts now = {
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,部门,系部;部门名,text,,0,,,,,,,,,,,,,,,n,,,1\n",
    };
    struct tb_campaign *c = small_campaign("last", &before);
    struct tb_dict *dict = small_load(&now);

    small_mkdir("now");
    small_file(c, "甲系", "1.1", "a.csv", "编号,系部,部门名\n1,甲,\n2,,乙\n");
    load("joined", dict, "last", "1 2 0 ");
    ask("joined", dict, "SELECT 部门 FROM 上年.甲表 ORDER BY _row", "甲^乙^");
    small_close(c, "last");
    tb_dict_free(dict);
    small_remove("now");
}

/* Sheets are known by their names, though two tables have the same header. */
static void test_sheets(void)
{
    static const struct small_texts texts = {
        .tables = TABLES
        "1.1,"
        "某某学校某某年度某某某某某某某某某某某某某某某某某某某某某某情况表,"
        ",,,filled,0,department,,many,,,\n"
        "1.2,"
        "某某学校某某年度某某某某某某某某某某某某某某某某某某某某某某一览表,"
        ",,,filled,0,department,,many,,,\n"
        "1.3,丙表,,,,filled,0,department,,many,单子,,\n",
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,名,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.2,名,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.3,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.3,名,,text,,0,,,,,,,,,,,,,,,n,,,1\n",
    };
    struct tb_campaign *c = small_campaign("last", &texts);
    struct tb_dict *dict = small_load(&texts);

    small_mkdir("now");
    small_file(c, "甲系", "1.2", "a.csv", "编号,名\n1,甲\n");
    small_file(c, "甲系", "1.3", "b.csv", "编号,名\n1,甲\n2,乙\n");
    small_merge(c);
    export(c, "last.xlsx");
    load("sheets", dict, "last.xlsx", "3 3 0 ");
    ask("sheets", dict, "SELECT table_no, rows FROM 上年.there ORDER BY 1",
        "1.1|0^1.2|1^1.3|2^");
    small_close(c, "last");
    tb_dict_free(dict);
    small_remove("last.xlsx");
    small_remove("now");
}

/* A failed beginning is not the beginning of the next. */
static void test_again(void)
{
    struct tb_campaign *c = small_campaign("last", &last_year);
    struct tb_baseline b = { 0 };
    struct tb_err err = { 0 };
    char path[160];

    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    tb_campaign_close(c);
    snprintf(path, sizeof path, "%s", small_path("last"));
    small_mkdir("c");
    small_mkdir("c/tianbao.db.new"); /* what makes the database fail */
    CHECK_INT("failed", small_create("c", &last_year, path, &b, &err), -1);
    tb_baseline_free(&b);
    small_remove("c/tianbao.db.new");
    err = (struct tb_err){ 0 };
    CHECK_INT("again", small_create("c", &last_year, NULL, NULL, &err), 0);
    CHECK("without last year", !tb_file_exists(small_path("c/" TB_LAST_FILE)));
    CHECK("and its list", !tb_file_exists(small_path("c/" TB_BASELINE_LIST)));
    small_remove("c");
    small_remove("c-edition");
    small_remove("last");
    small_remove("last-edition");
}

/* What was exported comes back, whatever is in the cells. */
static void test_workbook(void)
{
    static const struct small_texts texts = {
        .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,1.1甲表,,\n"
                         "1.2,乙表,,,,filled,0,department,,one,,,\n"
                         "1.3,空表,,,,filled,0,department,,many,,,\n",
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,人,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,经费,,money,万元,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,日期,,date,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,年月,,month,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,年,,year,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,备注,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.2,校名,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.2,校训,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.3,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.3,名,,text,,0,,,,,,,,,,,,,,,n,,,1\n",
    };
    struct tb_campaign *c = small_campaign("last", &texts);
    struct tb_dict *dict = small_load(&texts);

    small_mkdir("now");
    small_file(c, "甲系", "1.1", "a.csv",
               "编号,人数,经费,日期,年月,年,备注\n"
               "0012,0,1.10,2021-09-01,2021-10,1951,\"a,\"\"b\nc\"\n"
               "110101199003070001,-5,-0.05,,,,=1+1\n");
    small_file(c, "甲系", "1.2", "b.csv", "校名,校训\n甲校,勤\n");
    small_merge(c);
    export(c, "last.xlsx");
    load("workbook", dict, "last.xlsx", "3 3 0 ");
    ask("values", dict,
        "SELECT 编号, 人数, 经费, 日期, 年月, 年, 备注 FROM 上年.甲表 ORDER BY "
        "_row",
        "0012|0|1.1|2021-09-01|2021-10|1951|a,\"b\nc^"
        "110101199003070001|-5|-0.05|-|-|-|=1+1^");
    ask("types", dict,
        "SELECT typeof(编号), typeof(人数), typeof(经费), typeof(年) FROM "
        "上年.甲表 WHERE 编号 = '0012'",
        "text|integer|real|integer^");
    ask("the row of the sheet", dict,
        "SELECT _line FROM 上年.\"m_1.1\" ORDER BY _line", "2^3^");
    ask("whose is not known", dict,
        "SELECT count(_department) FROM 上年.\"m_1.1\"", "0^");
    ask("empty, but there", dict,
        "SELECT table_no, rows FROM 上年.there ORDER BY 1",
        "1.1|2^1.2|1^1.3|0^");
    tb_campaign_close(c);
    tb_dict_free(dict);
    small_remove("last");
    small_remove("last-edition");
    small_remove("last.xlsx");
    small_remove("now");
}

/* clang-format off */
/* A workbook of one sheet, as people keep them. */
static const struct {
    const char *label, *sheet, *rows[4];
    const char *sql, *want, *result;
} book_cases[] = {
    { "the sheet is called like the table", "甲表",
      { "编号|人数", "01|5" },
      "SELECT 编号, 人数 FROM 上年.甲表", "01|5^", "1 1 0 " },
    { "with its number", "1.1甲表", { "编号|人数", "01|5" },
      "SELECT 编号, 人数 FROM 上年.甲表", "01|5^", "1 1 0 " },
    { "known by its header", "Sheet1", { "编号|人数|在用", "01|5|是" },
      "SELECT 编号, 人数, 在用 FROM 上年.甲表", "01|5|是^", "1 1 0 " },
    { "titles above", "甲表", { "某校", "2020-2021 学年", "编号|人数",
                                "01|5" },
      "SELECT _line, 编号 FROM 上年.\"m_1.1\"", "4|01^", "1 1 0 " },
    { "units, stars, another order", "甲表",
      { "人数（人）|*编号|备注", "5|01|x" },
      "SELECT 编号, 人数 FROM 上年.甲表", "01|5^", "1 1 0 甲表：字段 备注没有对应" },
    { "a required column is missing", "甲表", { "人数|在用", "5|是" },
      "SELECT 编号, 人数 FROM 上年.甲表", "-|5^", "1 1 0 1.1甲表：主键不全（编号），1 行已带入，但与今年的行对不上" },
    { "a cell that does not fit", "甲表", { "编号|人数", "01|五人" },
      "SELECT 编号, 人数 FROM 上年.甲表", "01|-^", "1 1 1 甲表：值与本版本不符，已留空：人数 1 个" },
    { "a line of nothing of ours", "甲表", { "编号|人数|备注", "||x", "01|5" },
      "SELECT 编号, 人数 FROM 上年.甲表", "01|5^", "1 1 0 " },
    { "a header alone", "甲表", { "编号|人数" },
      "SELECT count(*) FROM 上年.甲表", "0^", "1 0 0 " },
};
/* clang-format on */

static void write_book(const char *name, const char *sheet,
                       const char *const *rows, const char *second)
{
    struct tb_xlsx *x = tb_xlsx_new(small_path(name));
    struct tb_err err = { 0 };

    tb_xlsx_sheet(x, tb_str(sheet), false);
    for (uint32_t row = 0; row < 4 && rows[row]; row++) {
        struct tb_str rest = tb_str(rows[row]), cell;
        for (uint32_t column = 0; tb_str_next(&rest, "|", &cell); column++)
            if (cell.n > 0)
                tb_xlsx_text(x, row, column, cell, TB_XLSX_TEXT);
    }
    if (second) {
        tb_xlsx_sheet(x, tb_str(second), false);
        tb_xlsx_text(x, 0, 0, tb_str("工资"), TB_XLSX_TEXT);
        tb_xlsx_text(x, 0, 1, tb_str("奖金"), TB_XLSX_TEXT);
    }
    CHECK_INT(name, tb_xlsx_finish(x, &err), 0);
    CHECK_STR(name, err.msg, "");
}

static void test_books(void)
{
    static const struct small_texts texts = {
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,人,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n",
    };
    struct tb_dict *dict = small_load(&texts);

    small_mkdir("now");
    for (size_t i = 0; i < TB_LEN(book_cases); i++) {
        write_book("b.xlsx", book_cases[i].sheet, book_cases[i].rows, NULL);
        load(book_cases[i].label, dict, "b.xlsx", book_cases[i].result);
        ask(book_cases[i].label, dict, book_cases[i].sql, book_cases[i].want);
    }
    write_book("b.xlsx", "甲表", (const char *const[4]){ "编号|人数", "01|5" },
               "工资表");
    load("a sheet of nobody's", dict, "b.xlsx",
         "1 1 0 上年没有数据、本版本也没有对应的表：工资表");
    write_book("b.xlsx", "甲表", (const char *const[4]){ "编号|人数", "01|5" },
               "填报说明");
    load("furniture is not lost", dict, "b.xlsx", "1 1 0 ");
    write_book("b.xlsx", "甲表", (const char *const[4]){ "编号|人数", "01|5" },
               "清单");
    load("nor is the manifest", dict, "b.xlsx", "1 1 0 ");
    tb_dict_free(dict);
    small_remove("b.xlsx");
    small_remove("now");
}

/* ---- failures ---- */

static void fails(const char *label, const struct tb_dict *dict,
                  const char *last, const char *words)
{
    struct tb_baseline b = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(
        label,
        tb_baseline_load(small_path("now"), dict, small_path(last), &b, &err),
        -1);
    CHECK_HAS(label, err.msg, last);
    CHECK_HAS(label, err.msg, words);
    tb_baseline_free(&b);
}

/* A failure leaves nothing behind, or what was there before. */
static void fails_twice(const char *label, const struct tb_dict *dict,
                        const char *last, const char *words)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    fails(label, dict, last, words);
    CHECK_INT("nothing left", small_count("now"), 0);
    small_write("now/" TB_LAST_FILE, tb_str("before"));
    fails(label, dict, last, words);
    CHECK_INT("what was there", small_count("now"), 1);
    tb_file_read(small_path("now/" TB_LAST_FILE), 100, &got, &err);
    CHECK_STR("what was there", tb_buf_text(&got), "before");
    tb_buf_free(&got);
    small_remove("now/" TB_LAST_FILE);
}

static void test_failures(void)
{
    static const long percents[] = { 99, 80, 50, 20, 1 };
    struct tb_dict *dict = small_load(&last_year);
    struct tb_campaign *c = small_campaign("last", &last_year);

    small_mkdir("now");
    fails_twice("nothing there", dict, "none", "");
    small_mkdir("folder");
    fails_twice("a folder of something else", dict, "folder", "");
    small_remove("folder");
    small_write("b.xlsx", tb_str(""));
    fails_twice("an empty file", dict, "b.xlsx", "");
    small_write("b.xlsx", tb_str("<html>"));
    fails_twice("a web page", dict, "b.xlsx", "");
    write_book("b.xlsx", "工资", (const char *const[4]){ "基本|奖金", "1|2" },
               NULL);
    fails_twice("a foreign workbook", dict, "b.xlsx", "no sheet");
    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    small_merge(c);
    for (size_t i = 0; i < TB_LEN(percents); i++) {
        small_remove("b.xlsx");
        export(c, "b.xlsx");
        small_truncate("b.xlsx", percents[i]);
        fails_twice("truncated", dict, "b.xlsx", "");
    }
    tb_campaign_close(c);
    small_write("last/schema/rules.csv", tb_str(RULES "K1,9.9,,,,,,,,,\n"));
    fails_twice("a dictionary with faults", dict, "last", "faults");
    small_remove("last/schema/tables.csv");
    fails_twice("a dictionary without tables", dict, "last", "tables.csv");
    small_write("last/schema/tables.csv", tb_str(USUAL_TABLES));
    small_remove("last/schema/rules.csv");
    small_truncate("last/tianbao.db", 30);
    fails_twice("half a database", dict, "last", "");
    small_write("last/tianbao.db", tb_str("no database"));
    fails_twice("no database", dict, "last", "");
    tb_dict_free(dict);
    small_remove("last");
    small_remove("last-edition");
    small_remove("b.xlsx");
    small_remove("now");
}

/* The task list of a campaign comes along; a workbook has none. */
static void test_list(void)
{
    struct tb_dict *dict = small_load(&last_year);
    struct tb_campaign *c = small_campaign("last", &last_year);
    struct tb_baseline b = { 0 };
    struct tb_err err = { 0 };
    struct tb_buf list = { 0 };

    small_mkdir("now");
    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    small_merge(c);
    export(c, "last.xlsx");
    CHECK_INT("workbook",
              tb_baseline_load(small_path("now"), dict, small_path("last.xlsx"),
                               &b, &err),
              0);
    CHECK("none", !tb_file_exists(small_path("now/" TB_BASELINE_LIST)));
    tb_baseline_free(&b);
    CHECK_INT(
        "campaign",
        tb_baseline_load(small_path("now"), dict, small_path("last"), &b, &err),
        0);
    CHECK_INT(
        "list",
        tb_file_read(small_path("now/" TB_BASELINE_LIST), 10000, &list, &err),
        0);
    CHECK_HAS("list", tb_buf_text(&list), "数据表单");
    CHECK_INT("nothing else", small_count("now"), 2);
    tb_baseline_free(&b);
    tb_buf_free(&list);
    tb_campaign_close(c);
    tb_dict_free(dict);
    small_remove("last");
    small_remove("last-edition");
    small_remove("last.xlsx");
    small_remove("now");
}

/* Which tables rules may ask for is known once the campaign has them. */
static void test_campaign(void)
{
    static const struct small_texts now = {
        .tables = USUAL_TABLES "1.2,乙表,,,,filled,0,none,,many,,,\n",
        .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n",
    };
    struct tb_campaign *c = small_campaign("last", &last_year);
    struct tb_baseline b = { 0 };
    struct tb_err err = { 0 };
    bool *there = NULL;
    struct tb_db *db = NULL;
    long long n = 0;

    small_file(c, "甲系", "1.1", "a.csv", ROWS);
    small_close(c, "none");
    CHECK_INT("create", small_create("c", &now, small_path("last"), &b, &err),
              0);
    CHECK_INT("tables", b.tables, 1);
    CHECK_INT("rows", b.rows, 3);
    tb_baseline_free(&b);
    small_remove("last");
    small_remove("last-edition");
    c = small_open("c");
    CHECK_INT("which", tb_reader_last_year(c->folder, c->dict, &there, &err),
              0);
    CHECK("甲表, not 乙表", there && there[0] && !there[1]);
    CHECK_INT("connect", tb_reader_open(c->folder, c->dict, false, &db, &err),
              0);
    CHECK_INT("last year's rows",
              tb_db_int(db, &n, -1, &err, "SELECT count(*) FROM 上年.甲表", ""),
              0);
    CHECK_INT("last year's rows", n, 3);
    CHECK_INT("reading only", tb_db_run(db, "DELETE FROM 上年.\"m_1.1\"", &err),
              -1);
    CHECK_INT(
        "not its settings",
        tb_db_int(db, &n, -1, &err, "SELECT count(*) FROM 上年.setting", ""),
        -1);
    tb_db_close(db);
    free(there);
    small_close(c, "c");
}

/* A campaign without last year. */
static void test_none(void)
{
    struct tb_campaign *c = small_campaign("c", &(struct small_texts){ 0 });
    struct tb_err err = { 0 };
    bool *there = NULL;

    CHECK_INT("which", tb_reader_last_year(c->folder, c->dict, &there, &err),
              0);
    CHECK("none", there && !there[0]);
    free(there);
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_dictionaries();
    test_merged();
    test_typed();
    test_declared();
    test_joined();
    test_sheets();
    test_again();
    test_workbook();
    test_books();
    test_failures();
    test_list();
    test_campaign();
    test_none();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
