/*
 * assign_cell.h - what a cell of a task list says about who fills a table.
 *
 * Offices write departments with or without separators, groups, classes of
 * persons, a division by condition (教务处（省内）/就业办（省外）), and who
 * fills and who reviews in one cell (教师个人填写/系部审核).
 */
#ifndef TB_ASSIGN_CELL_H
#define TB_ASSIGN_CELL_H

#include "organisation.h"

/* A department's share of a table. */
struct tb_assign_share {
    size_t department;       /* of the organisation */
    struct tb_str condition; /* 省内; "" when the table is not divided */
};

struct tb_shares {
    struct tb_assign_share *list;
    size_t count, room;
    struct tb_str persons; /* a class of persons that is named: 校内教师; "" */
    bool is_individual;    /* each of them is said to fill their own rows */
    bool *reviews;         /* by department: named as a reviewer here */
    bool reviews_own;      /* each department reviews what its people fill */
    struct tb_buf unknown; /* what nobody is called, "" when nothing */
    struct tb_arena arena;
};

/* Read CELL.  Free with tb_shares_free(). */
void tb_assign_cell(const struct tb_organisation *organisation,
                    struct tb_str cell, struct tb_shares *shares);
void tb_shares_free(struct tb_shares *shares);

#endif
