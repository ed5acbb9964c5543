/* test_row_diff.c - which rows are said to be added, gone or changed. */
#include "check.h"

#include "buf.h"
#include "row_diff.h"
#include "small_dict.h"

#define WITH_NUMBER                                               \
    FIELDS "1.1,序号,,integer,,1,,,,,,key,,,,,,,,,序号,,,1\n" \
           "1.1,名称,,text,,0,,,,,,,,,,,,,,,名称,,,1\n"       \
           "1.1,级别,,text,,0,,,,,,,,,,,,,,,级别,,,1\n"       \
           "1.1,旧列,,text,,0,,,,,,,,,,,,,,,旧列,,,0\n"       \
           "1.1,日期,,text,,0,,,,,,,,,,,,,,,日期,,,1\n"
#define TWO_KEYS                                         \
    FIELDS "1.1,甲,,text,,1,,,,,,key,,,,,,,,,甲,,,1\n" \
           "1.1,乙,,text,,1,,,,,,key,,,,,,,,,乙,,,1\n" \
           "1.1,值,,text,,0,,,,,,,,,,,,,,,值,,,1\n"
#define ONE_ROW TABLES "1.1,甲表,,,,filled,0,department,,one,,,\n"

/* Rows are separated by ";", cells by ",": of now, then of then.  Wanted: ~
 * changed (with the cells), + added, - gone, each by its lines; then how many
 * rows are the same. */
/* clang-format off */
static const struct {
    const char *label, *tables, *fields;
    bool is_part;
    const char *now, *then, *want;
} cases[] = {
    { "nothing changed", NULL, NULL, false, "01,3,是;02,4,否", "01,3,是;02,4,否",
      "=2" },
    { "another order is no change", NULL, NULL, false, "02,4,否;01,3,是",
      "01,3,是;02,4,否", "=2" },
    { "a cell", NULL, NULL, false, "01,5,是", "01,3,是", "~1<1 人数:3>5 =0" },
    { "a cell emptied and one filled", NULL, NULL, false, "01,,是", "01,3,",
      "~1<1 人数:3> 在用:>是 =0" },
    { "added and gone", NULL, NULL, false, "01,3,是;03,1,否", "02,4,否;01,3,是",
      "-1 +2 =1" },
    { "another key is another row", NULL, NULL, false, "01,3,是", "10,3,是",
      "-1 +1 =0" },
    { "nothing is filed now", NULL, NULL, false, "", "01,3,是;02,4,否",
      "-1 -2 =0" },
    { "nothing was there", NULL, NULL, false, "01,3,是", "", "+1 =0" },
    { "a key that stands twice is matched in order", NULL, NULL, false,
      "01,1,是;01,2,是", "01,1,是;01,3,是;01,4,是",
      "~2<2 人数:3>2 -3 =1" },
    { "rows without a key, by content", NULL, NULL, false, ",3,是;,4,否",
      ",4,否;,5,否", "-2 +1 =1" },
    { "both cells of a key count", NULL, TWO_KEYS, false, "a,b,1;a,c,2",
      "a,c,2;a,b,3", "~1<2 值:3>1 =1" },
    { "cells do not run together", NULL, TWO_KEYS, false, "ab,c,1", "a,bc,1",
      "-1 +1 =0" },
    { "half a key is a key", NULL, TWO_KEYS, false, "a,,1", "a,,2",
      "~1<1 值:2>1 =0" },

    { "one row", ONE_ROW, NULL, false, "02,3,是", "01,3,是",
      "~1<1 编号:01>02 =0" },

    { "renumbered is no change", NULL, WITH_NUMBER, false,
      "1,新,校,x,d0;2,甲,省,x,d1;3,乙,国,x,d2",
      "1,甲,省,x,d1;2,乙,国,x,d2", "+1 =2" },
    { "the same 序号 and half the cells are one row", NULL, WITH_NUMBER, false,
      "1,甲,省,x,d9", "1,甲,省,x,d1", "~1<1 日期:d1>d9 =0" },
    { "the same 序号 alone is not", NULL, WITH_NUMBER, false,
      "1,乙,国,x,d1", "1,甲,省,x,d1", "-1 +1 =0" },
    { "a field out of use is not looked at", NULL, WITH_NUMBER, false,
      "1,甲,省,x,d1", "1,甲,省,y,d1", "=1" },
    { "equal rows are counted", NULL, WITH_NUMBER, false,
      "1,甲,省,,d1;2,甲,省,,d1;3,甲,省,,d1", "1,甲,省,,d1", "+2 +3 =1" },
    { "without 序号 as well", NULL, WITH_NUMBER, false,
      ",甲,省,,d2", ",甲,省,,d1", "~1<1 日期:d1>d2 =0" },

    { "a part: what others have is not gone", NULL, NULL, true, "01,5,是",
      "01,3,是;02,4,否", "~1<1 人数:3>5 =0" },
    { "a part: what is left empty is no change", NULL, NULL, true, "01,,是",
      "01,3,是", "=1" },
    { "a part: empty is not counted beside a change", NULL, NULL, true,
      "01,,是", "01,3,否", "~1<1 在用:否>是 =0" },
    { "a part: 序号 is not its own", NULL, WITH_NUMBER, true,
      "1,甲,省,,d2", "1,甲,省,,d1", "+1 =0" },
};
/* clang-format on */

static int show(const struct tb_row_change *c, void *ctx)
{
    static const char signs[] = "~+-";
    struct tb_buf *out = ctx;

    tb_buf_addc(out, signs[c->kind]);
    if (c->line)
        tb_buf_addf(out, "%lld", c->line);
    if (c->kind == TB_ROW_CHANGED)
        tb_buf_addc(out, '<');
    if (c->line_then)
        tb_buf_addf(out, "%lld", c->line_then);
    tb_buf_addc(out, ' ');
    for (size_t i = 0; c->kind == TB_ROW_CHANGED && i < c->table->count; i++)
        if (tb_row_change_has(c, i))
            tb_buf_addf(out, "%.*s:%.*s>%.*s ",
                        TB_STR_ARG(c->table->fields[i].name),
                        TB_STR_ARG(c->then[i]), TB_STR_ARG(c->now[i]));
    return 0;
}

static void feed(struct tb_row_diff *d, const struct tb_table *t,
                 const char *text, bool is_now, bool is_part)
{
    struct tb_str rest = tb_str(text), cells[8];

    for (long long line = 1; rest.n > 0; line++) {
        struct tb_str row = tb_str_n(rest.p, tb_str_find(rest, ";"));
        rest = tb_str_from(rest, row.n + 1);
        for (size_t i = 0; i < t->count; i++) {
            cells[i] = tb_str_n(row.p, tb_str_find(row, ","));
            row = tb_str_from(row, cells[i].n + 1);
        }
        if (is_now)
            tb_row_diff_now(d, line, cells);
        else
            tb_row_diff_then(d, line, cells, is_part);
    }
}

static void run_case(size_t i)
{
    const struct small_texts texts = { .tables = cases[i].tables,
                                       .fields = cases[i].fields };
    struct tb_complaints complaints = { 0 };
    struct tb_row_counts counts = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_row_diff *d;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    CHECK(cases[i].label, small_parse(&texts, &dict, &complaints, &err) == 0 &&
                              complaints.count == 0);
    d = tb_row_diff_new(&dict->tables[0], show, &got);
    feed(d, &dict->tables[0], cases[i].now, true, false);
    feed(d, &dict->tables[0], cases[i].then, false, cases[i].is_part);
    tb_row_diff_end(d, &counts);
    tb_buf_addf(&got, "=%lld", counts.same);
    CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
    tb_row_diff_free(d);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
    tb_buf_free(&got);
}

static int stop(const struct tb_row_change *c, void *ctx)
{
    (void)c;
    ++*(int *)ctx;
    return -1;
}

static void check_stop(void)
{
    const struct small_texts texts = { 0 };
    struct tb_complaints complaints = { 0 };
    struct tb_row_counts counts = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_row_diff *d;
    struct tb_err err = { 0 };
    int calls = 0;

    small_parse(&texts, &dict, &complaints, &err);
    d = tb_row_diff_new(&dict->tables[0], stop, &calls);
    feed(d, &dict->tables[0], "01,1,;02,2,", true, false);
    CHECK_INT("the caller stops it", tb_row_diff_end(d, &counts), -1);
    CHECK_INT("at the first row", calls, 1);
    tb_row_diff_free(d);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++)
        run_case(i);
    check_stop();
    return CHECK_END;
}
