/*
 * targets.h - the values that a reference may have, and the facts that
 * mirrors repeat, in a hash.
 */
#ifndef TB_TARGETS_H
#define TB_TARGETS_H

#include "store.h"

struct tb_targets;

/*
 * Read what reference field VIA may refer to, with the facts that the COUNT
 * fields MIRRORS (same table, through VIA) must equal.  Free with
 * tb_targets_free().
 */
int tb_targets_read(struct tb_db *db, const struct tb_field *via,
                    const struct tb_field *const *mirrors, size_t count,
                    struct tb_targets **targets, struct tb_err *err);
void tb_targets_free(struct tb_targets *targets);

bool tb_targets_has(const struct tb_targets *targets, struct tb_str value);

/*
 * Is VALUE's mirror number INDEX equal to TEXT?  VALUE may stand for several
 * targets (a course in several plans): one that is equal, or that has no such
 * fact, is enough.  If none is, *FACT is that of the first.
 */
bool tb_targets_agree(const struct tb_targets *targets, struct tb_str value,
                      size_t index, struct tb_str text, struct tb_str *fact);

#endif
