/*
 * assign_change.h - who is responsible for a slice, and until when; and the
 * whole assignment as a list that can be loaded again.
 */
#ifndef TB_ASSIGN_CHANGE_H
#define TB_ASSIGN_CHANGE_H

#include "campaign.h"
#include "view.h"

enum tb_assign_role { TB_ASSIGN_COLLECTOR, TB_ASSIGN_APPROVER };

struct tb_assign_change {
    struct tb_str table;      /* its number */
    struct tb_str department; /* a name; "": every department's slice */
    enum tb_assign_role role;
    struct tb_str person; /* 工号 */
    const char *reason;   /* needed, unless IS_LIST */
    bool is_list;         /* the task list says so */
};

/*
 * Name the person for the slices of their own department (a collector), or
 * for those that their department reviews (an approver).  Refused
 * (TB_REFUSED, or TB_USAGE: unknown): a reviewer whom the staff list does not
 * mark, the same person as collector and reviewer, no such slice.  Inside the
 * caller's transaction when IS_LIST, else one of its own, and logged.
 */
int tb_assign_person(struct tb_campaign *campaign,
                     const struct tb_assign_change *change, struct tb_err *err);

/* Move the deadline of TABLE's slices (of DEPARTMENT; "": all) to DAY, which
 * is logged with the REASON.  TABLE "": every table. */
int tb_assign_deadline(struct tb_campaign *campaign, struct tb_str table,
                       struct tb_str department, const char *day,
                       const char *reason, struct tb_err *err);

/* The days for the levels of review: TB_USAGE when VALUE is none. */
int tb_assign_setting(struct tb_campaign *campaign, const char *key,
                      const char *value, struct tb_err *err);

/* TEXT as 2020-11-11; "" stays "".  False when it is no day. */
bool tb_assign_day(struct tb_str text, char day[11]);

/* The assignment as a task list, which as CSV or workbook loads to the same
 * slices; with or without the days.  Of CAMPAIGN only database and dictionary
 * are used. */
int tb_assign_print(struct tb_campaign *campaign, bool with_days,
                    const struct tb_view_options *options, struct tb_err *err);

#endif
