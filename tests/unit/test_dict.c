/* test_dict.c - what is complained of in a dictionary, and where. */
#include "check.h"

#include "buf.h"
#include "small_dict.h"

#define FIELD(rest) USUAL_FIELDS "1.1," rest "\n"
#define TWO_TABLES USUAL_TABLES "1.2,乙表,,,,filled,0,department,,many,,,\n"
#define RULE(rest) RULES "K1,1.1," rest "\n"

/* clang-format off */
/* WANT: file, line and column of the only complaint, then words of it;
 * "" for none. */
static const struct {
    const char *label;
    struct small_texts texts;
    const char *want, *words;
} cases[] = {
    { "the usual one", { NULL }, "", "" },
    /* tables.csv */
    { "no tables", { .tables = "", .fields = FIELDS },
      "tables.csv:1::", "empty" },
    { "a column is missing",
      { .tables = "table,name,category,section,origin,source,filled_by,period,"
                  "rows,sheet,note,basis\n"
                  "1.1,甲表,,,filled,0,department,,many,,,\n" },
      "tables.csv:1:aliases:", "missing" },
    { "columns in another order",
      { .codes = "label,list,code,basis,aliases\n否,是否,0,,\n" }, "", "" },
    { "a byte-order mark",
      { .codes = "\xEF\xBB\xBF" USUAL_CODES }, "", "" },
    { "predecessors",
      { .tables = TABLES_FROM "1.1,甲表,,,,filled,0,none,,many,,,,"
                              "\"6.1 类别=a|b; 6.2\"\n" }, "", "" },
    { "no number of a predecessor",
      { .tables = TABLES_FROM "1.1,甲表,,,,filled,0,none,,many,,,,教师表\n" },
      "tables.csv:2:predecessor:", "'教师表'" },
    { "half a condition",
      { .tables = TABLES_FROM "1.1,甲表,,,,filled,0,none,,many,,,,6.1 类别\n" },
      "tables.csv:2:predecessor:", "'6.1 类别'" },
    { "a field of a table that is not continued",
      { .fields = FIELDS_FROM
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1,6.1.编号\n" },
      "fields.csv:2:predecessor:", "'6.1.编号'" },
    { "a field of another name",
      { .fields = FIELDS_FROM
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1,号;-\n" }, "", "" },
    { "unknown origin",
      { .tables = TABLES "1.1,甲表,,,,file,0,department,,many,,,\n" },
      "tables.csv:2:origin:", "'file'" },
    { "unknown rows",
      { .tables = TABLES "1.1,甲表,,,,filled,0,department,,some,,,\n" },
      "tables.csv:2:rows:", "'some'" },
    { "unknown filler",
      { .tables = TABLES "1.1,甲表,,,,filled,0,nobody,,many,,,\n" },
      "tables.csv:2:filled_by:", "'nobody'" },
    { "source neither 0 nor 1",
      { .tables = TABLES "1.1,甲表,,,,filled,x,department,,many,,,\n" },
      "tables.csv:2:source:", "'x'" },
    { "a sheet's name that cannot be",
      { .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,a/b,,\n" },
      "tables.csv:2:sheet:", "a/b" },
    { "a table twice",
      { .tables = USUAL_TABLES "1.1,乙表,,,,filled,0,department,,many,,,\n" },
      "tables.csv:3:table:", "twice" },
    { "a name twice",
      { .tables = USUAL_TABLES "1.2,甲表,,,,filled,0,department,,many,,,\n",
        .fields = FIELD("b,,text,,0,,,,,,,,,,,,,,,,,,1\n"
                        "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,,,,1") },
      "tables.csv:3:name:", "甲表" },
    { "an alias that is a name",
      { .tables = USUAL_TABLES "1.2,乙表,甲表,,,filled,0,none,,many,,,\n",
        .fields = FIELD("b,,text,,0,,,,,,,,,,,,,,,,,,1\n"
                        "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,,,,1") },
      "tables.csv:3:aliases:", "甲表" },
    { "no fields",
      { .tables = TWO_TABLES }, "tables.csv:3:table:", "no fields" },
    { "no key",
      { .tables = TWO_TABLES,
        .fields = USUAL_FIELDS "1.2,a,,text,,0,,,,,,,,,,,,,,,,,,1\n" },
      "tables.csv:3:table:", "no key" },
    { "a key out of use is none",
      { .fields = FIELDS "1.1,a,,text,,0,,,,,,key,,,,,,,,,,,,0\n"
                         "1.1,b,,text,,0,,,,,,,,,,,,,,,,,,1\n" },
      "tables.csv:2:table:", "no key" },
    { "blank lines count",
      { .tables = TABLES "\n\n1.1,甲表,,,,file,0,department,,many,,,\n" },
      "tables.csv:4:origin:", "'file'" },
    /* codes.csv */
    { "a code without a label", { .codes = USUAL_CODES "是否,2,,,\n" },
      "codes.csv:4:list:", "label" },
    { "a code twice", { .codes = USUAL_CODES "是否,1,或,,\n" },
      "codes.csv:4:code:", "'1'" },
    { "a label twice", { .codes = USUAL_CODES "是否,2,是,,\n" },
      "codes.csv:4:label:", "'是'" },
    { "an alias twice", { .codes = USUAL_CODES "是否,2,或,ｙ,\n" },
      "codes.csv:4:aliases:", "ｙ" },
    { "the same in two lists", { .codes = USUAL_CODES "有无,1,是,Y,\n" },
      "", "" },
    { "its own alias", { .codes = USUAL_CODES "有无,1,是,是;1,\n" }, "", "" },
    /* fields.csv */
    { "a field of no table",
      { .fields = USUAL_FIELDS "9.9,a,,text,,0,,,,,,,,,,,,,,,,,,1\n" },
      "fields.csv:5:table:", "'9.9'" },
    { "unknown type", { .fields = FIELD("a,,txt,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:type:", "'txt'" },
    { "a field twice", { .fields = FIELD("人数,,text,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:field:", "twice" },
    { "a field without a name",
      { .fields = FIELD(",,text,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:field:", "name" },
    { "a name of ours", { .fields = FIELD("_row,,text,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:field:", "'_'" },
    { "an alias of another",
      { .fields = FIELD("a,人 数,text,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:aliases:", "人数" },
    { "required neither", { .fields = FIELD("a,,text,,2,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:required:", "'2'" },
    { "a length", { .fields = FIELD("a,,text,,0,6-8,,,,,,,,,,,,,,,,,1") },
      "", "" },
    { "no length", { .fields = FIELD("a,,text,,0,x,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:length:", "'x'" },
    { "a length upside down",
      { .fields = FIELD("a,,text,,0,8-6,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:length:", "8-6" },
    { "a length of three",
      { .fields = FIELD("a,,text,,0,1-2-3,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:length:", "1-2-3" },
    { "half a length", { .fields = FIELD("a,,text,,0,1.5,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:length:", "1.5" },
    { "no number", { .fields = FIELD("a,,integer,,0,,x,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:min:", "'x'" },
    { "min above max",
      { .fields = FIELD("a,,integer,,0,,9,1,,,,,,,,,,,,,,,1") },
      "fields.csv:5:min:", "above" },
    { "min of a text", { .fields = FIELD("a,,text,,0,,1,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:min:", "numbers" },
    { "no pattern", { .fields = FIELD("a,,text,,0,,,,[,,,,,,,,,,,,,,1") },
      "fields.csv:5:pattern:", "'['" },
    { "unknown list", { .fields = FIELD("a,,code,,0,,,,,没有,,,,,,,,,,,,,1") },
      "fields.csv:5:list:", "没有" },
    { "a choice without a list",
      { .fields = FIELD("a,,code,,0,,,,,,,,,,,,,,,,,,1") },
      "fields.csv:5:list:", "list" },
    { "unknown key",
      { .fields = FIELD("a,,text,,0,,,,,,primary,,,,,,,,,,,,1") },
      "fields.csv:5:key:", "primary" },
    { "a reference to no field",
      { .fields = FIELD("a,,text,,0,,,,,,,1.1.没有,,,,,,,,,,,1") },
      "fields.csv:5:reference:", "没有" },
    { "a reference",
      { .fields = FIELD("a,,text,,0,,,,,,,1.1.编号,,,,,,,,,,,1") },
      "", "" },
    { "too many references",
      { .fields = FIELD("a,,text,,0,,,,,,,1.1.编号|1.1.编号|1.1.编号|1.1.编号|"
                        "1.1.编号,,,,,,,,,,,1") },
      "fields.csv:5:reference:", "4" },
    { "a mirror through no reference",
      { .fields = FIELD("a,,text,,0,,,,,,,,人数.在用,,,,,,,,,,1") },
      "fields.csv:5:mirror:", "人数" },
    { "a mirror of no field",
      { .fields = FIELD("a,,text,,0,,,,,,,1.1.编号,a.没有,,,,,,,,,,1") },
      "fields.csv:5:mirror:", "没有" },
    { "applies to no field",
      { .fields = FIELD("a,,text,,0,,,,,,,,,,没有=是,,,,,,,,1") },
      "fields.csv:5:applies:", "没有" },
    { "applies without a value",
      { .fields = FIELD("a,,text,,0,,,,,,,,,,在用=,,,,,,,,1") },
      "fields.csv:5:applies:", "在用" },
    { "unknown window",
      { .fields = FIELD("a,,date,,0,,,,,,,,,,,,,年度,,,,,1") },
      "fields.csv:5:window:", "年度" },
    { "a window of a text",
      { .fields = FIELD("a,,text,,0,,,,,,,,,,,,,学年,,,,,1") },
      "fields.csv:5:window:", "dates" },
    { "used neither", { .fields = FIELD("a,,text,,0,,,,,,,,,,,,,,,,,,x") },
      "fields.csv:5:used:", "'x'" },
    /* rules.csv */
    { "a rule", { .rules = RULE("error,合理性,row,人数,人数 > 0,{人数},,,") },
      "", "" },
    { "of no table",
      { .rules = RULES "K1,9.9,error,合理性,row,,1,m,,,\n" },
      "rules.csv:2:table:", "'9.9'" },
    { "unknown severity", { .rules = RULE("fatal,合理性,row,,1,m,,,") },
      "rules.csv:2:severity:", "'fatal'" },
    { "unknown aspect", { .rules = RULE("error,好,row,,1,m,,,") },
      "rules.csv:2:aspect:", "'好'" },
    { "unknown kind", { .rules = RULE("error,合理性,col,,1,m,,,") },
      "rules.csv:2:kind:", "'col'" },
    { "of no field", { .rules = RULE("error,合理性,row,没有,1,m,,,") },
      "rules.csv:2:field:", "没有" },
    { "without expression", { .rules = RULE("error,合理性,row,,,m,,,") },
      "rules.csv:2:rule:", "expression" },
    { "without message", { .rules = RULE("error,合理性,row,,1,,,,") },
      "rules.csv:2:rule:", "message" },
    { "a message of no field",
      { .rules = RULE("error,合理性,row,,1,{没有},,,") },
      "rules.csv:2:message:", "{没有}" },
    { "a brace left open", { .rules = RULE("error,合理性,row,,1,a{人数,,,") },
      "rules.csv:2:message:", "'{'" },
    { "a rule twice",
      { .rules = RULE("error,合理性,row,,1,m,,,\n"
                      "K1,1.1,error,合理性,row,,1,m,,,") },
      "rules.csv:3:rule:", "twice" },
    /* the rest */
    { "derived into no table", { .derived = DERIVED "9.9,SELECT 1,,\n" },
      "derived.csv:2:table:", "'9.9'" },
    { "derived into a filled table", { .derived = DERIVED "1.1,SELECT 1,,\n" },
      "derived.csv:2:table:", "derived" },
    { "better how?",
      { .indicators = INDICATORS "I1,n,u,SELECT 1,good,,,,\n" },
      "indicators.csv:2:better:", "'good'" },
    { "an example of no rule", { .examples = EXAMPLES "K9,1,pass,1.1,a=b\n" },
      "examples.csv:2:rule:", "'K9'" },
    { "an unknown verdict",
      { .rules = RULE("error,合理性,row,,1,m,,,"),
        .examples = EXAMPLES "K1,1,ok,1.1,a=b\n" },
      "examples.csv:2:verdict:", "'ok'" },
    { "an example of no table",
      { .rules = RULE("error,合理性,row,,1,m,,,"),
        .examples = EXAMPLES "K1,1,pass,9.9,a=b\n" },
      "examples.csv:2:table:", "'9.9'" },
};

/* What people call the tables, in an edition of three. */
static const struct {
    const char *text, *want; /* its number; "" for none */
} find_cases[] = {
    { "甲表",        "1.1" }, { " 甲 表 ",     "1.1" },
    { "1.1",         "1.1" }, { "１.１",       "1.1" },
    { "1.1甲表",     "1.1" }, { "1.1 甲表",    "1.1" },
    { "1.2甲表",     "1.1" }, { "教师表",      "1.2" },
    { "乙表（一）",  "1.2" }, { "乙表(一)",    "1.2" },
    { "1+X证书表",   "1.3" }, { "1.31+X证书表", "1.3" },
    { "单子",        "1.3" }, { "1.3单子",     "" },
    { "没有",        "" },    { "9.9",         "" },
    { "",            "" },    { "1.1没有",     "" },
};
/* Which field a column's header means. */
static const struct {
    const char *header, *want; /* the field's name; "" for none */
} column_cases[] = {
    { "人数",            "人数" },     { " 人 数 ",      "人数" },
    { "人数（人）",      "人数" },     { "人数(人)",     "人数" },
    { "人数 ( 人 )",     "人数" },     { "*人数",        "人数" },
    { "＊人数（人）",    "人数" },     { "**人数",       "人数" },
    { "* 人数",          "人数" },     { "人数（万人）", "" },
    { "人数（元）",      "" },         { "人数（人",     "" },
    { "人数人）",        "" },         { "（人）",       "" },
    { "人数（人）（人）", "" },        { "*",            "" },
    { "",                "" },         { "）",           "" },
    { "总数（人）",      "人数" },     { "总数",         "人数" },
    { "带宽(MBPS)",      "带宽" },     { "带宽（ｍｂｐｓ）", "带宽" },
    { "面积（含租借）",  "面积（含租借）" },
    { "面积(含租借)",    "面积（含租借）" },
    { "面积",            "" },         { "面积（平方米）", "" },
    { "面积（含租借）（亩）", "面积（含租借）" },
    { "面积(含租借)(亩)", "面积（含租借）" },
    { "面积（亩）（含租借）", "" },
    { "名称",            "名称" },     { "名称（人）",   "" },
    { "旧名",            "" },
};

/* Does SQL read last year, and table 甲表 of last year? */
static const struct {
    const char *label, *sql;
    bool last_year, names;
} last_cases[] = {
    { "this year only",    "SELECT 1 FROM 甲表", false, false },
    { "nothing",           "", false, false },
    { "the table",         "SELECT 1 FROM 上年.甲表", true, true },
    { "and more",          "SELECT 1 FROM 上年.甲表 l WHERE l.a = 1", true,
      true },
    { "in brackets",       "(SELECT 1 FROM 上年.甲表)", true, true },
    { "before a comma",    "SELECT 1 FROM 上年.甲表, 乙表", true, true },
    { "a line break",      "SELECT 1 FROM 上年.甲表\nWHERE 1", true, true },
    { "quoted",            "SELECT 1 FROM 上年.\"甲表\" l", true, true },
    { "another table",     "SELECT 1 FROM 上年.乙表", true, false },
    { "a longer name, quoted", "SELECT 1 FROM 上年.\"甲表二\"", true, false },
    { "a longer name",     "SELECT 1 FROM 上年.甲表二", true, false },
    { "a longer name with letters", "SELECT 1 FROM 上年.甲表a", true, false },
    { "a longer name with digits", "SELECT 1 FROM 上年.甲表2", true, false },
    { "a longer name with _", "SELECT 1 FROM 上年.甲表_", true, false },
    { "the second that is named", "SELECT 1 FROM 上年.乙表, 上年.甲表", true,
      true },
    { "this year's beside another of last", "SELECT 1 FROM 甲表, 上年.乙表",
      true, false },
    { "the end of another name", "SELECT 1 FROM 上年.大甲表", true, false },
};

/* The sheet of a table called NAME, of number 1.1.  MADE: it is ours. */
static const struct {
    const char *label, *name, *sheet, *want;
    bool made;
} sheet_cases[] = {
    { "the name",        "甲表", "", "甲表", false },
    { "said",            "甲表", "单子", "单子", false },
    { "31 characters",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", false },
    { "32 characters",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二", "",
      "1.1一二三四五六七八九十一二三四五六七八九十一二三四五六七八", true },
    { "a slash",         "师资/人员", "", "1.1师资人员", true },
    { "brackets",        "[甲]表", "", "1.1甲表", true },
    { "a colon, a star", "甲:乙*", "", "1.1甲乙", true },
    { "a question, a backslash", "甲?乙\\", "", "1.1甲乙", true },
    { "full-width signs may stay", "甲：乙？", "", "甲：乙？", false },
    { "an apostrophe at an end", "'甲", "", "1.1甲", true },
    { "a reserved name", "History", "", "1.1History", true },
    { "nothing else",    "*", "", "1.1", true },
    { "four bytes count as two",
      "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "",
      "1.1𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", true },
};
/* clang-format on */

static void test_complaints(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_complaints complaints = { 0 };
        struct tb_dict *dict = NULL;
        struct tb_err err = { 0 };
        struct tb_buf got = { 0 };

        CHECK_INT(cases[i].label,
                  small_parse(&cases[i].texts, &dict, &complaints, &err), 0);
        small_show(&complaints, &got);
        CHECK_INT(cases[i].label, complaints.count > 0,
                  cases[i].want[0] != '\0');
        CHECK(cases[i].label, strncmp(tb_buf_text(&got), cases[i].want,
                                      strlen(cases[i].want)) == 0);
        CHECK_HAS(cases[i].label, tb_buf_text(&got), cases[i].words);
        tb_dict_free(dict);
        tb_complaints_free(&complaints);
        tb_buf_free(&got);
    }
}

/* A file that is no CSV is an error, not a complaint. */
static void test_broken(void)
{
    const struct small_texts open = { .codes = CODES "\"a,b\n" };
    const struct small_texts bytes = { .fields = FIELDS "\xFF\n" };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 }, other = { 0 };

    CHECK_INT("quote", small_parse(&open, &dict, &complaints, &err), -1);
    CHECK_HAS("quote", err.msg,
              "codes.csv: row 2, column A: a quote is left open");
    CHECK_INT("quote", err.status, TB_DICTIONARY);
    CHECK_INT("bytes", small_parse(&bytes, &dict, &complaints, &other), -1);
    CHECK_HAS("bytes", other.msg, "fields.csv");
    tb_complaints_free(&complaints);
}

static void test_circle(void)
{
    const struct small_texts texts = {
        .tables = TWO_TABLES,
        .fields = FIELDS "1.1,a,,text,,0,,,,,,key,1.2.a,,,,,,,,,,,1\n"
                         "1.2,a,,text,,0,,,,,,key,1.1.a,,,,,,,,,,,1\n",
    };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    CHECK_INT("circle", small_parse(&texts, &dict, &complaints, &err), 0);
    small_show(&complaints, &got);
    CHECK_HAS("circle", tb_buf_text(&got), "circle");
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
    tb_buf_free(&got);
}

static void test_find(void)
{
    const struct small_texts texts = {
        .tables =
            USUAL_TABLES "1.2,乙表（一）,教师表,,,filled,0,none,,one,,,\n"
                         "1.3,1+X证书表,,,,derived,1,person,,many,单子,,\n",
        .fields = USUAL_FIELDS "1.2,序号,,integer,,0,,,,,,key,,,,,,,,,,,,1\n"
                               "1.3,a,,text,,0,,,,,,key,,,,,,,,,,,,1\n",
    };
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    const struct tb_table *t;
    const struct tb_code *code;

    CHECK_INT("parse", small_parse(&texts, &dict, &complaints, &err), 0);
    CHECK_INT("no complaints", complaints.count, 0);
    for (size_t i = 0; i < TB_LEN(find_cases); i++) {
        t = tb_dict_find(dict, tb_str(find_cases[i].text));
        CHECK(find_cases[i].text,
              tb_str_is(t ? t->no : tb_str(""), find_cases[i].want));
    }
    t = tb_dict_table(dict, tb_str("1.3"));
    CHECK("derived", t && t->origin == TB_ORIGIN_DERIVED);
    CHECK("source, by person", t->is_source && t->by_person);
    CHECK("many rows", !t->is_one_row);
    CHECK("sheet", tb_str_is(t->sheet, "单子"));
    CHECK("natural key", t->has_natural_key);
    t = tb_dict_table(dict, tb_str("1.2"));
    CHECK("sheet by name", tb_str_is(t->sheet, "乙表（一）"));
    CHECK("one row", t->is_one_row);
    CHECK("no natural key", !t->has_natural_key && t->key_count == 1);
    code = tb_list_find(tb_dict_list(dict, tb_str("是否")), tb_str("ｙ"));
    CHECK("a code by alias", code && tb_str_is(code->label, "是"));
    code = tb_list_find(tb_dict_list(dict, tb_str("是否")), tb_str("0"));
    CHECK("a code by code", code && tb_str_is(code->label, "否"));
    CHECK("no code",
          !tb_list_find(tb_dict_list(dict, tb_str("是否")), tb_str("也许")));
    CHECK_INT("hash", strlen(dict->hash), 64);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

static struct tb_dict *load(const struct small_texts *texts)
{
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    CHECK_INT("parse", small_parse(texts, &dict, &complaints, &err), 0);
    small_show(&complaints, &got);
    CHECK_STR("no complaints", tb_buf_text(&got), "");
    tb_complaints_free(&complaints);
    tb_buf_free(&got);
    return dict;
}

static void test_columns(void)
{
    const struct small_texts texts = {
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,,,,1\n"
                         "1.1,人数,总数,integer,人,0,,,,,,,,,,,,,,,,,,1\n"
                         "1.1,带宽,,decimal,Mbps,0,,,,,,,,,,,,,,,,,,1\n"
                         "1.1,面积（含租借）,,decimal,亩,0,,,,,,,,,,,,,,,,,,1\n"
                         "1.1,名称,,text,,0,,,,,,,,,,,,,,,,,,1\n"
                         "1.1,旧名,,text,,0,,,,,,,,,,,,,,,,,,0\n",
    };
    struct tb_dict *dict = load(&texts);

    for (size_t i = 0; i < TB_LEN(column_cases); i++) {
        const struct tb_field *f =
            tb_table_column(&dict->tables[0], tb_str(column_cases[i].header));
        struct tb_buf name = { 0 };
        tb_buf_add(&name, f ? f->name : tb_str(""));
        CHECK_STR(column_cases[i].header, tb_buf_text(&name),
                  column_cases[i].want);
        tb_buf_free(&name);
    }
    tb_dict_free(dict);
}

static void test_last_year(void)
{
    struct tb_dict *dict = load(&(struct small_texts){ 0 });

    for (size_t i = 0; i < TB_LEN(last_cases); i++) {
        struct tb_str sql = tb_str(last_cases[i].sql);
        CHECK_INT(last_cases[i].label, tb_sql_last_year(sql),
                  last_cases[i].last_year);
        CHECK_INT(last_cases[i].label, tb_sql_names_last(sql, dict->tables),
                  last_cases[i].names);
    }
    tb_dict_free(dict);
}

static void test_sheets(void)
{
    for (size_t i = 0; i < TB_LEN(sheet_cases); i++) {
        struct tb_buf tables = { 0 };
        struct tb_buf got = { 0 };
        struct small_texts texts = { 0 };
        struct tb_dict *dict;
        tb_buf_addf(&tables, TABLES "1.1,%s,,,,filled,0,none,,many,%s,,\n",
                    sheet_cases[i].name, sheet_cases[i].sheet);
        texts.tables = tables.p;
        dict = load(&texts);
        tb_buf_add(&got, dict->tables[0].sheet);
        CHECK_STR(sheet_cases[i].label, got.p, sheet_cases[i].want);
        CHECK_INT(sheet_cases[i].label, dict->tables[0].is_sheet_made,
                  sheet_cases[i].made);
        tb_dict_free(dict);
        tb_buf_free(&tables);
        tb_buf_free(&got);
    }
}

int main(void)
{
    test_columns();
    test_last_year();
    test_sheets();
    test_complaints();
    test_broken();
    test_circle();
    test_find();
    return CHECK_END;
}
