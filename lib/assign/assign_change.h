/* assign_change.h - who is responsible for a slice, and until when. */
#ifndef TB_ASSIGN_CHANGE_H
#define TB_ASSIGN_CHANGE_H

#include "campaign.h"
#include "date.h"
#include "slice_assign.h"

/*
 * Name PERSON, one of STAFF (person_meant.h), as NAMING says; its PERSON is not
 * looked at.  COUNT (may be NULL) becomes the number of slices.  Refused
 * (TB_REFUSED, or TB_USAGE: unknown): a reviewer whom the staff list does not
 * mark, the same person as collector and reviewer, no such slice; then nothing
 * has changed.  Inside the caller's transaction.
 */
int tb_assign_person(struct tb_store *store, const struct tb_naming *naming,
                     const struct tb_members *staff, struct tb_str person,
                     long long *count, struct tb_err *err);

/* What is to be otherwise; NULL: as it is. */
struct tb_assign_wishes {
    const struct tb_table *table; /* NULL: all; people are of one */
    const char *department;       /* NULL: all */
    const char *people[TB_ROLES]; /* 工号, or names that only one has */
    const char *deadline;         /* a day, as lists have them (due.h) */
    const char *reason;           /* people and deadline need it */
    const char *review_days;      /* a department's, a number */
    const char *until[TB_LEVELS]; /* days of the lead departments, the school */
};

/* What was changed: of how many slices. */
struct tb_assign_changed {
    long long people[TB_ROLES], deadline;
    bool is_default[TB_ROLES];   /* of a department, not of slices */
    struct tb_buf who[TB_ROLES]; /* "0202 测试丙" */
    char day[TB_DAY];            /* the new deadline */
};

/* All that is wished, in one change, and logged; or nothing, when one of it is
 * refused or (TB_USAGE) is no day, no number or without a reason.  CHANGED
 * starts as { 0 }; free it whatever happens. */
int tb_assign_change(struct tb_campaign *campaign,
                     const struct tb_assign_wishes *wishes,
                     struct tb_assign_changed *changed, struct tb_err *err);
void tb_assign_changed_free(struct tb_assign_changed *changed);

#endif
