/*
 * trial.h - a database in memory on which a dictionary's SQL is tried: both
 * years have all its tables, and no rows but those of one example at a time.
 */
#ifndef TB_TRIAL_H
#define TB_TRIAL_H

#include "store.h"

/* Close with tb_db_close(). */
int tb_trial_open(const struct tb_dict *dict, struct tb_db **db,
                  struct tb_err *err);

/* What is added from begin to end is there until then. */
int tb_trial_begin(struct tb_db *db, struct tb_err *err);
int tb_trial_end(struct tb_db *db, struct tb_err *err);

/* A cell; no VALUE is an empty one. */
struct tb_trial_cell {
    struct tb_str field, value;
};

/* Add a row of COUNT cells (one at least) to TABLE, of last year or this. */
int tb_trial_add(struct tb_db *db, const struct tb_table *table, bool last_year,
                 const struct tb_trial_cell *cells, size_t count,
                 struct tb_err *err);

#endif
