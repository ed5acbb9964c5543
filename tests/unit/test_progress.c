/* test_progress.c - whose move a slice is and by when; the lists and scores
 * that follow from slices. */
#include "check.h"

#include "appraisal.h"
#include "permissions.h"
#include "progress.h"
#include "small_office.h"

#define ALL_LEVELS "department,lead,school"

/* SQL: 1.1 was approved at its last LEVEL, but for 乙系, who has no data. */
#define APPROVED(level, day)                                                \
    "UPDATE slice SET state = '" level "' WHERE id = 1; UPDATE slice SET "  \
    "state = 'nil', submitted_at = '2022-09-01' WHERE id = 2; INSERT INTO " \
    "decision (slice, level, action, actor, at) VALUES (1, '" level "', "   \
    "'approve', 'user', '2022-09-01'), (1, '" level                         \
    "', 'approve', 'user', '" day                                           \
    "T10:00:00'), (1, 'department', 'return', 'user', '2022-12-01');"

/* clang-format off */
/* "stage holder holder_id person due days late" of slice ID. */
static const struct {
    const char *label, *levels;
    int id;
    const char *before; /* SQL */
    const char *want;
} cases[] = {
    { "to be filed", "department", 1, NULL,
      "collect 甲系 1  2022-10-20 12 0" },
    { "late", "department", 2, NULL, "collect 乙系 2  2022-10-01 -7 1" },
    { "without a day", "department", 3, NULL, "collect 甲系 1   0 0" },
    { "a collector", "department", 1, "UPDATE slice SET collector = '0101'",
      "collect 甲系 1 0101 2022-10-20 12 0" },
    { "a teacher", "department", 4, NULL,
      "collect 甲系 1 0102 2022-10-01 -7 1" },
    { "a teacher who is none", "department", 4,
      "UPDATE slice SET part = '9999' WHERE id = 4",
      "collect 甲系 1  2022-10-01 -7 1" },
    { "sent back", "department", 1, "UPDATE slice SET state = 'returned'",
      "collect 甲系 1  2022-10-20 12 0" },
    { "to be reviewed", "department", 1,
      "UPDATE slice SET state = 'submitted', submitted_at = '2022-10-07T10'",
      "department 办公室 3  2022-10-09 1 0" },
    { "for many days", "department", 1,
      "UPDATE slice SET state = 'submitted', submitted_at = '2022-10-07T10'; "
      "INSERT INTO setting VALUES ('review_days', '30')",
      "department 办公室 3  2022-11-06 29 0" },
    { "by whom", "department", 1,
      "UPDATE slice SET state = 'submitted', submitted_at = '2022-10-01', "
      "approver = '0301'", "department 办公室 3 0301 2022-10-03 -5 1" },
    { "by its own department", "department", 1,
      "UPDATE slice SET state = 'submitted', reviewer = NULL",
      "department 甲系 1   0 0" },
    { "when it was imported", "department", 1,
      "UPDATE slice SET state = 'submitted'; INSERT INTO file VALUES ('h', 'f',"
      " 1, '', 'user', NULL); INSERT INTO submission (slice, table_no, file, "
      "version, imported_at, actor, current) VALUES (1, '1.1', 'h', 1, "
      "'2022-10-08T08:00:00', 'user', 1)",
      "department 办公室 3  2022-10-10 2 0" },
    { "at the lead", ALL_LEVELS, 1, "UPDATE slice SET state = 'department'",
      "lead 督导处 4   0 0" },
    { "at a lead that is none", ALL_LEVELS, 4,
      APPROVED("school", "2022-09-07") "UPDATE slice SET state = 'department' "
      "WHERE id = 4; INSERT INTO setting VALUES ('deadline_lead', "
      "'2022-10-07')", "lead 归口部门 0  2022-10-07 -1 1" },
    { "at the school", ALL_LEVELS, 1, "UPDATE slice SET state = 'lead'; INSERT "
      "INTO setting VALUES ('deadline_school', '2022-10-08')",
      "school 学校 0  2022-10-08 0 0" },
    { "a level that there is not", "department,school", 1,
      "UPDATE slice SET state = 'department'", "school 学校 0   0 0" },
    { "done", ALL_LEVELS, 1, "UPDATE slice SET state = 'school'",
      "done  0   0 0" },
    { "no data", ALL_LEVELS, 1, "UPDATE slice SET state = 'nil'",
      "done  0   0 0" },
    { "a source waits for nothing", "department", 1,
      "UPDATE slice SET state = 'submitted', submitted_at = '2022-10-01'",
      "department 办公室 3  2022-10-03 -5 1" },
    { "its source is not approved", "department", 3, "UPDATE slice SET "
      "state = 'submitted', submitted_at = '2022-10-01' WHERE id = 3",
      "source 1.1（甲系、乙系） 0   0 0" },
    { "is at the last level only", ALL_LEVELS, 3, "UPDATE slice SET "
      "state = 'lead' WHERE id <> 2; UPDATE slice SET state = 'school' WHERE "
      "id = 2; INSERT INTO setting VALUES ('deadline_school', '2022-10-01')",
      "source 1.1（甲系） 0   0 0" },
    { "by more than can be named", "department", 3, "UPDATE slice SET state = "
      "'submitted' WHERE id = 3; UPDATE slice SET state = 'nil' WHERE id = 2; "
      "INSERT INTO department (id, code, name) VALUES (5, 'E', '戊系');"
      "INSERT INTO slice (table_no, department) VALUES ('1.1', 3), ('1.1', 4),"
      " ('1.1', 5)", "source 1.1（甲系、办公室、督导处、戊系） 0   0 0" },
    { "and one more", "department", 3, "UPDATE slice SET state = 'submitted' "
      "WHERE id = 3; INSERT INTO department (id, code, name) VALUES (5, 'E', "
      "'戊系'); INSERT INTO slice (table_no, department) VALUES ('1.1', 3), "
      "('1.1', 4), ('1.1', 5)",
      "source 1.1（甲系、乙系、办公室、督导处等） 0   0 0" },
    { "not filed yet", "department", 4, "UPDATE slice SET state = 'returned'",
      "collect 甲系 1 0102 2022-10-01 -7 1" },
    { "its days begin with its source's approval", "department", 3,
      APPROVED("department", "2022-10-07") "UPDATE slice SET state = "
      "'submitted', submitted_at = '2022-10-01' WHERE id = 3",
      "department 办公室 3  2022-10-09 1 0" },
    { "with its own filing, when that is later", "department", 3,
      APPROVED("department", "2022-09-07") "UPDATE slice SET state = "
      "'submitted', submitted_at = '2022-10-01' WHERE id = 3",
      "department 办公室 3  2022-10-03 -5 1" },
    { "no level's day is before", ALL_LEVELS, 3,
      APPROVED("school", "2022-10-07") "UPDATE slice SET state = 'department' "
      "WHERE id = 3; INSERT INTO setting VALUES ('deadline_lead', "
      "'2022-10-05')", "lead 督导处 4  2022-10-09 1 0" },
    { "nor moved by an early one", ALL_LEVELS, 3,
      APPROVED("school", "2022-09-07") "UPDATE slice SET state = 'department' "
      "WHERE id = 3; INSERT INTO setting VALUES ('deadline_lead', "
      "'2022-10-05')", "lead 督导处 4  2022-10-05 -3 1" },
};

static const struct {
    enum tb_stage stage;
    const char *name, *chinese;
} stages[] = {
    { TB_STAGE_COLLECT,    "collect",    "填报" },
    { TB_STAGE_SOURCE,     "source",     "待数据源" },
    { TB_STAGE_DEPARTMENT, "department", "部门审核" },
    { TB_STAGE_LEAD,       "lead",       "归口审核" },
    { TB_STAGE_SCHOOL,     "school",     "学校复审" },
    { TB_STAGE_DONE,       "done",       "完成" },
};

/* The ids of the slices. */
static const struct {
    const char *label, *table, *department;
    bool late;
    const char *want;
} lists[] = {
    { "all",                  NULL,   NULL,     false, "1 2 3 4 " },
    { "of a table",           "甲表", NULL,     false, "1 2 " },
    { "of a department",      NULL,   "乙系",   false, "2 " },
    { "of who reviews too",   NULL,   "办公室", false, "1 " },
    { "late ones, by days",   NULL,   NULL,     true,  "2 4 " },
    { "no such table",        "9.9",  NULL,     false, "unknown table '9.9'" },
    { "no such department",   NULL,   "戊系",   false,
      "unknown department '戊系'" },
};

/* "due in_time late missing nil filed returns required/filled
 *  first now" of 甲系. */
static const struct {
    const char *label, *sql, *want;
} scores[] = {
    { "nothing is due but what is over, or has no day", NULL,
      "2 0 0 2 0 0 0 0/0 0/0 0/0" },
    { "filed in time", "F", "3 1 0 2 0 1 0 2/1 0/0 0/0" },
    { "let in late", "F UPDATE submission SET late = '停电' WHERE id = 10;",
      "3 0 1 2 0 1 0 2/1 0/0 0/0" },
    { "after its day",
      "F UPDATE slice SET deadline = '2022-09-30' WHERE id = 1;",
      "3 0 1 2 0 1 0 2/1 0/0 0/0" },
    { "sent back", "F INSERT INTO decision (slice, level, action, actor, at) "
      "VALUES (1, 'department', 'return', 'user', '');",
      "3 1 0 2 0 1 1 2/1 0/0 0/0" },
    { "no data", "UPDATE slice SET state = 'nil', submitted_at = '2022-10-02' "
      "WHERE id IN (3, 4);", "2 1 1 0 2 0 0 0/0 0/0 0/0" },
    { "first and now", "F INSERT INTO first_check VALUES (10, '', 2, 1); "
      "UPDATE finding SET status = 'new'; INSERT INTO validation (at, actor, "
      "dictionary, last_submission) VALUES ('', '', '', 10);",
      "3 1 0 2 0 1 0 2/1 6/3 6/1" },
};

/* Each line: kind, department, table, what, people, reviewer, day. */
static const char permissions[] =
    "0 甲系 1.1  0101  办公室 2022-10-20\n"
    "0 甲系 1.2    办公室 \n"
    "0 甲系 1.2 教师 1 人，各填本人的行   办公室 2022-10-01\n"
    "3 甲系 -   0101  \n"
    "0 乙系 1.1    办公室 2022-10-01\n"
    "1 学校办公室 1.1 甲系、乙系    提交后 2 天内\n"
    "1 学校办公室 1.2 甲系（2 份）    提交后 2 天内\n"
    "3 学校办公室 -   0301  \n"
    "3 学校办公室 -   0302  \n"
    "2 督导处 1.1 甲系、乙系    2022-11-01\n"
    "2 督导处 1.2 甲系    2022-11-01\n"
    "3 督导处 -   0401  \n";
/* clang-format on */

static void show_progress(const struct tb_progress_slice *x, struct tb_buf *out)
{
    tb_buf_addf(out, "%s %.*s %lld %.*s %s %lld %d", tb_stage_name(x->stage),
                TB_STR_ARG(x->holder), x->holder_id, TB_STR_ARG(x->person),
                x->due, x->days_left, x->is_late);
}

static void test_progress(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_campaign c = { 0 };
        struct tb_progress p = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        office_open(&c, dict, cases[i].levels);
        office_run(&c, cases[i].label, cases[i].before);
        CHECK_INT("read", tb_progress_read(&c, NULL, NULL, &p, &err), 0);
        for (size_t k = 0; k < p.count; k++)
            if (p.slices[k].slice.id == cases[i].id)
                show_progress(&p.slices[k], &got);
        CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        tb_progress_free(&p);
        tb_buf_free(&got);
        office_close(&c);
    }
}

/* In a campaign that is closed nothing is anybody's move. */
static void test_closed(struct tb_dict *dict)
{
    struct tb_campaign c = { 0 };
    struct tb_progress p = { 0 };
    struct tb_err err = { 0 };

    office_open(&c, dict, "department");
    tb_buf_adds(&c.closed, "2022-10-08");
    CHECK_INT("closed", tb_progress_read(&c, NULL, NULL, &p, &err), 0);
    for (size_t i = 0; i < p.count; i++)
        CHECK("nobody's", p.slices[i].holder.n == 0 && !p.slices[i].is_late);
    tb_progress_free(&p);
    office_close(&c);
}

static void test_stages(void)
{
    for (size_t i = 0; i < TB_LEN(stages); i++) {
        CHECK_STR("name", tb_stage_name(stages[i].stage), stages[i].name);
        CHECK_STR("chinese", tb_stage_chinese(stages[i].stage),
                  stages[i].chinese);
    }
}

static void test_lists(struct tb_dict *dict)
{
    struct tb_campaign c = { 0 };

    office_open(&c, dict, "department");
    office_run(&c, "filed",
               "UPDATE slice SET state = 'submitted', submitted_at = "
               "'2022-10-08' WHERE id IN (1, 3)");
    for (size_t i = 0; i < TB_LEN(lists); i++) {
        struct tb_progress p = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        if (tb_progress_read(&c, lists[i].table, lists[i].department, &p,
                             &err) < 0)
            tb_buf_adds(&got, err.msg);
        if (lists[i].late)
            tb_progress_keep_late(&p);
        for (size_t k = 0; k < p.count; k++)
            tb_buf_addf(&got, "%lld ", p.slices[k].slice.id);
        CHECK_STR(lists[i].label, tb_buf_text(&got), lists[i].want);
        tb_progress_free(&p);
        tb_buf_free(&got);
    }
    office_close(&c);
}

/* F: submission 10 of slice 1 with two rows, one key of which is missing. */
static void open_score(struct tb_campaign *c, struct tb_dict *dict,
                       const char *label, const char *sql)
{
    office_open(c, dict, "department");
    if (sql && sql[0] == 'F') {
        office_file(c, 10, 1, 1, NULL);
        office_find(c, 10, TB_EXPLAIN, "resolved");
        small_insert(c->store.db, "rows", "\"d_1.1\"",
                     "_submission, _line, 编号",
                     "(10, 2, '01'), (10, 3, NULL)");
        sql++;
    }
    office_run(c, label, sql);
}

static void test_appraisal(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(scores); i++) {
        struct tb_campaign c = { 0 };
        struct tb_appraisal a = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        open_score(&c, dict, scores[i].label, scores[i].sql);
        CHECK_INT("read", tb_appraisal_read(&c, &a, &err), 0);
        CHECK_INT("departments that have slices", a.count, 2);
        for (size_t k = 0; k < a.count; k++) {
            const struct tb_appraisal_row *r = &a.rows[k];
            if (r->department_id == 1)
                tb_buf_addf(&got,
                            "%lld %lld %lld %lld %lld %lld %lld %lld/%lld "
                            "%lld/%lld %lld/%lld",
                            r->due, r->in_time, r->late, r->missing, r->nil,
                            r->filed, r->returns, r->required,
                            r->required_filled, r->first_cells, r->first_issues,
                            r->now_cells, r->now_issues);
        }
        CHECK_STR(scores[i].label, tb_buf_text(&got), scores[i].want);
        tb_appraisal_free(&a);
        tb_buf_free(&got);
        office_close(&c);
    }
}

static int show_permission(const struct tb_permission *p, void *ctx)
{
    tb_buf_addf(ctx, "%d %.*s %.*s %.*s %.*s %.*s %.*s %.*s\n", (int)p->kind,
                TB_STR_ARG(p->department.name),
                TB_STR_ARG(p->table ? p->table->no : tb_str("-")),
                TB_STR_ARG(p->what), TB_STR_ARG(p->collector.id),
                TB_STR_ARG(p->approver.id), TB_STR_ARG(p->reviewer),
                TB_STR_ARG(p->deadline));
    return 0;
}

static int stop_at_once(const struct tb_permission *p, void *ctx)
{
    (void)p;
    (void)ctx;
    return -1;
}

static void test_permissions(struct tb_dict *dict)
{
    struct tb_campaign c = { 0 };
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    office_open(&c, dict, ALL_LEVELS);
    office_run(&c, "settings",
               "INSERT INTO setting VALUES ('deadline_lead', '2022-11-01');"
               "UPDATE slice SET collector = '0101' WHERE id = 1");
    CHECK_INT("each",
              tb_permissions_each(&c, "csv", show_permission, &got, &err), 0);
    CHECK_STR("permissions", tb_buf_text(&got), permissions);
    CHECK_INT("stopped",
              tb_permissions_each(&c, "csv", stop_at_once, NULL, &err), -1);
    CHECK_INT("stages", tb_permissions_stages(&c, &got, &err), 0);
    CHECK_STR("stages", got.p,
              "部门审核：提交后 2 天内；归口审核：2022-11-01；学校复审："
              "未定截止日期");
    tb_buf_free(&got);
    office_close(&c);
}

int main(void)
{
    struct tb_dict *dict = small_load(&office_texts);

    test_progress(dict);
    test_closed(dict);
    test_stages();
    test_lists(dict);
    test_appraisal(dict);
    test_permissions(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
