/*
 * plan.h - what one workbook is for: the slices that a department fills, or
 * those of one of its teachers.
 *
 * A teacher's slices are in a workbook of their own; all of a department's
 * share and what it files under a condition (省内) are in the department's.
 * What the ministry's cloud sends is filled by nobody.
 */
#ifndef TB_PLAN_H
#define TB_PLAN_H

#include "slice.h"

struct tb_plan_sheet {
    const struct tb_slice *slice;
    struct tb_str name; /* the sheet's, unlike any other of the workbook */
    uint32_t carried;   /* rows of last year's that stand in it, undecided */
};

struct tb_workbook_plan {
    const struct tb_department *department;
    const struct tb_member *teacher; /* NULL: it is the department's own */
    struct tb_plan_sheet *sheets;    /* in the order of the tables */
    size_t count, room;
    /* the teacher; or the collectors; else those whom the staff list marks as
     * such (采集人) in the department; else its mailbox */
    const struct tb_member **receivers;
    struct tb_member mailbox;
    size_t receiver_count, receiver_room;
    struct tb_arena arena;
};

/*
 * The workbook of DEPARTMENT, or of TEACHER in it (may be NULL), out of SLICES;
 * COUNT is 0 when there is nothing to fill.  Everything that is given is
 * borrowed until tb_plan_free().
 */
void tb_plan_make(const struct tb_slices *slices,
                  const struct tb_members *staff,
                  const struct tb_department *department,
                  const struct tb_member *teacher,
                  struct tb_workbook_plan *out);
void tb_plan_free(struct tb_workbook_plan *plan);

/* How many rows of last year's stand in it. */
uint32_t tb_plan_carried(const struct tb_workbook_plan *plan);

/* Whose it is: "甲系", "甲系 测试丙"; added to OUT. */
void tb_plan_show_owner(const struct tb_workbook_plan *plan,
                        struct tb_buf *out);

/* "荣誉表（省内）": the table's name and the condition, added to OUT. */
void tb_plan_show_table(const struct tb_slice *slice, struct tb_buf *out);

/* The first and the last day by which a table is due; "" when none is. */
void tb_plan_due(const struct tb_workbook_plan *plan, struct tb_str *first,
                 struct tb_str *last);

#endif
