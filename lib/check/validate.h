/*
 * validate.h - run every check over what is filed, keep the findings.
 *
 * Findings are compared with those of the run before by fingerprint (rule,
 * key, field): new, still, or resolved.
 */
#ifndef TB_VALIDATE_H
#define TB_VALIDATE_H

#include "campaign.h"

struct tb_validate_result {
    long long errors, explains, warnings, infos; /* open findings */
    long long fresh, still, resolved;
    long long explained;   /* with words that hold; not among the others */
    long long returned;    /* approved slices that have an error now */
    long long undecided;   /* rows for which a rule was NULL */
    size_t rules;          /* that were run */
    size_t without_last;   /* not run: last year's data is not there */
    struct tb_str *broken; /* one message per broken rule */
    size_t broken_count, broken_room;
    struct tb_arena arena;
};

/* Derived tables are computed first.  One transaction each: what is imported
 * between them is checked, but the validation does not count as newer. */
int tb_validate_run(struct tb_campaign *campaign,
                    struct tb_validate_result *result, struct tb_err *err);
void tb_validate_result_free(struct tb_validate_result *result);

/* Compute derived tables into d_ (from what is filed) or, MERGED, into m_.
 * A broken SELECT is added to BROKEN and its table stays empty. */
int tb_derive(struct tb_campaign *campaign, bool merged,
              struct tb_validate_result *broken, struct tb_err *err);

#endif
