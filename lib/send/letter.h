/* letter.h - the message that brings a workbook to who fills it. */
#ifndef TB_LETTER_H
#define TB_LETTER_H

#include "campaign.h"
#include "plan.h"

/*
 * Write the message for PLAN, with the workbook PATH attached, as FILE
 * (.eml), to all of its receivers who have an e-mail address.  FROM, an
 * address, may be NULL: whoever sends it.  The same for the same workbook.
 */
int tb_letter_write(struct tb_campaign *campaign,
                    const struct tb_workbook_plan *plan, const char *path,
                    const char *from, const char *file, struct tb_err *err);

#endif
