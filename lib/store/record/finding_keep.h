/*
 * finding_keep.h - a run over all that is filed: what it finds is kept, what it
 * does not find again is resolved.
 *
 * A finding that is found again keeps its row and the day it was first seen.
 */
#ifndef TB_FINDING_KEEP_H
#define TB_FINDING_KEEP_H

#include "finding.h"

struct tb_finding_run;

/* Begin: what the run before resolved is forgotten.  Inside a transaction;
 * free with tb_finding_run_free(). */
int tb_finding_run_open(struct tb_store *store, struct tb_finding_run **run,
                        struct tb_err *err);

/* Keep FINDING, which stands AT, in the row that has KEY ("": in none, or it
 * has none), and whose other side is at OTHER. */
int tb_finding_keep(struct tb_finding_run *run,
                    const struct tb_finding *finding, const struct tb_spot *at,
                    struct tb_str key, const struct tb_spot *other,
                    struct tb_err *err);

/* End: *RESOLVED is how many were not found again.  What a submission has wrong
 * with it is noted when it was checked for the first time. */
int tb_finding_run_end(struct tb_finding_run *run, long long *resolved,
                       struct tb_err *err);
void tb_finding_run_free(struct tb_finding_run *run);

#endif
