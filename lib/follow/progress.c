/* progress.c - slices, whose move it is, and by when. */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>

#include "date.h"
#include "mem.h"
#include "organisation.h"
#include "review.h"

static const struct {
    const char *name, *chinese;
} stages[TB_STAGES] = {
    [TB_STAGE_COLLECT] = { "collect", "填报" },
    [TB_STAGE_DEPARTMENT] = { "department", "部门审核" },
    [TB_STAGE_LEAD] = { "lead", "归口复审" },
    [TB_STAGE_SCHOOL] = { "school", "学校复审" },
    [TB_STAGE_DONE] = { "done", "完成" },
};

const char *tb_stage_name(enum tb_stage stage)
{
    return stages[stage].name;
}

const char *tb_stage_chinese(enum tb_stage stage)
{
    return stages[stage].chinese;
}

/* What all slices of a campaign share. */
struct reading {
    struct tb_campaign *campaign;
    struct tb_progress *out;
    long today;
    long review_days;
    struct tb_buf deadlines[TB_STAGES]; /* of lead and school */
};

/* The number of the day at the beginning of TEXT; 0 when there is none. */
static long day_of(struct tb_str text)
{
    struct tb_date d;

    if (text.n > 10)
        text.n = 10;
    return tb_date_parse(text, &d) && d.day > 0 ? tb_date_serial(&d) : 0;
}

static const char slices_sql[] =
    "SELECT s.id, s.table_no, s.department,"
    " d.shown, CASE s.kind WHEN 'cloud' THEN '云端' ELSE s.part END,"
    " s.kind = 'teacher',"
    " coalesce(s.collector, CASE WHEN p.id IS NOT NULL THEN s.part END, ''),"
    " coalesce(s.reviewer, s.department),"
    " coalesce(nullif(r.short, ''), r.name, nullif(d.short, ''), d.name),"
    " coalesce(s.approver, ''), coalesce(s.lead, 0),"
    " coalesce(nullif(l.short, ''), l.name, '归口部门'),"
    " s.state, coalesce(s.reason, ''), s.deadline,"
    " coalesce(s.submitted_at, u.imported_at, ''),"
    " coalesce(u.rows_filed + u.rows_kept, 0), coalesce(f.errors, 0),"
    " coalesce(f.explains, 0), coalesce(f.explained, 0),"
    " coalesce(f.warnings, 0)"
    " FROM slice s JOIN department d ON d.id = s.department"
    " LEFT JOIN department r ON r.id = s.reviewer"
    " LEFT JOIN department l ON l.id = s.lead"
    " LEFT JOIN staff p ON s.kind = 'teacher' AND p.id = s.part"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN (SELECT submission,"
    "  sum(severity = 0 AND status IN ('new', 'still')) AS errors,"
    "  sum(severity = 1 AND status IN ('new', 'still')) AS explains,"
    "  sum(severity = 1 AND status = 'explained') AS explained,"
    "  sum(severity = 2 AND status IN ('new', 'still')) AS warnings"
    "  FROM finding GROUP BY submission) f ON f.submission = u.id"
    " WHERE ?1 = '' OR s.table_no = ?1";

/* The columns of slices_sql. */
enum {
    ID,
    TABLE_NO,
    DEPARTMENT,
    DEPARTMENT_NAME,
    PART,
    IS_PERSON,
    COLLECTOR,
    REVIEWER,
    REVIEWER_NAME,
    APPROVER,
    LEAD,
    LEAD_NAME,
    STATE,
    REASON,
    DEADLINE,
    SUBMITTED_AT,
    ROWS,
    ERRORS,
    EXPLAINS,
    EXPLAINED,
    WARNINGS,
};

static enum tb_stage stage_of(const struct tb_campaign *c, struct tb_str state)
{
    enum tb_state as = (enum tb_state)tb_word_find(tb_states, TB_STATES, state);

    if (tb_str_is(state, "missing") || tb_str_is(state, "returned"))
        return TB_STAGE_COLLECT;
    if (tb_str_is(state, "nil"))
        return TB_STAGE_DONE;
    return (enum tb_stage)(TB_STAGE_DEPARTMENT +
                           (int)tb_campaign_next_level(c, as));
}

/* Whose move it is at each stage: where the columns stand; -1: nowhere. */
static const struct {
    int id, name, person;
} holders[TB_STAGES] = {
    [TB_STAGE_COLLECT] = { DEPARTMENT, DEPARTMENT_NAME, COLLECTOR },
    [TB_STAGE_DEPARTMENT] = { REVIEWER, REVIEWER_NAME, APPROVER },
    [TB_STAGE_LEAD] = { LEAD, LEAD_NAME, -1 },
    [TB_STAGE_SCHOOL] = { -1, -1, -1 },
    [TB_STAGE_DONE] = { -1, -1, -1 },
};

static void set_holder(struct reading *r, struct tb_stmt *s,
                       struct tb_progress_slice *x)
{
    struct tb_arena *arena = &r->out->arena;
    bool has_name = holders[x->stage].name >= 0;

    x->holder = x->person = tb_str("");
    if (x->stage == TB_STAGE_DONE || r->campaign->closed.n > 0)
        return;
    x->holder =
        has_name ? tb_arena_copy(arena, tb_stmt_text(s, holders[x->stage].name))
                 : tb_str("学校");
    if (holders[x->stage].id >= 0)
        x->holder_id = tb_stmt_int(s, holders[x->stage].id);
    if (holders[x->stage].person >= 0)
        x->person =
            tb_arena_copy(arena, tb_stmt_text(s, holders[x->stage].person));
}

static void set_due(struct reading *r, struct tb_stmt *s,
                    struct tb_progress_slice *x)
{
    struct tb_date date;
    long due = 0;

    if (x->stage == TB_STAGE_COLLECT)
        due = day_of(tb_stmt_text(s, DEADLINE));
    else if (x->stage != TB_STAGE_DEPARTMENT)
        due = day_of(tb_buf_str(&r->deadlines[x->stage]));
    else if ((due = day_of(x->submitted_at)) > 0)
        due += r->review_days;
    if (due <= 0 || !tb_date_from_serial((double)due, false, &date))
        return;
    snprintf(x->due, sizeof x->due, "%04u-%02u-%02u",
             (unsigned)date.year % 10000, (unsigned)date.month % 100,
             (unsigned)date.day % 100);
    x->days_left = due - r->today;
    x->is_late = x->days_left < 0 && x->holder.n > 0;
}

static void take(struct reading *r, struct tb_stmt *s)
{
    const struct tb_table *t =
        tb_dict_table(r->campaign->dict, tb_stmt_text(s, TABLE_NO));
    struct tb_progress *p = r->out;
    struct tb_progress_slice x = {
        .table = t,
        .id = tb_stmt_int(s, ID),
        .department_id = tb_stmt_int(s, DEPARTMENT),
        .is_person = tb_stmt_int(s, IS_PERSON) != 0,
        .rows = tb_stmt_int(s, ROWS),
        .errors = tb_stmt_int(s, ERRORS),
        .explains = tb_stmt_int(s, EXPLAINS),
        .explained = tb_stmt_int(s, EXPLAINED),
        .warnings = tb_stmt_int(s, WARNINGS),
    };

    if (!t)
        return;
    x.department = tb_arena_copy(&p->arena, tb_stmt_text(s, DEPARTMENT_NAME));
    x.part = tb_arena_copy(&p->arena, tb_stmt_text(s, PART));
    x.state = tb_arena_copy(&p->arena, tb_stmt_text(s, STATE));
    x.reason = tb_arena_copy(&p->arena, tb_stmt_text(s, REASON));
    x.submitted_at = tb_arena_copy(&p->arena, tb_stmt_text(s, SUBMITTED_AT));
    x.stage = stage_of(r->campaign, x.state);
    set_holder(r, s, &x);
    set_due(r, s, &x);
    if (p->department_id && x.department_id != p->department_id &&
        x.holder_id != p->department_id)
        return;
    p->slices = tb_grow(p->slices, p->count, &p->room, sizeof *p->slices);
    p->slices[p->count++] = x;
}

static int by_place(const void *a, const void *b)
{
    const struct tb_progress_slice *x = a, *y = b;

    if (x->table != y->table)
        return x->table > y->table ? 1 : -1;
    if (x->department_id != y->department_id)
        return x->department_id > y->department_id ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

int tb_progress_by_days(const void *a, const void *b)
{
    const struct tb_progress_slice *x = a, *y = b;

    if (x->stage != y->stage)
        return x->stage > y->stage ? 1 : -1;
    if (!x->due[0] != !y->due[0])
        return x->due[0] ? -1 : 1;
    if (x->days_left != y->days_left)
        return x->days_left > y->days_left ? 1 : -1;
    return by_place(a, b);
}

static int read_settings(struct reading *r, struct tb_err *err)
{
    struct tb_db *db = r->campaign->db;
    struct tb_buf days = { 0 };
    long n;
    char *end;

    if (tb_store_get(db, "review_days", &days, err) < 0 ||
        tb_store_get(db, "deadline_lead", &r->deadlines[TB_STAGE_LEAD], err) <
            0 ||
        tb_store_get(db, "deadline_school", &r->deadlines[TB_STAGE_SCHOOL],
                     err) < 0) {
        tb_buf_free(&days);
        return -1;
    }
    n = strtol(tb_buf_text(&days), &end, 10);
    r->review_days =
        days.n > 0 && *end == '\0' && n >= 0 && n < 1000 ? n : TB_REVIEW_DAYS;
    r->today = day_of(tb_str(r->campaign->context.now));
    tb_buf_free(&days);
    return 0;
}

/* The id of DEPARTMENT, by any of its names. */
static int find_department(struct tb_campaign *c, const char *department,
                           long long *id, struct tb_err *err)
{
    struct tb_organisation o;
    const struct tb_department *d;
    int rc = -1;

    if (tb_organisation_read(c->db, &o, err) == 0) {
        d = tb_organisation_find(&o, tb_str(department));
        rc = d ? 0
               : tb_fail_as(err, TB_USAGE, "unknown department '%s'",
                            department);
        *id = d ? d->id : 0;
    }
    tb_organisation_free(&o);
    return rc;
}

int tb_progress_read(struct tb_campaign *c, const char *table,
                     const char *department, struct tb_progress *p,
                     struct tb_err *err)
{
    const struct tb_table *t =
        table ? tb_dict_find(c->dict, tb_str(table)) : NULL;
    struct tb_str no = t ? t->no : tb_str("");
    struct reading r = { .campaign = c, .out = p };
    struct tb_stmt *s = NULL;
    int rc = -1;

    if (table && !t)
        return tb_fail_as(err, TB_USAGE, "unknown table '%s'", table);
    if ((department &&
         find_department(c, department, &p->department_id, err) < 0) ||
        read_settings(&r, err) < 0 ||
        tb_db_prepare(c->db, slices_sql, &s, err) < 0 ||
        tb_stmt_bind(s, err, "S", &no) < 0)
        goto done;
    while ((rc = tb_stmt_step(s, err)) == 1)
        take(&r, s);
    if (p->count > 0)
        qsort(p->slices, p->count, sizeof *p->slices, by_place);
done:
    tb_stmt_free(s);
    for (size_t i = 0; i < TB_STAGES; i++)
        tb_buf_free(&r.deadlines[i]);
    return rc;
}

void tb_progress_keep_late(struct tb_progress *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++)
        if (p->slices[i].is_late)
            p->slices[n++] = p->slices[i];
    p->count = n;
    if (n > 0)
        qsort(p->slices, n, sizeof *p->slices, tb_progress_by_days);
}

void tb_progress_free(struct tb_progress *p)
{
    free(p->slices);
    tb_arena_free(&p->arena);
    *p = (struct tb_progress){ 0 };
}
