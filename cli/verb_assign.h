/* verb_assign.h - a change of people or days, by itself or after a list. */
#ifndef TB_VERB_ASSIGN_H
#define TB_VERB_ASSIGN_H

#include "assign_change.h"
#include "verbs.h"

struct assign_wishes {
    const char *table, *department, *collector, *approver, *deadline, *reason;
    const char *review_days, *lead_deadline, *school_deadline;
};

/* The options of TYPE, which has "struct assign_wishes wishes". */
#define ASSIGN_WISHES(type)                                                 \
    CLI_TEXT('t', "table", type, wishes.table, "TABLE",                     \
             "change people or days of this table only"),                   \
        CLI_TEXT('d', "department", type, wishes.department, "NAME",        \
                 "change people or days of this department only"),          \
        CLI_TEXT(0, "collector", type, wishes.collector, "ID",              \
                 "who fills TABLE for their department from now on"),       \
        CLI_TEXT(0, "approver", type, wishes.approver, "ID",                \
                 "who reviews TABLE for their department from now on"),     \
        CLI_TEXT(0, "deadline", type, wishes.deadline, "DAY",               \
                 "until when it is to be filed from now on"),               \
        CLI_TEXT('r', "reason", type, wishes.reason, "TEXT",                \
                 "why; a change of people or of that day needs it"),        \
        CLI_TEXT(0, "review-days", type, wishes.review_days, "N",           \
                 "days for a department's review (2 if not set)"),          \
        CLI_TEXT(0, "lead-deadline", type, wishes.lead_deadline, "DAY",     \
                 "until when the lead departments review"),                 \
        CLI_TEXT(0, "school-deadline", type, wishes.school_deadline, "DAY", \
                 "until when the school reviews")

/* Is a change wished? */
bool assign_is_wished(const struct assign_wishes *wishes);

/* Say what was changed, and of how many slices. */
void assign_tell_changed(struct cli *cli, const struct assign_wishes *wishes,
                         const struct tb_assign_changed *changed);

/* Do WISHES say of what?  TB_USAGE when not. */
int assign_check(struct cli *cli, const struct assign_wishes *wishes);

/* WISHES, which have been checked, as the library wants them. */
struct tb_assign_wishes assign_wishes_of(const struct cli *cli,
                                         const struct assign_wishes *wishes);

#endif
