/*
 * rows_read.h - the rows of one submission, or of last year's table, as they
 * are compared: texts by field.
 */
#ifndef TB_ROWS_READ_H
#define TB_ROWS_READ_H

#include "store.h"

/* Borrowed until the next row. */
struct tb_text_row {
    long long line; /* in its file; 0: on none of this submission's */
    bool is_others; /* of last year: another department's, or nobody's */
    const struct tb_str *cells; /* by field; "" where not in use */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_text_row_fn(const struct tb_text_row *row, void *ctx);

/* The rows of SUBMISSION, filed now or a version before, in the order in which
 * they were stored.  -1 also when EACH stopped. */
int tb_rows_of(struct tb_store *store, const struct tb_table *table,
               long long submission, tb_text_row_fn *each, void *ctx,
               struct tb_err *err);

/* Last year's rows of TABLE (a connection that has the schema 上年).  With
 * DEPARTMENT, its own before those of others; 0: none is another's. */
int tb_rows_of_last(struct tb_store *store, const struct tb_table *table,
                    long long department, tb_text_row_fn *each, void *ctx,
                    struct tb_err *err);

/* Is of any of them known which department filed it? */
int tb_rows_of_last_are_owned(struct tb_store *store,
                              const struct tb_table *table, bool *are,
                              struct tb_err *err);

#endif
