/*
 * closing.h - the end of a campaign.
 *
 * What is closed is what was merged: the dictionary that was in force is kept
 * with it (TB_CLOSED_SCHEMA), so that the same can be exported years later,
 * whatever becomes of the files in schema/.
 */
#ifndef TB_CLOSING_H
#define TB_CLOSING_H

#include "campaign.h"

/*
 * End CAMPAIGN: from now on it can only be read and exported.
 *
 * MISSING gets, a line each, in Chinese, what it lacks: slices that are open, a
 * merge that ran after the last change, conflicts and errors in what is merged,
 * verdicts on covers that wait, responsibility sheets that were not made.  With
 * any of that it is refused (TB_REFUSED) unless ANYWAY says why it ends; then
 * both are in the log.
 */
int tb_close(struct tb_campaign *campaign, const char *anyway,
             struct tb_buf *missing, struct tb_err *err);

#endif
