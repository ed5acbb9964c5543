/*
 * fresh.h - nothing leaves the campaign that no longer follows from its data.
 */
#ifndef TB_FRESH_H
#define TB_FRESH_H

#include "campaign.h"

/* Refused (TB_REFUSED) while the last validation is older than the data or the
 * dictionary, or had a broken rule. */
int tb_fresh_findings(struct tb_campaign *campaign, struct tb_err *err);

/* Refused while the merged tables are older than the data. */
int tb_fresh_merged(struct tb_campaign *campaign, struct tb_err *err);

#endif
