/*
 * last_from.h - last year's campaign as it was left: what this year's last.db
 * is filled from.
 *
 * Of whatever layout it is: a copy is brought up to today's, and last year's
 * folder is not touched.
 */
#ifndef TB_LAST_FROM_H
#define TB_LAST_FROM_H

#include "store.h"

struct tb_last_from {
    struct tb_store store; /* the copy; no CONTEXT: nothing is done to it */
    bool is_merged;        /* its merged tables are what it amounts to */
    char *copy;            /* the path */
};

/* Copy the database of the campaign in FOLDER, whose dictionary is DICT, to
 * COPY and open that.  FROM starts as { 0 }; close it whatever happens. */
int tb_last_from_open(struct tb_last_from *from, const char *folder,
                      const char *copy, const struct tb_dict *dict,
                      struct tb_err *err);
void tb_last_from_close(struct tb_last_from *from); /* removes the copy */

/* A row of last year's.  Borrowed until the next. */
struct tb_last_row {
    long long line;                /* its place among the table's rows */
    struct tb_str department;      /* the code of who filed it, or "" */
    const struct tb_value *values; /* of the fields in use, in their order */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_last_row_fn(const struct tb_last_row *row, void *ctx);

/* The rows of TABLE, a table of last year's dictionary: merged ones or, if it
 * was never merged, those that were filed; of a derived table, those that were
 * derived. */
int tb_last_from_each(struct tb_last_from *from, const struct tb_table *table,
                      tb_last_row_fn *each, void *ctx, struct tb_err *err);

#endif
