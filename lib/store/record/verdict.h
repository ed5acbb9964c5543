/*
 * verdict.h - what a reviewer wrote on the cover of a returned workbook, until
 * it is decided: one of a slice, on the version that came with it.
 */
#ifndef TB_VERDICT_H
#define TB_VERDICT_H

#include "slice.h"

struct tb_cover_verdict {
    long long slice, submission; /* SLICE 0: none */
    struct tb_str person;        /* what stood there, whoever that may be */
    enum tb_action action;       /* approve or return */
    struct tb_str opinion;       /* "" */
    struct tb_str at;            /* when it was imported */
};

/* Keep VERDICT, of its slice, person, action and opinion, on what is filed for
 * the slice, in the place of one before.  *DONE is false when nothing is filed.
 * Inside the caller's transaction. */
int tb_cover_verdict_keep(struct tb_store *store,
                          const struct tb_cover_verdict *verdict, bool *done,
                          struct tb_err *err);

/* The verdict that waits for what is filed for SLICE: one on a version before
 * does not count.  OUT's slice is 0 when there is none; its texts are in
 * ARENA. */
int tb_cover_verdict_read(struct tb_store *store, const struct tb_slice *slice,
                          struct tb_arena *arena, struct tb_cover_verdict *out,
                          struct tb_err *err);

/* It was decided.  Inside the caller's transaction. */
int tb_cover_verdict_forget(struct tb_store *store, long long slice,
                            struct tb_err *err);

#endif
