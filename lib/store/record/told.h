/* told.h - which department has been told of which fault. */
#ifndef TB_TOLD_H
#define TB_TOLD_H

#include "store.h"

/* The faults that a department has been told of, by their fingerprints. */
struct tb_told {
    struct tb_map faults;
    struct tb_arena arena;
};

/* OUT starts as { 0 }; free it whatever happens. */
int tb_told_read(struct tb_store *store, long long department,
                 struct tb_told *out, struct tb_err *err);
void tb_told_free(struct tb_told *told);

bool tb_told_has(const struct tb_told *told, struct tb_str fingerprint);

/* DEPARTMENT is told of FINGERPRINT now; that it was before is no failure.
 * Inside the caller's transaction. */
int tb_told_add(struct tb_store *store, long long department,
                struct tb_str fingerprint, struct tb_err *err);

#endif
