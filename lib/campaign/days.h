/* days.h - by when something is due. */
#ifndef TB_DAYS_H
#define TB_DAYS_H

#include "campaign.h"
#include "setting_days.h"
#include "slice.h"

/*
 * By when SLICE is due when it is returned now: WANTED if there is one (a day,
 * else TB_USAGE); when its own day has passed, as many days from now as a
 * review has.  "" leaves it as it is.
 */
int tb_days_of_return(struct tb_campaign *campaign,
                      const struct tb_slice *slice, const char *wanted,
                      char day[TB_DAY], struct tb_err *err);

#endif
