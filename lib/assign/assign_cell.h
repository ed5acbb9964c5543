/*
 * assign_cell.h - what a cell of a task list says about who fills a table.
 *
 * Offices write departments with or without separators, groups, classes of
 * persons, a division by condition (教务处（省内）/就业办（省外）), exceptions
 * (各系部（除护理系）), and who fills and who reviews in one cell
 * (教师个人填写/系部审核).  A name that stands there as a whole is that name,
 * whatever signs it has in it.
 */
#ifndef TB_ASSIGN_CELL_H
#define TB_ASSIGN_CELL_H

#include "organisation.h"

/* A department's share of a table. */
struct tb_assign_share {
    size_t department;       /* of the organisation */
    struct tb_str condition; /* 省内; "" when the table is not divided */
    bool is_named;           /* by its own name, not as one of a group */
    bool by_class;           /* it has such persons: 校内教师 */
};

struct tb_shares {
    struct tb_assign_share *list;
    size_t count, room;
    struct tb_str *classes; /* of persons that are named: 校内教师 */
    size_t class_count, class_room;
    bool is_individual; /* 教师个人: each of any class fills their own rows */
    bool *reviews;      /* by department: named as a reviewer here */
    bool reviews_own;   /* each department reviews what its people fill */
    struct tb_str *notes; /* what was not understood, or not as it stands */
    size_t note_count, note_room;
    struct tb_arena arena;
};

/* What a cell is read as; KIND is 部门, 审核部门 or the like, for notes. */
struct tb_cell_sense {
    const char *kind;
    bool is_review; /* 系部 and 本部门 mean each its own */
};

/* Read CELL.  Free with tb_shares_free(). */
void tb_assign_cell(const struct tb_organisation *organisation,
                    struct tb_str cell, const struct tb_cell_sense *sense,
                    struct tb_shares *shares);
void tb_shares_free(struct tb_shares *shares);

#endif
