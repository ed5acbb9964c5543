/*
 * changes.h - what changed in a slice: against the submission before, against
 * the one last approved and then sent back, against last year.
 */
#ifndef TB_CHANGES_H
#define TB_CHANGES_H

#include "campaign.h"
#include "decision.h"
#include "row_diff.h"

enum tb_against { TB_AGAINST_BEFORE, TB_AGAINST_APPROVED, TB_AGAINST_LAST };

#define TB_AGAINSTS 3

/* "before", "approved", "last_year" */
const char *tb_against_name(enum tb_against against);

/* What is known of a slice besides its rows; borrowed. */
struct tb_history {
    const struct tb_slice *slice;
    struct tb_submissions versions; /* the newest first */
    struct tb_decisions decisions;  /* in their order */
};

int tb_history_read(struct tb_store *store, const struct tb_slice *slice,
                    struct tb_history *out, struct tb_err *err);
void tb_history_free(struct tb_history *history);

/* What is compared; the texts are the history's. */
struct tb_changes {
    const struct tb_slice *slice;
    enum tb_against against;
    /* found by tb_changes_find() */
    bool is_there;  /* there is something to compare with */
    bool is_part;   /* others fill the table too: see row_diff.h */
    bool knows_own; /* but which of the rows were its own is known */
    const struct tb_submission *base; /* NULL: none, or last year */
    struct tb_str at;                 /* when that was filed, or approved */
    enum tb_level level; /* TB_AGAINST_APPROVED: at which level; or none */
};

/*
 * A store for all that is asked about slices: reading only, one snapshot, with
 * last year's data as 上年 when there is any.  Close its DB with tb_db_close().
 */
int tb_changes_connect(struct tb_campaign *campaign, struct tb_store *store,
                       struct tb_err *err);

/* Find what the slice of HISTORY is to be compared with.  THERE: which tables
 * last year has (tb_reader_last_year). */
int tb_changes_find(struct tb_store *store, const struct tb_history *history,
                    enum tb_against against, const bool *there,
                    struct tb_changes *out, struct tb_err *err);

/* Compare; EACH gets the rows that differ, gone and changed ones in the order
 * of then, added ones in the order of now. */
int tb_changes_run(struct tb_store *store, const struct tb_changes *changes,
                   tb_row_change_fn *each, void *ctx,
                   struct tb_row_counts *counts, struct tb_err *err);

#endif
