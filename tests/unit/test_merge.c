/* test_merge.c - approved rows become merged ones, or are in conflict. */
#include "merge.h"

#include "freshness.h"
#include "merged.h"
#include "small_campaign.h"

#define NUMBERED                                           \
    "1.2,序号,,integer,,1,,,,,,key,,,,,,,,,序号,,,1\n" \
    "1.2,姓名,,text,,0,,,,,,,,,,,,,,name,姓名,,,1\n"
#define CODED                                                 \
    "1.3,编号,,identifier,,1,,,,,,key,,,,,,,,,编号,,,1\n" \
    "1.3,姓名,,text,,0,,,,,,,,,,,,,,name,姓名,,,1\n"      \
    "1.3,单价,,decimal,,0,,,,,,,,,,,,,,,单价,,,1\n"
static const struct small_texts texts = {
    .tables = USUAL_TABLES "1.2,乙表,,,,filled,0,department,,many,,,\n"
                           "1.3,丙表,,,,filled,0,department,,many,,,\n",
    .fields = USUAL_FIELDS NUMBERED CODED,
};

#define HEAD1 "编号,人数,在用\n"
#define HEAD2 "序号,姓名\n"
#define HEAD3 "编号,姓名,单价\n"

/* clang-format off */
static const struct {
    const char *label, *table, *first, *second; /* of 甲系 and 乙系 */
    const char *rows, *conflicts;
    long long joined;
} cases[] = {
    { "nothing filed",        "1.1", NULL,           NULL,
      "", "", 0 },
    { "one department",       "1.1", HEAD1 "1,3,是\n2,,\n", NULL,
      "1|3|是;2||;", "", 0 },
    { "other keys, in order", "1.1", HEAD1 "3,3,\n1,1,\n",  HEAD1 "2,2,\n",
      "1|1|;2|2|;3|3|;", "", 0 },
    { "the same twice",       "1.1", HEAD1 "1,3,是\n",      HEAD1 "1,3,是\n",
      "1|3|是;", "", 1 },
    { "cells fill each other", "1.1", HEAD1 "1,3,\n",       HEAD1 "1,,否\n",
      "1|3|否;", "", 1 },
    { "a number in conflict", "1.1", HEAD1 "1,3,\n2,5,\n",  HEAD1 "1,4,\n",
      "2|5|;", "1.1 1 人数 甲系 3 乙系 4;", 0 },
    { "two cells of one key", "1.1", HEAD1 "1,3,是\n",      HEAD1 "1,4,否\n",
      "", "1.1 1 人数 甲系 3 乙系 4;1.1 1 在用 甲系 是 乙系 否;", 0 },
    { "numbered anew",        "1.2", HEAD2 "7,测试甲一\n9,测试乙二\n",
      HEAD2 "7,测试丙三\n",
      "1|测试甲一;2|测试乙二;3|测试丙三;", "", 0 },
    { "values are masked",    "1.3", HEAD3 "1,测试甲一,2.5\n",
      HEAD3 "1,测试乙二,2.5\n",
      "", "1.3 1 姓名 甲系 测*** 乙系 测***;", 0 },
    { "a real number",        "1.3", HEAD3 "1,,2.5\n",      HEAD3 "1,,2.50\n",
      "1||2.5;", "", 1 },
};
/* clang-format on */

static int show_row(const struct tb_data_row *row, void *ctx)
{
    struct tb_buf text = { 0 };

    CHECK("an id", row->id > 0);
    for (size_t i = 0; i < row->count; i++) {
        tb_value_show(&row->values[i], &text);
        tb_buf_addf(ctx, "%s%s", i > 0 ? "|" : "", tb_buf_text(&text));
    }
    tb_buf_adds(ctx, ";");
    tb_buf_free(&text);
    return 0;
}

static int stop(const struct tb_data_row *row, void *ctx)
{
    (void)row;
    ++*(int *)ctx;
    return -1;
}

static void show_conflicts(const struct tb_conflicts *all, struct tb_buf *out)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct tb_conflict *x = &all->list[i];
        tb_buf_addf(
            out, "%.*s %.*s %.*s %.*s %.*s %.*s %.*s;",
            TB_STR_ARG(x->table->no), TB_STR_ARG(x->key), TB_STR_ARG(x->field),
            TB_STR_ARG(x->first.department), TB_STR_ARG(x->first.value),
            TB_STR_ARG(x->second.department), TB_STR_ARG(x->second.value));
    }
}

/* Every filed slice is approved. */
static void approve(struct tb_campaign *c)
{
    struct tb_err err = { 0 };

    CHECK_INT("approve",
              tb_db_run(c->store.db,
                        "UPDATE slice SET state = 'department' WHERE id IN "
                        "(SELECT slice FROM submission WHERE current = 1)",
                        &err),
              0);
}

static void file_case(struct tb_campaign *c, size_t i)
{
    if (cases[i].first)
        small_file(c, "甲系", cases[i].table, "a.csv", cases[i].first);
    if (cases[i].second)
        small_file(c, "乙系", cases[i].table, "b.csv", cases[i].second);
    approve(c);
}

static void merge_case(struct tb_campaign *c, size_t i)
{
    const char *label = cases[i].label;
    struct tb_merge_result r = { 0 };
    struct tb_buf rows = { 0 }, conflicts = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT(label, tb_merge_run(c, &r, &err), 0);
    CHECK_STR(label, err.msg, "");
    show_conflicts(&r.conflicts, &conflicts);
    CHECK_STR(label, tb_buf_text(&conflicts), cases[i].conflicts);
    CHECK_INT(label, r.joined, cases[i].joined);
    CHECK_INT(label, r.open_slices,
              6 - (cases[i].first != NULL) - (cases[i].second != NULL));
    CHECK_INT(label,
              tb_merged_rows_each(
                  &c->store, tb_dict_table(c->dict, tb_str(cases[i].table)),
                  show_row, &rows, &err),
              0);
    CHECK_STR(label, tb_buf_text(&rows), cases[i].rows);
    tb_buf_free(&rows);
    tb_buf_free(&conflicts);
    tb_merge_result_free(&r);
}

static void test_cases(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_campaign *c = small_campaign("c", &texts);
        file_case(c, i);
        merge_case(c, i);
        merge_case(c, i); /* again: the same */
        small_close(c, "c");
    }
}

/* What is not approved does not count, and what changes makes it stale. */
static void test_stale(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    struct tb_buf rows = { 0 };
    struct tb_err err = { 0 };
    bool stale = false;
    int count = 0;

    CHECK_INT("never", tb_merge_is_stale(&c->store, &stale, &err), 0);
    CHECK("never merged is stale", stale);
    small_file(c, "甲系", "1.1", "a.csv", HEAD1 "1,3,\n");
    small_merge(c);
    CHECK_INT("merged", tb_merge_is_stale(&c->store, &stale, &err), 0);
    CHECK("merged is fresh", !stale);
    CHECK_INT("begun", tb_merge_begun(&c->store, &err), 0);
    CHECK_INT("begun", tb_merge_is_stale(&c->store, &stale, &err), 0);
    CHECK("begun is stale", stale);
    CHECK_INT("done", tb_merge_done(&c->store, &err), 0);
    small_file(c, "乙系", "1.1", "b.csv", HEAD1 "2,3,\n");
    CHECK_INT("filed", tb_merge_is_stale(&c->store, &stale, &err), 0);
    CHECK("filed since is stale", stale);
    CHECK_INT("approved rows",
              tb_approved_rows_each(&c->store, c->dict->tables,
                                    TB_LEVEL_DEPARTMENT, show_row, &rows, &err),
              0);
    CHECK_STR("only approved rows", tb_buf_text(&rows), "1|3|;");
    CHECK_INT(
        "told to stop",
        tb_merged_rows_each(&c->store, c->dict->tables, stop, &count, &err),
        -1);
    CHECK_INT("at once", count, 1);
    tb_buf_free(&rows);
    small_close(c, "c");
}

/* A conflict outlives the rows that it is of. */
static void test_conflict(void)
{
    struct tb_campaign *c = small_campaign("c", &texts);
    const struct tb_conflict x = { .table = c->dict->tables,
                                   .key = tb_str("1"),
                                   .field = tb_str("人数"),
                                   .first = { 98, tb_str("3"), tb_str("") },
                                   .second = { 99, tb_str("4"), tb_str("") } };
    struct tb_conflicts all = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("add", tb_conflict_add(&c->store, &x, &err), 0);
    CHECK_INT("read", tb_conflicts_read(&c->store, &all, &err), 0);
    show_conflicts(&all, &got);
    CHECK_STR("rows that are gone", tb_buf_text(&got), "1.1 1 人数  3  4;");
    tb_conflicts_free(&all);
    CHECK_INT("forget", tb_merged_forget(&c->store, &err), 0);
    CHECK_INT("read", tb_conflicts_read(&c->store, &all, &err), 0);
    CHECK_INT("forgotten", all.count, 0);
    tb_conflicts_free(&all);
    tb_buf_free(&got);
    small_close(c, "c");
}

int main(void)
{
    small_folder_make();
    test_cases();
    test_stale();
    test_conflict();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
