/* progress.c - slices, whose move it is, and by when. */
#include "progress.h"

#include <stdlib.h>

#include "carried.h"
#include "date.h"
#include "mem.h"
#include "setting_days.h"
#include "source_wait.h"

/* The level at which a slice is reviewed at STAGE; TB_LEVEL_NONE: it is not. */
static enum tb_level stage_level(enum tb_stage stage)
{
    return stage < TB_STAGE_DEPARTMENT
               ? TB_LEVEL_NONE
               : (enum tb_level)((int)stage - TB_STAGE_DEPARTMENT);
}

const char *tb_stage_name(enum tb_stage stage)
{
    enum tb_level level = stage_level(stage);

    if (level != TB_LEVEL_NONE)
        return tb_levels[level].code;
    return stage == TB_STAGE_COLLECT  ? "collect"
           : stage == TB_STAGE_SOURCE ? "source"
                                      : "done";
}

const char *tb_stage_chinese(enum tb_stage stage)
{
    enum tb_level level = stage_level(stage);

    if (level != TB_LEVEL_NONE)
        return tb_levels[level].chinese;
    return stage == TB_STAGE_COLLECT  ? "填报"
           : stage == TB_STAGE_SOURCE ? "待数据源"
                                      : "完成";
}

/* What all slices of a campaign share. */
struct calendar {
    const struct tb_campaign *campaign;
    long today, review_days;
    long deadlines[TB_STAGES];    /* of lead and school; 0: none */
    struct tb_source_wait *waits; /* one of every table */
};

static const struct tb_source_wait *wait_of(const struct calendar *c,
                                            const struct tb_slice *s)
{
    return &c->waits[s->table - c->campaign->dict->tables];
}

static enum tb_stage stage_of(const struct calendar *c,
                              const struct tb_slice *s)
{
    enum tb_level next;

    switch (s->state) {
    case TB_STATE_MISSING:
    case TB_STATE_RETURNED:
        return TB_STAGE_COLLECT;
    case TB_STATE_NIL:
        return TB_STAGE_DONE;
    case TB_STATE_SUBMITTED:
    case TB_STATE_DEPARTMENT:
    case TB_STATE_LEAD:
    case TB_STATE_SCHOOL:
    case TB_STATES:
        break;
    }
    next = tb_campaign_next_level(c->campaign, s->state);
    if (next != TB_LEVEL_NONE && wait_of(c, s)->on.n > 0)
        return TB_STAGE_SOURCE;
    return (enum tb_stage)(TB_STAGE_DEPARTMENT + (int)next);
}

/* Who is to file S: who is named, or the teacher whose rows they are, if the
 * staff list knows him. */
static struct tb_str collector_of(const struct tb_slice *s)
{
    if (s->collector.id.n > 0)
        return s->collector.id;
    return s->teacher.name.n > 0 ? s->teacher.id : tb_str("");
}

static void hold(struct tb_progress_slice *x, const struct tb_department *d,
                 const char *otherwise, struct tb_str person)
{
    x->holder = d && d->id ? d->shown : tb_str(otherwise);
    x->holder_id = d ? d->id : 0;
    x->person = person;
}

static void set_holder(const struct calendar *calendar,
                       struct tb_progress_slice *x)
{
    const struct tb_slice *s = &x->slice;
    struct tb_str none = tb_str("");

    hold(x, NULL, "", none);
    if (calendar->campaign->closed.n > 0)
        return;
    switch (x->stage) {
    case TB_STAGE_COLLECT:
        hold(x, &s->department, "", collector_of(s));
        break;
    case TB_STAGE_SOURCE:
        x->holder = wait_of(calendar, s)->on;
        break;
    case TB_STAGE_DEPARTMENT:
        hold(x, s->reviewer.id ? &s->reviewer : &s->department, "",
             s->approver.id);
        break;
    case TB_STAGE_LEAD:
        hold(x, &s->lead, "归口部门", none);
        break;
    case TB_STAGE_SCHOOL:
        hold(x, NULL, "学校", none);
        break;
    case TB_STAGE_DONE:
    case TB_STAGES:
        break;
    }
}

static long later(long day, long other)
{
    return day > other ? day : other;
}

/* The number of the day by which it is to be done; 0: there is none. */
static long due_of(const struct calendar *c, const struct tb_progress_slice *x)
{
    long filed = tb_date_number(x->slice.submitted_at);
    long ready = wait_of(c, &x->slice)->ready; /* nobody could review before */

    switch (x->stage) {
    case TB_STAGE_COLLECT:
        return tb_date_number(x->slice.deadline);
    case TB_STAGE_DEPARTMENT:
        return filed > 0 ? later(filed, ready) + c->review_days : 0;
    case TB_STAGE_LEAD:
    case TB_STAGE_SCHOOL:
        return c->deadlines[x->stage] == 0 || ready == 0
                   ? c->deadlines[x->stage]
                   : later(c->deadlines[x->stage], ready + c->review_days);
    case TB_STAGE_SOURCE:
    case TB_STAGE_DONE:
    case TB_STAGES:
        break;
    }
    return 0;
}

static void set_due(const struct calendar *c, struct tb_progress_slice *x)
{
    long due = due_of(c, x);

    tb_date_show(due, x->due);
    if (!x->due[0])
        return;
    x->days_left = due - c->today;
    x->is_late = x->days_left < 0 && x->holder.n > 0;
}

static void take_slice(const struct calendar *c, const struct tb_slice *s,
                       struct tb_progress *p)
{
    struct tb_progress_slice x = { .slice = *s };

    if (x.slice.submitted_at.n == 0) /* the layout did not always have it */
        x.slice.submitted_at = s->now.at;
    x.stage = stage_of(c, s);
    set_holder(c, &x);
    set_due(c, &x);
    if (p->department_id && s->department.id != p->department_id &&
        x.holder_id != p->department_id)
        return;
    p->slices = tb_grow(p->slices, p->count, &p->room, sizeof *p->slices);
    p->slices[p->count++] = x;
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
    return tb_slice_order(&x->slice, &y->slice);
}

/* The texts are kept in ARENA. */
static int read_calendar(struct tb_campaign *c, struct calendar *out,
                         struct tb_arena *arena, struct tb_err *err)
{
    struct tb_days days;

    if (tb_days_read(&c->store, &days, err) < 0 ||
        tb_source_waits_read(&c->store, tb_campaign_last_level(c), &out->waits,
                             arena, err) < 0)
        return -1;
    out->campaign = c;
    out->today = tb_date_number(tb_str(c->context.now));
    out->review_days = days.review;
    out->deadlines[TB_STAGE_LEAD] =
        tb_date_number(tb_str(days.until[TB_LEVEL_LEAD]));
    out->deadlines[TB_STAGE_SCHOOL] =
        tb_date_number(tb_str(days.until[TB_LEVEL_SCHOOL]));
    return 0;
}

/* What is declared to have no data waits for nothing. */
static int take_waiting(long long slice, long long rows, void *ctx)
{
    struct tb_progress *p = ctx;

    for (size_t i = 0; i < p->count; i++)
        if (p->slices[i].slice.id == slice &&
            p->slices[i].slice.state != TB_STATE_NIL)
            p->slices[i].waiting = rows;
    return 0;
}

int tb_progress_read(struct tb_campaign *c, const char *table,
                     const char *department, struct tb_progress *p,
                     struct tb_err *err)
{
    struct tb_slice_query q = { 0 };
    struct calendar calendar = { 0 };
    int rc = -1;

    /* of every department: others' slices wait for this one too */
    if (tb_table_named(c->dict, table, &q.table, err) < 0 ||
        tb_department_id(&c->store, department, &p->department_id, err) < 0 ||
        read_calendar(c, &calendar, &p->all.arena, err) < 0 ||
        tb_slices_read(&c->store, &q, &p->all, err) < 0 ||
        tb_outcome_read(&c->store, &p->merged, err) < 0)
        goto done;
    for (size_t i = 0; i < p->all.count; i++)
        take_slice(&calendar, &p->all.list[i], p);
    rc = tb_carried_waiting(&c->store, take_waiting, p, err);
done:
    free(calendar.waits);
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
    tb_slices_free(&p->all);
    tb_outcome_free(&p->merged);
    *p = (struct tb_progress){ 0 };
}
