/*
 * changes.h - what changed in a slice: against the submission before, against
 * the one last approved and then sent back, against last year.
 */
#ifndef TB_CHANGES_H
#define TB_CHANGES_H

#include "campaign.h"
#include "row_diff.h"

enum tb_against { TB_AGAINST_BEFORE, TB_AGAINST_APPROVED, TB_AGAINST_LAST };

#define TB_AGAINSTS 3

/* "before", "approved", "last_year" */
const char *tb_against_name(enum tb_against against);

/* What is compared.  SUBMISSION 0: nothing is filed now. */
struct tb_changes {
    long long slice, submission;
    const struct tb_table *table;
    enum tb_against against;
    /* found by tb_changes_find() */
    bool is_there;     /* there is something to compare with */
    bool is_part;      /* others fill the table too: see row_diff.h */
    bool knows_own;    /* but which of the rows were its own is known */
    long long base;    /* its submission; 0: last year */
    long long version; /* its number in the slice */
    char at[32];       /* when it was filed, or approved */
    char level[16];    /* TB_AGAINST_APPROVED: at which level */
};

/*
 * A connection for all that is asked about slices: reading only, one
 * snapshot, with last year's data as 上年 when there is any.  Close with
 * tb_db_close().
 */
int tb_changes_connect(struct tb_campaign *campaign, struct tb_db **db,
                       struct tb_err *err);

/* Find what CHANGES, filled to AGAINST, is to be compared with.  THERE: which
 * tables last year has (tb_reader_last_year). */
int tb_changes_find(struct tb_db *db, const struct tb_dict *dict,
                    const bool *there, struct tb_changes *changes,
                    struct tb_err *err);

/* Compare; EACH gets the rows that differ, gone and changed ones in the order
 * of then, added ones in the order of now. */
int tb_changes_run(struct tb_db *db, const struct tb_changes *changes,
                   tb_row_change_fn *each, void *ctx,
                   struct tb_row_counts *counts, struct tb_err *err);

#endif
