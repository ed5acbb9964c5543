/*
 * appraisal.h - how well each department has filed: in time, completely,
 * and well.
 *
 * A slice is due when it was filed or declared to have no data, when its
 * deadline is over, or when it has none.  In time: first filed on its deadline
 * or before, and not let in late.
 *
 *     timeliness    in time / due
 *     completeness  (due - missing) / due * filled / required cells
 *                   * rows taken / rows handed in
 *     quality       100 - first - 2 * now - 10 * returns / filed, at least 0
 *
 * FIRST and NOW are errors and findings to explain in a thousand cells (rows
 * handed in * fields in use): when a slice was first validated, and in the
 * last validation.  What has no basis (nothing due, nothing validated) is
 * left out, and the other weights count for more.
 */
#ifndef TB_APPRAISAL_H
#define TB_APPRAISAL_H

#include "campaign.h"

/* Percent of the total. */
#define TB_APPRAISAL_TIMELINESS 40
#define TB_APPRAISAL_COMPLETENESS 30
#define TB_APPRAISAL_QUALITY 30
/* Points of quality that each costs. */
#define TB_APPRAISAL_NOW 2
#define TB_APPRAISAL_RETURN 10

#define TB_APPRAISAL_NONE (-1.0) /* no basis for a score or a rate */

struct tb_appraisal_row {
    long long department_id;
    struct tb_str department;
    long long due, in_time, late, missing, nil, filed, returns;
    long long required, required_filled; /* cells */
    long long rows_in, rejected;         /* rows of what is filed now */
    long long first_cells, first_issues; /* when first validated */
    long long now_cells, now_issues;     /* in the last validation */
    double required_percent;
    double first, now; /* in a thousand cells */
    double timeliness, completeness, quality, total;
};

struct tb_appraisal {
    struct tb_appraisal_row *rows; /* the best first */
    size_t count, room;
    struct tb_arena arena;
};

/* Every department that has slices, on the campaign's today. */
int tb_appraisal_read(struct tb_campaign *campaign,
                      struct tb_appraisal *appraisal, struct tb_err *err);
void tb_appraisal_free(struct tb_appraisal *appraisal);

/* Rates and scores from the counts. */
void tb_appraisal_score(struct tb_appraisal_row *row);

#endif
