/*
 * rows_keep.h - one version's rows beside another's, by key: what stays, and
 * what would go.
 *
 * Daily and term-end entries come in parts (R12): each file adds rows and
 * changes those with the same key; the others stay, and keep the place (file,
 * sheet, row) from which they came.
 */
#ifndef TB_ROWS_KEEP_H
#define TB_ROWS_KEEP_H

#include "store.h"

/*
 * Copy into submission NOW the rows of submission BEFORE whose keys it does
 * not have; *KEPT gets how many.  In a table without a natural key all stay,
 * and the new rows are numbered on.  Inside the caller's transaction.
 */
int tb_rows_keep(struct tb_store *store, const struct tb_table *table,
                 long long before, long long now, long long *kept,
                 struct tb_err *err);

/* How many rows of BEFORE have a key that NOW does not have. */
int tb_rows_gone(struct tb_store *store, const struct tb_table *table,
                 long long before, long long now, long long *gone,
                 struct tb_err *err);

#endif
