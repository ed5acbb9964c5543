/* days.h - by when something is due. */
#ifndef TB_DAYS_H
#define TB_DAYS_H

#include "campaign.h"
#include "slice.h"

#define TB_REVIEW_DAYS 2 /* for a review, unless the setting says otherwise */

/* The day N days after FROM (2022-10-08T...); "" when FROM is no day. */
void tb_days_after(const char *from, long n, char day[11]);

/* By when SLICE is due when it is returned now: as many days from now as a
 * review has (review_days) once its own day has passed; "" leaves that day. */
int tb_days_of_return(struct tb_campaign *campaign,
                      const struct tb_slice *slice, char day[11],
                      struct tb_err *err);

#endif
