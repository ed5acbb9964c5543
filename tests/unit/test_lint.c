/* test_lint.c - the shipped edition is sound, and broken ones are found. */
#include "check.h"

#include "examples.h"
#include "lint.h"
#include "small_dict.h"

#define RULE(rest) RULES "K1,1.1," rest "\n"
#define GOOD RULE("error,合理性,row,人数,人数 > 0,{人数},,,")

/* clang-format off */
/* Words of one complaint of the SQL, "" for none; then of the examples. */
static const struct {
    const char *label;
    struct small_texts texts;
    const char *lint, *examples;
    size_t count;
} cases[] = {
    { "nothing", { NULL }, "", "", 0 },
    { "sound",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,编号=1;人数=1\n"
                                            "K1,2,fail,1.1,编号=1;人数=0\n"
                                            "K1,3,undecided,1.1,编号=1\n" },
      "", "", 3 },
    { "several rows",
      { .rules = RULE("error,合理性,set,,\"SELECT min(_row) AS _row FROM 甲表 "
                      "HAVING count(*) > 1\",m,,,"),
        .examples = EXAMPLES "K1,1,pass,1.1,编号=1\n"
                             "K1,2,fail,1.1,编号=1\nK1,2,fail,1.1,编号=2\n" },
      "", "", 2 },
    { "a wrong example",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,编号=1;人数=0\n"
                                            "K1,2,fail,1.1,编号=1;人数=0\n" },
      "", "examples.csv:2:verdict: rule K1 example 1: expected pass, got fail",
      2 },
    { "no failing example",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,编号=1;人数=1\n" },
      "", "rule K1 needs", 1 },
    { "no passing example",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,fail,1.1,编号=1;人数=0\n" },
      "", "rule K1 needs", 1 },
    { "no example", { .rules = GOOD }, "", "rule K1 needs", 0 },
    { "an example of no field",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,没有=1\n"
                                            "K1,2,fail,1.1,编号=1;人数=0\n"
                                            "K1,3,pass,1.1,编号=1;人数=1\n" },
      "", "examples.csv:2:row: unknown field '没有'", 3 },
    { "broken SQL",
      { .rules = RULE("error,合理性,row,人数,人数 >,m,,,") },
      "rules.csv:2:expression: rule K1 does not compile", NULL, 0 },
    { "an unknown column",
      { .rules = RULE("error,合理性,row,人数,没有 > 0,m,,,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "an unknown table",
      { .rules = RULE("error,合理性,set,,SELECT 1 AS _row FROM 没有,m,,,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "no _row", { .rules = RULE("error,合理性,set,,SELECT 1,m,,,") },
      "_row", NULL, 0 },
    { "a message of no column",
      { .rules = RULE("error,合理性,set,,SELECT _row FROM 甲表,{没有},,,") },
      "rules.csv:2:message: '{没有}'", NULL, 0 },
    { "a rule that writes",
      { .rules = RULE("error,合理性,set,,DELETE FROM 甲表,m,,,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "a rule that reads settings",
      { .rules = RULE("error,合理性,set,,SELECT key AS _row FROM setting,m,"
                      ",,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "two statements",
      { .rules = RULE("error,合理性,set,,SELECT 1 AS _row; SELECT 2,m,,,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "two statements in a row rule",
      { .rules = RULE("error,合理性,row,,1); DELETE FROM 甲表; SELECT (1,m,"
                      ",,") },
      "rules.csv:2:expression: rule K1", NULL, 0 },
    { "a comment swallows nothing",
      { .rules = RULE("error,合理性,row,人数,人数 > 0 -- more,{人数},,,") },
      "", NULL, 0 },
    { "broken derived SQL",
      { .tables = TABLES "1.1,甲表,,,,derived,0,none,,many,,,\n",
        .derived = DERIVED "1.1,SELECT 没有 FROM 甲表,,\n" },
      "derived.csv:2:expression: table 1.1 does not compile", NULL, 0 },
    { "a derived column of no field",
      { .tables = TABLES "1.1,甲表,,,,derived,0,none,,many,,,\n",
        .derived = DERIVED "1.1,SELECT 1 AS 没有,,\n" },
      "derived.csv:2:expression: table 1.1 has no field '没有'", NULL, 0 },
    { "a broken indicator",
      { .indicators = INDICATORS "I1,n,u,SELECT x,low,,,,\n" },
      "indicators.csv:2:expression: indicator I1 does not compile", NULL, 0 },
    { "an indicator of two columns",
      { .indicators = INDICATORS "I1,n,u,\"SELECT 1, 2\",low,,,,\n" },
      "one column", NULL, 0 },
    { "a worked example of an indicator",
      { .indicators = INDICATORS "I1,n,u,SELECT sum(人数) FROM 甲表,,,,,\n",
        .examples = EXAMPLES "I1,1,7.0,1.1,编号=1;人数=3\n"
                             "I1,1,7.0,1.1,编号=2;人数=4\n"
                             "I1,2,NULL,1.1,编号=1\n" },
      "", "", 2 },
    { "an indicator that is worked out wrongly",
      { .indicators = INDICATORS "I1,n,u,SELECT sum(人数) FROM 甲表,,,,,\n",
        .examples = EXAMPLES "I1,1,8,1.1,编号=1;人数=3\n" },
      "", "examples.csv:2:verdict: indicator I1 example 1: expected 8, got 3",
      1 },
    { "an indicator without an example",
      { .indicators = INDICATORS "I1,n,u,SELECT 1,,,,,\n" },
      "", "indicator I1 needs a worked example", 0 },
    { "a label that the list does not have",
      { .rules = RULE("error,合理性,row,在用,在用 = '有',m,,,") },
      "rules.csv:2:expression: rule K1 compares '在用' with '有'", NULL, 0 },
    { "one of several labels",
      { .rules = RULE("error,合理性,row,在用,\"在用 NOT IN ('是', 'Y')\",m,,,") },
      "rule K1 compares '在用' with 'Y'", NULL, 0 },
    { "labels that the list has",
      { .rules = RULE("error,合理性,row,在用,\"在用 IN ('是', '否') OR 在用 <> "
                      "'是'\",m,,,") },
      "", NULL, 0 },
    { "a column of another name",
      { .rules = RULE("error,合理性,set,,SELECT _row FROM 甲表 x WHERE x.在用 = "
                      "'不',m,,,") },
      "rule K1 compares '在用' with '不'", NULL, 0 },
    { "a key that is never empty",
      { .rules = RULE("error,合理性,row,编号,编号 IS NOT NULL,m,,,") },
      "rule K1 tests the key '编号' for NULL", NULL, 0 },
    { "what is no key may be empty",
      { .rules = RULE("error,合理性,row,人数,人数 IS NOT NULL,m,,,") },
      "", NULL, 0 },
    { "an example that could not be filed",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,编号=1;人数=多\n"
                                            "K1,2,fail,1.1,编号=1;人数=0\n"
                                            "K1,3,pass,1.1,编号=1;人数=1\n" },
      "", "examples.csv:2:row: '多' of field '人数' cannot be stored", 3 },
    { "a code where the label is stored",
      { .rules = GOOD, .examples = EXAMPLES "K1,1,pass,1.1,人数=1;在用=Y\n"
                                            "K1,2,fail,1.1,人数=0\n"
                                            "K1,3,pass,1.1,人数=1\n" },
      "", "examples.csv:2:row: 'Y' of field '在用' cannot be stored", 3 },
    { "a rule that needs last year",
      { .rules = RULE("error,合理性,set,,SELECT t._row FROM 甲表 t JOIN "
                      "上年.甲表 l ON l.编号 = t.编号 WHERE t.人数 < l.人数,m,,,"),
        .examples = EXAMPLES "K1,1,pass,1.1,编号=1;人数=1\n"
                             "K1,1,pass,上年.1.1,编号=1;人数=1\n"
                             "K1,2,fail,1.1,编号=1;人数=1\n"
                             "K1,2,fail,上年.1.1,编号=1;人数=2\n" },
      "", "", 2 },
    { "keys that an example does not name differ",
      { .rules = RULE("error,合理性,set,,\"SELECT min(_row) AS _row FROM 甲表 "
                      "GROUP BY 编号 HAVING count(*) > 1\",m,,,"),
        .examples = EXAMPLES "K1,1,pass,1.1,人数=1\nK1,1,pass,1.1,人数=1\n"
                             "K1,2,fail,1.1,编号=1\nK1,2,fail,1.1,编号=1\n" },
      "", "", 2 },
    { "equal within the rounding of the second decimal",
      { .rules = RULE("error,合理性,row,人数,\"约等(人数, 10.005, 2)\",m,,,"),
        .examples = EXAMPLES "K1,1,pass,1.1,人数=10\nK1,2,fail,1.1,人数=11\n"
                             "K1,3,undecided,1.1,编号=1\n" },
      "", "", 3 },
    { "codes by what they count as",
      { .codes = "list,code,label,aliases,basis,group\n是否,0,否,,,不算\n"
                 "是否,1,是,,,算\n",
        .rules = RULE("error,合理性,row,在用,\"在用 IN (SELECT 标签 FROM 代码 "
                      "WHERE 清单 = '是否' AND 类别 = '算')\",m,,,"),
        .examples = EXAMPLES "K1,1,pass,1.1,在用=是\nK1,2,fail,1.1,在用=否\n" },
      "", "", 2 },
    { "a field that nobody explains",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,,,,1\n" },
      "fields.csv:2:note: field '编号' has no note", NULL, 0 },
    { "a pattern that nobody explains",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,[0-9]+,,key,,,,,,,,,x,,,1\n" },
      "fields.csv:2:pattern_words: field '编号' has a pattern and no words",
      NULL, 0 },
    { "a pattern in words",
      { .fields = FIELDS_IN_WORDS "1.1,编号,,identifier,,1,,,,[0-9]+,,key,,,,,,"
                                  ",,,x,,,1,写成数字\n" },
      "", "", 0 },
    { "a reference to what is no key",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,上级,,text,,0,,,,,,,1.1.名,,,,,,,,x,,,1\n"
                         "1.1,名,,text,,0,,,,,,,,,,,,,,,x,,,1\n" },
      "fields.csv:3:reference: '1.1.名' is neither a key nor unique", NULL, 0 },
    { "a reference of another type",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,上级,,integer,,0,,,,,,,1.1.编号,,,,,,,,x,,,1\n" },
      "fields.csv:3:reference: '1.1.编号' is of type text", NULL, 0 },
    { "a condition on no label",
      { .fields = FIELDS
        "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,x,,,1\n"
        "1.1,名,,text,,0,,,,,,,,,,在用=有,,,,,x,,,1\n" },
      "fields.csv:4:applies: '有' is no label", NULL, 0 },
    { "a tolerance of a text",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,名,,text,,0,,,,,,,,,,,,20%,,,x,,,1\n" },
      "fields.csv:3:tolerance: a tolerance is for numbers", NULL, 0 },
    { "a reference to what is unique",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,名,,text,,0,,,,,,unique,,,,,,,,,x,,,1\n"
                         "1.1,上级,,text,,0,,,,,,,1.1.名,,,,,,,,x,,,1\n" },
      "", NULL, 0 },
    { "the second of two references is no key",
      { .fields = FIELDS
        "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,名,,text,,0,,,,,,,,,,,,,,,x,,,1\n"
        "1.1,上级,,text,,0,,,,,,,1.1.编号|1.1.名,,,,,,,,x,,,1\n" },
      "fields.csv:4:reference: '1.1.名' is neither a key nor unique", NULL, 0 },
    { "numbers of two types are numbers",
      { .fields = FIELDS "1.1,编号,,integer,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,上级,,decimal,,0,,,,,,,1.1.编号,,,,,,,,x,,,1\n" },
      "", NULL, 0 },
    { "texts of two types are texts",
      { .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,上级,,text,,0,,,,,,,1.1.编号,,,,,,,,x,,,1\n" },
      "", NULL, 0 },
    { "a month is no day",
      { .fields = FIELDS "1.1,日,,date,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,月,,month,,0,,,,,,,1.1.日,,,,,,,,x,,,1\n" },
      "fields.csv:3:reference: '1.1.日' is of type date, this field of type "
      "month", NULL, 0 },
    { "a mirror of another type",
      { .fields = FIELDS
        "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,人数,,integer,,0,,,,,,,,,,,,,,,x,,,1\n"
        "1.1,上级,,text,,0,,,,,,,1.1.编号,,,,,,,,x,,,1\n"
        "1.1,上级人数,,text,,0,,,,,,,,上级.人数,,,,,,,x,,,1\n" },
      "fields.csv:5:mirror: '上级.人数' is of type integer, this field of type "
      "text", NULL, 0 },
    { "a condition on labels",
      { .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,x,,,1\n"
        "1.1,名,,text,,0,,,,,,,,,,在用=是|否,,,,,x,,,1\n" },
      "", NULL, 0 },
    { "the second label is none",
      { .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,x,,,1\n"
        "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,x,,,1\n"
        "1.1,名,,text,,0,,,,,,,,,,在用=是|Y,,,,,x,,,1\n" },
      "fields.csv:4:applies: 'Y' is no label", NULL, 0 },
    { "a stable key",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,1,,,,x,,,1\n" },
      "fields.csv:2:stable: a key is stable anyway", NULL, 0 },
    { "a tolerance of a number",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,20%,,,x,,,1\n" },
      "", NULL, 0 },
    { "a field out of use needs no note",
      { .fields = FIELDS "1.1,编号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n"
                         "1.1,名,,text,,0,,,,,,,,,,,,,,,,,,0\n" },
      "", NULL, 0 },
    { "a sheet that another's name is",
      { .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"
                         "1.2,乙表,,,,filled,0,department,,many,甲表,,\n",
        .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n" },
      "tables.csv:3:sheet: table 1.1 has the sheet '甲表' too", NULL, 0 },
    { "names that are cut stay two",
      { .tables = TABLES
        "1.1,某某学校某某年度某某某某某某某某某某某某某某某某某某某某某某情况表,"
        ",,,filled,0,department,,many,,,\n"
        "1.2,某某学校某某年度某某某某某某某某某某某某某某某某某某某某某某一览表,"
        ",,,filled,0,department,,many,,,\n",
        .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n" },
      "", NULL, 0 },
    { "labels in a comment",
      { .rules = RULE("error,合理性,row,人数,人数 > 0 -- 在用 = '有',m,,,") },
      "", NULL, 0 },
    { "labels in another comment",
      { .rules = RULE("error,合理性,row,人数,/* 在用 = '有' */ 人数 > 0,m,,,") },
      "", NULL, 0 },
    { "a quoted name that is none",
      { .rules = RULE("error,合理性,row,人数,\"\"\"人數\"\" > 0\",m,,,") },
      "rules.csv:2:expression: rule K1 does not compile", NULL, 0 },
    { "a sheet that tianbao adds",
      { .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,清单,,\n" },
      "tables.csv:2:sheet: '清单' is a sheet that tianbao adds", NULL, 0 },
    { "labels in a text",
      { .rules = RULE("error,合理性,row,在用,\"编号 = '在用 = 有' OR 人数 > 0\""
                      ",m,,,") },
      "", NULL, 0 },
    { "a label of last year's",
      { .rules = RULE("error,合理性,set,,SELECT t._row FROM 甲表 t JOIN "
                      "上年.甲表 l USING (编号) WHERE l.在用 = '有',m,,,") },
      "rule K1 compares '在用' with '有'", NULL, 0 },
    { "in brackets, without blanks",
      { .rules = RULE("error,合理性,row,在用,\"(在用='有')OR(在用<>'是')\",m,,"
                      ",") },
      "rule K1 compares '在用' with '有'", NULL, 0 },
    { "a key of several tests",
      { .rules = RULE("error,合理性,row,编号,人数 > 0 OR 编号 is null,m,,,") },
      "rule K1 tests the key '编号' for NULL", NULL, 0 },
    { "a set rule may test a key",
      { .rules = RULE("error,合理性,set,,SELECT t._row FROM 甲表 t LEFT JOIN "
                      "甲表 u ON u.人数 = t.编号 WHERE u.编号 IS NULL,m,,,") },
      "", NULL, 0 },
    { "a table derived from last year",
      { .tables = USUAL_TABLES "1.3,统计表,,,,derived,0,none,,many,,,\n",
        .fields = USUAL_FIELDS "1.3,号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n",
        .derived = DERIVED "1.3,SELECT 编号 AS 号 FROM 上年.甲表,,\n" },
      "derived.csv:2:expression: table 1.3 must not be derived", NULL, 0 },
    { "an exception that does not compile",
      { .indicators = "indicator,name,unit,expression,better,qualified,limited,"
                      "note,basis,category,formula,inputs,exempt\n"
                      "I1,n,u,SELECT 1,low,1,,,,,,,SELECT 没有\n" },
      "indicators.csv:2:exempt: indicator I1 does not compile", NULL, 0 },
    { "two tables on one sheet",
      { .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,S,,\n"
                         "1.2,乙表,,,,filled,0,department,,many,S,,\n",
        .fields = USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,x,,,1\n" },
      "tables.csv:3:sheet: table 1.1 has the sheet 'S' too", NULL, 0 },
};
/* clang-format on */

static void check_shown(const char *label, const struct tb_complaints *all,
                        const char *want)
{
    struct tb_buf got = { 0 };

    small_show(all, &got);
    if (want[0])
        CHECK_HAS(label, tb_buf_text(&got), want);
    else
        CHECK_STR(label, tb_buf_text(&got), "");
    tb_buf_free(&got);
}

static void check_case(size_t i)
{
    struct tb_complaints none = { 0 }, lint = { 0 }, examples = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    size_t count = 0;

    CHECK_INT(cases[i].label, small_parse(&cases[i].texts, &dict, &none, &err),
              0);
    check_shown(cases[i].label, &none, "");
    CHECK_INT(cases[i].label, tb_dict_lint(dict, &lint, &err), 0);
    check_shown(cases[i].label, &lint, cases[i].lint);
    if (cases[i].examples) {
        CHECK_INT(cases[i].label,
                  tb_dict_try_examples(dict, &examples, &count, &err), 0);
        check_shown(cases[i].label, &examples, cases[i].examples);
        CHECK_INT(cases[i].label, count, cases[i].count);
    }
    tb_dict_free(dict);
    tb_complaints_free(&none);
    tb_complaints_free(&lint);
    tb_complaints_free(&examples);
}

/* What an edition that comes with tianbao has at the least. */
static const struct {
    const char *folder;
    size_t tables, rules, indicators;
} shipped[] = {
    { TB_SOURCE_DIR "/schemas/2022", 65, 600, 150 },
    { TB_SOURCE_DIR "/schemas/2020", 72, 390, 100 },
};

static void test_shipped(size_t i)
{
    struct tb_complaints complaints = { 0 };
    const char *label = shipped[i].folder;
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    size_t count = 0, aspects[4] = { 0 };

    CHECK_INT(label, tb_dict_load(label, &dict, &complaints, &err), 0);
    check_shown(label, &complaints, "");
    if (dict) {
        CHECK_INT(label, tb_dict_lint(dict, &complaints, &err), 0);
        check_shown(label, &complaints, "");
        CHECK_INT(label, tb_dict_try_examples(dict, &complaints, &count, &err),
                  0);
        check_shown(label, &complaints, "");
        CHECK(label, count >= 2 * dict->rule_count);
        CHECK(label, dict->table_count >= shipped[i].tables &&
                         dict->rule_count >= shipped[i].rules &&
                         dict->indicator_count >= shipped[i].indicators);
        for (size_t k = 0; k < dict->rule_count; k++) {
            static const char *const names[] = { "规范性", "完整性", "合理性",
                                                 "真实性" };
            const struct tb_rule *r = &dict->rules[k];
            CHECK(r->id.p, r->why.n > 0 && r->hint.n > 0 && r->since.n > 0 &&
                               r->basis.n > 0);
            for (size_t a = 0; a < TB_LEN(names); a++)
                aspects[a] += tb_str_is(r->aspect, names[a]);
        }
        for (size_t a = 0; a < TB_LEN(aspects); a++)
            CHECK(label, aspects[a] >= 40);
    }
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

static void test_no_edition(void)
{
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("no such edition",
              tb_dict_load("/no/such/folder", &dict, &complaints, &err), -1);
    CHECK_INT("no such edition", err.status, TB_DICTIONARY);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(shipped); i++)
        test_shipped(i);
    test_no_edition();
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(i);
    return CHECK_END;
}
