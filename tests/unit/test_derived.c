/* test_derived.c - typed figures beside derived ones; the rows behind them. */
#include "lineage.h"
#include "small_campaign.h"
#include "typed.h"

#define DERIVED_LINEAGE "table,expression,note,basis,lineage\n"

/* clang-format off */
static const struct small_texts texts = {
    .tables = TABLES "1.1,明细表,,,,filled,0,department,,many,,,\n"
                     "1.2,人员表,,,,filled,0,department,,many,,,\n"
                     "1.3,统计表,汇总表,,,derived,0,none,,many,,,\n"
                     "1.4,名册表,,,,derived,0,none,,many,,,\n",
    .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,组,,identifier,,1,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,面积,,decimal,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,评语,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.2,姓名,,text,,1,,,,,,key,,,,,,,,name,n,,,1\n"
        "1.2,年,,year,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.3,组,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.3,行数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,人数和,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,面积均,,decimal,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,评语,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,某人,,text,,0,,,,,,,,,,,,,,name,n,,,1\n"
        "1.4,年,,year,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.4,人次,,integer,,0,,,,,,,,,,,,,,,n,,,1\n",
    .derived = DERIVED_LINEAGE
        "1.3,\"SELECT 组, count(*) AS 行数, sum(人数) AS 人数和, round(avg(面积), 4) AS "
        "面积均, max(评语) AS 评语 FROM 明细表 GROUP BY 组\",,,"
        "\"SELECT _row, '明细表' AS _table, 组, 1 AS 行数, 人数 AS 人数和, 评语, "
        "评语 AS 某人 FROM 明细表\"\n"
        "1.4,\"SELECT 年, count(*) AS 人次 FROM 人员表 GROUP BY 年\",,,"
        "\"SELECT _row, '人员表' AS _table, 年, 1 AS 人次 FROM 人员表 WHERE "
        "年 <= CAST(:财年 AS INTEGER)\"\n",
};

#define DETAILS "编号,组,人数,面积,评语\n"

/* What a department typed into 1.3 beside DETAILS of group 01; the findings:
 * field, typed, derived. */
static const struct {
    const char *label, *details, *typed, *want;
} typed_cases[] = {
    { "the same",     "1,01,3,2.5,好\n", "组,行数,人数和,面积均,评语\n"
      "01,1,3,2.5,好\n", "" },
    { "a whole number more", "1,01,3,,\n", "组,人数和\n01,4\n", "人数和 4 3;" },
    { "a whole number less", "1,01,3,,\n", "组,人数和\n01,2\n", "人数和 2 3;" },
    { "zero",         "1,01,0,,\n", "组,人数和\n01,0\n", "" },
    { "below zero",   "1,01,-3,,\n", "组,人数和\n01,-3\n", "" },
    { "the sign",     "1,01,-3,,\n", "组,人数和\n01,3\n", "人数和 3 -3;" },
    { "two figures",  "1,01,3,,\n", "组,行数,人数和\n01,2,4\n",
      "行数 2 1;人数和 4 3;" },
    { "nothing typed", "1,01,3,2.5,好\n", "组,行数\n01,1\n", "" },
    { "an empty figure", "1,01,3,,\n", "组,行数,人数和\n01,1,\n", "" },
    /* a mean of 200 / 3 */
    { "two decimals", "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,66.67\n", "" },
    { "one decimal",  "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,66.7\n", "" },
    { "cut, not rounded", "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,66.6\n", "面积均 66.6 66.6667;" },
    { "cut at two",   "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,66.66\n", "面积均 66.66 66.6667;" },
    { "none at all",  "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,67\n", "" },
    { "none, cut",    "1,01,,100,\n2,01,,100,\n3,01,,0,\n",
      "组,面积均\n01,66\n", "面积均 66 66.6667;" },
    { "below zero, rounded", "1,01,,-100,\n2,01,,-100,\n3,01,,0,\n",
      "组,面积均\n01,-66.67\n", "" },
    /* just half a unit, to either side */
    { "half up",      "1,01,,2,\n2,01,,3,\n", "组,面积均\n01,3\n", "" },
    { "half down",    "1,01,,2,\n2,01,,3,\n", "组,面积均\n01,2\n", "" },
    { "more than half", "1,01,,2,\n2,01,,3,\n", "组,面积均\n01,1\n",
      "面积均 1 2.5;" },
    { "half a tenth", "1,01,,0.2,\n2,01,,0.3,\n", "组,面积均\n01,0.3\n", "" },
    { "more than half a tenth", "1,01,,0.22,\n2,01,,0.3,\n",
      "组,面积均\n01,0.2\n", "面积均 0.2 0.26;" },
    /* texts */
    { "another text", "1,01,,,好\n", "组,评语\n01,坏\n", "评语 坏 好;" },
    /* rows */
    { "a row that is not", "1,01,3,,\n", "组,行数\n02,1\n", "-  ;" },
    { "the key's zeros", "1,01,3,,\n", "组,行数\n1,1\n", "-  ;" },
    { "one of two",   "1,01,3,,\n2,02,4,,\n", "组,人数和\n01,3\n02,5\n",
      "人数和 5 4;" },
    { "not all of them", "1,01,3,,\n2,02,4,,\n", "组,人数和\n02,4\n", "" },
};

/* The rows behind FIELD: table, file, line, key, contribution. */
static const struct {
    const char *label, *field, *keys[3];
    bool unmask;
    const char *want;
} lineage_cases[] = {
    { "each row counts", "1.3.行数", { NULL }, false,
      "1.1 a.csv 2 0001 1;1.1 a.csv 3 2 1;1.1 a.csv 4 3 1;1.1 a.csv 5 4 1;" },
    { "of one group", "1.3.行数", { "组=02" }, false, "1.1 a.csv 5 4 1;" },
    { "what is zero or nothing adds nothing", "1.3.人数和", { NULL }, false,
      "1.1 a.csv 2 0001 48;1.1 a.csv 3 2 -2;" },
    { "of a group without any", "1.3.人数和", { "组=02" }, false, "" },
    { "of a group that is not", "1.3.人数和", { "组=99" }, false, "" },
    { "the key's zeros", "1.3.人数和", { "组=1" }, false, "" },
    { "an empty key", "1.3.人数和", { "组=" }, false, "" },
    { "a quote in a key", "1.3.行数", { "组=a'b\"" }, false, "" },
    { "the same key twice", "1.3.行数", { "组=02", "组=02" }, false,
      "1.1 a.csv 5 4 1;" },
    { "two keys that exclude each other", "1.3.行数", { "组=01", "组=02" },
      false, "" },
    { "the table by its name", "统计表.行数", { "组=02" }, false,
      "1.1 a.csv 5 4 1;" },
    { "the table by another name", "汇总表.行数", { "组=02" }, false,
      "1.1 a.csv 5 4 1;" },
    { "texts", "1.3.评语", { NULL }, false, "1.1 a.csv 2 0001 好;" },
    { "what is counted is starred", "1.3.某人", { NULL }, false,
      "1.1 a.csv 2 0001 *;" },
    { "unless asked", "1.3.某人", { NULL }, true, "1.1 a.csv 2 0001 好;" },
    { "names are starred", "1.4.人次", { NULL }, false,
      "1.2 b.csv 2 张** 2020 1;1.2 b.csv 3 李* 2021 1;" },
    { "unless asked", "1.4.人次", { NULL }, true,
      "1.2 b.csv 2 张三丰 2020 1;1.2 b.csv 3 李四 2021 1;" },
    { "a year as key", "1.4.人次", { "年=2020" }, true,
      "1.2 b.csv 2 张三丰 2020 1;" },
};

/* Words of the error, and its status. */
static const struct {
    const char *label, *field, *key, *want;
} lineage_failures[] = {
    { "a filled table",   "1.1.人数", NULL, "of no derived table" },
    { "no table",         "9.9.人数", NULL, "of no derived table" },
    { "no dot",           "行数", NULL, "of no derived table" },
    { "nothing",          "", NULL, "of no derived table" },
    { "no field",         "1.3.没有", NULL, "no field '没有'" },
    { "no field's name",  "1.3.", NULL, "no field ''" },
    { "no lineage",       "1.3.面积均", NULL, "does not say" },
    { "a part of another's name", "1.3.数", NULL, "does not say" },
    { "no key",           "1.3.行数", "人数和=1", "is no key" },
    { "no field as key",  "1.3.行数", "没有=1", "is no key" },
    { "a key without =",  "1.3.行数", "组", "is no key" },
    { "an empty word",    "1.3.行数", "", "is no key" },
};
/* clang-format on */

struct shown {
    struct tb_buf text;
    int answer, count;
};

static int show_finding(const struct tb_finding *f, void *ctx)
{
    struct shown *s = ctx;

    if (f->field)
        tb_buf_add(&s->text, f->field->name);
    else
        tb_buf_adds(&s->text, "-");
    tb_buf_addf(&s->text, " %.*s %.*s;", TB_STR_ARG(f->value),
                TB_STR_ARG(f->expected));
    CHECK("a row", f->row > 0);
    CHECK_INT("severity", f->severity, TB_WARNING);
    CHECK("message", f->message.n > 0);
    s->count++;
    return s->answer;
}

static int show_row_behind(const struct tb_lineage_row *r, void *ctx)
{
    struct shown *s = ctx;

    tb_buf_addf(&s->text, "%.*s %.*s %lld %.*s %.*s;", TB_STR_ARG(r->table->no),
                TB_STR_ARG(r->file), r->line, TB_STR_ARG(r->key),
                TB_STR_ARG(r->contribution));
    CHECK("department", tb_str_is(r->department, "甲系"));
    s->count++;
    return s->answer;
}

static struct tb_rules typed_rules(struct tb_campaign *c, struct shown *s)
{
    return (struct tb_rules){ .db = c->store.db,
                              .dict = c->dict,
                              .windows = &c->windows,
                              .each = show_finding,
                              .ctx = s };
}

static void run_typed(struct tb_campaign *c, const char *label,
                      const char *want)
{
    struct shown s = { .answer = 0 };
    const struct tb_rules rules = typed_rules(c, &s);
    struct tb_err err = { 0 };

    CHECK_INT(label, tb_typed_run(&rules, &err), 0);
    CHECK_STR(label, tb_buf_text(&s.text), want);
    tb_buf_free(&s.text);
}

static void test_typed(void)
{
    for (size_t i = 0; i < TB_LEN(typed_cases); i++) {
        struct tb_campaign *c = small_campaign("c", &texts);
        struct tb_buf details = { 0 };
        tb_buf_addf(&details, "%s%s", DETAILS, typed_cases[i].details);
        small_file(c, "甲系", "1.1", "a.csv", details.p);
        small_file(c, "乙系", "1.3", "s.csv", typed_cases[i].typed);
        small_derive(c);
        run_typed(c, typed_cases[i].label, typed_cases[i].want);
        tb_buf_free(&details);
        small_close(c, "c");
    }
}

/* Several departments, several versions, nothing at all. */
static void test_typed_versions(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct shown s = { .answer = -1 };
    struct tb_rules rules;
    struct tb_err err = { 0 };
    long long n = 0;

    run_typed(c, "nothing at all", "");
    small_file(c, "甲系", "1.1", "a.csv", DETAILS "1,01,3,,\n");
    small_derive(c);
    run_typed(c, "nothing typed", "");
    small_file(c, "甲系", "1.3", "s.csv", "组,人数和\n01,4\n");
    small_file(c, "乙系", "1.3", "t.csv", "组,人数和\n01,5\n");
    small_derive(c);
    run_typed(c, "each is told", "人数和 4 3;人数和 5 3;");
    rules = typed_rules(c, &s);
    CHECK_INT("told to stop", tb_typed_run(&rules, &err), -1);
    CHECK_INT("at once", s.count, 1);
    small_file(c, "甲系", "1.3", "u.csv", "组,人数和\n01,3\n");
    small_derive(c);
    run_typed(c, "put right", "人数和 5 3;");
    small_merge(c);
    tb_db_int(c->store.db, &n, -1, &err, "SELECT sum(人数和) FROM \"m_1.3\"",
              "");
    CHECK_INT("ours is what counts", n, 3);
    tb_buf_free(&s.text);
    small_close(c, "c");
}

static void run_lineage(struct tb_campaign *c, size_t i)
{
    struct shown s = { .answer = 0 };
    struct tb_err err = { 0 };
    size_t count = 0;

    while (lineage_cases[i].keys[count])
        count++;
    CHECK_INT(lineage_cases[i].label,
              tb_lineage_run(c, lineage_cases[i].field, lineage_cases[i].keys,
                             count, lineage_cases[i].unmask, show_row_behind,
                             &s, &err),
              0);
    CHECK_STR(lineage_cases[i].label, err.msg, "");
    CHECK_STR(lineage_cases[i].label, tb_buf_text(&s.text),
              lineage_cases[i].want);
    tb_buf_free(&s.text);
}

static void test_lineage(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct shown s = { .answer = -1 };
    struct tb_err err = { 0 };

    small_file(c, "甲系", "1.1", "a.csv",
               DETAILS "0001,01,48,,好\n2,01,-2,,\n3,01,0,,\n4,02,,,\n");
    small_file(c, "甲系", "1.2", "b.csv",
               "姓名,年\n张三丰,2020\n李四,2021\n王五,2022\n");
    for (size_t i = 0; i < TB_LEN(lineage_cases); i++)
        run_lineage(c, i);
    for (size_t i = 0; i < TB_LEN(lineage_failures); i++) {
        const char *keys[] = { lineage_failures[i].key };
        struct tb_err e = { 0 };
        CHECK_INT(lineage_failures[i].label,
                  tb_lineage_run(c, lineage_failures[i].field, keys,
                                 keys[0] != NULL, false, show_row_behind, &s,
                                 &e),
                  -1);
        CHECK_HAS(lineage_failures[i].label, e.msg, lineage_failures[i].want);
        CHECK_INT(lineage_failures[i].label, e.status, TB_USAGE);
    }
    CHECK_INT("nothing was told", s.count, 0);
    CHECK_INT("told to stop",
              tb_lineage_run(c, "1.3.行数", NULL, 0, false, show_row_behind, &s,
                             &err),
              -1);
    CHECK_INT("at once", s.count, 1);
    tb_buf_free(&s.text);
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_typed();
    test_typed_versions();
    test_lineage();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
