/*
 * papers.h - what the papers of a campaign tell of: slices with their people,
 * their data and what the checks found, and the decisions on them.
 */
#ifndef TB_PAPERS_H
#define TB_PAPERS_H

#include "campaign.h"
#include "people.h"

struct tb_paper_slice {
    long long id, submission; /* submission 0: nothing is filed */
    const struct tb_table *table;
    struct tb_department department, reviewer, lead;
    struct tb_str part;
    bool is_person; /* PART is the 工号 of somebody on the staff list */
    struct tb_person collector, approver;
    struct tb_str deadline, state, reason;
    /* of the submission */
    struct tb_str imported_at, content_hash, rows_hash, file, late;
    long long version, rows, kept; /* of the rows, from earlier files */
    long long errors, explains, warnings, explained; /* findings */
};

struct tb_paper_slices {
    struct tb_paper_slice *list;
    size_t count, room;
    struct tb_arena arena;
};

/* All slices: by table, department and part. */
int tb_paper_slices_read(struct tb_campaign *campaign,
                         struct tb_paper_slices *slices, struct tb_err *err);
void tb_paper_slices_free(struct tb_paper_slices *slices);

/* Is the slice handed in: filed and not returned, or declared to be empty? */
bool tb_paper_is_handed(const struct tb_paper_slice *slice);

/* A decision, with the version that it was made on (0: none). */
struct tb_paper_decision {
    long long slice, version;
    struct tb_str level, action, at, reason;
    struct tb_person person; /* without a 工号: who ran the program */
};

struct tb_paper_decisions {
    struct tb_paper_decision *list;
    size_t count, room;
    struct tb_arena arena;
};

/* All decisions, in the order in which they were made. */
int tb_paper_decisions_read(struct tb_campaign *campaign,
                            struct tb_paper_decisions *decisions,
                            struct tb_err *err);
void tb_paper_decisions_free(struct tb_paper_decisions *decisions);

/* "部门审核" for "department"; "通过" for "approve". */
struct tb_str tb_paper_level_chinese(struct tb_str level);
struct tb_str tb_paper_action_chinese(struct tb_str action);

/* What a review record of one table has: COUNT slices of it, and every
 * decision of the campaign. */
struct tb_paper_record {
    const struct tb_campaign *campaign;
    const struct tb_table *table;
    const struct tb_paper_slice *slices;
    size_t count;
    const struct tb_paper_decisions *decisions;
};

typedef int tb_paper_record_fn(const struct tb_paper_record *record, void *ctx,
                               struct tb_err *err);

/*
 * Call EACH for every table that has slices, in one transaction that is logged
 * as an export; what EACH returns below 0 ends it.  Refused while the last
 * validation is older than the data, for then the counts are.
 */
int tb_paper_records(struct tb_campaign *campaign, tb_paper_record_fn *each,
                     void *ctx, struct tb_err *err);

/* Refuses, as that does. */
int tb_paper_check_fresh(struct tb_campaign *campaign, struct tb_err *err);

#endif
