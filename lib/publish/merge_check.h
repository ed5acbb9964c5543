/*
 * merge_check.h - is what is merged what was approved, and does it hold
 * together?  Inside the transaction of merge.
 */
#ifndef TB_MERGE_CHECK_H
#define TB_MERGE_CHECK_H

#include "campaign.h"
#include "engine.h"

/* Hash the rows of every slice that is approved at the last level again; those
 * that are others than came in are kept as faults (TB_FAULT_CHANGED).  CHANGED
 * gets how many slices have such. */
int tb_merge_check_rows(struct tb_campaign *campaign, long long *changed,
                        struct tb_err *err);

/*
 * Run the declared checks and the rules on the merged tables; errors are kept
 * as faults (TB_FAULT_CHECK), and FAULTS gets how many there are.  BROKEN hears
 * of rules that are broken.  What looks at a table of which a slice is still
 * open is not asked: that table is not whole.
 */
int tb_merge_check_tables(struct tb_campaign *campaign,
                          tb_rule_broken_fn *broken, void *ctx,
                          long long *faults, struct tb_err *err);

#endif
