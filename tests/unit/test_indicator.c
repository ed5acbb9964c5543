/* test_indicator.c - thresholds, verdicts, and indicators of a campaign. */
#include "indicator.h"

#include "engine.h"
#include "small_campaign.h"

#define HIGH TB_BETTER_HIGH
#define LOW TB_BETTER_LOW
#define NONE TB_BETTER_NONE

/* clang-format off */
/* The threshold of TYPE; "" for none. */
static const struct {
    const char *label, *text, *type, *want;
} threshold_cases[] = {
    { "one for all",           "18", "理工院校", "18" },
    { "one for all, type not said", "18", "", "18" },
    { "a decimal",             "6.5", "", "6.5" },
    { "zero",                  "0", "理工院校", "0" },
    { "below zero",            "-1.5", "理工院校", "-1.5" },
    { "none",                  "", "理工院校", "" },
    { "none, type not said",   "", "", "" },
    { "the first type",        "理工院校=18;艺术院校=13", "理工院校", "18" },
    { "the last type",         "理工院校=18;艺术院校=13", "艺术院校", "13" },
    { "an unknown type",       "理工院校=18;艺术院校=13", "师范院校", "" },
    { "type not said",         "理工院校=18;艺术院校=13", "", "" },
    { "the beginning of a type", "理工院校=18;艺术院校=13", "理工", "" },
    { "more than a type",      "理工院校=18", "理工院校（高职）", "" },
    { "one that begins another", "理工=9;理工院校=18", "理工院校", "18" },
    { "a full-width semicolon", "理工院校=18；艺术院校=13", "艺术院校", "13" },
    { "blanks between",        "理工院校=18; 艺术院校=13", "艺术院校", "13" },
    { "a semicolon last",      "理工院校=18;", "理工院校", "18" },
    { "a type of zero",        "理工院校=0;艺术院校=13", "理工院校", "0" },
    { "a type below zero",     "理工院校=-3;艺术院校=13", "理工院校", "-3" },
    { "thousands",             "理工院校=4000", "理工院校", "4000" },
};

#define NIL TB_NULL, 0
#define REAL(x) TB_REAL, x

static const struct {
    const char *label;
    enum tb_better better;
    enum tb_value_kind value_kind;
    double value;
    enum tb_value_kind qualified_kind;
    double qualified;
    enum tb_value_kind limited_kind;
    double limited;
    bool exempt;
    enum tb_verdict want;
} judge_cases[] = {
    /* high: 60 is 合格, below 30 is limited */
    { "above",       HIGH, REAL(61), REAL(60), REAL(30), false,
      TB_VERDICT_QUALIFIED },
    { "on the line", HIGH, REAL(60), REAL(60), REAL(30), false,
      TB_VERDICT_QUALIFIED },
    { "just below",  HIGH, REAL(59.99), REAL(60), REAL(30), false,
      TB_VERDICT_BELOW },
    { "on the other line", HIGH, REAL(30), REAL(60), REAL(30), false,
      TB_VERDICT_BELOW },
    { "below both",  HIGH, REAL(29.99), REAL(60), REAL(30), false,
      TB_VERDICT_LIMITED },
    { "zero",        HIGH, REAL(0), REAL(60), REAL(30), false,
      TB_VERDICT_LIMITED },
    { "below zero",  HIGH, REAL(-1), REAL(60), REAL(30), false,
      TB_VERDICT_LIMITED },
    { "a line of zero", HIGH, REAL(0), REAL(0), REAL(0), false,
      TB_VERDICT_QUALIFIED },
    /* low: 18 is 合格, above 22 is limited */
    { "low: below",  LOW, REAL(17), REAL(18), REAL(22), false,
      TB_VERDICT_QUALIFIED },
    { "low: on the line", LOW, REAL(18), REAL(18), REAL(22), false,
      TB_VERDICT_QUALIFIED },
    { "low: just above", LOW, REAL(18.01), REAL(18), REAL(22), false,
      TB_VERDICT_BELOW },
    { "low: on the other line", LOW, REAL(22), REAL(18), REAL(22), false,
      TB_VERDICT_BELOW },
    { "low: above both", LOW, REAL(22.01), REAL(18), REAL(22), false,
      TB_VERDICT_LIMITED },
    { "low: zero",   LOW, REAL(0), REAL(18), REAL(22), false,
      TB_VERDICT_QUALIFIED },
    /* one line only */
    { "no limit, below", HIGH, REAL(1), REAL(60), NIL, false,
      TB_VERDICT_BELOW },
    { "no limit, reached", HIGH, REAL(60), REAL(60), NIL, false,
      TB_VERDICT_QUALIFIED },
    { "a limit alone, not reached", HIGH, REAL(29), NIL, REAL(30), false,
      TB_VERDICT_LIMITED },
    /* no line, no value */
    { "no line",     HIGH, REAL(1), NIL, NIL, false, TB_VERDICT_NONE },
    { "no line, exempt", HIGH, REAL(1), NIL, NIL, true, TB_VERDICT_NONE },
    { "neither better", NONE, REAL(1), REAL(60), REAL(30), false,
      TB_VERDICT_NONE },
    { "no value",    HIGH, NIL, REAL(60), REAL(30), false,
      TB_VERDICT_UNKNOWN },
    { "no value, exempt", HIGH, NIL, REAL(60), REAL(30), true,
      TB_VERDICT_UNKNOWN },
    /* an exception */
    { "a limit alone, reached, exempt", HIGH, REAL(31), NIL, REAL(30), true,
      TB_VERDICT_QUALIFIED },
    { "exempt, below", HIGH, REAL(59), REAL(60), REAL(30), true,
      TB_VERDICT_EXEMPT },
    { "exempt, limited", HIGH, REAL(1), REAL(60), REAL(30), true,
      TB_VERDICT_EXEMPT },
    { "exempt, reached", HIGH, REAL(60), REAL(60), REAL(30), true,
      TB_VERDICT_QUALIFIED },
    { "low: exempt", LOW, REAL(30), REAL(18), REAL(22), true,
      TB_VERDICT_EXEMPT },
};

/* Indicators of table 1.1: EXPRESSION and EXEMPT; what comes out. */
static const struct {
    const char *label, *expression, *exempt, *want;
    bool is_exempt;
} run_cases[] = {
    { "a whole number",  "SELECT count(*) FROM 甲表", "", "2", false },
    { "a sum",           "SELECT sum(人数) FROM 甲表", "", "3", false },
    { "a quotient",      "SELECT 1.0 * sum(人数) / 2 FROM 甲表", "", "1.5",
      false },
    { "zero",            "SELECT 0", "", "0", false },
    { "below zero",      "SELECT -sum(人数) FROM 甲表", "", "-3", false },
    { "by nothing",      "SELECT 1.0 / 0", "", "NULL", false },
    { "NULL",            "SELECT NULL", "", "NULL", false },
    { "no row",          "SELECT 1 WHERE 0", "", "NULL", false },
    { "a text is no number", "SELECT '12'", "", "NULL", false },
    { "the first row",   "SELECT 1 UNION ALL SELECT 2", "", "1", false },
    { "the year",        "SELECT CAST(:财年 AS INTEGER)", "", "2021", false },
    { "exempt",          "SELECT 1", "SELECT count(*) > 1 FROM 甲表", "1",
      true },
    { "not exempt",      "SELECT 1", "SELECT count(*) > 2 FROM 甲表", "1",
      false },
    { "exempt or not, who knows", "SELECT 1", "SELECT NULL", "1", false },
    { "exempt of no row", "SELECT 1", "SELECT 1 WHERE 0", "1", false },
    { "no value, but exempt", "SELECT NULL", "SELECT 1", "NULL", true },
};

static const struct {
    const char *label, *expression, *exempt;
} broken_cases[] = {
    { "a column that is not", "SELECT 没有 FROM 甲表", "" },
    { "a table that is not",  "SELECT 1 FROM 没有", "" },
    { "no SQL",               "SELEC", "" },
    { "of the exception",     "SELECT 1", "SELECT 1 FROM 没有" },
};

/* May SQL run when last year had 甲表 (1.1) but not 乙表 (1.2)? */
static const struct {
    const char *sql;
    bool want;
} can_run_cases[] = {
    { "SELECT 1 FROM 甲表, 乙表",              true },
    { "SELECT 1 FROM 上年.甲表",               true },
    { "SELECT 1 FROM 上年.乙表",               false },
    { "SELECT 1 FROM 上年.甲表, 上年.乙表",    false },
    { "SELECT 1 FROM 上年.\"乙表\"",           false },
    { "SELECT 1 FROM 乙表, 上年.甲表",         true },
    { "",                                      true },
};
/* clang-format on */

#define TWO_TABLES USUAL_TABLES "1.2,乙表,,,,filled,0,department,,many,,,\n"
#define TWO_FIELDS USUAL_FIELDS "1.2,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"

static void show_value(const struct tb_value *v, struct tb_buf *out)
{
    tb_value_show(v, out);
    if (v->kind == TB_NULL)
        tb_buf_adds(out, "NULL");
}

static void test_thresholds(void)
{
    for (size_t i = 0; i < TB_LEN(threshold_cases); i++) {
        struct tb_value v = tb_threshold(tb_str(threshold_cases[i].text),
                                         tb_str(threshold_cases[i].type));
        struct tb_buf got = { 0 };
        tb_value_show(&v, &got);
        CHECK_STR(threshold_cases[i].label, tb_buf_text(&got),
                  threshold_cases[i].want);
        CHECK_INT(threshold_cases[i].label, v.kind == TB_NULL,
                  threshold_cases[i].want[0] == '\0');
        tb_buf_free(&got);
    }
}

static void test_verdicts(void)
{
    for (size_t i = 0; i < TB_LEN(judge_cases); i++) {
        const struct tb_value value = { .kind = judge_cases[i].value_kind,
                                        .real = judge_cases[i].value };
        const struct tb_value qualified = { .kind =
                                                judge_cases[i].qualified_kind,
                                            .real = judge_cases[i].qualified };
        const struct tb_value limited = { .kind = judge_cases[i].limited_kind,
                                          .real = judge_cases[i].limited };
        CHECK_INT(judge_cases[i].label,
                  tb_indicator_judge(judge_cases[i].better, &value, &qualified,
                                     &limited, judge_cases[i].exempt),
                  judge_cases[i].want);
    }
    CHECK_INT("a whole number",
              tb_indicator_judge(
                  HIGH, &(struct tb_value){ .kind = TB_INTEGER, .integer = 60 },
                  &(struct tb_value){ .kind = TB_REAL, .real = 60 },
                  &(struct tb_value){ .kind = TB_NULL }, false),
              TB_VERDICT_QUALIFIED);
    CHECK_STR("in words", tb_verdicts[TB_VERDICT_QUALIFIED].chinese, "合格");
    CHECK_STR("no words", tb_verdicts[TB_VERDICT_NONE].chinese, "");
}

static void test_run(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });
    struct tb_db *db = small_db(dict);
    struct tb_windows windows;
    struct tb_err none = { 0 };

    small_now(db, "rows", "1.1", "编号, 人数", "('1', 1), ('2', 2)");
    tb_windows_set(&windows, tb_str("2021-2022"), &none);
    tb_db_sandbox(db, tb_store_is_readable, dict);
    for (size_t i = 0; i < TB_LEN(run_cases); i++) {
        const struct tb_indicator x = { .id = tb_str("I1"),
                                        .expression =
                                            tb_str(run_cases[i].expression),
                                        .exempt = tb_str(run_cases[i].exempt) };
        struct tb_value v = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        bool exempt = false;
        CHECK_INT(run_cases[i].label,
                  tb_indicator_run(db, &x, &windows, &v, &exempt, &err), 0);
        show_value(&v, &got);
        CHECK_STR(run_cases[i].label, tb_buf_text(&got), run_cases[i].want);
        CHECK_INT(run_cases[i].label, exempt, run_cases[i].is_exempt);
        tb_buf_free(&got);
    }
    for (size_t i = 0; i < TB_LEN(broken_cases); i++) {
        const struct tb_indicator x = { .id = tb_str("I1"),
                                        .expression =
                                            tb_str(broken_cases[i].expression),
                                        .exempt =
                                            tb_str(broken_cases[i].exempt) };
        struct tb_value v;
        struct tb_err err = { 0 };
        bool exempt;
        CHECK_INT(broken_cases[i].label,
                  tb_indicator_run(db, &x, &windows, &v, &exempt, &err), -1);
        CHECK_INT(broken_cases[i].label, err.status, TB_DICTIONARY);
        CHECK_HAS(broken_cases[i].label, err.msg, "I1");
    }
    tb_db_close(db);
    tb_dict_free(dict);
}

static void test_can_run(void)
{
    const struct small_texts texts = { .tables = TWO_TABLES,
                                       .fields = TWO_FIELDS };
    struct tb_dict *dict = small_load(&texts);
    const bool there[] = { true, false };

    for (size_t i = 0; i < TB_LEN(can_run_cases); i++)
        CHECK_INT(can_run_cases[i].sql,
                  tb_rules_can_run(tb_str(can_run_cases[i].sql), dict, there),
                  can_run_cases[i].want);
    tb_dict_free(dict);
}

/* ---- a whole campaign ---- */

#define SCHOOL                                              \
    TABLES "1.1,概况表,,,,filled,0,department,,one,,,\n" \
           "1.2,人员表,,,,filled,0,department,,many,,,\n"
#define SCHOOL_FIELDS                                              \
    FIELDS "1.1,校名,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"          \
           "1.1,学校性质类别,,text,,0,,,,,,,,,,,,,,,n,,,1\n" \
           "1.2,工号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"    \
           "1.2,课酬,,money,元,0,,,,,,,,,,,,,,,n,,,1\n"

static const struct small_texts school = {
    .tables = SCHOOL,
    .fields = SCHOOL_FIELDS,
    .indicators =
        INDICATORS "I1,人数,人,SELECT count(*) FROM 人员表,high,"
                   "理工院校=3;艺术院校=2,理工院校=2;艺术院校=1,,\n"
                   "I2,课酬,元,SELECT sum(课酬) FROM 人员表,low,100,,,\n"
                   "I3,行数,行,SELECT count(*) FROM 概况表,,,,,\n",
};

/* "id value qualified limited verdict;" */
static int show_result(const struct tb_indicator_result *r, void *ctx)
{
    struct tb_buf *out = ctx, a = { 0 }, b = { 0 }, c = { 0 };

    show_value(&r->value, &a);
    show_value(&r->qualified, &b);
    show_value(&r->limited, &c);
    tb_buf_addf(out, "%.*s %s %s %s %s;", TB_STR_ARG(r->indicator->id), a.p,
                b.p, c.p, tb_verdicts[r->verdict].chinese);
    tb_buf_free(&a);
    tb_buf_free(&b);
    tb_buf_free(&c);
    return 0;
}

static int stop(const struct tb_indicator_result *r, void *ctx)
{
    (void)r;
    ++*(int *)ctx;
    return -1;
}

static void run_all(struct tb_campaign *c, const char *label, bool filed,
                    const char *want, const char *want_type)
{
    struct tb_buf got = { 0 }, type = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(label,
              tb_indicators_run(c, filed ? TB_FIGURES_FILED : TB_FIGURES_MERGED,
                                show_result, &got, &type, &err),
              0);
    CHECK_STR(label, err.msg, "");
    CHECK_STR(label, tb_buf_text(&got), want);
    CHECK_STR(label, tb_buf_text(&type), want_type);
    tb_buf_free(&got);
    tb_buf_free(&type);
}

static void test_campaign(void)
{
    struct tb_campaign *c = small_campaign("c", &school);
    struct tb_buf type = { 0 };
    struct tb_err err = { 0 };
    int count = 0;

    run_all(c, "nothing filed", true,
            "I1 0 NULL NULL ;I2 NULL 100 NULL 数据不全;I3 0 NULL NULL ;", "");
    small_file(c, "甲系", "1.1", "a.csv", "校名,学校性质类别\n甲,\n");
    small_file(c, "甲系", "1.2", "b.csv", "工号,课酬\n1,60\n2,40\n");
    run_all(c, "type not said", true,
            "I1 2 NULL NULL ;I2 100 100 NULL 合格;I3 1 NULL NULL ;", "");
    small_file(c, "甲系", "1.1", "c.csv", "校名,学校性质类别\n甲,艺术院校\n");
    run_all(c, "of arts", true,
            "I1 2 2 1 合格;I2 100 100 NULL 合格;I3 1 NULL NULL ;", "艺术院校");
    small_file(c, "甲系", "1.1", "d.csv", "校名,学校性质类别\n甲,理工院校\n");
    run_all(c, "of engineering", true,
            "I1 2 3 2 低于合格线;I2 100 100 NULL 合格;I3 1 NULL NULL ;",
            "理工院校");
    small_file(c, "甲系", "1.1", "e.csv", "校名,学校性质类别\n甲,水产院校\n");
    run_all(c, "an unknown type", true,
            "I1 2 NULL NULL ;I2 100 100 NULL 合格;I3 1 NULL NULL ;",
            "水产院校");
    CHECK_INT(
        "not merged",
        tb_indicators_run(c, TB_FIGURES_MERGED, stop, &count, &type, &err), -1);
    CHECK_INT("not merged", err.status, TB_REFUSED);
    CHECK_INT("nothing was said", count, 0);
    small_merge(c);
    run_all(c, "merged", false,
            "I1 2 NULL NULL ;I2 100 100 NULL 合格;I3 1 NULL NULL ;",
            "水产院校");
    small_file(c, "乙系", "1.2", "f.csv", "工号,课酬\n3,0.01\n");
    err = (struct tb_err){ 0 };
    CHECK_INT(
        "merged too early",
        tb_indicators_run(c, TB_FIGURES_MERGED, stop, &count, &type, &err), -1);
    CHECK_INT("merged too early", err.status, TB_REFUSED);
    run_all(c, "filed since", true,
            "I1 3 NULL NULL ;I2 100.01 100 NULL 低于合格线;I3 1 NULL NULL ;",
            "水产院校");
    CHECK_INT("told to stop",
              tb_indicators_run(c, TB_FIGURES_FILED, stop, &count, &type, &err),
              -1);
    CHECK_INT("at once", count, 1);
    tb_buf_free(&type);
    small_close(c, "c");
}

/* The table that says it need not be the first, nor be there at all. */
static void test_school_type(void)
{
    const struct small_texts none = { .indicators = INDICATORS
                                      "I1,n,u,SELECT 1,high,1,,,\n" };
    struct tb_campaign *c = small_campaign("c", &none);

    run_all(c, "no table says it", true, "I1 1 1 NULL 合格;", "");
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_thresholds();
    test_verdicts();
    test_run();
    test_can_run();
    test_campaign();
    test_school_type();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
