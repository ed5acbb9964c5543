/*
 * fresh.h - nothing leaves the campaign that no longer follows from its data.
 */
#ifndef TB_FRESH_H
#define TB_FRESH_H

#include "campaign.h"

/* Refused (TB_REFUSED) while the last validation is older than the data or the
 * dictionary, or had a broken rule. */
int tb_fresh_findings(struct tb_campaign *campaign, struct tb_err *err);

/*
 * Refused while the merged tables are older than the data (TB_REFUSED), or
 * while conflicts are open, rows are not those that were approved, or the
 * checks after merging found errors (TB_CONFLICTS).  DRAFT: what is only looked
 * at may have such faults; and of a closed campaign may be older, for it stays
 * so.
 */
int tb_fresh_merged(struct tb_campaign *campaign, bool draft,
                    struct tb_err *err);

#endif
