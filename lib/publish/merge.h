/*
 * merge.h - the final tables, out of approved slices.
 *
 * Rows with the same key from several departments become one, cell by cell:
 * an empty cell yields to a filled one, two different values are a conflict.
 * A key in conflict is left out of its table and listed: a person decides,
 * never the order of files.  Rows whose key is 序号 alone are numbered anew.
 */
#ifndef TB_MERGE_H
#define TB_MERGE_H

#include "campaign.h"
#include "conflict.h"
#include "derive.h"

struct tb_merge_result {
    size_t tables;                   /* that have rows */
    long long rows, joined;          /* rows merged; of them out of several */
    long long open_slices;           /* not approved: left out */
    struct tb_conflicts conflicts;   /* one a cell, */
    size_t conflict_keys;            /* of so many keys */
    struct tb_derive_result derived; /* broken derivations */
};

int tb_merge_run(struct tb_campaign *campaign, struct tb_merge_result *result,
                 struct tb_err *err);
void tb_merge_result_free(struct tb_merge_result *result);

#endif
