/*
 * assign.h - who fills which table: the task list becomes slices.
 */
#ifndef TB_ASSIGN_H
#define TB_ASSIGN_H

#include "campaign.h"

/* What the list says that could not be used, or not as it stands. */
struct tb_assign_note {
    size_t line;   /* 0: of the whole list */
    char cell[20]; /* "C5", or "" */
    struct tb_str text;
};

struct tb_assign_result {
    size_t tables, slices, derived, cloud, none;
    size_t gone; /* slices that the list no longer names */
    struct tb_assign_note *notes;
    size_t note_count, note_room;
    struct tb_arena arena;
};

struct tb_assign_options {
    bool dry_run;
    bool by_teacher; /* a class of persons (校内教师): a slice for each */
    bool is_last_years; /* the list: tables that it lacks are one note */
};

/*
 * Load the task list PATH as offices write it (assign_cell.h, task_row.c):
 * tables by number and name in one cell, people by 工号 or name, days with or
 * without a year, titles and headings between, 同上.  One change.  Slices
 * that were there stay, with what was filed in them;
 * slices that the list no longer names go, unless something was filed.
 * What cannot be resolved, and a person who may not do what the list says, is
 * a note, never a guess; so is what was taken otherwise than it stands.  No
 * notes: all that the list says was used.  With DRY_RUN, which is not for
 * a part of a change, nothing changes.
 */
int tb_assign_load(struct tb_campaign *campaign, const char *path,
                   const struct tb_assign_options *options,
                   struct tb_assign_result *result, struct tb_err *err);
void tb_assign_result_free(struct tb_assign_result *result);

#endif
