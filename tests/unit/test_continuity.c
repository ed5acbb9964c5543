/* test_continuity.c - this year beside last year: what is asked about. */
#include "check.h"

#include "continuity.h"
#include "mask.h"
#include "small_data.h"

#define HERE                                                 \
    TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"    \
           "1.2,概况表,,,,filled,0,department,,one,,,\n"  \
           "1.3,流水表,,,,filled,0,department,,many,,,\n" \
           "1.4,双键表,,,,filled,0,department,,many,,,\n"

/* clang-format off */
static const char fields[] = FIELDS
    "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
    "1.1,校名,,text,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.1,代码,,identifier,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.1,建校日期,,date,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.1,定额,,decimal,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.1,负责人,,text,,0,,,,,,,,,,,1,,,name,n,,,1\n"
    "1.1,旧名,,text,,0,,,,,,,,,,,1,,,,n,,,0\n"
    "1.1,人数,,integer,人,0,,,,,,,,,,,,20%,,,n,,,1\n"
    "1.1,经费,,money,万元,0,,,,,,,,,,,,20%,,,n,,,1\n"
    "1.1,面积,,decimal,平方米,0,,,,,,,,,,,,5%,,,n,,,1\n"
    "1.1,总额,,money,万元,0,,,,,,,,,,,,100%,,,n,,,1\n"
    "1.1,比例,,decimal,,0,,,,,,,,,,,,2.5%,,,n,,,1\n"
    "1.1,备注,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
    "1.2,校训,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
    "1.2,校区数,,integer,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.3,序号,,integer,,1,,,,,,key,,,,,,,,,n,,,1\n"
    "1.3,名称,,text,,0,,,,,,,,,,,1,,,,n,,,1\n"
    "1.4,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
    "1.4,年级,,year,,1,,,,,,key,,,,,,,,,n,,,1\n"
    "1.4,名称,,text,,0,,,,,,,,,,,1,,,,n,,,1\n";

/* FIELD of one row of 1.1, as SQL: this year and last.  WANT: rule, value,
 * last year's value, difference; "" for nothing. */
static const struct {
    const char *label, *field, *now, *last, *want;
} cases[] = {
    /* stable */
    { "the same text",        "校名", "'甲'", "'甲'", "" },
    { "another text",         "校名", "'乙'", "'甲'", "stable 乙 甲 ;" },
    { "nothing this year",    "校名", "NULL", "'甲'", "" },
    { "nothing last year",    "校名", "'甲'", "NULL", "" },
    { "nothing in either",    "校名", "NULL", "NULL", "" },
    { "letter case counts",   "校名", "'a'", "'A'", "stable a A ;" },
    { "quotes and commas",    "校名", "'a\"b,c'", "'a\"b,c'", "" },
    { "a line break",         "校名", "'a' || char(10) || 'b'",
      "'a' || char(10) || 'b'", "" },
    { "zeros in front",       "代码", "'007'", "'7'", "stable 007 7 ;" },
    { "the same zeros",       "代码", "'007'", "'007'", "" },
    { "another day",          "建校日期", "'1951-10-02'", "'1951-10-01'",
      "stable 1951-10-02 1951-10-01 ;" },
    { "10 and 10.0",          "定额", "10", "10.0", "" },
    { "0 and -0",             "定额", "0.0", "-0.0", "" },
    { "a stable number may not change by one", "定额", "11", "10",
      "stable 11 10 ;" },
    { "a stable zero",        "定额", "1", "0", "stable 1 0 ;" },
    { "out of use",           "旧名", "'乙'", "'甲'", "" },
    { "not declared",         "备注", "'乙'", "'甲'", "" },
    /* tolerance, of 20 in 100 */
    { "the same",             "经费", "100", "100", "" },
    { "just the tolerance, more", "经费", "120", "100", "" },
    { "just the tolerance, less", "经费", "80", "100", "" },
    { "above it",             "经费", "121", "100", "tolerance 121 100 +21%;" },
    { "below it",             "经费", "79", "100", "tolerance 79 100 -21%;" },
    { "a hair above",         "经费", "130.00001", "100",
      "tolerance 130.00001 100 +30%;" },
    { "as floats, just it",   "经费", "0.36", "0.3", "" },
    { "as floats, just it, less", "经费", "0.56", "0.7", "" },
    { "money may not change by one", "经费", "2", "1", "tolerance 2 1 +100%;" },
    { "a smaller tolerance",  "面积", "106", "100", "tolerance 106 100 +6%;" },
    { "inside the smaller",   "面积", "105", "100", "" },
    { "nothing now",          "经费", "NULL", "100", "" },
    { "nothing before",       "经费", "100", "NULL", "" },
    { "down to zero",         "经费", "0", "100", "tolerance 0 100 -100%;" },
    { "zero in both",         "经费", "0", "0", "" },
    { "below zero, inside",   "经费", "-120", "-100", "" },
    { "below zero, the same", "经费", "-100", "-100", "" },
    /* whole numbers may change by 2 */
    { "one more",             "人数", "2", "1", "" },
    { "two more",             "人数", "3", "1", "" },
    { "three more",           "人数", "4", "1", "tolerance 4 1 +300%;" },
    { "two less",             "人数", "1", "3", "" },
    { "two less, to zero",    "人数", "0", "2", "" },
    { "three less, to zero",  "人数", "0", "3", "tolerance 0 3 -100%;" },
    { "three of many",        "人数", "103", "100", "" },
    { "too many",             "人数", "130", "100", "tolerance 130 100 +30%;" },
    /* unit */
    { "just fifty times",     "经费", "5000", "100", "unit 5000 100 +4900%;" },
    { "not quite",            "经费", "4999", "100",
      "tolerance 4999 100 +4899%;" },
    { "just a fiftieth",      "经费", "2", "100", "unit 2 100 -98%;" },
    { "not quite a fiftieth", "经费", "2.01", "100",
      "tolerance 2.01 100 -98%;" },
    { "whole numbers too",    "人数", "5000", "100", "unit 5000 100 +4900%;" },
    { "a fiftieth within the tolerance", "总额", "1", "100",
      "unit 1 100 -99%;" },
    { "from below zero, up", "经费", "-50", "-100",
      "tolerance -50 -100 +50%;" },
    { "just above, as shown", "经费", "1204", "1000",
      "tolerance 1204 1000 +20.4%;" },
    { "fifty from one",       "人数", "50", "1", "unit 50 1 +4900%;" },
};

/* Words of the message. */
static const struct {
    const char *label, *field, *now, *last, *want;
} message_cases[] = {
    { "both values",    "校名", "'乙'", "'甲'", "今年是“乙”，上年是“甲”" },
    { "the field",      "校名", "'乙'", "'甲'", "“校名”" },
    { "a person, now",  "负责人", "'张三丰'", "'李四'", "“张**”" },
    { "a person, last", "负责人", "'张三丰'", "'李四'", "“李*”" },
    { "the change",     "经费", "150", "100", "变化 +50%，超过 20%" },
    { "the tolerance as declared", "比例", "103", "100", "超过 2.5%" },
    { "the factor",     "经费", "1000000", "100", "相差约 10000 倍" },
    { "元 or 万元",     "经费", "1000000", "100", "元与万元" },
    { "册 or 万册",     "经费", "100", "1000000", "册与万册" },
    { "亩 or 平方米",   "面积", "66667", "100", "亩与平方米" },
    { "GB or MB",       "面积", "102400", "100", "GB 与 MB" },
    { "thousands",      "面积", "100000", "100", "千位" },
    { "percent",        "面积", "1000", "10", "百分数与小数" },
    { "below zero",     "经费", "-5000", "-100", "相差约 50 倍" },
    { "about a factor", "经费", "1130000", "100", "元与万元" },
};

/* Several rows: VALUES for d_ and m_ of the table. */
static const struct {
    const char *label, *table, *columns, *now, *last, *want;
} row_cases[] = {
    { "found by the key", "1.1", "编号, 校名", "('1', '甲'), ('2', '乙')",
      "('2', '乙'), ('1', '甲')", "" },
    { "only here or only there", "1.1", "编号, 校名", "('1', '甲')",
      "('2', '乙')", "" },
    { "the key's zeros count", "1.1", "编号, 校名", "('01', '甲')",
      "('1', '乙')", "" },
    { "no rows last year", "1.1", "编号, 校名", "('1', '甲')", NULL, "" },
    { "no rows this year", "1.1", "编号, 校名", NULL, "('1', '甲')", "" },
    { "no rows at all", "1.1", "编号, 校名", NULL, NULL, "" },
    { "one finding a row", "1.1", "编号, 校名", "('1', '丙'), ('2', '丁')",
      "('1', '甲'), ('2', '乙')", "stable 丙 甲 ;stable 丁 乙 ;" },
    { "two fields of a row", "1.1", "编号, 校名, 经费", "('1', '乙', 9)",
      "('1', '甲', 1)", "stable 乙 甲 ;tolerance 9 1 +800%;" },
    { "the one row, whatever its key", "1.2", "校训, 校区数", "('勤', 3)",
      "('俭', 2)", "stable 3 2 ;" },
    { "the one row is not there", "1.2", "校训, 校区数", NULL, "('俭', 2)",
      "" },
    { "no natural key", "1.3", "序号, 名称", "(1, '甲')", "(1, '乙')", "" },
    { "both parts of the key", "1.4", "编号, 年级, 名称",
      "('1', 2021, '甲'), ('1', 2022, '乙')",
      "('1', 2021, '甲'), ('1', 2020, '丙')", "" },
    { "a change under both parts", "1.4", "编号, 年级, 名称",
      "('1', 2021, '乙')", "('1', 2021, '甲'), ('2', 2021, '乙')",
      "stable 乙 甲 ;" },
};
/* clang-format on */

struct shown {
    struct tb_buf text, message;
    int answer, count;
    long long row;
    enum tb_severity severity;
};

static int show(const struct tb_finding *f, void *ctx)
{
    struct shown *s = ctx;

    tb_buf_addf(&s->text, "%.*s %.*s %.*s %.*s;", TB_STR_ARG(f->rule),
                TB_STR_ARG(f->value), TB_STR_ARG(f->expected),
                TB_STR_ARG(f->difference));
    tb_buf_add(&s->message, f->message);
    s->row = f->row;
    s->severity = f->severity;
    s->count++;
    return s->answer;
}

static void free_shown(struct shown *s)
{
    tb_buf_free(&s->text);
    tb_buf_free(&s->message);
}

/* Run over rows NOW and LAST of table NO; THERE: last year had it. */
static void run(const struct tb_dict *dict, const char *label, const char *no,
                const char *columns, const char *now, const char *last,
                bool is_there, struct shown *s)
{
    struct tb_db *db = small_db(dict);
    const struct tb_rules rules = {
        .db = db, .dict = dict, .each = show, .ctx = s
    };
    bool there[4] = { false };
    struct tb_err err = { 0 };

    small_now(db, label, no, columns, now);
    small_last(db, label, no, columns, last);
    there[tb_dict_table(dict, tb_str(no)) - dict->tables] = is_there;
    CHECK_INT(label, tb_continuity_run(&rules, there, &err), s->answer);
    tb_db_close(db);
}

/* One row of 1.1, with one field. */
static void run_field(const struct tb_dict *dict, const char *label,
                      const char *field, const char *now, const char *last,
                      struct shown *s)
{
    char columns[64], a[64], b[64];

    snprintf(columns, sizeof columns, "编号, %s", field);
    snprintf(a, sizeof a, "('1', %s)", now);
    snprintf(b, sizeof b, "('1', %s)", last);
    run(dict, label, "1.1", columns, a, b, true, s);
}

static void test_fields(const struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct shown s = { 0 };
        run_field(dict, cases[i].label, cases[i].field, cases[i].now,
                  cases[i].last, &s);
        CHECK_STR(cases[i].label, tb_buf_text(&s.text), cases[i].want);
        if (s.count > 0)
            CHECK_INT(cases[i].label, s.severity, TB_EXPLAIN);
        free_shown(&s);
    }
    for (size_t i = 0; i < TB_LEN(message_cases); i++) {
        struct shown s = { 0 };
        struct tb_buf shown = { 0 };
        run_field(dict, message_cases[i].label, message_cases[i].field,
                  message_cases[i].now, message_cases[i].last, &s);
        tb_mask_show(tb_buf_str(&s.message), TB_SIGHT_STARS, &shown);
        CHECK_HAS(message_cases[i].label, tb_buf_text(&shown),
                  message_cases[i].want);
        tb_buf_free(&shown);
        free_shown(&s);
    }
}

static void test_rows(const struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(row_cases); i++) {
        struct shown s = { 0 };
        run(dict, row_cases[i].label, row_cases[i].table, row_cases[i].columns,
            row_cases[i].now, row_cases[i].last, true, &s);
        CHECK_STR(row_cases[i].label, tb_buf_text(&s.text), row_cases[i].want);
        free_shown(&s);
    }
}

static void test_calls(const struct tb_dict *dict)
{
    struct shown s = { .answer = 0 };

    run(dict, "a table that was not there", "1.1", "编号, 校名", "('1', '甲')",
        "('1', '乙')", false, &s);
    CHECK_INT("nothing is compared", s.count, 0);
    run(dict, "which row", "1.1", "编号, 校名", "('1', '甲'), ('2', '丙')",
        "('1', '甲'), ('2', '乙')", true, &s);
    CHECK_INT("one finding", s.count, 1);
    CHECK_INT("this year's row", s.row, 2);
    free_shown(&s);
    s = (struct shown){ .answer = -1 };
    run(dict, "told to stop", "1.1", "编号, 校名", "('1', '甲'), ('2', '丙')",
        "('1', '乙'), ('2', '乙')", true, &s);
    CHECK_INT("stopped at once", s.count, 1);
    free_shown(&s);
}

int main(void)
{
    const struct small_texts texts = { .tables = HERE, .fields = fields };
    struct tb_dict *dict = small_load(&texts);

    test_fields(dict);
    test_rows(dict);
    test_calls(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
