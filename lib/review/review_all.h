/*
 * review_all.h - decisions on many slices: one on those of tables that are
 * named, or on whatever is ready for it; or what was written on covers.
 *
 * All of them are one change.  A slice that is refused stays as it is, and the
 * next goes on; anything else that fails leaves everything as it was.
 */
#ifndef TB_REVIEW_ALL_H
#define TB_REVIEW_ALL_H

#include "review.h"

/* Hears afterwards of each slice that was decided on, or refused (REFUSED says
 * why); SLICE is as it was before. */
typedef void tb_review_fn(const struct tb_slice *slice, enum tb_action action,
                          const char *refused, void *ctx);

/*
 * ACTION on every slice of TABLES (NULL ends them), or when there are none on
 * all that is filed and neither returned nor approved at the last level; of
 * DEPARTMENT (NULL: all).
 */
int tb_review_all(struct tb_campaign *campaign, enum tb_action action,
                  char *const *tables, const char *department,
                  const struct tb_review_decision *decision, tb_review_fn *each,
                  void *ctx, struct tb_err *err);

/* Decide every verdict that waits (verdict.h), of DEPARTMENT (NULL: all), with
 * the same conditions as any other. */
int tb_review_signed(struct tb_campaign *campaign, const char *department,
                     tb_review_fn *each, void *ctx, struct tb_err *err);

#endif
