/*
 * review_records.h - what a table's record of review tells: its slices, what
 * is filed and what was found, and every decision.
 */
#ifndef TB_REVIEW_RECORDS_H
#define TB_REVIEW_RECORDS_H

#include "campaign.h"
#include "decision.h"

/* Of one table: COUNT slices, and every decision of the campaign. */
struct tb_review_record {
    const struct tb_campaign *campaign;
    const struct tb_table *table;
    const struct tb_slice *slices;
    size_t count;
    const struct tb_decisions *decisions;
};

typedef int tb_review_record_fn(const struct tb_review_record *record,
                                void *ctx, struct tb_err *err);

/*
 * Call EACH for every table that has slices, in one transaction that is logged
 * as an export; what EACH returns below 0 ends it.  Refused while the last
 * validation is older than the data, for then the counts are.
 */
int tb_review_records_each(struct tb_campaign *campaign,
                           tb_review_record_fn *each, void *ctx,
                           struct tb_err *err);

#endif
