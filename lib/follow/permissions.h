/*
 * permissions.h - who may collect and review what: one line for what a
 * department does with a table, or for a person who may review.
 */
#ifndef TB_PERMISSIONS_H
#define TB_PERMISSIONS_H

#include "campaign.h"
#include "people.h"

enum tb_permission_kind {
    TB_PERMISSION_COLLECTS,
    TB_PERMISSION_REVIEWS,
    TB_PERMISSION_LEADS,
    TB_PERMISSION_PERSON, /* APPROVER may review for the department */
    TB_PERMISSION_KINDS,
};

struct tb_permission {
    enum tb_permission_kind kind;
    struct tb_department department;
    const struct tb_table *table; /* NULL for a PERSON */
    /* COLLECTS: the part of the table, "" for all of it; REVIEWS and LEADS:
     * whose rows */
    struct tb_str what;
    struct tb_person collector, approver;
    struct tb_str reviewer, lead; /* departments; COLLECTS only */
    struct tb_str deadline;       /* a day, "提交后 2 天内", or "" */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_permission_fn(const struct tb_permission *permission, void *ctx);

/*
 * List them by department and kind, in the order of the tables.  Teachers of
 * one department who fill their own rows are one line with their number.  One
 * transaction; logged as an export in FORMAT.
 */
int tb_permissions_each(struct tb_campaign *campaign, const char *format,
                        tb_permission_fn *each, void *ctx, struct tb_err *err);

/* "部门审核：提交后 2 天内" and so on, for the levels of this campaign. */
int tb_permissions_stages(struct tb_campaign *campaign, struct tb_buf *out,
                          struct tb_err *err);

#endif
