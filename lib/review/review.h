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
    struct tb_str department; /* shown with its part: 护理系（省内） */
    struct tb_str part;       /* a 工号, a condition, or "" */
    struct tb_str reviewer, lead, state, reason;
    struct tb_str collector, approver;             /* 工号, or "" */
    struct tb_str deadline;                        /* 2022-10-08, or "" */
    long long department_id, reviewer_id, lead_id; /* lead_id 0: none */
    long long rows, errors, explains, warnings, explained;
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

/* Who has still to get table T approved at level LAST: names, "" when none. */
int tb_review_awaited(struct tb_campaign *campaign, const struct tb_table *t,
                      struct tb_str last, struct tb_buf *who,
                      struct tb_err *err);

#define TB_REVIEW_DAYS 2 /* for a review, unless the setting says otherwise */

struct tb_review_decision {
    const char *level;    /* NULL: the next one */
    const char *by;       /* 工号 of who decides, or NULL */
    const char *reason;   /* needed for a return and for reopening */
    const char *cells;    /* of a return: which, in words; or NULL */
    const char *deadline; /* of a return: the new day, or NULL */
};

/*
 * Approve SLICE at its next level.  Refused (TB_REFUSED, ERR says why):
 * nothing filed, open errors, a validation older than the data, a source
 * table that it refers to and that is not approved (R11), a level out of
 * turn; a person who may not review, who collected it, who is of another
 * department than the one that reviews (at the level department) or leads (at
 * lead), or who is not the one that is named for it.
 */
int tb_review_approve(struct tb_campaign *campaign,
                      const struct tb_review_slice *slice,
                      const struct tb_review_decision *decision,
                      struct tb_err *err);

/*
 * Send SLICE back to its department; approvals are taken back with it.  It is
 * due on the new day or, when its own has passed, as many days from now as a
 * review has (review_days).
 */
int tb_review_return(struct tb_campaign *campaign,
                     const struct tb_review_slice *slice,
                     const struct tb_review_decision *decision,
                     struct tb_err *err);

/* Take the approvals of SLICE back, at the wish of its department: it is as
 * it was when it had been filed, and can be filed anew. */
int tb_review_reopen(struct tb_campaign *campaign,
                     const struct tb_review_slice *slice,
                     const struct tb_review_decision *decision,
                     struct tb_err *err);

/* "已提交" for "submitted". */
const char *tb_review_state_chinese(struct tb_str state);

#endif
