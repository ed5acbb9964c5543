/*
 * merge.h - the final tables, out of approved slices.
 *
 * What is merged is what was approved: the rows of every slice are hashed
 * again and compared with those that came in.  Afterwards all checks run on
 * what came out.  A conflict, rows that were changed behind the program's back
 * and errors that are found then are kept with the outcome (outcome.h), and
 * nothing goes up until they are gone.
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
#include "outcome.h"

struct tb_merge_result {
    size_t tables;                 /* that have rows */
    long long rows, joined;        /* rows merged; of them out of several */
    struct tb_outcome_line all;    /* of all tables together; TABLE NULL */
    long long open_slices;         /* not approved: left out */
    struct tb_conflicts conflicts; /* one a cell, */
    size_t conflict_keys;          /* of so many keys */
    long long changed;     /* slices whose rows are not those approved */
    long long faults;      /* found by the checks after merging */
    struct tb_str *broken; /* one message per broken derivation or rule */
    size_t broken_count, broken_room;
    struct tb_arena arena;
};

int tb_merge_run(struct tb_campaign *campaign, struct tb_merge_result *result,
                 struct tb_err *err);
void tb_merge_result_free(struct tb_merge_result *result);

#endif
