/*
 * validate.h - compute the derived tables, run every check over what is filed,
 * keep the findings.
 *
 * Findings are compared with those of the run before by fingerprint (rule,
 * key, field): new, still, or resolved.
 */
#ifndef TB_VALIDATE_H
#define TB_VALIDATE_H

#include "campaign.h"
#include "send_back.h"
#include "slice.h"

struct tb_validate_result {
    struct tb_counts open;        /* findings */
    long long fresh, still;       /* of the open ones */
    long long resolved;           /* findings */
    struct tb_send_back reviewed; /* approved slices */
    long long undecided;          /* rows for which a rule was NULL */
    size_t rules;                 /* that were run */
    size_t without_last;          /* not run: last year's data is not there */
    struct tb_str *broken; /* one message per broken rule or derivation */
    size_t broken_count, broken_room;
    struct tb_arena arena;
};

/* One change: what is checked is what was derived from. */
int tb_validate_run(struct tb_campaign *campaign,
                    struct tb_validate_result *result, struct tb_err *err);
void tb_validate_result_free(struct tb_validate_result *result);

#endif
