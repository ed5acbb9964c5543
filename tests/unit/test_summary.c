/* test_summary.c - the indicators as text, as CSV, as a workbook. */
#include "summary.h"

#include "show_row.h"
#include "small_campaign.h"
#include "utf8.h"

#define LINES                                                       \
    "indicator,name,unit,expression,better,qualified,limited,note," \
    "basis,category,formula,inputs,exempt\n"

/* clang-format off */
static const struct small_texts texts = {
    .tables = TABLES "1.1,概况表,,,,filled,0,department,,one,,,\n",
    .fields = FIELDS "1.1,校名,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"
                     "1.1,学校性质类别,,text,,0,,,,,,,,,,,,,,,n,,,1\n"
                     "1.1,数,,decimal,,0,,,,,,,,,,,,,,,n,,,1\n",
    .indicators = LINES
        "I1,比例,%,SELECT 数 FROM 概况表,high,60,30,,S,基本,甲÷乙,1.1.数,\n"
        "I2,面积,平方米,SELECT 数 FROM 概况表,high,理工院校=70;艺术院校=80,"
        "理工院校=10;艺术院校=20,,P,基本,,,\n"
        "I3,上限,人,SELECT 数 FROM 概况表,low,1,2,说明,P,其他,,,SELECT 数 = 5 "
        "FROM 概况表\n"
        "I4,\"一行, 一项\",,SELECT count(*) FROM 概况表,,,,,,其他,,,\n",
};

/* 数 and 学校性质类别 of the one row; values and verdicts of I1 to I3. */
static const struct {
    const char *label, *row, *want;
} cases[] = {
    { "nothing",      "甲,理工院校,\n",   ",数据不全;,数据不全;,数据不全;" },
    { "all good",     "甲,理工院校,70\n", "70,合格;70,合格;70,低于限制线;" },
    { "half",         "甲,理工院校,59.5\n",
      "59.5,低于合格线;59.5,低于合格线;59.5,低于限制线;" },
    { "of arts",      "甲,艺术院校,70\n", "70,合格;70,低于合格线;70,低于限制线;" },
    { "unknown type", "甲,其他院校,70\n", "70,合格;70,;70,低于限制线;" },
    { "type not said", "甲,,70\n",        "70,合格;70,;70,低于限制线;" },
    { "an exception", "甲,理工院校,5\n",  "5,低于限制线;5,低于限制线;5,视为合格;" },
    { "zero",         "甲,理工院校,0\n",  "0,低于限制线;0,低于限制线;0,合格;" },
    { "below zero",   "甲,理工院校,-1\n", "-1,低于限制线;-1,低于限制线;-1,合格;" },
};
/* clang-format on */

static void print(struct tb_campaign *c, bool filed, const char *format,
                  struct tb_buf *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    struct tb_view_options o = { .format = tb_format_find(format), .out = f };
    struct tb_err err = { 0 };

    CHECK_INT(format,
              tb_summary_print(c, filed ? TB_FIGURES_FILED : TB_FIGURES_MERGED,
                               &o, &err),
              0);
    CHECK_STR(format, err.msg, "");
    fclose(f);
    tb_buf_clear(out);
    tb_buf_add(out, tb_str_n(text, size));
    free(text);
}

static int write_book(struct tb_campaign *c, bool filed, const char *name,
                      struct tb_err *err)
{
    struct tb_view_options o = { 0 };

    CHECK_INT("a workbook", tb_view_choose(&o, NULL, small_path(name), err), 0);
    return tb_summary_print(c, filed ? TB_FIGURES_FILED : TB_FIGURES_MERGED, &o,
                            err);
}

/* VALUE,VERDICT; of the indicators that have a threshold, from the CSV. */
static void pick(const char *csv, struct tb_buf *out)
{
    struct tb_str rest = tb_str(csv), line, cell;

    tb_buf_adds(out, "");
    while (tb_str_next(&rest, "\n", &line)) {
        struct tb_str cells = line;
        if (!tb_str_starts(line, "I1") && !tb_str_starts(line, "I2") &&
            !tb_str_starts(line, "I3"))
            continue;
        for (int i = 0; tb_str_next(&cells, ",", &cell); i++)
            if (i == 3 || i == 6)
                tb_buf_addf(out, "%.*s%s", TB_STR_ARG(cell),
                            i == 3 ? "," : ";");
    }
}

static void test_cases(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_buf csv = { 0 }, row = { 0 }, got = { 0 };
        tb_buf_addf(&row, "校名,学校性质类别,数\n%s", cases[i].row);
        small_file(c, "甲系", "1.1", "a.csv", row.p);
        print(c, true, "csv", &csv);
        pick(csv.p, &got);
        CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        tb_buf_free(&csv);
        tb_buf_free(&row);
        tb_buf_free(&got);
    }
    small_close(c, "c");
}

/* A sentence may be broken anywhere. */
static void join_lines(struct tb_buf *text)
{
    size_t n = 0;

    for (size_t i = 0; i < text->n; i++)
        if (text->p[i] != '\n')
            text->p[n++] = text->p[i];
    text->n = n;
    text->p[n] = '\0';
}

static void test_forms(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct tb_buf got = { 0 };
    struct tb_str rest, line;

    small_file(c, "甲系", "1.1", "a.csv",
               "校名,学校性质类别,数\n甲,理工院校,59.5\n");
    print(c, true, "csv", &got);
    CHECK_HAS("a header", tb_buf_text(&got),
              "编号,指标,单位,数值,合格线,限制线,结论,公式,依据,类别\r\n");
    CHECK_HAS("a line", tb_buf_text(&got),
              "I1,比例,%,59.5,60,30,低于合格线,甲÷乙,S,基本\r\n");
    CHECK_HAS("its type's lines", tb_buf_text(&got),
              "I2,面积,平方米,59.5,70,10,低于合格线,,P,基本\r\n");
    CHECK_HAS("the note where there is no formula", tb_buf_text(&got),
              "I3,上限,人,59.5,1,2,低于限制线,说明,P,其他\r\n");
    CHECK_HAS("a comma in a name", tb_buf_text(&got),
              "I4,\"一行, 一项\",,1,,,,,,其他\r\n");
    print(c, true, "text", &got);
    rest = tb_buf_str(&got);
    while (tb_str_next(&rest, "\n", &line))
        CHECK("80 columns", tb_utf8_width(line) <= 80);
    join_lines(&got);
    CHECK_HAS("the type", tb_buf_text(&got), "理工院校");
    CHECK_HAS("the counts", tb_buf_text(&got), "2 项低于合格线");
    CHECK_HAS("the counts", tb_buf_text(&got), "项低于合格线");
    CHECK_HAS("the school", tb_buf_text(&got), "测试学校（2021-2022");
    tb_buf_free(&got);
    small_close(c, "c");
}

/* Not merged: nothing is written.  Merged: the same as what is filed. */
static void test_merged(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct tb_buf filed = { 0 }, merged = { 0 };
    struct tb_err err = { 0 };

    small_file(c, "甲系", "1.1", "a.csv",
               "校名,学校性质类别,数\n甲,艺术院校,9\n");
    CHECK_INT("not merged", write_book(c, false, "s.xlsx", &err), -1);
    CHECK_INT("not merged", err.status, TB_REFUSED);
    CHECK("nothing there", !tb_file_exists(small_path("s.xlsx")));
    small_merge(c);
    print(c, true, "csv", &filed);
    print(c, false, "csv", &merged);
    CHECK_STR("the same", tb_buf_text(&merged), tb_buf_text(&filed));
    tb_buf_free(&filed);
    tb_buf_free(&merged);
    small_close(c, "c");
}

static void read_back(const char *path, struct tb_buf *got)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };

    tb_buf_clear(got);
    if (tb_source_open(path, 1 << 20, &source, &err) == 0 &&
        tb_book_open(&source, &tb_limits_default, &book, &err) == 0)
        tb_book_read(book, 0, show_row, got, &err);
    CHECK_STR("read back", err.msg, "");
    tb_book_close(book);
    tb_source_close(&source);
}

static void test_workbook(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    small_file(c, "甲系", "1.1", "a.csv",
               "校名,学校性质类别,数\n甲,理工院校,59.5\n");
    CHECK_INT("write", write_book(c, true, "s.xlsx", &err), 0);
    read_back(small_path("s.xlsx"), &got);
    CHECK_HAS("whose", tb_buf_text(&got), "测试学校 2021-2022 学年");
    CHECK_HAS("the heading says it", tb_buf_text(&got), "已填报（未必已审）");
    CHECK_HAS("numbers are numbers", tb_buf_text(&got),
              "[A:text I1][B:text 比例][C:text %][D:number 59.5][E:number 60]"
              "[F:number 30][G:text 低于合格线][H:text 甲÷乙][I:text S][J:text "
              "基本]");
    CHECK_HAS("no line is none", tb_buf_text(&got), "[D:number 1]");
    CHECK_HAS("to sign", tb_buf_text(&got), "盖章");
    small_merge(c);
    CHECK_INT("again", write_book(c, false, "s.xlsx", &err), 0);
    read_back(small_path("s.xlsx"), &got);
    CHECK_HAS("the heading says it", tb_buf_text(&got), "已审并合并");
    CHECK_INT("no such folder", write_book(c, true, "none/s.xlsx", &err), -1);
    tb_buf_free(&got);
    small_remove("s.xlsx");
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_cases();
    test_forms();
    test_merged();
    test_workbook();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
