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

/* ---- the merged tables ---- */

/* Is any slice in another state, with other rows, than when merge ran, or the
 * dictionary another?  Also when it never ran to its end. */
int tb_merge_is_stale(struct tb_store *store, bool *stale, struct tb_err *err);

/* Merge works on what is there now, and has not come to its end.  Inside its
 * transaction. */
int tb_merge_begun(struct tb_store *store, struct tb_err *err);

/* The merged tables are there, those that are derived from them too. */
int tb_merge_done(struct tb_store *store, struct tb_err *err);

#endif
