/*
 * derived.h - the rows of a derived table, being written.
 *
 * What is computed of what is filed hangs on a submission of nobody's, beside
 * what departments typed into the same table; what is computed of the merged
 * tables is the merged table itself.
 */
#ifndef TB_DERIVED_H
#define TB_DERIVED_H

#include "store.h"

struct tb_derived_rows;

/* Empty TABLE (MERGED: of the merged ones) of what was computed before; its
 * rows follow.  Inside a transaction; free with tb_derived_close(). */
int tb_derived_open(struct tb_store *store, const struct tb_table *table,
                    bool merged, struct tb_derived_rows **rows,
                    struct tb_err *err);

/* A row: VALUES in the order of the table's fields. */
int tb_derived_add(struct tb_derived_rows *rows, const struct tb_value *values,
                   struct tb_err *err);

void tb_derived_close(struct tb_derived_rows *rows);

/* Nothing is computed for TABLE any more. */
int tb_derived_empty(struct tb_store *store, const struct tb_table *table,
                     bool merged, struct tb_err *err);

#endif
