/*
 * indicator.h - the core indicators of a campaign against their thresholds.
 *
 * Thresholds by type of school are chosen by the value of the field
 * 学校性质类别, in the first table that has one.
 */
#ifndef TB_INDICATOR_H
#define TB_INDICATOR_H

#include "campaign.h"

struct tb_indicator_result {
    const struct tb_indicator *indicator;
    struct tb_value value;              /* TB_NULL: cannot be told */
    struct tb_value qualified, limited; /* TB_NULL: none */
    enum tb_verdict verdict;
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_indicator_fn(const struct tb_indicator_result *result,
                            void *ctx);

/* Which data a figure is of. */
enum tb_figures {
    TB_FIGURES_MERGED, /* fit to go up */
    TB_FIGURES_DRAFT,  /* merged, with what faults it may have */
    TB_FIGURES_FILED,  /* filed now, approved or not */
};

/*
 * Compute every indicator from the data OF.  Refused as tb_fresh_merged() has
 * it. SCHOOL_TYPE gets the type of school, "" when nobody has said it.  A
 * broken indicator is reported as one (TB_DICTIONARY).
 */
int tb_indicators_run(struct tb_campaign *campaign, enum tb_figures of,
                      tb_indicator_fn *each, void *ctx,
                      struct tb_buf *school_type, struct tb_err *err);

/* The threshold for TYPE in "18" or "理工院校=18;艺术院校=13". */
struct tb_value tb_threshold(struct tb_str text, struct tb_str type);

/* What VALUE amounts to. */
enum tb_verdict tb_indicator_judge(enum tb_better better,
                                   const struct tb_value *value,
                                   const struct tb_value *qualified,
                                   const struct tb_value *limited, bool exempt);

#endif
