/* test_changes.c - what a slice is compared with, and the stored rows. */
#include "check.h"

#include "changes.h"
#include "rows_read.h"
#include "small_office.h"

/* clang-format off */
#define V1 "INSERT INTO \"h_1.1\" (_submission, _line, 编号, 人数) VALUES " \
           "(10, 2, '01', 1), (10, 3, '02', 2);"
#define V2 "INSERT INTO \"d_1.1\" (_submission, _line, _origin, 编号, 人数) " \
           "VALUES (11, 2, NULL, '01', 5), (11, 9, 10, '02', 2);"
#define DECIDED(rows) "INSERT INTO decision (slice, submission, level, " \
    "action, actor, at) VALUES " rows ";"

/* Slice 1 with submissions 10 and, as the one that is filed now, 11: "there
 * part own version at level: rows", against each. */
static const struct {
    const char *label;
    enum tb_against against;
    const char *before, *want; /* SQL */
} cases[] = {
    { "the version before", TB_AGAINST_BEFORE, "",
      "1 0 0 1 2022-10-01T08:00:00 : ~2/2 =1" },
    { "there is none", TB_AGAINST_BEFORE,
      "DELETE FROM \"h_1.1\"; DELETE FROM submission WHERE id = 10;",
      "0 0 0 0  " },
    { "nothing is filed now", TB_AGAINST_BEFORE,
      "UPDATE submission SET current = 0;", "1 0 0 2 2022-10-02T08:00:00 : =0" },
    { "never approved", TB_AGAINST_APPROVED, "", "0 0 0 0  " },
    { "approved and not sent back", TB_AGAINST_APPROVED,
      DECIDED("(1, 10, 'department', 'approve', 'user', '2022-10-03')"),
      "0 0 0 0  " },
    { "approved and sent back", TB_AGAINST_APPROVED,
      DECIDED("(1, 10, 'department', 'approve', 'user', '2022-10-03'),"
              "(1, 10, 'department', 'return', 'user', '2022-10-04'),"
              "(1, 11, 'lead', 'approve', 'user', '2022-10-05')"),
      "1 0 0 1 2022-10-03 department: ~2/2 =1" },
    { "unlocked: the last that was", TB_AGAINST_APPROVED,
      DECIDED("(1, 10, 'department', 'approve', 'user', '2022-10-03'),"
              "(1, 10, 'department', 'return', 'user', '2022-10-04'),"
              "(1, 11, 'department', 'approve', 'user', '2022-10-05'),"
              "(1, 11, 'department', 'reopen', 'user', '2022-10-06')"),
      "1 0 0 2 2022-10-05 department: =2" },
    { "of a version that is not there", TB_AGAINST_APPROVED,
      DECIDED("(1, NULL, 'department', 'approve', 'user', '2022-10-03'),"
              "(1, NULL, 'department', 'return', 'user', '2022-10-04')"),
      "0 0 0 0  " },
    { "last year, of nobody", TB_AGAINST_LAST,
      "INSERT INTO 上年.\"m_1.1\" (编号, 人数) VALUES ('01', 4), ('08', 8);",
      "1 1 0 0  : ~2/0 +0 =0" },
    { "last year, its own and others'", TB_AGAINST_LAST,
      "INSERT INTO 上年.\"m_1.1\" (_department, 编号, 人数) VALUES "
      "('B', '08', 8), ('A', '09', 9), ('B', '02', 2);",
      "1 1 1 0  : -0/9 +2 =1" },
    { "last year, all its own", TB_AGAINST_LAST,
      "DELETE FROM slice WHERE id = 2; "
      "INSERT INTO 上年.\"m_1.1\" (编号, 人数) VALUES ('08', 8);",
      "1 0 0 0  : -0/8 +2 +0 =0" },
};

/* The rows as text: "line others|cell|cell|...". */
static const struct {
    const char *label;
    long long submission; /* 0: last year, of DEPARTMENT */
    long long department;
    const char *want;
} row_cases[] = {
    { "a version before",      10, 0, "2 0|01|1|;3 0|02|2|;" },
    { "now, with a kept row",  11, 0, "2 0|01|5|;0 0|02|2|;" },
    { "no such submission",    99, 0, "" },
    { "last year",              0, 0, "0 0|08|8|;0 0|09|9|;0 0|07|7|;" },
    { "its own first",          0, 1, "0 0|09|9|;0 1|08|8|;0 1|07|7|;" },
};
/* clang-format on */

static void open_changes(struct tb_campaign *c, struct tb_dict *dict,
                         const char *label, const char *more)
{
    office_open(c, dict, "department,lead");
    office_file(c, 10, 1, 1, V1);
    office_file(c, 11, 1, 2, V2);
    office_run(c, label, more);
}

static int show_change(const struct tb_row_change *x, void *ctx)
{
    static const char kinds[] = {
        [TB_ROW_CHANGED] = '~', [TB_ROW_ADDED] = '+', [TB_ROW_GONE] = '-'
    };

    tb_buf_addf(ctx, " %c%lld", kinds[x->kind], x->line);
    if (x->kind == TB_ROW_CHANGED)
        tb_buf_addf(ctx, "/%lld", x->line_then);
    else if (x->kind == TB_ROW_GONE)
        tb_buf_addf(ctx, "/%.*s", TB_STR_ARG(x->then[1]));
    return 0;
}

static void compare_slice(struct tb_campaign *c, enum tb_against against,
                          struct tb_buf *out)
{
    static const bool there[] = { true, true };
    const struct tb_slice_query q = { .id = 1 };
    struct tb_slices s = { 0 };
    struct tb_history h = { 0 };
    struct tb_changes x;
    struct tb_row_counts counts = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("slice", tb_slices_read(&c->store, &q, &s, &err), 0);
    CHECK_INT("history", tb_history_read(&c->store, s.list, &h, &err), 0);
    CHECK_INT("find", tb_changes_find(&c->store, &h, against, there, &x, &err),
              0);
    tb_buf_addf(out, "%d %d %d %lld %.*s %s", x.is_there, x.is_part,
                x.knows_own, x.base ? x.base->version : 0, TB_STR_ARG(x.at),
                x.level == TB_LEVEL_NONE ? "" : tb_levels[x.level].code);
    if (x.is_there) {
        tb_buf_adds(out, ":");
        CHECK_INT(
            "run",
            tb_changes_run(&c->store, &x, show_change, out, &counts, &err), 0);
        tb_buf_addf(out, " =%lld", counts.same);
    }
    tb_history_free(&h);
    tb_slices_free(&s);
}

static void test_changes(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_campaign c = { 0 };
        struct tb_buf got = { 0 };
        open_changes(&c, dict, cases[i].label, cases[i].before);
        compare_slice(&c, cases[i].against, &got);
        CHECK_STR(cases[i].label, got.p, cases[i].want);
        tb_buf_free(&got);
        office_close(&c);
    }
}

static void test_names(void)
{
    CHECK_STR("before", tb_against_name(TB_AGAINST_BEFORE), "before");
    CHECK_STR("approved", tb_against_name(TB_AGAINST_APPROVED), "approved");
    CHECK_STR("last", tb_against_name(TB_AGAINST_LAST), "last_year");
}

static int show_row(const struct tb_text_row *row, void *ctx)
{
    tb_buf_addf(ctx, "%lld %d|", row->line, row->is_others);
    for (size_t i = 0; i < 3; i++)
        tb_buf_addf(ctx, "%.*s%s", TB_STR_ARG(row->cells[i]),
                    i < 2 ? "|" : ";");
    return 0;
}

static int stop_row(const struct tb_text_row *row, void *ctx)
{
    (void)row;
    ++*(int *)ctx;
    return -1;
}

static void test_rows(struct tb_dict *dict)
{
    struct tb_campaign c = { 0 };
    struct tb_err err = { 0 };
    bool owned = true;
    int calls = 0;

    open_changes(&c, dict, "nothing", NULL);
    CHECK_INT("owned",
              tb_rows_of_last_are_owned(&c.store, dict->tables, &owned, &err),
              0);
    CHECK("nobody's", !owned);
    small_last(c.store.db, "last", "1.1", "_department, 编号, 人数",
               "('B', '08', 8), ('A', '09', 9), (NULL, '07', 7)");
    CHECK_INT("owned",
              tb_rows_of_last_are_owned(&c.store, dict->tables, &owned, &err),
              0);
    CHECK("somebody's", owned);
    for (size_t i = 0; i < TB_LEN(row_cases); i++) {
        struct tb_buf got = { 0 };
        int rc = row_cases[i].submission
                     ? tb_rows_of(&c.store, dict->tables,
                                  row_cases[i].submission, show_row, &got, &err)
                     : tb_rows_of_last(&c.store, dict->tables,
                                       row_cases[i].department, show_row, &got,
                                       &err);
        CHECK_INT(row_cases[i].label, rc, 0);
        CHECK_STR(row_cases[i].label, tb_buf_text(&got), row_cases[i].want);
        tb_buf_free(&got);
    }
    CHECK_INT("stopped",
              tb_rows_of(&c.store, dict->tables, 11, stop_row, &calls, &err),
              -1);
    CHECK_INT("at once", calls, 1);
    office_close(&c);
}

int main(void)
{
    struct tb_dict *dict = small_load(&office_texts);

    test_changes(dict);
    test_names();
    test_rows(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
