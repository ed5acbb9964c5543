/*
 * assign.h - who fills which table: the task list becomes slices.
 */
#ifndef TB_ASSIGN_H
#define TB_ASSIGN_H

#include "campaign.h"

/* What the list says that could not be used, or not as it stands. */
struct tb_assign_note {
    size_t line;
    struct tb_str text;
};

struct tb_assign_result {
    size_t tables, slices, derived, cloud, none;
    struct tb_assign_note *notes;
    size_t note_count, note_room;
    struct tb_arena arena;
};

/*
 * Load the task list PATH as offices write it: the table named by number and
 * name in one cell, departments by name, group or class of persons.  One
 * transaction.  Slices that were there stay, with what was filed in them.
 * Departments that nobody knows are notes, never guesses.  With DRY_RUN
 * nothing changes.
 */
int tb_assign_load(struct tb_campaign *campaign, const char *path, bool dry_run,
                   struct tb_assign_result *result, struct tb_err *err);
void tb_assign_result_free(struct tb_assign_result *result);

#endif
