/* review.c - approve and return. */
#include "review.h"

#include <stdio.h>
#include <stdlib.h>

#include "mem.h"
#include "validate.h"

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
    " coalesce(nullif(d.short, ''), d.name),"
    " coalesce(nullif(r.short, ''), r.name, ''), s.state,"
    " coalesce(s.reason, ''), coalesce(u.rows_filed, 0),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 0 AND f.status IN ('new', 'still')),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 1 AND f.status IN ('new', 'still')),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity = 2 AND f.status IN ('new', 'still')),"
    " coalesce(x.name, '')"
    " FROM slice s JOIN department d ON d.id = s.department"
    " LEFT JOIN department r ON r.id = s.reviewer"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN file x ON x.sha256 = u.file"
    " WHERE (?1 = '' OR s.table_no = ?1) AND (?2 = 0 OR s.department = ?2)"
    " ORDER BY s.department";

static int by_table(const void *a, const void *b)
{
    const struct tb_review_slice *x = a, *y = b;

    if (x->table != y->table)
        return x->table > y->table ? 1 : -1;
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
    };
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
                   table && !t ? "table" : "department",
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
                      TB_STR_ARG(s->table->no), TB_STR_ARG(s->department), why);
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

/* Only people whom the staff list marks as able to review may decide. */
static int check_person(struct tb_campaign *c, const char *by,
                        struct tb_err *err)
{
    long long may;

    if (!by)
        return 0;
    if (tb_db_int(c->db, &may, -1, err,
                  "SELECT can_review FROM staff WHERE id = ?1", "s", by) < 0)
        return -1;
    if (may < 0)
        return tb_fail_as(err, TB_USAGE, "unknown 工号 '%s'", by);
    if (may == 0)
        return tb_fail_as(err, TB_REFUSED,
                          "%s may not review: the staff list does not mark "
                          "this person",
                          by);
    return 0;
}

static int check_data(struct tb_campaign *c, const struct tb_review_slice *s,
                      struct tb_err *err)
{
    long long errors;
    bool stale;

    if (s->submission == 0)
        return refuse(err, s, "nothing is filed");
    if (tb_validate_is_stale(c, &stale, err) < 0)
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
        snprintf(text, sizeof text, "%lld errors are open", errors);
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

static int store_decision(struct tb_campaign *c,
                          const struct tb_review_slice *s, struct tb_str level,
                          const char *action, struct tb_str state,
                          const struct tb_review_decision *d,
                          struct tb_err *err)
{
    struct tb_value submission = { .kind = s->submission ? TB_INTEGER : TB_NULL,
                                   .integer = s->submission };
    const char *by = d->by ? d->by : c->context.actor;

    if (tb_db_do(c->db, err,
                 "INSERT INTO decision (slice, submission, level, action, "
                 "actor, at, reason, content_hash, dictionary) VALUES (?1, "
                 "?2, ?3, ?4, ?5, ?6, ?7, (SELECT content_hash FROM "
                 "submission WHERE id = ?2), ?8)",
                 "ivSsssss", s->id, &submission, &level, action, by,
                 c->context.now, d->reason, c->dict->hash) < 0 ||
        tb_db_do(c->db, err,
                 "UPDATE slice SET state = ?2, reason = ?3 WHERE id = ?1 AND "
                 "state = ?4",
                 "iSsS", s->id, &state, d->reason, &s->state) < 0)
        return -1;
    if (tb_db_changes(c->db) != 1)
        return refuse(err, s,
                      "it has just been changed by someone else; look "
                      "again");
    return tb_campaign_log(c, err, action, "%.*s %.*s %.*s %s",
                           TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                           TB_STR_ARG(level), d->reason ? d->reason : "");
}

/* CHECKED: the data must be fit for approval; looked at under the lock. */
static int decide(struct tb_campaign *c, const struct tb_review_slice *s,
                  struct tb_str level, const char *action, struct tb_str state,
                  const struct tb_review_decision *d, bool checked,
                  struct tb_err *err)
{
    int rc = tb_campaign_begin(c, err);

    if (rc == 0)
        rc = check_current(c, s, err);
    if (rc == 0 && checked)
        rc = check_data(c, s, err);
    if (rc == 0)
        rc = store_decision(c, s, level, action, state, d, err);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

int tb_review_approve(struct tb_campaign *c, const struct tb_review_slice *s,
                      const struct tb_review_decision *d, struct tb_err *err)
{
    struct tb_str level = tb_campaign_next_level(c, s->state);

    if (check_person(c, d->by, err) < 0 || check_level(c, d->level, err) < 0)
        return -1;
    if (tb_str_is(s->state, "nil"))
        return refuse(err, s, "declared to have no data: nothing to approve");
    if (tb_str_is(s->state, "missing") || tb_str_is(s->state, "returned"))
        return refuse(err, s, "nothing is filed");
    if (level.n == 0)
        return refuse(err, s, "approved already");
    if (d->level && !tb_str_is(level, d->level))
        return refuse(err, s, "another level of review comes first");
    return decide(c, s, level, "approve", level, d, true, err);
}

int tb_review_return(struct tb_campaign *c, const struct tb_review_slice *s,
                     const struct tb_review_decision *d, struct tb_err *err)
{
    struct tb_str level =
        d->level ? tb_str(d->level) : tb_campaign_next_level(c, s->state);

    if (check_person(c, d->by, err) < 0 || check_level(c, d->level, err) < 0)
        return -1;
    if (!d->reason || !d->reason[0])
        return tb_fail_as(err, TB_USAGE, "a return needs a --reason");
    if (tb_str_is(s->state, "missing") || tb_str_is(s->state, "returned"))
        return refuse(err, s, "nothing is filed");
    if (level.n == 0)
        level = tb_campaign_last_level(c);
    return decide(c, s, level, "return", tb_str("returned"), d, false, err);
}
