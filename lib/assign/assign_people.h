/* assign_people.h - the lists of departments and staff, as they are by now. */
#ifndef TB_ASSIGN_PEOPLE_H
#define TB_ASSIGN_PEOPLE_H

#include "campaign.h"
#include "people_change.h"
#include "people_load.h"

struct tb_assign_people {
    const char *organisation, *staff; /* files; NULL: as it is */
    bool dry_run;                     /* only tell */
    tb_people_fn *each;               /* hears of every difference */
    void *ctx;
};

struct tb_assign_people_result {
    struct tb_people_result lists; /* what is said of their lines */
    long long changes;             /* differences */
    long long orphans;             /* slices that name somebody who is gone */
};

/*
 * Take the lists in the place of those before: one change, logged difference by
 * difference.  A list with faults is not taken (RESULT has them).  Who is gone
 * keeps what was filed; RESULT starts as { 0 }.
 */
int tb_assign_people(struct tb_campaign *campaign,
                     const struct tb_assign_people *people,
                     struct tb_assign_people_result *result,
                     struct tb_err *err);
void tb_assign_people_result_free(struct tb_assign_people_result *result);

#endif
