/* test_slice_assign.c - slices added, forgotten, named and due; and the lines
 * of the list. */
#include "small_school.h"

#include "assignment.h"
#include "slice_assign.h"

static struct tb_dict *dict;

/* A school in memory, with the slices of LINES. */
static struct tb_store open_school(const char *lines)
{
    struct tb_store store = { small_db(dict), dict, NULL };

    small_school_people(store.db);
    small_insert(store.db, "slices", "slice",
                 "id, table_no, department, kind, part, reviewer, collector, "
                 "approver, state",
                 lines);
    return store;
}

#define SLICES                                                     \
    "(1, '1.1', 1, 'whole', '', 3, NULL, NULL, 'missing'), "       \
    "(2, '1.1', 2, 'whole', '', 2, NULL, '0201', 'missing'), "     \
    "(3, '1.2', 1, 'teacher', '0101', 1, NULL, NULL, 'missing'), " \
    "(4, '1.2', 1, 'teacher', '0102', 1, NULL, NULL, 'missing'), " \
    "(5, '1.2', 2, 'condition', '省内', 1, '0201', NULL, 'missing')"

/* clang-format off */
static const struct {
    const char *label;
    struct tb_slice_line line; /* of table 1.1 */
    const char *want;
} add_cases[] = {
    { "a new one",
      { .department = 1, .reviewer = 3, .part = { "", 0 }, .deadline = { "2022-10-08", 10 } },
      "1.1 甲系 by 办公室 2022-10-08;" },
    { "the same with another reviewer and no day",
      { .department = 1, .reviewer = 1, .lead = 2, .part = { "", 0 }, .deadline = { "", 0 } },
      "1.1 甲系 by 甲系 lead 乙系 2022-10-08;" },
    { "the same under a condition",
      { .department = 1, .reviewer = 1, .kind = TB_PART_CONDITION, .part = { "云端", 6 }, .deadline = { "", 0 } },
      "1.1 甲系 by 甲系 lead 乙系 2022-10-08;1.1 甲系（云端） by 甲系;" },
    { "and what the cloud sends is another",
      { .department = 1, .reviewer = 1, .kind = TB_PART_CLOUD, .part = { "", 0 }, .deadline = { "", 0 } },
      "1.1 甲系 by 甲系 lead 乙系 2022-10-08;1.1 甲系（云端） by 甲系;1.1 甲系（云端） by 甲系;" },
};

static const struct {
    const char *label, *id;
    long long department; /* that is asked for */
    enum tb_role role;
    const char *table;
    int clashes;
    long long count;
    const char *want;
} naming_cases[] = {
    { "a collector", "0101", 0, TB_ROLE_COLLECTOR, "1.1", 0, 1,
      "1.1 甲系 by 办公室 0101/;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/;" },
    { "their own rows only", "0101", 0, TB_ROLE_COLLECTOR, "1.2", 0, 1,
      "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系 0101/;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/;" },
    { "of a department that fills nothing", "0301", 0, TB_ROLE_COLLECTOR, "1.1", 0, 0, NULL },
    { "who reviews it", "0201", 0, TB_ROLE_COLLECTOR, "1.1", 1, 1, NULL },
    { "a reviewer of what others fill", "0301", 0, TB_ROLE_APPROVER, "1.1", 0, 1,
      "1.1 甲系 by 办公室 /0301;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/;" },
    { "only of one department's", "0102", 2, TB_ROLE_APPROVER, "1.2", 0, 1,
      "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/0102;" },
    { "of rows of their own", "0101", 0, TB_ROLE_APPROVER, "1.2", 1, 3, NULL },
};

static const struct {
    const char *label, *change, *named, *want;
    int gone, kept;
} forget_cases[] = {
    { "all of the table", "", "", "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;", 3, 0 },
    { "what is named stays", "", "34", "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;", 1, 0 },
    { "what was returned stays", "UPDATE slice SET state = 'returned' WHERE id = 5", "34",
      "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/;", 0, 1 },
    { "what was decided stays", "INSERT INTO decision (slice, level, action, actor, at) VALUES (5, 'department', 'return', '', '')", "34",
      "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（省内） by 甲系 0201/;", 0, 1 },
    { "what the cloud sent is not told of", "UPDATE slice SET state = 'nil', kind = 'cloud', part = '' WHERE id = 5", "34",
      "1.1 甲系 by 办公室;1.1 乙系 by 乙系 /0201;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系（云端） by 甲系 0201/;", 0, 0 },
};
/* clang-format on */

static void test_add(void)
{
    struct tb_store store = open_school(NULL);
    struct tb_buf got = { 0 };
    long long id, last = 0;

    for (size_t i = 0; i < TB_LEN(add_cases); i++) {
        struct tb_slice_line line = add_cases[i].line;
        struct tb_err err = { 0 };
        line.table = tb_dict_table(dict, tb_str("1.1"));
        CHECK_INT(add_cases[i].label, tb_slice_add(&store, &line, &id, &err),
                  0);
        CHECK(add_cases[i].label, i == 1 ? id == last : id != last);
        last = id;
        small_school_slices(&store, &got);
        CHECK_STR(add_cases[i].label, got.p, add_cases[i].want);
    }
    tb_buf_free(&got);
    tb_db_close(store.db);
}

static void test_naming(size_t i)
{
    struct tb_store store = open_school(SLICES);
    struct tb_arena arena = { 0 };
    struct tb_member person = { 0 };
    const struct tb_naming naming = {
        tb_dict_table(dict, tb_str(naming_cases[i].table)),
        naming_cases[i].department, naming_cases[i].role, &person
    };
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    long long count;
    bool clashes;

    tb_member_find(&store, tb_str(naming_cases[i].id), &arena, &person, &err);
    CHECK_INT("clash", tb_naming_clashes(&store, &naming, &clashes, &err), 0);
    CHECK_INT(naming_cases[i].label, clashes, naming_cases[i].clashes);
    CHECK_INT("name", tb_naming_do(&store, &naming, &count, &err), 0);
    CHECK_INT(naming_cases[i].label, count, naming_cases[i].count);
    small_school_slices(&store, &got);
    if (naming_cases[i].want)
        CHECK_STR(naming_cases[i].label, got.p, naming_cases[i].want);
    tb_buf_free(&got);
    tb_arena_free(&arena);
    tb_db_close(store.db);
}

static void test_forget(size_t i)
{
    struct tb_store store = open_school(SLICES);
    struct tb_slice_ids named = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    size_t gone = 0, kept = 0;

    CHECK_INT("change", tb_db_run(store.db, forget_cases[i].change, &err), 0);
    for (const char *p = forget_cases[i].named; *p; p++)
        tb_slice_ids_add(&named, *p - '0');
    CHECK_INT("forget",
              tb_slices_forget(&store, tb_dict_table(dict, tb_str("1.2")),
                               &named, &gone, &kept, &err),
              0);
    CHECK_INT(forget_cases[i].label, (int)gone, forget_cases[i].gone);
    CHECK_INT(forget_cases[i].label, (int)kept, forget_cases[i].kept);
    small_school_slices(&store, &got);
    CHECK_STR(forget_cases[i].label, got.p, forget_cases[i].want);
    tb_slice_ids_free(&named);
    tb_buf_free(&got);
    tb_db_close(store.db);
}

static void test_due(void)
{
    struct tb_store store = open_school(SLICES);
    const struct tb_table *t = tb_dict_table(dict, tb_str("1.1"));
    struct tb_err err = { 0 };
    long long count;

    tb_slices_due(&store, NULL, 0, "2022-10-01", &count, &err);
    CHECK_INT("all", count, 5);
    tb_slices_due(&store, t, 0, "2022-10-02", &count, &err);
    CHECK_INT("a table's", count, 2);
    tb_slices_due(&store, NULL, 2, "2022-10-03", &count, &err);
    CHECK_INT("a department's", count, 2);
    tb_slices_due(&store, t, 3, "2022-10-04", &count, &err);
    CHECK_INT("nobody's", count, 0);
    CHECK_STR("due", err.msg, "");
    tb_db_close(store.db);
}

static void test_lines(void)
{
    struct tb_store store = open_school(NULL);
    struct tb_assignment line = { .table = tb_dict_table(dict, tb_str("1.2")),
                                  .mode = TB_MODE_CLOUD,
                                  .source = tb_str("人事系统"),
                                  .fillers = tb_str("各系"),
                                  .reviewers = tb_str("办公室"),
                                  .lead = tb_str(""),
                                  .collectors = tb_str("0102"),
                                  .approvers = tb_str("0301"),
                                  .deadline = tb_str("2022-10-08"),
                                  .remark = tb_str("云端同步") };
    struct tb_assignments all = { 0 };
    const struct tb_assignment *got;
    struct tb_err err = { 0 };

    CHECK_INT("write", tb_assignment_write(&store, &line, &err), 0);
    line.mode = TB_MODE_NONE;
    line.table = tb_dict_table(dict, tb_str("1.1"));
    CHECK_INT("another", tb_assignment_write(&store, &line, &err), 0);
    line.mode = TB_MODE_FILLED;
    CHECK_INT("instead", tb_assignment_write(&store, &line, &err), 0);
    small_insert(store.db, "lost", "assignment", "table_no, mode",
                 "('9.9', 'filled')");
    CHECK_INT("read", tb_assignments_read(&store, &all, &err), 0);
    CHECK_INT("without what the dictionary lost", (int)all.count, 2);
    CHECK("in order", all.list[0].table == line.table);
    CHECK_INT("mode", all.list[0].mode, TB_MODE_FILLED);
    CHECK("none", !tb_assignments_at(&all, tb_dict_table(dict, tb_str("1.3"))));
    got = tb_assignments_at(&all, tb_dict_table(dict, tb_str("1.2")));
    CHECK_INT("the cloud's", got->mode, TB_MODE_CLOUD);
    CHECK_STR("source", got->source.p, "人事系统");
    CHECK_STR("people", got->collectors.p, "0102");
    CHECK_STR("people", got->approvers.p, "0301");
    CHECK_STR("day", got->deadline.p, "2022-10-08");
    CHECK_STR("remark", got->remark.p, "云端同步");
    tb_assignments_free(&all);
    tb_db_close(store.db);
}

/* Nobody is there twice. */
static void test_twice(void)
{
    struct tb_store store = open_school(NULL);
    const struct tb_department_line again = { { "D", 1 }, { "甲系", 6 },
                                              { "", 0 },  { "", 0 },
                                              { "", 0 },  { "", 0 },
                                              { "", 0 } };
    const struct tb_member member = {
        .person = { { "0101", 4 }, { "测试", 6 } },
        .department = 2,
        .kind = { "", 0 },
        .email = { "", 0 },
    };
    struct tb_err err = { 0 };

    CHECK_INT("a name", tb_department_add(store.db, &again, &err), -1);
    CHECK_STR("a name", err.msg,
              "department '甲系' or its code is there twice");
    CHECK_INT("a 工号", tb_member_add(store.db, &member, &err), -1);
    CHECK_STR("a 工号", err.msg, "工号 '0101' is there twice");
    tb_db_close(store.db);
}

int main(void)
{
    dict = small_load(&small_school_texts);
    test_add();
    for (size_t i = 0; i < TB_LEN(naming_cases); i++)
        test_naming(i);
    for (size_t i = 0; i < TB_LEN(forget_cases); i++)
        test_forget(i);
    test_due();
    test_lines();
    test_twice();
    tb_dict_free(dict);
    return CHECK_END;
}
