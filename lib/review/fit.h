/* fit.h - is what is filed fit to be approved? */
#ifndef TB_FIT_H
#define TB_FIT_H

#include "campaign.h"
#include "slice.h"

/*
 * Refused (TB_REFUSED, ERR says why): nothing is filed for SLICE, errors are
 * open, the last validation is older than the data, or (R11) a source table
 * that it refers to is not approved at the last level.  Source tables refer to
 * each other, so they wait for nothing.
 */
int tb_review_fit(struct tb_campaign *campaign, const struct tb_slice *slice,
                  struct tb_err *err);

#endif
