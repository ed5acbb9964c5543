/* send_back.h - approved slices in which an error was found. */
#ifndef TB_SEND_BACK_H
#define TB_SEND_BACK_H

#include "campaign.h"

struct tb_send_back {
    long long returned; /* slices */
    long long given;    /* back, that a run before had returned */
    long long kept;     /* that have errors which others are still to mend */
};

/*
 * Return every approved slice in whose data a validation has found an error
 * (R25): one of its own rows, or one against other rows that are all approved
 * at the last level.  As long as somebody else's table is being mended, what
 * looks at it keeps its approval.  And give back what was returned so and has
 * no errors any more, unless it was filed anew: it is approved as it was.  Both
 * are decisions, and in the log.  Inside the caller's transaction.
 */
int tb_send_back_faulty(struct tb_campaign *campaign, struct tb_send_back *out,
                        struct tb_err *err);

#endif
