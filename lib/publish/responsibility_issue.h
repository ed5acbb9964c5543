/*
 * responsibility_issue.h - the record of what a department has handed in, and
 * handing it out to be signed.
 */
#ifndef TB_RESPONSIBILITY_ISSUE_H
#define TB_RESPONSIBILITY_ISSUE_H

#include "campaign.h"
#include "responsibility.h"

/* The log's words for a sheet: the code of the department, its hash. */
#define TB_RESPONSIBILITY_LOG_HEAD "responsibility "
#define TB_RESPONSIBILITY_LOGGED TB_RESPONSIBILITY_LOG_HEAD "%.*s %s"

/* The items of DEPARTMENT as they are now; the head stays empty.  TO_SIGN:
 * refused when rows on record are not those that were filed.  OUT starts as
 * { 0 }; free it whatever happens. */
int tb_responsibility_collect(struct tb_campaign *campaign,
                              long long department, bool to_sign,
                              struct tb_responsibility *out,
                              struct tb_err *err);

typedef int tb_responsibility_fn(const struct tb_responsibility *record,
                                 void *ctx, struct tb_err *err);

/*
 * Call WRITE with the record of every department that has handed something in
 * (ONLY: of this one, else refused), all in one transaction that is logged
 * with the hash of each.  Refused while the last validation is older than the
 * data, and when the log or the rows on record were tampered with.
 */
int tb_responsibility_issue(struct tb_campaign *campaign, const char *only,
                            tb_responsibility_fn *write, void *ctx,
                            struct tb_err *err);

#endif
