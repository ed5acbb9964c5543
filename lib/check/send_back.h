/* send_back.h - approved slices in which an error was found. */
#ifndef TB_SEND_BACK_H
#define TB_SEND_BACK_H

#include "campaign.h"

/*
 * Return every approved slice in whose data a validation has found an error
 * (R25): one of its own rows, or one against other tables once the source
 * tables are approved (before, such errors come and go).  Inside the caller's
 * transaction; *COUNT gets how many.
 */
int tb_send_back_faulty(struct tb_campaign *campaign, long long *count,
                        struct tb_err *err);

#endif
