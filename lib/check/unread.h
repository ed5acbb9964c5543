/* unread.h - what import could not read, as findings. */
#ifndef TB_UNREAD_H
#define TB_UNREAD_H

#include "campaign.h"
#include "finding.h"

/* A finding for each cell that could not be read and each row that was not
 * filed (ROW is 0 then), of what is filed now.  One without RULE only says
 * that its cell is empty because of another finding. */
int tb_unread_run(struct tb_store *store, tb_finding_fn *each, void *ctx,
                  struct tb_err *err);

#endif
