/*
 * conflict.h - two filed rows of one key that say different things: merge
 * leaves the key out, and a person decides.
 */
#ifndef TB_CONFLICT_H
#define TB_CONFLICT_H

#include "store.h"

struct tb_conflict_side {
    long long row;            /* that is filed */
    struct tb_str value;      /* masked where it is personal */
    struct tb_str department; /* as it is shown; "" once the row is gone */
};

struct tb_conflict {
    const struct tb_table *table;
    struct tb_str key; /* blanks between its values */
    struct tb_str field;
    struct tb_conflict_side first, second;
};

struct tb_conflicts {
    struct tb_conflict *list; /* in the order in which merge met them */
    size_t count, room;
    struct tb_arena arena;
};

/* Those that the last merge met.  OUT starts as { 0 }; free it whatever
 * happens. */
int tb_conflicts_read(struct tb_store *store, struct tb_conflicts *out,
                      struct tb_err *err);
void tb_conflicts_free(struct tb_conflicts *conflicts);

/* Keep CONFLICT, whose departments do not count.  Inside the caller's
 * transaction. */
int tb_conflict_add(struct tb_store *store, const struct tb_conflict *conflict,
                    struct tb_err *err);

#endif
