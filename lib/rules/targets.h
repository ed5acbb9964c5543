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
 * The target that is likely meant by VALUE, which is none: the same but for
 * width, case, blanks and leading zeros; else the only one of which one
 * character is another.  False when there is none, and once so much has been
 * asked that looking on would take long.
 */
bool tb_targets_near(struct tb_targets *targets, struct tb_str value,
                     struct tb_str *near);

/* What a target says: FACT (p == NULL: nothing) in ROW of that table to which
 * reference number REFERENCE of the field leads. */
struct tb_target {
    struct tb_str fact;
    size_t reference;
    long long row;
};

/*
 * Is VALUE's mirror number INDEX equal to TEXT?  VALUE may stand for several
 * targets (a course in several plans): one that is equal, or that has no such
 * fact, is enough; blanks do not count.  If none is, *TARGET is the first.
 */
bool tb_targets_agree(const struct tb_targets *targets, struct tb_str value,
                      size_t index, struct tb_str text,
                      struct tb_target *target);

#endif
