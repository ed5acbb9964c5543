/* test_recognise.c - which sheet is which table, which column which field. */
#include "small_data.h"

#include "recognise.h"

/* clang-format off */
static const struct small_texts texts = {
    .tables = TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"
                     "1.2,乙表,,,,filled,0,department,,many,,,\n"
                     "1.3,丙表,,,,filled,0,department,,many,,,\n",
    .fields = FIELDS
        "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n"
        "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.2,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.2,面积,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,序号,,integer,,1,,,,,,key,,,,,,,,,n,,,1\n"
        "1.3,名称,,text,,1,,,,,,,,,,,,,,,n,,,1\n"
        "1.3,备注,,text,,0,,,,,,,,,,,,,,,n,,,1\n",
};

/* The header in row 20, 21: behind a line that is read, then empty ones. */
#define LINES_5 "\n\n\n\n\n"
#define LINES_18 LINES_5 LINES_5 LINES_5 "\n\n\n"
#define FULL_5 "x\nx\nx\nx\nx\n"

#define ABOVE(header, rows, count)                                     \
    "表头在第 " header " 行，它上面的第 " rows " 行（共 " count        \
    " 行）像是数据，不会读入；请把表头移到所有数据之上（可能是排序时把" \
    "表头也排了进去），不是数据的请删去"

/* "TABLE row N: fields; unknown; missing; fault; ambiguous". */
static const struct {
    const char *label, *text, *hint, *want;
} cases[] = {
    { "a header", "编号,人数,在用\n1,2,是\n", NULL, "1.1 row 1: 编号 人数 在用" },
    { "the other table", "编号,人数,面积\n", NULL, "1.2 row 1: 编号 人数 面积" },
    { "in any order", "在用,编号\n", NULL,
      "1.1 row 1: 在用 编号; missing 人数" },
    { "a title above", "1.1 甲表\n编号,人数\n", NULL,
      "1.1 row 2: 编号 人数; missing 在用" },
    { "a title says which", "乙表\n编号,人数\n", NULL,
      "1.2 row 2: 编号 人数; missing 面积" },
    { "which of two?", "编号,人数\n", NULL,
      "1.1 row 1: 编号 人数; missing 在用; ambiguous" },
    { "a hint says which", "编号,人数\n", "1.2",
      "1.2 row 1: 编号 人数; missing 面积" },
    { "no header of the hint's", "x,y\n", "1.2", "1.2 row 0:; 找不到表头行" },
    { "no table of ours", "x,y\n1,2\n", NULL, "none" },
    { "one name is too little", "编号\n1\n", NULL, "none" },
    { "unknown columns", "编号,人数,在用,x,y\n", NULL,
      "1.1 row 1: 编号 人数 在用 - -; unknown x、y" },
    { "of last year", "编号,人数,在用,上年数据核对\n", NULL,
      "1.1 row 1: 编号 人数 在用 -; decision 3 once" },
    { "of last year, as it is now", "核对,编号,人数,在用\n", NULL,
      "1.1 row 1: - 编号 人数 在用; decision 0" },
    { "a column twice", "编号,人数,在用,人数\n", NULL,
      "1.1 row 1: 编号 人数 在用 人数; 列“人数”出现两次" },
    { "a required column is not there", "人数,在用\n", NULL,
      "1.1 row 1: 人数 在用; 缺少必填列：编号" },
    { "two faults", "人数,在用,人数\n", NULL,
      "1.1 row 1: 人数 在用 人数; 列“人数”出现两次；缺少必填列：编号" },
    { "序号 may be left out", "名称,备注\n", NULL,
      "1.3 row 1: 名称 备注; missing 序号" },
    { "in row 20", "x\n" LINES_18 "编号,人数,在用\n", NULL,
      "1.1 row 20: 编号 人数 在用" },
    { "too far down", "x\n" LINES_18 "\n编号,人数,在用\n", NULL, "none" },
    { "too far down, said which", "x\n" LINES_18 "\n编号,人数,在用\n", "1.1",
      "1.1 row 0:; 找不到表头行" },
    { "behind 19 lines", FULL_5 FULL_5 FULL_5 "x\nx\nx\nx\n编号,人数,在用\n",
      NULL, "1.1 row 20: 编号 人数 在用" },
    { "behind 20 lines", FULL_5 FULL_5 FULL_5 FULL_5 "编号,人数,在用\n", NULL,
      "none" },
    { "the best row", "编号,人数\n编号,人数,在用\n", NULL,
      "1.1 row 2: 编号 人数 在用" },
    { "the first of two", "编号,人数,在用\n编号,人数,在用\n", NULL,
      "1.1 row 1: 编号 人数 在用" },
    /* with another delimiter than the first line has */
    { "bars", "编号|人数|在用\n1|2|是\n", NULL, "1.1 row 1: 编号 人数 在用" },
    { "a title of semicolons", "附件;甲表;2021\n编号,人数,在用\n", NULL,
      "1.1 row 2: 编号 人数 在用" },
    { "a comment of commas", "# a, b, c\n编号;人数;在用\n\"1;2\";3\n", NULL,
      "1.1 row 2: 编号 人数 在用" },
    { "a title, then quotes and bars", "甲表\n\"编号\"|\"人数\"\n", "1.1",
      "1.1 row 2: 编号 人数; missing 在用" },
    { "none fits", "x;y|z,a\n1;2|3,4\n", NULL, "none" },
    /* rows above the header */
    { "a row sorted above it", "01,3,是\n编号,人数,在用\n02,4,否\n", NULL,
      "1.1 row 2: 编号 人数 在用; " ABOVE("2", "1", "1") },
    { "several, and titles",
      "甲表\n填报部门：甲系,日期：2022-09-01\n01,3,是\n02,4,\n"
      "编号,人数,在用\n03,4,否\n", NULL,
      "1.1 row 5: 编号 人数 在用; " ABOVE("5", "3、4", "2") },
    { "all of them", "01,3,是\n02,4,否\n编号,人数,在用\n", NULL,
      "1.1 row 3: 编号 人数 在用; " ABOVE("3", "1、2", "2") },
    { "what is wanted of the columns",
      "甲表\n必填·编号,整数,选择\n编号,人数,在用\n01,3,是\n", NULL,
      "1.1 row 3: 编号 人数 在用" },
    { "a row that has not all",
      "2022,3\n编号,人数,在用,x\n01,3,是\n", "1.1",
      "1.1 row 2: 编号 人数 在用 -; unknown x; "
      ABOVE("2", "1", "1") },
    { "a title and a number", "甲表,1\n编号,人数,在用\n01,3,是\n", NULL,
      "1.1 row 2: 编号 人数 在用" },
    { "a poorer header", "编号,人数\n编号,人数,在用\n01,3,是\n", NULL,
      "1.1 row 2: 编号 人数 在用" },
    { "a group above the names", "基本,,状态\n编号,人数,在用\n01,3,是\n",
      NULL, "1.1 row 2: 编号 人数 在用" },
    { "a mark in the title", "1.1 甲表　［408ebbf0］\n编号,人数,在用\n", NULL,
      "1.1 row 2: 编号 人数 在用; mark 408ebbf0" },
};
/* clang-format on */

static void add_part(struct tb_buf *out, const char *name,
                     const struct tb_buf *part)
{
    if (part->n > 0)
        tb_buf_addf(out, "; %s%s%s", name, *name ? " " : "", part->p);
}

static void show_plan(const struct tb_sheet_plan *p, struct tb_buf *out)
{
    if (!p->table) {
        tb_buf_adds(out, "none");
        return;
    }
    tb_buf_addf(out, "%.*s row %zu:", TB_STR_ARG(p->table->no), p->header_row);
    for (size_t i = 0; i < p->columns; i++)
        tb_buf_addf(
            out, " %.*s",
            TB_STR_ARG(p->fields[i] ? p->fields[i]->name : tb_str("-")));
    add_part(out, "unknown", &p->unknown);
    add_part(out, "missing", &p->missing);
    add_part(out, "", &p->fault);
    if (p->decision >= 0)
        tb_buf_addf(out, "; decision %ld%s", p->decision,
                    p->is_once ? " once" : "");
    if (p->mark[0])
        tb_buf_addf(out, "; mark %s", p->mark);
    if (p->ambiguous)
        tb_buf_adds(out, "; ambiguous");
}

int main(void)
{
    struct tb_dict *dict = small_load(&texts);

    for (size_t i = 0; i < TB_LEN(cases); i++) {
        const char *label = cases[i].label;
        struct tb_source source = tb_source_bytes(tb_str(cases[i].text));
        const struct tb_table *hint =
            cases[i].hint ? tb_dict_table(dict, tb_str(cases[i].hint)) : NULL;
        struct tb_book *book = NULL;
        struct tb_sheet_plan plan = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };

        if (tb_book_open(&source, &tb_limits_default, &book, &err) == 0)
            CHECK_INT(label,
                      tb_recognise_sheet(book, 0, dict, hint, &plan, &err), 0);
        CHECK_STR(label, err.msg, "");
        show_plan(&plan, &got);
        CHECK_STR(label, tb_buf_text(&got), cases[i].want);
        tb_sheet_plan_free(&plan);
        tb_book_close(book);
        tb_buf_free(&got);
    }
    tb_dict_free(dict);
    return CHECK_END;
}
