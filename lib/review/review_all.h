/*
 * review_all.h - one decision on many slices: those of tables that are named,
 * or whatever is ready for it.
 */
#ifndef TB_REVIEW_ALL_H
#define TB_REVIEW_ALL_H

#include "review.h"

/* tb_review_approve, tb_review_return or tb_review_reopen. */
typedef int tb_review_step(struct tb_campaign *campaign,
                           const struct tb_review_slice *slice,
                           const struct tb_review_decision *decision,
                           struct tb_err *err);

/* Hears of each slice that was decided on, or refused (REFUSED says why). */
typedef void tb_review_fn(const struct tb_review_slice *slice,
                          const char *refused, void *ctx);

/*
 * Decide on every slice of TABLES (NULL ends them), or when there are none on
 * all that is filed and neither returned nor approved at the last level; of
 * DEPARTMENT (NULL: all).  A refusal goes on to the next.
 */
int tb_review_all(struct tb_campaign *campaign, tb_review_step *step,
                  char *const *tables, const char *department,
                  const struct tb_review_decision *decision, tb_review_fn *each,
                  void *ctx, struct tb_err *err);

#endif
