/*
 * review.h - decisions on what is filed.
 *
 * A decision is on one slice, at one level, by one person, and is bound to
 * the hash of the rows and of the dictionary that it was made on.
 */
#ifndef TB_REVIEW_H
#define TB_REVIEW_H

#include "campaign.h"
#include "organisation.h"

struct tb_review_slice {
    long long id, submission; /* submission 0: nothing filed */
    const struct tb_table *table;
    struct tb_str department, reviewer, state, reason;
    long long rows, errors, explains, warnings;
    struct tb_str file;
};

struct tb_review_list {
    struct tb_review_slice *slices;
    size_t count, room;
    struct tb_arena arena;
};

/* The slices of TABLE and DEPARTMENT (either may be NULL: all), in the
 * order of the tables. */
int tb_review_read(struct tb_campaign *campaign, const char *table,
                   const char *department, struct tb_review_list *list,
                   struct tb_err *err);
void tb_review_list_free(struct tb_review_list *list);

struct tb_review_decision {
    const char *level;  /* NULL: the next one */
    const char *by;     /* 工号 of the reviewer, or NULL */
    const char *reason; /* needed for a return */
};

/*
 * Approve SLICE.  Refused (TB_REFUSED, ERR says why): nothing filed, open
 * errors, a validation older than the data, a person who may not review, a
 * level out of turn.
 */
int tb_review_approve(struct tb_campaign *campaign,
                      const struct tb_review_slice *slice,
                      const struct tb_review_decision *decision,
                      struct tb_err *err);

/* Send SLICE back to its department; approvals are taken back with it. */
int tb_review_return(struct tb_campaign *campaign,
                     const struct tb_review_slice *slice,
                     const struct tb_review_decision *decision,
                     struct tb_err *err);

/* "已提交" for "submitted". */
const char *tb_review_state_chinese(struct tb_str state);

#endif
