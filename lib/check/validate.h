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
    long long last;        /* submission that the derived tables saw */
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

/* Data changed without a new submission (a slice became nil): what was
 * validated before does not hold.  Inside the caller's transaction. */
int tb_validate_outdate(struct tb_campaign *campaign, struct tb_err *err);

/* Is the last validation older than the data (anyone's: rules look across
 * tables) or the dictionary, or was a rule broken in it? */
int tb_validate_is_stale(struct tb_campaign *campaign, bool *stale,
                         struct tb_err *err);

#endif
