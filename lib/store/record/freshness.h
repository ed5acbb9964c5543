/*
 * freshness.h - does what was made of the data still follow from it?
 *
 * Two things are made of what is filed and kept: the findings, by a validation,
 * and the merged tables.  Both are stale once the data or the dictionary are
 * others.
 */
#ifndef TB_FRESHNESS_H
#define TB_FRESHNESS_H

#include "store.h"
#include "who.h"

/* ---- the findings ---- */

/* Is the last validation older than the data (anyone's: rules look across
 * tables) or the dictionary, or was a rule broken in it?  Also when there was
 * none. */
int tb_validate_is_stale(struct tb_store *store, bool *stale,
                         struct tb_err *err);

/* Data changed without a new submission (a slice became nil): what was
 * validated before does not hold.  Inside the caller's transaction. */
int tb_validate_outdate(struct tb_store *store, struct tb_err *err);

/* What is filed has been validated: UNDECIDED rows, of which a rule could not
 * tell, BROKEN rules.  Inside the transaction of the validation. */
int tb_validate_done(struct tb_store *store, long long undecided,
                     long long broken, struct tb_err *err);

/* ---- the merged tables ---- */

/* Setting: when merge came to its end; "": it has not. */
#define TB_MERGED_AT "merged_at"

/* Is any slice in another state, with other rows, than when merge ran, or the
 * dictionary another?  Also when it never ran to its end. */
int tb_merge_is_stale(struct tb_store *store, bool *stale, struct tb_err *err);

/* Merge works on what is there now, and has not come to its end.  Inside its
 * transaction. */
int tb_merge_begun(struct tb_store *store, struct tb_err *err);

/* The merged tables are there, those that are derived from them too. */
int tb_merge_done(struct tb_store *store, struct tb_err *err);

#endif
