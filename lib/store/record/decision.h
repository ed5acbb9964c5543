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

/* What is decided; texts that are not said are NULL. */
struct tb_decision_new {
    enum tb_level level;
    enum tb_action action;
    const char *by; /* a 工号 */
    const char *reason;
    long long department; /* for which of several; 0: it does not matter */
};

/* Keep DECISION on what is filed for SLICE, bound to the hash of its rows and
 * of the dictionary.  In the caller's transaction. */
int tb_decision_add(struct tb_store *store, const struct tb_slice *slice,
                    const struct tb_decision_new *decision, struct tb_err *err);

/* SQL: the last decision that took approvals of SLICE back; a return that was
 * undone since took none. */
#define TB_TAKEN_BACK(slice)                                                  \
    "coalesce((SELECT max(t.id) FROM decision t WHERE t.slice = " slice       \
    " AND t.action IN ('return', 'reopen') AND NOT EXISTS (SELECT 1 FROM"     \
    " decision g WHERE g.slice = t.slice AND g.action = 'restore' AND g.id >" \
    " t.id)), 0)"

/* Has BY approved what is filed for SLICE at another level than LEVEL, and
 * does that still stand? */
int tb_decision_by(struct tb_store *store, const struct tb_slice *slice,
                   const char *by, enum tb_level level, bool *is,
                   struct tb_err *err);

#endif
