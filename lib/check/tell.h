/* tell.h - a department has been shown its findings. */
#ifndef TB_TELL_H
#define TB_TELL_H

#include "campaign.h"
#include "finding.h"

/* Keep that the open findings of QUERY, which names a department, have been
 * shown to it: what it has not been told of is new for it.  One change. */
int tb_tell(struct tb_campaign *campaign, const struct tb_finding_query *query,
            struct tb_err *err);

#endif
