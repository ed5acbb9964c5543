/*
 * addressee.h - whose a sheet is: the slice that it is filed for.
 *
 * What is known of a sheet is its table and perhaps its department and its
 * part: a teacher's 工号, or a condition that the task list gives.
 */
#ifndef TB_ADDRESSEE_H
#define TB_ADDRESSEE_H

#include "campaign.h"
#include "slice.h"

enum tb_addressees {
    TB_ADDRESSEE_NONE,
    TB_ADDRESSEE_ONE,
    TB_ADDRESSEE_SEVERAL, /* more must be said */
};

/* Starts as { 0 }; free with tb_addressee_free(). */
struct tb_addressee {
    enum tb_addressees count;
    const struct tb_slice *slice; /* of ONE, else NULL; one of SLICES */
    struct tb_slices slices;
};

/*
 * The slice of TABLE that DEPARTMENT (0: not said) files for PART ("": not
 * said; then a teacher's is never meant).  Never what the cloud sends.  OUT is
 * replaced.
 */
int tb_addressee_find(struct tb_store *store, const struct tb_table *table,
                      long long department, struct tb_str part,
                      struct tb_addressee *out, struct tb_err *err);

/* The same among slices of TABLE that were read. */
enum tb_addressees tb_addressee_among(const struct tb_slices *slices,
                                      long long department, struct tb_str part,
                                      const struct tb_slice **slice);

/*
 * The slice for what the cloud sends of TABLE, made when it is not there yet;
 * none when the task list does not say that TABLE comes from the cloud.  Inside
 * the caller's transaction.
 */
int tb_addressee_cloud(struct tb_store *store, const struct tb_table *table,
                       struct tb_addressee *out, struct tb_err *err);

/* The slice (of TABLE; NULL: any) whose sheet has MARK in its title
 * (template.h). */
int tb_addressee_of_mark(struct tb_campaign *campaign,
                         const struct tb_table *table, const char *mark,
                         struct tb_addressee *out, struct tb_err *err);
void tb_addressee_free(struct tb_addressee *addressee);

/* How many teachers of DEPARTMENT (0: of any) are among the slices of a table
 * that they fill themselves. */
size_t tb_addressee_teachers(const struct tb_slices *slices,
                             long long department);

/* Who fills the table whose slices these are: "甲系（教师 3 人）、乙系"; ""
 * when nobody does.  OUT is replaced. */
const char *tb_addressee_list(const struct tb_slices *slices,
                              struct tb_buf *out);

#endif
