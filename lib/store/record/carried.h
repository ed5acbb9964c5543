/*
 * carried.h - last year's rows that a template was sent out with, as far as
 * they are not filed: what has become of them.
 */
#ifndef TB_CARRIED_H
#define TB_CARRIED_H

#include "store.h"

enum tb_fate {
    TB_FATE_WAITING, /* nobody has said whether it holds */
    TB_FATE_GONE,    /* there is no such thing any more */
    TB_FATE_CLEARED, /* not in the file, and nobody said why: asked once */
    TB_FATES,
};
extern const struct tb_word tb_fates[TB_FATES];

struct tb_carried {
    struct tb_str key;
    enum tb_fate fate;
};

/* A row's key, or all that it holds when TABLE has no natural one; OUT is
 * replaced. */
void tb_carried_key(const struct tb_table *table, const struct tb_value *values,
                    struct tb_buf *out);

/* Borrowed.  Return 0 to go on, -1 to stop. */
typedef int tb_carried_fn(const struct tb_carried *row, void *ctx);

/* Those of SLICE. */
int tb_carried_each(struct tb_store *store, long long slice,
                    tb_carried_fn *each, void *ctx, struct tb_err *err);

/* LIST in place of what was known of SLICE; no key is there twice.  Inside the
 * caller's transaction. */
int tb_carried_replace(struct tb_store *store, long long slice,
                       const struct tb_carried *list, size_t count,
                       struct tb_err *err);

/* SLICE has no data at all: what waited is gone. */
int tb_carried_end(struct tb_store *store, long long slice, struct tb_err *err);

/* Each slice for which rows are waiting, and how many. */
typedef int tb_waiting_fn(long long slice, long long rows, void *ctx);
int tb_carried_waiting(struct tb_store *store, tb_waiting_fn *each, void *ctx,
                       struct tb_err *err);

#endif
