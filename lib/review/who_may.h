/* who_may.h - who may decide on a slice, and how a refusal is said. */
#ifndef TB_WHO_MAY_H
#define TB_WHO_MAY_H

#include "campaign.h"
#include "slice.h"

/* Refuses (TB_REFUSED): "1.2 甲系: WHY".  Always returns -1. */
int tb_review_refuse(struct tb_err *err, const struct tb_slice *slice,
                     const char *why);

/*
 * May BY (a 工号; NULL: nobody is named) decide on SLICE at LEVEL?  Refused:
 * who may not review, who collected it, who is of another department than the
 * one that reviews (at the level department) or leads (at lead), who is not
 * the one that is named for it, who approved it at another level.  Unknown:
 * TB_USAGE.
 */
int tb_review_who_may(struct tb_campaign *campaign,
                      const struct tb_slice *slice, enum tb_level level,
                      const char *by, struct tb_err *err);

#endif
