/* who_may.c - conditions on the person who decides. */
#include "who_may.h"

#include "decision.h"
#include "level.h"

int tb_review_refuse(struct tb_err *err, const struct tb_slice *s,
                     const char *why)
{
    struct tb_buf whose = { 0 };

    tb_slice_show(s, &whose);
    tb_fail_as(err, TB_REFUSED, "%.*s %.*s: %s", TB_STR_ARG(s->table->no),
               TB_STR_ARG(tb_buf_str(&whose)), tb_translate(why));
    tb_buf_free(&whose);
    return -1;
}

/* The department whose people decide at LEVEL; 0: any that may review. */
static long long deciding(const struct tb_slice *s, enum tb_level level)
{
    switch (level) {
    case TB_LEVEL_DEPARTMENT:
        return s->reviewer.id;
    case TB_LEVEL_LEAD:
        return s->lead.id;
    case TB_LEVEL_SCHOOL:
    case TB_LEVEL_NONE:
        break;
    }
    return 0;
}

/* Did BY collect S: as the person named for it, as the teacher whose rows it
 * has, or as who filed any version of it (rows of it may have stayed)? */
static int check_not_collector(struct tb_campaign *c, const struct tb_slice *s,
                               const char *by, struct tb_err *err)
{
    bool filed;

    if (tb_submission_by(&c->store, s->id, by, &filed, err) < 0)
        return -1;
    return filed || tb_str_is(s->collector.id, by) ||
                   tb_str_is(s->teacher.id, by)
               ? tb_review_refuse(err, s, "who collected it cannot review it")
               : 0;
}

static int check_no_other_level(struct tb_campaign *c, const struct tb_slice *s,
                                enum tb_level level, const char *by,
                                struct tb_err *err)
{
    bool before;

    if (tb_decision_by(&c->store, s, by, level, &before, err) < 0)
        return -1;
    return before ? tb_review_refuse(
                        err, s,
                        "this person has approved it at another level; a "
                        "level of review is another person's")
                  : 0;
}

/* Who approves at the first level may be named: then it is nobody else. */
static int check_named(const struct tb_slice *s, enum tb_level level,
                       const char *by, struct tb_err *err)
{
    struct tb_buf whose = { 0 };

    if (level != TB_LEVEL_DEPARTMENT || s->approver.id.n == 0)
        return 0;
    if (by)
        return tb_str_is(s->approver.id, by)
                   ? 0
                   : tb_review_refuse(err, s,
                                      "another person is named to review it");
    tb_slice_show(s, &whose);
    tb_fail_as(err, TB_REFUSED,
               "%.*s %.*s: %.*s is named for it; say so with --by",
               TB_STR_ARG(s->table->no), TB_STR_ARG(tb_buf_str(&whose)),
               TB_STR_ARG(s->approver.id));
    tb_buf_free(&whose);
    return -1;
}

/* Is BY one of those who are named for LEVEL?  Where somebody is named, it must
 * be said who decides. */
static int check_level(struct tb_campaign *c, const struct tb_slice *s,
                       enum tb_level level, const char *by, struct tb_err *err)
{
    bool named, allows;

    if (tb_level_allows(&c->store, level, by ? by : "", &named, &allows, err) <
        0)
        return -1;
    if (!named || (by && allows))
        return 0;
    return tb_review_refuse(err, s,
                            by ? N_("other people are named for this level "
                                    "of review")
                               : N_("people are named for this level of "
                                    "review; say with --by who decides"));
}

/* Is it for DEPARTMENT to decide at LEVEL? */
static int check_department(struct tb_campaign *c, const struct tb_slice *s,
                            enum tb_level level, long long department,
                            struct tb_err *err)
{
    long long needed = deciding(s, level);
    struct tb_co_review all = { 0 };
    bool is_one = !needed || department == needed;
    int rc = 0;

    if (!is_one && level == TB_LEVEL_DEPARTMENT) {
        rc = tb_co_review_read(&c->store, s, department, &all, err);
        is_one = all.is_one;
        tb_co_review_free(&all);
    }
    if (rc == 0 && !is_one)
        rc = tb_review_refuse(err, s,
                              "it is for another department to decide at this "
                              "level");
    return rc;
}

int tb_review_who_may(struct tb_campaign *c, const struct tb_slice *s,
                      enum tb_level level, const char *by, struct tb_err *err)
{
    struct tb_arena arena = { 0 };
    struct tb_member who = { 0 };
    int rc = -1;

    if (!by)
        return check_named(s, level, by, err) < 0
                   ? -1
                   : check_level(c, s, level, by, err);
    if (tb_member_find(&c->store, tb_str(by), &arena, &who, err) < 0)
        goto done;
    if (who.is_gone) {
        tb_review_refuse(err, s, "this person is on the staff list no more");
        goto done;
    }
    if (!who.can_review) {
        tb_fail_as(err, TB_REFUSED,
                   "%s may not review: the staff list does not mark "
                   "this person",
                   by);
        goto done;
    }
    if (check_named(s, level, by, err) < 0 ||
        check_level(c, s, level, by, err) < 0 ||
        check_department(c, s, level, who.department, err) < 0 ||
        check_not_collector(c, s, by, err) < 0 ||
        check_no_other_level(c, s, level, by, err) < 0)
        goto done;
    rc = 0;
done:
    tb_arena_free(&arena);
    return rc;
}
