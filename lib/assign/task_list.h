/* task_list.h - the cells of a task list; and the assignment as it is now,
 * written as a list that loads to the same slices. */
#ifndef TB_TASK_LIST_H
#define TB_TASK_LIST_H

#include "store.h"
#include "view.h"

enum tb_task_cell {
    TB_TASK_TABLE, /* 1.2教师表 */
    TB_TASK_SOURCE,
    TB_TASK_FILLERS,
    TB_TASK_REVIEWERS,
    TB_TASK_LEAD,
    TB_TASK_COLLECTORS,
    TB_TASK_APPROVERS,
    TB_TASK_RESPONSIBLE,
    TB_TASK_STARTS,
    TB_TASK_DEADLINE,
    TB_TASK_REMARK,
    TB_TASK_CELLS,
};

/* CELLS are borrowed, TB_TASK_CELLS of them.  Return 0 to go on. */
typedef int tb_task_fn(const struct tb_str *cells, void *ctx);

/* Show EACH the line of every table that the list had, with the days or with
 * none. */
int tb_task_list_each(struct tb_store *store, bool with_days, tb_task_fn *each,
                      void *ctx, struct tb_err *err);

/* Print them, as OPTIONS ask. */
int tb_task_list_print(struct tb_store *store, bool with_days,
                       const struct tb_view_options *options,
                       struct tb_err *err);

/* The same of COUNT lines that the caller has. */
int tb_task_list_show(const struct tb_str (*lines)[TB_TASK_CELLS], size_t count,
                      const struct tb_view_options *options,
                      struct tb_err *err);

#endif
