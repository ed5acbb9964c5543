/* decision.h - what was decided on a slice, at which level, by whom. */
#ifndef TB_DECISION_H
#define TB_DECISION_H

#include "slice.h"

struct tb_decision {
    long long id, slice;
    long long submission, version; /* that it was made on; 0: on none */
    enum tb_level level;
    enum tb_action action;
    struct tb_who who;
    struct tb_str at, reason;
};

struct tb_decisions {
    struct tb_decision *list; /* in the order in which they were made */
    size_t count, room;
    struct tb_arena arena;
};

/* The decisions on SLICE; 0: all. */
int tb_decisions_read(struct tb_store *store, long long slice,
                      struct tb_decisions *out, struct tb_err *err);
void tb_decisions_free(struct tb_decisions *decisions);

/* Keep a decision on what is filed for SLICE, bound to the hash of its rows and
 * of the dictionary.  BY is a 工号 or NULL.  In the caller's transaction. */
int tb_decision_add(struct tb_store *store, const struct tb_slice *slice,
                    enum tb_level level, enum tb_action action, const char *by,
                    const char *reason, struct tb_err *err);

/* Has BY approved what is filed for SLICE at another level than LEVEL, and
 * does that still stand? */
int tb_decision_by(struct tb_store *store, const struct tb_slice *slice,
                   const char *by, enum tb_level level, bool *is,
                   struct tb_err *err);

#endif
