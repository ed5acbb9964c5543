/*
 * progress.h - how far the collection is: every slice, whose move it is, and
 * by when.
 */
#ifndef TB_PROGRESS_H
#define TB_PROGRESS_H

#include "campaign.h"
#include "outcome.h"
#include "slice.h"

/* What comes next for a slice. */
enum tb_stage {
    TB_STAGE_COLLECT,
    TB_STAGE_SOURCE,     /* filed; no review before its source tables' */
    TB_STAGE_DEPARTMENT, /* review, level by level as enum tb_level has them */
    TB_STAGE_LEAD,
    TB_STAGE_SCHOOL,
    TB_STAGE_DONE, /* approved at the last level, or nil */
    TB_STAGES,
};

const char *tb_stage_name(enum tb_stage stage);    /* collect */
const char *tb_stage_chinese(enum tb_stage stage); /* 填报 */

struct tb_progress_slice {
    struct tb_slice slice;
    enum tb_stage stage;
    struct tb_str holder; /* whose move it is; "" when nobody's */
    struct tb_str person; /* the 工号 of who is to do it, or "" */
    long long holder_id;  /* 0: no department */
    char due[11];         /* 2022-10-01, or "" */
    long long days_left;  /* until DUE, on which it is 0; 0 without DUE */
    bool is_late;         /* somebody's move, and DUE is over */
    long long waiting;    /* rows of last year that are still undecided */
};

struct tb_progress {
    struct tb_progress_slice *slices; /* by table and department */
    size_t count, room;
    long long department_id; /* what was asked for; 0: all */
    struct tb_outcome merged;
    struct tb_slices all; /* owns their texts */
};

/*
 * The slices of TABLE and DEPARTMENT (either may be NULL: all), on the
 * campaign's today.  With DEPARTMENT also those of others that wait for its
 * review.  Who holds a slice: while it is to be filed the collector, the
 * teacher whose rows they are, or the department; then, until they are
 * approved, the source tables that it refers to ("1.4.1（航海系）"); the
 * approver or the reviewing department; the lead department; the school.  By
 * when: the slice's deadline; never, while it waits for a source; review_days
 * after it was filed; deadline_lead; deadline_school; and no review is due
 * before review_days after the last source was approved.  In a closed
 * campaign nothing is anybody's move.
 * Unknown names fail with TB_USAGE.
 */
int tb_progress_read(struct tb_campaign *campaign, const char *table,
                     const char *department, struct tb_progress *progress,
                     struct tb_err *err);
void tb_progress_free(struct tb_progress *progress);

/* For qsort: by stage, and what is due first before the rest. */
int tb_progress_by_days(const void *a, const void *b);

/* Leave only what is late, the longest overdue first within each stage. */
void tb_progress_keep_late(struct tb_progress *progress);

#endif
