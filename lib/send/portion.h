/*
 * portion.h - what one workbook is for: a department's portion of the tables,
 * or one teacher's.
 *
 * A slice whose part is a 工号 of the staff list is that teacher's; every
 * other one (all of the department's portion, or a condition such as 省内) is
 * in the department's own workbook.
 */
#ifndef TB_PORTION_H
#define TB_PORTION_H

#include "campaign.h"
#include "organisation.h"

struct tb_portion_slice {
    const struct tb_table *table;
    struct tb_str part;     /* as stored */
    struct tb_str reviewer; /* the department's shown name, or "" */
    struct tb_str deadline; /* 2022-10-20, or "" */
    struct tb_str sheet;    /* its sheet's name in the workbook */
};

/* Who is to get it: the teacher, or the department's collectors. */
struct tb_portion_person {
    struct tb_str id, name, email;
};

struct tb_portion {
    const struct tb_department *department;
    struct tb_str person; /* 工号; "": the department's own portion */
    struct tb_portion_slice *slices; /* in the order of the dictionary */
    size_t count, room;
    struct tb_portion_person *receivers;
    size_t receiver_count, receiver_room;
    struct tb_arena arena;
};

/* Read DEPARTMENT's own portion, or with a PERSON that teacher's in it.  COUNT
 * is 0 when there is none.  Free with tb_portion_free(), whatever happens. */
int tb_portion_read(struct tb_campaign *campaign,
                    const struct tb_department *department,
                    struct tb_str person, struct tb_portion *out,
                    struct tb_err *err);
void tb_portion_free(struct tb_portion *portion);

/* The teachers who have a portion in DEPARTMENT, by 工号; copied into ARENA.
 * Free *PERSONS. */
int tb_portion_persons(struct tb_campaign *campaign,
                       const struct tb_department *department,
                       struct tb_arena *arena, struct tb_str **persons,
                       size_t *count, struct tb_err *err);

/* "测试丙", or "" when it is no person's. */
struct tb_str tb_portion_name(const struct tb_portion *portion);

/* "（省内）", or "": what a slice is, in words behind its table's name. */
void tb_portion_condition(const struct tb_portion *portion,
                          const struct tb_portion_slice *slice,
                          struct tb_buf *out);

/* The first and the last day by which a table is due; "" when none is. */
void tb_portion_due(const struct tb_portion *portion, struct tb_str *first,
                    struct tb_str *last);

#endif
