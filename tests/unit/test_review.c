/* test_review.c - who may decide on what, and what becomes of it. */
#include "check.h"

#include "decision.h"
#include "review_all.h"
#include "small_office.h"
#include "verdict.h"

/* clang-format off */
/* One decision on a slice.  WANT: "state deadline reason", or what was said. */
static const struct {
    const char *label, *levels;
    int slice;
    const char *before; /* SQL */
    enum tb_action action;
    struct tb_review_decision decision;
    const char *want;
} cases[] = {
    { "approved", "department", 1, NULL, TB_APPROVE, { 0 },
      "department 2022-10-20 " },
    { "with words", "department", 1, NULL, TB_APPROVE, { .reason = "好" },
      "department 2022-10-20 好" },
    { "by a reviewer", "department", 1, NULL, TB_APPROVE, { .by = "0301" },
      "department 2022-10-20 " },
    { "nothing filed", "department", 3, NULL, TB_APPROVE, { 0 },
      "1.2 甲系: nothing is filed" },
    { "no data", "department", 3, "UPDATE slice SET state = 'nil'", TB_APPROVE,
      { 0 }, "1.2 甲系: declared to have no data: nothing to approve" },
    { "returned", "department", 1, "UPDATE slice SET state = 'returned'",
      TB_APPROVE, { 0 }, "1.1 甲系: nothing is filed" },
    { "approved already", "department", 1,
      "UPDATE slice SET state = 'department'", TB_APPROVE, { 0 },
      "1.1 甲系: approved already" },
    { "out of turn", "department,school", 1, NULL, TB_APPROVE,
      { .level = "school" }, "1.1 甲系: another level of review comes first" },
    { "no such level", "department,lead", 1, NULL, TB_APPROVE,
      { .level = "school" },
      "no level 'school' in this campaign: it has department,lead" },
    { "the second level", "department,school", 1,
      "UPDATE slice SET state = 'department'", TB_APPROVE,
      { .level = "school" }, "school 2022-10-20 " },
    { "errors", "department", 1,
      "UPDATE finding SET severity = 0, status = 'still'", TB_APPROVE, { 0 },
      "1.1 甲系: 1 errors are open" },
    { "stale", "department", 1, "DELETE FROM validation", TB_APPROVE, { 0 },
      "1.1 甲系: the last validation is older than the data or the dictionary, "
      "or had a broken rule; run 'tianbao validate'" },

    { "nobody", "department", 1, NULL, TB_APPROVE, { .by = "9999" },
      "unknown 工号 '9999'" },
    { "may not review", "department", 1, NULL, TB_APPROVE, { .by = "0102" },
      "0102 may not review: the staff list does not mark this person" },
    { "another department", "department", 1, NULL, TB_APPROVE,
      { .by = "0401" },
      "1.1 甲系: it is for another department to decide at this level" },
    { "the lead", "department,lead", 1, "UPDATE slice SET state = 'department'",
      TB_APPROVE, { .by = "0401" }, "lead 2022-10-20 " },
    { "not the lead", "department,lead", 1,
      "UPDATE slice SET state = 'department'", TB_APPROVE, { .by = "0301" },
      "1.1 甲系: it is for another department to decide at this level" },
    { "named", "department", 1, "UPDATE slice SET approver = '0301'",
      TB_APPROVE, { .by = "0301" }, "department 2022-10-20 " },
    { "another is named", "department", 1, "UPDATE slice SET approver = '0301'",
      TB_APPROVE, { .by = "0302" },
      "1.1 甲系: another person is named to review it" },
    { "named, and not said", "department", 1,
      "UPDATE slice SET approver = '0301'", TB_APPROVE, { 0 },
      "1.1 甲系: 0301 is named for it; say so with --by" },
    { "the collector", "department", 1,
      "UPDATE slice SET collector = '0301'", TB_APPROVE, { .by = "0301" },
      "1.1 甲系: who collected it cannot review it" },
    { "who filed it", "department", 1,
      "UPDATE submission SET person = '0301'", TB_APPROVE, { .by = "0301" },
      "1.1 甲系: who collected it cannot review it" },
    { "the teacher", "department", 4,
      "UPDATE staff SET can_review = 1, department = 3; "
      "UPDATE slice SET state = 'submitted'", TB_APPROVE, { .by = "0102" },
      "1.2 甲系 0102: who collected it cannot review it" },
    { "at another level before", "department,school", 1,
      "UPDATE slice SET state = 'department'; INSERT INTO decision (slice, "
      "submission, level, action, actor, person, at) VALUES (1, 10, "
      "'department', 'approve', 'user', '0301', '')", TB_APPROVE,
      { .by = "0301" },
      "1.1 甲系: this person has approved it at another level; a level of "
      "review is another person's" },
    { "but that was taken back", "department,school", 1,
      "UPDATE slice SET state = 'department'; INSERT INTO decision (slice, "
      "submission, level, action, actor, person, at) VALUES (1, 10, "
      "'department', 'approve', 'user', '0301', ''), (1, 10, 'school', "
      "'return', 'user', '0302', '')", TB_APPROVE, { .by = "0301" },
      "school 2022-10-20 " },
    { "a source is not approved", "department", 3,
      "UPDATE slice SET state = 'submitted' WHERE id = 3; UPDATE submission "
      "SET slice = 3, table_no = '1.2' WHERE id = 10", TB_APPROVE, { 0 },
      "1.2 甲系: waiting for 1.1 (甲系、乙系)" },

    { "sent back", "department", 1, NULL, TB_RETURN, { .reason = "改" },
      "returned 2022-10-20 改" },
    { "sent back after its day", "department", 2,
      "UPDATE slice SET state = 'submitted'", TB_RETURN, { .reason = "改" },
      "returned 2022-10-10 改" },
    { "as the setting has it", "department", 2,
      "UPDATE slice SET state = 'submitted'; INSERT INTO setting VALUES "
      "('review_days', '30')", TB_RETURN, { .reason = "改" },
      "returned 2022-11-07 改" },
    { "until a day", "department", 1, NULL, TB_RETURN,
      { .reason = "改", .deadline = "2022.11.1", .cells = "C3" },
      "returned 2022-11-01 改（C3）" },
    { "until no day", "department", 1, NULL, TB_RETURN,
      { .reason = "改", .deadline = "soon" },
      "'soon' is no day; write 2022-10-08" },
    { "without a reason", "department", 1, NULL, TB_RETURN, { 0 },
      "a return needs a --reason" },
    { "nothing to send back", "department", 3, NULL, TB_RETURN,
      { .reason = "改" }, "1.2 甲系: nothing is filed" },
    { "at no level of it", "department", 1, NULL, TB_RETURN,
      { .reason = "改", .level = "chief" },
      "no level 'chief' in this campaign: it has department" },
    { "sent back at the end", "department", 1,
      "UPDATE slice SET state = 'department'", TB_RETURN, { .reason = "改" },
      "returned 2022-10-20 改" },

    { "reopened", "department", 1, "UPDATE slice SET state = 'department'",
      TB_REOPEN, { .reason = "补" }, "submitted 2022-10-20 补" },
    { "reopened without a reason", "department", 1,
      "UPDATE slice SET state = 'department'", TB_REOPEN, { .reason = "" },
      "reopening needs a --reason" },
    { "not approved", "department", 1, NULL, TB_REOPEN, { .reason = "补" },
      "1.1 甲系: it is not approved: nothing to reopen" },
    { "closed", "department", 1,
      "INSERT INTO setting VALUES ('closed', '2022-10-08')", TB_RETURN,
      { .reason = "改" },
      "the campaign was closed on 2022-10-08; nothing can be changed" },
};
/* clang-format on */

static int (*const decide[TB_ACTIONS])(struct tb_campaign *,
                                       const struct tb_slice *,
                                       const struct tb_review_decision *,
                                       struct tb_err *) = {
    [TB_APPROVE] = tb_review_approve,
    [TB_RETURN] = tb_review_return,
    [TB_REOPEN] = tb_review_reopen,
};

static void read_slice(struct tb_campaign *c, int id, struct tb_slices *out)
{
    const struct tb_slice_query q = { .id = id };
    struct tb_err err = { 0 };

    CHECK_INT("slice", tb_slices_read(&c->store, &q, out, &err), 0);
    CHECK_INT("slice", out->count, 1);
}

static void open_filed(struct tb_campaign *c, struct tb_dict *dict,
                       const char *levels)
{
    office_open(c, dict, levels);
    office_file(c, 10, 1, 1, NULL);
    office_find(c, 10, TB_ERROR, "resolved");
    office_validate(c);
}

static void show_slice(struct tb_campaign *c, int id, struct tb_buf *out)
{
    struct tb_slices now = { 0 };

    read_slice(c, id, &now);
    tb_buf_addf(out, "%s %s %s", tb_states[now.list[0].state].code,
                now.list[0].deadline.p, now.list[0].reason.p);
    tb_slices_free(&now);
}

static void test_decisions(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_campaign c = { 0 };
        struct tb_slices s = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        bool done;
        open_filed(&c, dict, cases[i].levels);
        office_run(&c, cases[i].label, cases[i].before);
        read_slice(&c, cases[i].slice, &s);
        done =
            decide[cases[i].action](&c, s.list, &cases[i].decision, &err) == 0;
        if (done)
            show_slice(&c, cases[i].slice, &got);
        else
            tb_buf_adds(&got, err.msg);
        CHECK_STR(cases[i].label, got.p, cases[i].want);
        CHECK_INT(cases[i].label, c.depth, 0);
        tb_slices_free(&s);
        tb_buf_free(&got);
        office_close(&c);
    }
}

/* Somebody was faster. */
static void test_race(struct tb_dict *dict)
{
    const struct tb_review_decision d = { .reason = "改" };
    struct tb_campaign c = { 0 };
    struct tb_slices s = { 0 };
    struct tb_decisions made = { 0 };
    struct tb_err err = { 0 };

    open_filed(&c, dict, "department");
    read_slice(&c, 1, &s);
    office_file(&c, 11, 1, 2, NULL);
    CHECK_INT("a newer version", tb_review_return(&c, s.list, &d, &err), -1);
    CHECK_HAS("a newer version", err.msg, "just been changed");
    CHECK_INT("decisions", tb_decisions_read(&c.store, 1, &made, &err), 0);
    CHECK_INT("none is kept", made.count, 0);
    tb_decisions_free(&made);
    tb_slices_free(&s);
    office_close(&c);
}

/* ---- many at once ---- */

static void tell(const struct tb_slice *s, enum tb_action action,
                 const char *refused, void *ctx)
{
    tb_buf_addf(ctx, "%lld %s%s%s;", s->id, tb_actions[action].code,
                refused ? ": " : "", refused ? refused : "");
}

static char *const no_table[] = { NULL };
static char *const both[] = { "1.2", "1.1", "甲表", NULL };
static char *const unknown[] = { "1.1", "9.9", NULL };

/* clang-format off */
static const struct {
    const char *label;
    enum tb_action action;
    char *const *tables;
    const char *department;
    struct tb_review_decision decision;
    const char *want;
} all_cases[] = {
    { "what is ready, sources first", TB_APPROVE, no_table, NULL, { 0 },
      "1 approve;3 approve: 1.2 甲系: waiting for 1.1 (乙系);" },
    { "of a department", TB_APPROVE, no_table, "乙系", { 0 }, "" },
    { "of none", TB_APPROVE, no_table, "戊系", { 0 },
      "unknown department '戊系'" },
    { "as they are named, once", TB_RETURN, both, "A", { .reason = "改" },
      "3 return;4 return: 1.2 甲系 0102: nothing is filed;1 return;" },
    { "a table that is none: nothing", TB_RETURN, unknown, NULL,
      { .reason = "改" }, "unknown table '9.9'" },
    { "wrong usage ends it", TB_RETURN, no_table, NULL, { 0 },
      "a return needs a --reason" },
    { "in the order of the tables", TB_RETURN, no_table, NULL,
      { .reason = "改" }, "1 return;3 return;" },
    { "nothing to unlock", TB_REOPEN, no_table, NULL, { .reason = "补" },
      "1 reopen: 1.1 甲系: it is not approved: nothing to reopen;"
      "3 reopen: 1.2 甲系: it is not approved: nothing to reopen;" },
};

/* Verdicts on the covers of slices 1 and 3. */
static const struct {
    const char *label;
    const char *before, *want;
    long long left; /* verdicts that still wait */
} signed_cases[] = {
    { "both", NULL, "1 approve;3 return;", 0 },
    { "not the one who is named",
      "UPDATE slice SET approver = '0302' WHERE id = 1", "3 return;", 1 },
    { "on a version before", "UPDATE signoff SET submission = 1 WHERE slice = 3",
      "1 approve;", 1 },
    { "somebody unknown", "UPDATE signoff SET person = '9999' WHERE slice = 3",
      "1 approve;3 return: unknown 工号 '9999';", 1 },
    { "who may not", "UPDATE signoff SET person = '0401' WHERE slice = 1",
      "1 approve: 1.1 甲系: it is for another department to decide at this "
      "level;3 return;", 1 },
};
/* clang-format on */

static void open_two(struct tb_campaign *c, struct tb_dict *dict)
{
    open_filed(c, dict, "department");
    office_file(c, 12, 3, 1, NULL);
    office_validate(c);
}

static void test_all(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(all_cases); i++) {
        struct tb_campaign c = { 0 };
        struct tb_buf got = { 0 };
        struct tb_decisions made = { 0 };
        struct tb_err err = { 0 };
        int rc;
        open_two(&c, dict);
        tb_buf_adds(&got, "");
        rc = tb_review_all(&c, all_cases[i].action, all_cases[i].tables,
                           all_cases[i].department, &all_cases[i].decision,
                           tell, &got, &err);
        CHECK_STR(all_cases[i].label, rc < 0 ? err.msg : got.p,
                  all_cases[i].want);
        CHECK_INT("kept", tb_decisions_read(&c.store, 0, &made, &err), 0);
        if (rc < 0)
            CHECK_INT(all_cases[i].label, made.count, 0);
        tb_decisions_free(&made);
        tb_buf_free(&got);
        office_close(&c);
    }
}

static void test_signed(struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(signed_cases); i++) {
        struct tb_campaign c = { 0 };
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        long long left = -1;
        open_two(&c, dict);
        small_insert(c.store.db, "covers", "signoff",
                     "slice, submission, person, action, opinion, at",
                     "(1, 10, '0301', 'approve', '', ''),"
                     "(3, 12, '0302', 'return', NULL, '')");
        office_run(&c, signed_cases[i].label, signed_cases[i].before);
        CHECK_INT(signed_cases[i].label,
                  tb_review_signed(&c, NULL, tell, &got, &err), 0);
        CHECK_STR(signed_cases[i].label, got.p, signed_cases[i].want);
        tb_db_int(c.store.db, &left, 0, &err, "SELECT count(*) FROM signoff",
                  "");
        CHECK_INT(signed_cases[i].label, left, signed_cases[i].left);
        tb_buf_free(&got);
        office_close(&c);
    }
}

int main(void)
{
    struct tb_dict *dict = small_load(&office_texts);

    test_decisions(dict);
    test_race(dict);
    test_all(dict);
    test_signed(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
