/* derive.h - compute the derived tables. */
#ifndef TB_DERIVE_H
#define TB_DERIVE_H

#include "campaign.h"

struct tb_derive_result {
    struct tb_str *broken; /* one message per broken SELECT */
    size_t broken_count, broken_room;
    struct tb_arena arena;
};

/*
 * Compute the derived tables out of what is filed or, MERGED, the merged ones
 * out of those.  A table whose SELECT is broken stays empty.  One change, or a
 * part of the caller's.
 */
int tb_derive(struct tb_campaign *campaign, bool merged,
              struct tb_derive_result *result, struct tb_err *err);
void tb_derive_result_free(struct tb_derive_result *result);

#endif
