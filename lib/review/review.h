/*
 * review.h - decisions on what is filed.
 *
 * A decision is on one slice, at one level, by one person, and is bound to
 * the hash of the rows and of the dictionary that it was made on.
 */
#ifndef TB_REVIEW_H
#define TB_REVIEW_H

#include "campaign.h"
#include "slice.h"

/* The slices of TABLE and DEPARTMENT by any of their names (either may be NULL:
 * all), in the order of the tables.  Unknown: TB_USAGE. */
int tb_review_read(struct tb_campaign *campaign, const char *table,
                   const char *department, struct tb_slices *out,
                   struct tb_err *err);

struct tb_review_decision {
    const char *level;    /* its code; NULL: the next one */
    const char *by;       /* 工号 of who decides, or NULL */
    const char *reason;   /* needed for a return and for reopening */
    const char *cells;    /* of a return: which, in words; or NULL */
    const char *deadline; /* of a return: the new day, or NULL */
};

/*
 * Approve SLICE at its next level.  Refused (TB_REFUSED, ERR says why): what is
 * not fit for it (fit.h), who may not (who_may.h), a level out of turn, a slice
 * that was changed since it was read.  Each of the three is one change
 * (tb_change), and when it is refused nothing has changed.
 */
int tb_review_approve(struct tb_campaign *campaign,
                      const struct tb_slice *slice,
                      const struct tb_review_decision *decision,
                      struct tb_err *err);

/*
 * Send SLICE back to its department; approvals are taken back with it.  It is
 * due on the new day or, when its own has passed, as many days from now as a
 * review has (days.h).
 */
int tb_review_return(struct tb_campaign *campaign, const struct tb_slice *slice,
                     const struct tb_review_decision *decision,
                     struct tb_err *err);

/* Take the approvals of SLICE back, at the wish of its department: it is as
 * it was when it had been filed, and can be filed anew. */
int tb_review_reopen(struct tb_campaign *campaign, const struct tb_slice *slice,
                     const struct tb_review_decision *decision,
                     struct tb_err *err);

#endif
