/* assign_parts.h - what the files of loading a task list share. */
#ifndef TB_ASSIGN_PARTS_H
#define TB_ASSIGN_PARTS_H

#include "assign.h"
#include "assign_cell.h"
#include "date.h"
#include "organisation.h"
#include "slice_assign.h"
#include "task_list.h"

struct tb_task_load {
    struct tb_campaign *campaign;
    const struct tb_assign_options *options;
    struct tb_organisation organisation;
    struct tb_members staff;
    struct tb_assign_result *result;
    const char *path;
    struct tb_slice_ids named; /* slices that the list names */
    bool *listed;              /* by table: it has a line */
    struct tb_err *err;
    size_t line;
    /* the row's */
    const struct tb_table *table;
    struct tb_shares fillers, reviewers;
    const struct tb_department *lead;
    char deadline[TB_DAY];
};

/* Say what could not be used of the line. */
void tb_task_note(struct tb_task_load *load, const char *format, ...)
    TB_PRINTF(2, 3);

/* Make the slices of the line with CELLS (enum tb_task_cell): shares, days,
 * people. */
int tb_task_add_slices(struct tb_task_load *load, const struct tb_str *cells);

/* Forget the slices of the list's tables that it does not name; those in which
 * something was filed stay and are told of. */
int tb_task_forget_slices(struct tb_task_load *load);

#endif
