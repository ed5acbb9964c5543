/* review.c - approve and return. */
#include "review.h"

#include <stdio.h>
#include <stdlib.h>

#include "assign_change.h"
#include "date.h"
#include "freshness.h"
#include "mem.h"

static const struct {
    const char *state, *chinese;
} states[] = {
    { "missing", "未提交" },      { "submitted", "已提交" },
    { "department", "部门已审" }, { "lead", "归口已审" },
    { "school", "学校已审" },     { "returned", "已退回" },
    { "nil", "本校无数据" },
};

const char *tb_review_state_chinese(struct tb_str state)
{
    for (size_t i = 0; i < TB_LEN(states); i++)
        if (tb_str_is(state, states[i].state))
            return states[i].chinese;
    return "?";
}

static const char list_sql[] =
    "SELECT s.id, coalesce(u.id, 0), s.table_no,"
    " d.shown || CASE WHEN s.kind = 'cloud' THEN '（云端）'"
    "  WHEN s.part = '' THEN ''"
    "  WHEN s.kind = 'teacher' THEN ' ' || s.part"
    "  ELSE '（' || s.part || '）' END,"
    " coalesce(nullif(r.short, ''), r.name, ''), s.state,"
    " coalesce(s.reason, ''), coalesce(u.rows_filed + u.rows_kept, 0),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 0 AND f.status IN ('new', 'still')),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 1 AND f.status IN ('new', 'still')),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 2 AND f.status IN ('new', 'still')),"
    " coalesce(x.name, ''),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.status = 'explained'),"
    " s.part, coalesce(nullif(l.short, ''), l.name, ''),"
    " coalesce(s.collector, ''), coalesce(s.approver, ''),"
    " coalesce(s.deadline, ''), s.department, coalesce(s.reviewer, 0),"
    " coalesce(s.lead, 0)"
    " FROM slice s JOIN department d ON d.id = s.department"
    " LEFT JOIN department r ON r.id = s.reviewer"
    " LEFT JOIN department l ON l.id = s.lead"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN file x ON x.sha256 = u.file"
    " WHERE (?1 = '' OR s.table_no = ?1) AND (?2 = 0 OR s.department = ?2)"
    " ORDER BY s.department";

static int by_table(const void *a, const void *b)
{
    const struct tb_review_slice *x = a, *y = b;

    if (x->table != y->table)
        return x->table > y->table ? 1 : -1;
    if (x->department_id != y->department_id)
        return x->department_id > y->department_id ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

static void take(struct tb_campaign *c, struct tb_stmt *s,
                 struct tb_review_list *l)
{
    const struct tb_table *t = tb_dict_table(c->dict, tb_stmt_text(s, 2));

    if (!t)
        return;
    l->slices = tb_grow(l->slices, l->count, &l->room, sizeof *l->slices);
    l->slices[l->count++] = (struct tb_review_slice){
        .id = tb_stmt_int(s, 0),
        .submission = tb_stmt_int(s, 1),
        .table = t,
        .department = tb_arena_copy(&l->arena, tb_stmt_text(s, 3)),
        .reviewer = tb_arena_copy(&l->arena, tb_stmt_text(s, 4)),
        .state = tb_arena_copy(&l->arena, tb_stmt_text(s, 5)),
        .reason = tb_arena_copy(&l->arena, tb_stmt_text(s, 6)),
        .rows = tb_stmt_int(s, 7),
        .errors = tb_stmt_int(s, 8),
        .explains = tb_stmt_int(s, 9),
        .warnings = tb_stmt_int(s, 10),
        .file = tb_arena_copy(&l->arena, tb_stmt_text(s, 11)),
        .explained = tb_stmt_int(s, 12),
        .part = tb_arena_copy(&l->arena, tb_stmt_text(s, 13)),
        .lead = tb_arena_copy(&l->arena, tb_stmt_text(s, 14)),
        .collector = tb_arena_copy(&l->arena, tb_stmt_text(s, 15)),
        .approver = tb_arena_copy(&l->arena, tb_stmt_text(s, 16)),
        .deadline = tb_arena_copy(&l->arena, tb_stmt_text(s, 17)),
        .department_id = tb_stmt_int(s, 18),
        .reviewer_id = tb_stmt_int(s, 19),
        .lead_id = tb_stmt_int(s, 20),
    };
}

int tb_review_awaited(struct tb_campaign *c, const struct tb_table *t,
                      struct tb_str last, struct tb_buf *who,
                      struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(c->db,
                           "SELECT DISTINCT coalesce(nullif(d.short, ''), "
                           "d.name) FROM slice s JOIN department d ON d.id = "
                           "s.department WHERE s.table_no = ?1 AND s.state NOT "
                           "IN (?2, 'nil') ORDER BY d.id LIMIT 4",
                           &s, err);

    tb_buf_clear(who);
    tb_buf_adds(who, "");
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "SS", &t->no, &last);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        tb_buf_addf(who, "%s%s", who->n ? "、" : "", tb_stmt_chars(s, 0));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

int tb_review_read(struct tb_campaign *c, const char *table,
                   const char *department, struct tb_review_list *l,
                   struct tb_err *err)
{
    const struct tb_table *t =
        table ? tb_dict_find(c->dict, tb_str(table)) : NULL;
    const struct tb_department *d = NULL;
    struct tb_organisation o;
    struct tb_stmt *s = NULL;
    int rc = -1;

    if (tb_organisation_read(c->db, &o, err) < 0)
        goto done;
    if (department)
        d = tb_organisation_find(&o, tb_str(department));
    if ((table && !t) || (department && !d)) {
        tb_fail_as(err, TB_USAGE, "unknown %s '%s'",
                   tb_translate(table && !t ? N_("table") : N_("department")),
                   table && !t ? table : department);
        goto done;
    }
    if (tb_db_prepare(c->db, list_sql, &s, err) < 0 ||
        tb_stmt_bind(s, err, "Si",
                     &(struct tb_str){ t ? t->no.p : "", t ? t->no.n : 0 },
                     d ? d->id : 0LL) < 0)
        goto done;
    while ((rc = tb_stmt_step(s, err)) == 1)
        take(c, s, l);
    if (l->count > 0)
        qsort(l->slices, l->count, sizeof *l->slices, by_table);
done:
    tb_stmt_free(s);
    tb_organisation_free(&o);
    return rc;
}

void tb_review_list_free(struct tb_review_list *l)
{
    free(l->slices);
    tb_arena_free(&l->arena);
    *l = (struct tb_review_list){ 0 };
}

static int refuse(struct tb_err *err, const struct tb_review_slice *s,
                  const char *why)
{
    return tb_fail_as(err, TB_REFUSED, "%.*s %.*s: %s",
                      TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                      tb_translate(why));
}

/* LEVEL must be one of this campaign's. */
static int check_level(struct tb_campaign *c, const char *level,
                       struct tb_err *err)
{
    struct tb_str rest = tb_buf_str(&c->levels), one;

    while (level && tb_str_next(&rest, ",", &one))
        if (tb_str_is(one, level))
            return 0;
    return !level ? 0
                  : tb_fail_as(err, TB_USAGE,
                               "no level '%s' in this campaign: it has %s",
                               level, tb_buf_text(&c->levels));
}

/* The department whose people decide at LEVEL; 0: any that may review. */
static long long deciding(const struct tb_review_slice *s, struct tb_str level)
{
    if (tb_str_is(level, "department"))
        return s->reviewer_id;
    return tb_str_is(level, "lead") ? s->lead_id : 0;
}

static const char *decider(const struct tb_campaign *c,
                           const struct tb_review_decision *d)
{
    if (d->by)
        return d->by;
    return c->context.person[0] ? c->context.person : NULL;
}

/* Did BY collect S: as the person named for it, as the teacher whose rows it
 * has, or as who filed any version of it (rows of it may have stayed)? */
static int check_not_collector(struct tb_campaign *c,
                               const struct tb_review_slice *s,
                               struct tb_str level, const char *by,
                               struct tb_err *err)
{
    long long filed, before;

    if (tb_db_int(c->db, &filed, 0, err,
                  "SELECT 1 FROM submission WHERE slice = ?1 AND person = ?2",
                  "is", s->id, by) < 0)
        return -1;
    if (filed || tb_str_is(s->collector, by) || tb_str_is(s->part, by))
        return refuse(err, s, "who collected it cannot review it");
    if (tb_db_int(c->db, &before, 0, err,
                  "SELECT 1 FROM decision WHERE submission = ?1 AND action = "
                  "'approve' AND person = ?2 AND level <> ?3 AND id > "
                  "coalesce((SELECT max(id) FROM decision WHERE slice = ?4 AND "
                  "action <> 'approve'), 0)",
                  "isSi", s->submission, by, &level, s->id) < 0)
        return -1;
    return before ? refuse(err, s,
                           "this person has approved it at another level; a "
                           "level of review is another person's")
                  : 0;
}

/* Who may decide at LEVEL: see tb_review_approve. */
static int check_person(struct tb_campaign *c, const struct tb_review_slice *s,
                        struct tb_str level, const char *by, struct tb_err *err)
{
    long long may, department, needed = deciding(s, level);

    if (!by && tb_str_is(level, "department") && s->approver.n > 0)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s %.*s: %.*s is named for it; say so with --by",
                          TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                          TB_STR_ARG(s->approver));
    if (!by)
        return 0;
    if (tb_db_int(c->db, &may, -1, err,
                  "SELECT can_review FROM staff WHERE id = ?1", "s", by) < 0 ||
        tb_db_int(c->db, &department, 0, err,
                  "SELECT department FROM staff WHERE id = ?1", "s", by) < 0)
        return -1;
    if (may < 0)
        return tb_fail_as(err, TB_USAGE, "unknown 工号 '%s'", by);
    if (may == 0)
        return tb_fail_as(err, TB_REFUSED,
                          "%s may not review: the staff list does not mark "
                          "this person",
                          by);
    if (tb_str_is(level, "department") && s->approver.n > 0 &&
        !tb_str_is(s->approver, by))
        return refuse(err, s, "another person is named to review it");
    if (needed && department != needed)
        return refuse(err, s,
                      "it is for another department to decide at this level");
    return check_not_collector(c, s, level, by, err);
}

/*
 * R11: what refers to a source table waits until that is approved.  Source
 * tables refer to each other, so they wait for nothing.
 */
static int check_sources(struct tb_campaign *c, const struct tb_review_slice *s,
                         struct tb_err *err)
{
    struct tb_str last = tb_campaign_last_level(c);
    const struct tb_table *t = s->table;

    for (size_t i = 0; i < t->count && !t->is_source; i++)
        for (size_t k = 0; k < t->fields[i].reference_count; k++) {
            const struct tb_table *source = t->fields[i].references[k].table;
            struct tb_buf who = { 0 };
            int rc;
            if (!source->is_source || !t->fields[i].used)
                continue;
            rc = tb_review_awaited(c, source, last, &who, err);
            if (rc == 0 && who.n > 0)
                rc = tb_fail_as(err, TB_REFUSED,
                                "%.*s %.*s: waiting for %.*s (%s)",
                                TB_STR_ARG(t->no), TB_STR_ARG(s->department),
                                TB_STR_ARG(source->no), who.p);
            tb_buf_free(&who);
            if (rc < 0)
                return -1;
        }
    return 0;
}

static int check_data(struct tb_campaign *c, const struct tb_review_slice *s,
                      struct tb_err *err)
{
    long long errors;
    bool stale;

    if (s->submission == 0)
        return refuse(err, s, "nothing is filed");
    if (tb_validate_is_stale(&c->store, &stale, err) < 0)
        return -1;
    if (stale)
        return refuse(err, s,
                      "the last validation is older than the data or the "
                      "dictionary, or had a broken rule; run 'tianbao "
                      "validate'");
    if (tb_db_int(c->db, &errors, 0, err,
                  "SELECT count(*) FROM finding WHERE submission = ?1 AND "
                  "severity = 0 AND status IN ('new', 'still')",
                  "i", s->submission) < 0)
        return -1;
    if (errors > 0) {
        char text[64];
        snprintf(text, sizeof text, tb_translate("%lld errors are open"),
                 errors);
        return refuse(err, s, text);
    }
    return 0;
}

/* Since S was read, has another version been filed? */
static int check_current(struct tb_campaign *c, const struct tb_review_slice *s,
                         struct tb_err *err)
{
    long long now;

    if (tb_db_int(c->db, &now, 0, err,
                  "SELECT id FROM submission WHERE slice = ?1 AND current = 1",
                  "i", s->id) < 0)
        return -1;
    return now == s->submission
               ? 0
               : refuse(err, s,
                        "it has just been changed by someone else; "
                        "look again");
}

/* Write S's new state; it must still be as it was read. */
static int move_slice(struct tb_campaign *c, const struct tb_review_slice *s,
                      struct tb_str state, const char *reason,
                      const char *deadline, struct tb_err *err)
{
    if (tb_db_do(c->db, err,
                 "UPDATE slice SET state = ?2, reason = ?3, deadline = "
                 "coalesce(?5, deadline) WHERE id = ?1 AND state = ?4",
                 "iSsSs", s->id, &state, reason, &s->state, deadline) < 0)
        return -1;
    return tb_db_changes(c->db) == 1
               ? 0
               : refuse(err, s,
                        "it has just been changed by someone else; look again");
}

static int store_decision(struct tb_campaign *c,
                          const struct tb_review_slice *s, struct tb_str level,
                          const char *action, const char *by,
                          const char *reason, struct tb_err *err)
{
    struct tb_value submission = { .kind = s->submission ? TB_INTEGER : TB_NULL,
                                   .integer = s->submission };

    if (tb_db_do(c->db, err,
                 "INSERT INTO decision (slice, submission, level, action, "
                 "actor, at, reason, content_hash, dictionary, person) VALUES "
                 "(?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT content_hash FROM "
                 "submission WHERE id = ?2), ?8, ?9)",
                 "ivSssssss", s->id, &submission, &level, action,
                 c->context.actor, c->context.now, reason, c->dict->hash,
                 by) < 0)
        return -1;
    return tb_campaign_log(c, err, action, "%.*s %.*s %.*s%s%s %s",
                           TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                           TB_STR_ARG(level), by ? " by " : "", by ? by : "",
                           reason ? reason : "");
}

/* What a decision is, before it is looked whether it may be. */
struct step {
    const char *action;
    struct tb_str level, state; /* at which; what S becomes */
    const char *by, *reason, *deadline;
    bool is_approval; /* the data must be fit for it */
};

static int decide(struct tb_campaign *c, const struct tb_review_slice *s,
                  const struct step *x, struct tb_err *err)
{
    int rc = tb_campaign_begin(c, err);

    if (rc == 0)
        rc = check_current(c, s, err);
    if (rc == 0 && x->is_approval)
        rc = check_data(c, s, err);
    if (rc == 0 && x->is_approval)
        rc = check_sources(c, s, err);
    if (rc == 0)
        rc = move_slice(c, s, x->state, x->reason, x->deadline, err);
    if (rc == 0)
        rc = store_decision(c, s, x->level, x->action, x->by, x->reason, err);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

int tb_review_approve(struct tb_campaign *c, const struct tb_review_slice *s,
                      const struct tb_review_decision *d, struct tb_err *err)
{
    struct tb_str level = tb_campaign_next_level(c, s->state);
    const struct step x = { .action = "approve",
                            .level = level,
                            .state = level,
                            .by = decider(c, d),
                            .reason = d->reason,
                            .is_approval = true };

    if (check_level(c, d->level, err) < 0)
        return -1;
    if (tb_str_is(s->state, "nil"))
        return refuse(err, s, "declared to have no data: nothing to approve");
    if (tb_str_is(s->state, "missing") || tb_str_is(s->state, "returned"))
        return refuse(err, s, "nothing is filed");
    if (level.n == 0)
        return refuse(err, s, "approved already");
    if (d->level && !tb_str_is(level, d->level))
        return refuse(err, s, "another level of review comes first");
    if (check_person(c, s, level, x.by, err) < 0)
        return -1;
    return decide(c, s, &x, err);
}

/* The day N days after FROM (2022-10-08T...). */
static void days_after(const char *from, long n, char day[11])
{
    struct tb_buf text = { 0 };
    struct tb_date d;

    day[0] = '\0';
    if (tb_date_parse(tb_str_n(from, 10), &d) &&
        tb_date_from_serial((double)(tb_date_serial(&d) + n), false, &d)) {
        tb_buf_addf(&text, "%04d-%02d-%02d", d.year, d.month, d.day);
        tb_assign_day(tb_buf_str(&text), day);
    }
    tb_buf_free(&text);
}

/* Until when a slice that is returned is due; "" leaves it as it is. */
static int new_deadline(struct tb_campaign *c, const struct tb_review_slice *s,
                        const char *wanted, char day[11], struct tb_err *err)
{
    struct tb_buf days = { 0 };
    int rc = 0;

    day[0] = '\0';
    if (wanted) {
        if (!tb_assign_day(tb_str(wanted), day) || !day[0])
            rc = tb_fail_as(err, TB_USAGE, "'%s' is no day; write 2022-10-08",
                            wanted);
    } else if (s->deadline.n > 0 &&
               strncmp(s->deadline.p, c->context.now, 10) < 0) {
        rc = tb_store_get(c->db, "review_days", &days, err);
        days_after(c->context.now,
                   days.n > 0 ? strtol(days.p, NULL, 10) : TB_REVIEW_DAYS, day);
    }
    tb_buf_free(&days);
    return rc;
}

int tb_review_return(struct tb_campaign *c, const struct tb_review_slice *s,
                     const struct tb_review_decision *d, struct tb_err *err)
{
    struct tb_str level =
        d->level ? tb_str(d->level) : tb_campaign_next_level(c, s->state);
    struct step x = { .action = "return",
                      .level = level.n ? level : tb_campaign_last_level(c),
                      .state = tb_str("returned"),
                      .by = decider(c, d),
                      .reason = d->reason };
    struct tb_buf words = { 0 };
    char day[11];
    int rc = -1;

    if (check_level(c, d->level, err) < 0)
        return -1;
    if (!d->reason || !d->reason[0])
        return tb_fail_as(err, TB_USAGE, "a return needs a --reason");
    if (tb_str_is(s->state, "missing") || tb_str_is(s->state, "returned"))
        return refuse(err, s, "nothing is filed");
    if (check_person(c, s, x.level, x.by, err) < 0 ||
        new_deadline(c, s, d->deadline, day, err) < 0)
        return -1;
    x.deadline = day[0] ? day : NULL;
    if (d->cells) {
        tb_buf_addf(&words, "%s（%s）", d->reason, d->cells);
        x.reason = words.p;
    }
    rc = decide(c, s, &x, err);
    tb_buf_free(&words);
    return rc;
}

int tb_review_reopen(struct tb_campaign *c, const struct tb_review_slice *s,
                     const struct tb_review_decision *d, struct tb_err *err)
{
    const struct step x = { .action = "reopen",
                            .level = s->state,
                            .state = tb_str("submitted"),
                            .by = decider(c, d),
                            .reason = d->reason };

    if (!d->reason || !d->reason[0])
        return tb_fail_as(err, TB_USAGE, "reopening needs a --reason");
    if (check_level(c, s->state.p, &(struct tb_err){ 0 }) < 0)
        return refuse(err, s, "it is not approved: nothing to reopen");
    if (check_person(c, s, s->state, x.by, err) < 0)
        return -1;
    return decide(c, s, &x, err);
}
