/*
 * responsibility_compare.h - is what a head of department signed for still
 * what is on record?
 */
#ifndef TB_RESPONSIBILITY_COMPARE_H
#define TB_RESPONSIBILITY_COMPARE_H

#include "campaign.h"
#include "responsibility.h"

/* What TEXT says is a difference, or (not DIFFERS) what there is to know.
 * TABLE is "" for the sheet as a whole. */
typedef void tb_responsibility_told_fn(struct tb_str table, const char *text,
                                       bool differs, void *ctx);

/*
 * Compute from the campaign what the record THEN says, and tell what is
 * different now; *SAME when nothing is.  That a level of review has approved
 * since is told, but is no difference.  A record of another campaign is
 * refused.
 */
int tb_responsibility_compare(struct tb_campaign *campaign,
                              const struct tb_responsibility *then,
                              tb_responsibility_told_fn *each, void *ctx,
                              bool *same, struct tb_err *err);

#endif
