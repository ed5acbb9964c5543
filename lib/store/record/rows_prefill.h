/* rows_prefill.h - the rows that a template may hold before it goes out: last
 * year's, or those that are filed now. */
#ifndef TB_ROWS_PREFILL_H
#define TB_ROWS_PREFILL_H

#include "slice.h"

/* A row: one value for each field of its table, in their order; NULL for those
 * that are not in use.  Borrowed.  Return 0 to go on, -1 to stop. */
typedef int tb_row_values_fn(const struct tb_value *values, void *ctx);

/*
 * The rows of SLICE's table in LAST, last year's database (last.h), that its
 * department filed; of a teacher's slice, those that are theirs.  Rows of
 * which nobody knows who filed them are for the one department that fills the
 * table now, if it is one.
 */
int tb_rows_last_year(struct tb_store *store, struct tb_db *last,
                      const struct tb_slice *slice, tb_row_values_fn *each,
                      void *ctx, struct tb_err *err);

/* The rows that are filed for SLICE, in the order in which they came. */
int tb_rows_filed(struct tb_store *store, const struct tb_slice *slice,
                  tb_row_values_fn *each, void *ctx, struct tb_err *err);

#endif
