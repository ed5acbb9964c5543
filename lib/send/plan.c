/* plan.c - which slices go into which workbook. */
#include "plan.h"

#include <stdlib.h>

#include "sheet_name.h"

static bool is_name_taken(struct tb_str name, void *ctx)
{
    const struct tb_workbook_plan *plan = ctx;

    for (size_t i = 0; i < plan->count; i++)
        if (tb_str_eq(plan->sheets[i].name, name))
            return true;
    return false;
}

/* A teacher has one slice of a table and a department one that is whole. */
static struct tb_str name_sheet(struct tb_workbook_plan *plan,
                                const struct tb_slice *slice)
{
    struct tb_buf name = { 0 };
    struct tb_str copy;

    if (slice->kind != TB_PART_CONDITION)
        return slice->table->sheet;
    tb_sheet_name_of_part(slice->table->sheet, slice->part, is_name_taken, plan,
                          &name);
    copy = tb_arena_copy(&plan->arena, tb_buf_str(&name));
    tb_buf_free(&name);
    return copy;
}

static bool is_planned(const struct tb_workbook_plan *plan,
                       const struct tb_slice *slice)
{
    if (slice->department.id != plan->department->id)
        return false;
    switch (slice->kind) {
    case TB_PART_WHOLE:
    case TB_PART_CONDITION:
        return !plan->teacher;
    case TB_PART_TEACHER:
        return plan->teacher &&
               tb_str_eq(slice->part, plan->teacher->person.id);
    case TB_PART_CLOUD:
    case TB_PART_KINDS:
        break;
    }
    return false;
}

static void add_sheet(struct tb_workbook_plan *plan,
                      const struct tb_slice *slice)
{
    plan->sheets =
        tb_grow(plan->sheets, plan->count, &plan->room, sizeof *plan->sheets);
    plan->sheets[plan->count] =
        (struct tb_plan_sheet){ slice, name_sheet(plan, slice), 0 };
    plan->count++;
}

static bool receives(const struct tb_workbook_plan *plan,
                     const struct tb_member *member)
{
    if (member->is_gone)
        return false;
    if (plan->teacher && !plan->teacher->is_gone)
        return member == plan->teacher;
    for (size_t i = 0; i < plan->count; i++)
        if (tb_str_eq(plan->sheets[i].slice->collector.id, member->person.id))
            return true;
    return false;
}

static void add_receiver(struct tb_workbook_plan *plan,
                         const struct tb_member *member)
{
    plan->receivers = tb_grow(plan->receivers, plan->receiver_count,
                              &plan->receiver_room, sizeof *plan->receivers);
    plan->receivers[plan->receiver_count++] = member;
}

static bool has_mail(const struct tb_workbook_plan *plan)
{
    for (size_t i = 0; i < plan->receiver_count; i++)
        if (plan->receivers[i]->email.n > 0)
            return true;
    return false;
}

/* Nobody is named for it, or the teacher has left: whoever collects for the
 * department, else its mailbox. */
static void add_department(struct tb_workbook_plan *plan,
                           const struct tb_members *staff)
{
    const struct tb_department *d = plan->department;
    bool named = plan->receiver_count > 0;

    for (size_t i = 0; !named && i < staff->count; i++) {
        const struct tb_member *m = &staff->list[i];
        if (m->department == d->id && m->is_collector && !m->is_gone)
            add_receiver(plan, m);
    }
    if (has_mail(plan) || d->email.n == 0)
        return;
    plan->mailbox = (struct tb_member){ .person = { tb_str(""), d->shown },
                                        .department = d->id,
                                        .email = d->email };
    add_receiver(plan, &plan->mailbox);
}

void tb_plan_make(const struct tb_slices *slices,
                  const struct tb_members *staff,
                  const struct tb_department *department,
                  const struct tb_member *teacher, struct tb_workbook_plan *out)
{
    *out = (struct tb_workbook_plan){ .department = department,
                                      .teacher = teacher };
    for (size_t i = 0; i < slices->count; i++)
        if (is_planned(out, &slices->list[i]))
            add_sheet(out, &slices->list[i]);
    for (size_t i = 0; out->count > 0 && i < staff->count; i++)
        if (receives(out, &staff->list[i]))
            add_receiver(out, &staff->list[i]);
    if (out->count > 0 && (out->receiver_count == 0 || !has_mail(out)))
        add_department(out, staff);
}

void tb_plan_free(struct tb_workbook_plan *plan)
{
    free(plan->sheets);
    free(plan->receivers);
    tb_arena_free(&plan->arena);
    *plan = (struct tb_workbook_plan){ 0 };
}

/* ---- in words ---- */

void tb_plan_show_owner(const struct tb_workbook_plan *plan, struct tb_buf *out)
{
    tb_buf_add(out, plan->department->shown);
    if (plan->teacher)
        tb_buf_addf(out, " %.*s", TB_STR_ARG(plan->teacher->person.name));
}

void tb_plan_show_table(const struct tb_slice *slice, struct tb_buf *out)
{
    tb_buf_add(out, slice->table->name);
    if (slice->kind == TB_PART_CONDITION)
        tb_buf_addf(out, "（%.*s）", TB_STR_ARG(slice->part));
}

/* Days of this form are in the order of their texts. */
void tb_plan_due(const struct tb_workbook_plan *plan, struct tb_str *first,
                 struct tb_str *last)
{
    *first = *last = tb_str("");
    for (size_t i = 0; i < plan->count; i++) {
        struct tb_str day = plan->sheets[i].slice->deadline;
        if (day.n == 0)
            continue;
        if (first->n == 0 || strcmp(day.p, first->p) < 0)
            *first = day;
        if (last->n == 0 || strcmp(day.p, last->p) > 0)
            *last = day;
    }
}

uint32_t tb_plan_carried(const struct tb_workbook_plan *plan)
{
    uint32_t n = 0;

    for (size_t i = 0; i < plan->count; i++)
        n += plan->sheets[i].carried;
    return n;
}
