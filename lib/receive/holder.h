/*
 * holder.h - whose a sheet is: the slice that it is filed for.
 *
 * What is known of a sheet is its table and perhaps its department and its
 * part: a teacher's 工号, or a condition that the task list gives.
 */
#ifndef TB_HOLDER_H
#define TB_HOLDER_H

#include "campaign.h"

#define TB_HOLDER_SEVERAL (-1) /* as a slice's id */

struct tb_holder {
    long long slice, department; /* 0: none */
    bool is_person;              /* PART is a teacher's 工号 */
    struct tb_buf table_no, part, state;
};

/*
 * The slice of TABLE that DEPARTMENT (0: not said) files for PART ("": not
 * said; then a teacher's is never meant).  SLICE is 0 when there is none,
 * TB_HOLDER_SEVERAL when more must be said.  Starts as { 0 }.
 */
int tb_holder_find(struct tb_campaign *campaign, const struct tb_table *table,
                   long long department, struct tb_str part,
                   struct tb_holder *out, struct tb_err *err);

/*
 * The slice for what the cloud sends of TABLE, made when it is not there yet,
 * for the department that is named for the table; SLICE is 0 when the task
 * list does not say that TABLE comes from the cloud.  Inside the caller's
 * transaction.
 */
int tb_holder_cloud(struct tb_campaign *campaign, const struct tb_table *table,
                    struct tb_holder *out, struct tb_err *err);

/* What the cloud sent of TABLE is filed: a department that may not supplement
 * it has nothing to hand in. */
int tb_holder_cloud_filed(struct tb_campaign *campaign,
                          const struct tb_table *table, struct tb_err *err);

/* The slice whose sheet has MARK in its title (template.h); SLICE 0: none. */
int tb_holder_of_mark(struct tb_campaign *campaign, const char *mark,
                      struct tb_holder *out, struct tb_err *err);
void tb_holder_free(struct tb_holder *holder);

/* How many teachers fill TABLE themselves, in DEPARTMENT or (0) at all. */
int tb_holder_teachers(struct tb_campaign *campaign,
                       const struct tb_table *table, long long department,
                       long long *count, struct tb_err *err);

/* Who fills TABLE: "甲系（教师 3 人）、乙系"; "" when nobody does. */
int tb_holder_list(struct tb_campaign *campaign, const struct tb_table *table,
                   struct tb_buf *out, struct tb_err *err);

#endif
