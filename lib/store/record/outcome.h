/*
 * outcome.h - what the last merge came to: of every table how many rows went
 * in and came out, and why the whole cannot go up as it is.
 */
#ifndef TB_OUTCOME_H
#define TB_OUTCOME_H

#include "store.h"

/* Of one table.  IN = OUT + FOLDED + CONFLICT. */
struct tb_outcome_line {
    const struct tb_table *table;
    long long in;       /* rows of approved slices */
    long long out;      /* rows that came out */
    long long folded;   /* that went into another row of their key */
    long long conflict; /* that are left out: their key is in conflict */
    long long rejected; /* that had not been filed when they were imported */
    long long faults;   /* that a check found in what came out */
};

enum tb_outcome_fault_kind {
    TB_FAULT_CHANGED, /* the rows are not those that were approved */
    TB_FAULT_CHECK,   /* a check found an error after merging */
};

struct tb_outcome_fault {
    enum tb_outcome_fault_kind kind;
    const struct tb_table *table;
    long long slice;            /* TB_FAULT_CHANGED: whose rows; 0 */
    struct tb_str rule, field;  /* TB_FAULT_CHECK; "" */
    struct tb_str key, message; /* masked where they are personal */
};

struct tb_outcome {
    struct tb_buf at;          /* when it came to its end; "": it has not */
    bool is_stale;             /* the data are others by now */
    long long conflict_keys;   /* left out, */
    long long conflict_tables; /* of so many tables */
    long long changed, faults; /* as above */
};

/* Nothing of it is in the way of going up (STALE aside)? */
bool tb_outcome_is_clean(const struct tb_outcome *outcome);

/* OUT starts as { 0 }; free it whatever happens. */
int tb_outcome_read(struct tb_store *store, struct tb_outcome *out,
                    struct tb_err *err);
void tb_outcome_free(struct tb_outcome *outcome);

/* Those of each table of the dictionary into LINES, by its place there. */
int tb_outcome_lines(struct tb_store *store, struct tb_outcome_line *lines,
                     struct tb_err *err);

/* The faults that are kept, in the order in which they were found. */
typedef int tb_outcome_fault_fn(const struct tb_outcome_fault *fault,
                                void *ctx);
int tb_outcome_faults_each(struct tb_store *store, tb_outcome_fault_fn *each,
                           void *ctx, struct tb_err *err);

/* ---- inside the transaction of merge ---- */

int tb_outcome_forget(struct tb_store *store, struct tb_err *err);
int tb_outcome_put(struct tb_store *store, const struct tb_outcome_line *line,
                   struct tb_err *err);
int tb_outcome_fault(struct tb_store *store,
                     const struct tb_outcome_fault *fault, struct tb_err *err);

/* So many faults were found in TABLE. */
int tb_outcome_count(struct tb_store *store, const struct tb_table *table,
                     long long faults, struct tb_err *err);

#endif
