/*
 * score.h - what an appraisal goes by besides the slices themselves: how each
 * came in, and how many of the cells that must be filled are.
 */
#ifndef TB_SCORE_H
#define TB_SCORE_H

#include "store.h"

/* How a slice came in.  */
struct tb_filing {
    long long slice;
    struct tb_str first_at;  /* when its first version was filed; "": never */
    bool is_let_in;          /* that was after its day, with a reason */
    long long returns;       /* how often it was sent back */
    long long checked_rows;  /* rows handed in with the version that was */
    long long checked_found; /* validated first; errors, and what was to be
                                explained, in it */
    bool is_checked;         /* what is filed now has been validated */
};

struct tb_filings {
    struct tb_filing *list; /* one of every slice, by its id */
    size_t count, room;
    struct tb_arena arena;
};

int tb_filings_read(struct tb_store *store, struct tb_filings *out,
                    struct tb_err *err);
void tb_filings_free(struct tb_filings *filings);
const struct tb_filing *tb_filings_of(const struct tb_filings *filings,
                                      long long slice); /* or NULL */

/* Of what DEPARTMENT has filed of a table: the cells that must be filled, and
 * those of them that are. */
typedef int tb_required_fn(long long department, long long required,
                           long long filled, void *ctx);

/* Every department that has filed TABLE, when it requires anything. */
int tb_required_each(struct tb_store *store, const struct tb_table *table,
                     tb_required_fn *each, void *ctx, struct tb_err *err);

#endif
