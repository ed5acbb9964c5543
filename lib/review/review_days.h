/* review_days.h - how long a review may take. */
#ifndef TB_REVIEW_DAYS_H
#define TB_REVIEW_DAYS_H

#include "campaign.h"
#include "slice.h"

#define TB_REVIEW_DAYS 2 /* unless the setting review_days says otherwise */

int tb_review_days(struct tb_campaign *campaign, long *days,
                   struct tb_err *err);

/* Until when SLICE is due when it is returned today: WANTED if there is one (a
 * day, else TB_USAGE); when its own day has passed, as many days from now as a
 * review has.  "" leaves it as it is. */
int tb_review_due(struct tb_campaign *campaign, const struct tb_slice *slice,
                  const char *wanted, char day[11], struct tb_err *err);

#endif
