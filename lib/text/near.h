/* near.h - the name that somebody may have meant. */
#ifndef TB_NEAR_H
#define TB_NEAR_H

#include "str.h"

/* Of the names that were tried, the one nearest to what was written. */
struct tb_near {
    struct tb_str written;
    struct tb_str best; /* borrowed; "" when none is near */
    size_t distance;    /* edits of characters */
};

/* TRIED may be meant; SHOWN, which must live on, is what to suggest. */
void tb_near_try(struct tb_near *near, struct tb_str tried,
                 struct tb_str shown);

#endif
