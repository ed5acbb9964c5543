/*
 * merged.h - the merged tables: one row a key, out of the approved slices.
 *
 * Merge alone writes them; of derived tables, derivation does.
 */
#ifndef TB_MERGED_H
#define TB_MERGED_H

#include "store.h"
#include "words.h"

/* A row of a table.  Borrowed until the next. */
struct tb_data_row {
    long long id;
    const struct tb_value *values; /* of the fields in use, in their order */
    size_t count;
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_data_row_fn(const struct tb_data_row *row, void *ctx);

/* What is filed in TABLE for slices that are approved at level LAST: by its
 * natural key, if it has one, then by department, in the order of filing. */
int tb_approved_rows_each(struct tb_store *store, const struct tb_table *table,
                          enum tb_level last, tb_data_row_fn *each, void *ctx,
                          struct tb_err *err);

/* The merged rows of TABLE, in the order in which they were put. */
int tb_merged_rows_each(struct tb_store *store, const struct tb_table *table,
                        tb_data_row_fn *each, void *ctx, struct tb_err *err);

/* One of the filed rows that row ID of the merged TABLE was made of; 0: none.
 */
int tb_merged_source_of(struct tb_store *store, const struct tb_table *table,
                        long long id, long long *row, struct tb_err *err);

/* ---- changes; inside the caller's transaction ---- */

/* Merge begins anew: no conflict is known, and no merged row has a source. */
int tb_merged_forget(struct tb_store *store, struct tb_err *err);

/* Puts the rows of one table; free with tb_merged_close(). */
struct tb_merged_table;

/* Empty the merged TABLE, to put rows into it. */
int tb_merged_open(struct tb_store *store, const struct tb_table *table,
                   struct tb_merged_table **out, struct tb_err *err);
void tb_merged_close(struct tb_merged_table *merged);

/* Put a row; it was made of the COUNT filed rows whose ids are SOURCES. */
int tb_merged_put(struct tb_merged_table *merged, const struct tb_value *values,
                  const long long *sources, size_t count, struct tb_err *err);

#endif
