/* assign_level.h - the office's own levels of review. */
#ifndef TB_ASSIGN_LEVEL_H
#define TB_ASSIGN_LEVEL_H

#include "campaign.h"
#include "level.h"

/* What is to be otherwise; NULL: as it is. */
struct tb_level_wishes {
    const char *level;  /* its code, or its Chinese word */
    const char *name;   /* what the office calls it; "": as usual */
    const char *people; /* 工号 or names that only one has, with commas or 、
                           between; in the place of those before; "": none */
    const char *reason; /* a change of people needs it */
};

/* Refused (TB_USAGE): a level that the campaign does not have, nobody of that
 * 工号 or name, several of one name; TB_REFUSED: who may not review.  One
 * change, logged. */
int tb_assign_level(struct tb_campaign *campaign,
                    const struct tb_level_wishes *wishes, struct tb_err *err);

#endif
