/*
 * row_diff.h - which rows of a table were added, went or changed between two
 * versions of it.
 *
 * Rows are matched by the table's natural key; the one row of a one-row table
 * with the one row before.  Where there is no natural key (序号), or its cells
 * are empty, rows are matched by their content, and of those that are left
 * over two of the same 序号 are taken for one row that was changed when at
 * least half of their filled cells agree.  The 序号 itself does not count as
 * content.
 *
 * First all rows of now, then those of then, one by one; the memory is that of
 * the rows of now, and without a natural key those of then that have no match.
 */
#ifndef TB_ROW_DIFF_H
#define TB_ROW_DIFF_H

#include "dict.h"

enum tb_row_change_kind { TB_ROW_CHANGED, TB_ROW_ADDED, TB_ROW_GONE };

#define TB_ROW_CHANGE_KINDS 3

/* A row that is not the same; borrowed until the call returns. */
struct tb_row_change {
    enum tb_row_change_kind kind;
    const struct tb_table *table;
    long long line, line_then;       /* in their files; 0: on none */
    const struct tb_str *now, *then; /* by field; "" on the side without it */
    bool is_part;                    /* of the row of then: see below */
};

/* Is FIELD's cell another one now? */
bool tb_row_change_has(const struct tb_row_change *change, size_t field);

/* Return 0 to go on, -1 to stop. */
typedef int tb_row_change_fn(const struct tb_row_change *change, void *ctx);

struct tb_row_counts {
    long long by_kind[TB_ROW_CHANGE_KINDS];
    long long same, cells; /* CELLS: those that differ in changed rows */
};

struct tb_row_diff;

/* Free with tb_row_diff_free(). */
struct tb_row_diff *tb_row_diff_new(const struct tb_table *table,
                                    tb_row_change_fn *each, void *ctx);
void tb_row_diff_free(struct tb_row_diff *diff);

/* CELLS by field; those of fields out of use are not looked at. */
void tb_row_diff_now(struct tb_row_diff *diff, long long line,
                     const struct tb_str *cells);

/*
 * IS_PART: the rows of now are perhaps only a part of what this row became,
 * others (departments) have the rest: it is not said to be gone, and a cell
 * that is empty now is not one that was emptied.
 *
 * Returns what EACH returned, or 0.
 */
int tb_row_diff_then(struct tb_row_diff *diff, long long line,
                     const struct tb_str *cells, bool is_part);
int tb_row_diff_end(struct tb_row_diff *diff, struct tb_row_counts *counts);

#endif
