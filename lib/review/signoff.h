/*
 * signoff.h - what was written on the cover of a returned workbook, on its way
 * to become a decision.
 *
 * A reviewer's verdict waits (verdict.h): it is decided when the office says
 * so ('review signed'), with the same conditions as any other, and only for the
 * version that it was written on.
 */
#ifndef TB_SIGNOFF_H
#define TB_SIGNOFF_H

#include "review.h"

/* Hears of each verdict that was decided, or refused (REFUSED says why). */
typedef void tb_signoff_fn(const struct tb_review_slice *slice,
                           const char *action, const char *refused, void *ctx);

/* Decide every verdict that waits, of DEPARTMENT (NULL: all); a refusal goes
 * on to the next. */
int tb_signoff_decide(struct tb_campaign *campaign, const char *department,
                      tb_signoff_fn *each, void *ctx, struct tb_err *err);

#endif
