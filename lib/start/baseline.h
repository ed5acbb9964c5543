/*
 * baseline.h - last year's data as the base of this year's campaign.
 *
 * Read once, when the campaign is made, into a database of its own
 * (store/last.h), under this year's tables and fields: by what the dictionary
 * says that they continue (schema/predecessor.h), else by name and aliases.
 * Last year's files are not needed afterwards.
 */
#ifndef TB_BASELINE_H
#define TB_BASELINE_H

#include "buf.h"
#include "dict.h"

/* In the new campaign's folder: last year's task list, without its days; only
 * from a campaign's folder. */
#define TB_BASELINE_LIST "assignment.csv"

struct tb_baseline {
    size_t tables;    /* that were found */
    long long rows;   /* that were taken over */
    long long unread; /* cells that do not fit this year's field: left empty */
    struct tb_str *notes; /* what was not carried over, and why: lines */
    size_t note_count, note_room;
    struct tb_arena arena;
};

/*
 * Fill FOLDER/last.db from last year's campaign folder, or from the workbook
 * that it exported.  A campaign gives its merged tables or, if it was never
 * merged, what was filed.  Replaces what is there, whole or not at all.
 */
int tb_baseline_load(const char *folder, const struct tb_dict *dict,
                     const char *last, struct tb_baseline *result,
                     struct tb_err *err);
void tb_baseline_free(struct tb_baseline *result);

#endif
