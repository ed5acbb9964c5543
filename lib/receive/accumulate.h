/*
 * accumulate.h - a new version of a slice beside the one before: what it adds
 * to, and what would go.
 *
 * Daily and term-end entries come in parts (R12): each file adds rows and
 * changes those with the same key; the others stay, and keep the place (file,
 * sheet, row) from which they came.
 */
#ifndef TB_ACCUMULATE_H
#define TB_ACCUMULATE_H

#include "campaign.h"

/*
 * Copy into submission NOW the rows of submission BEFORE whose keys it does
 * not have; *KEPT gets how many.  In a table without a natural key all stay,
 * and the new rows are numbered on.
 */
int tb_accumulate(struct tb_campaign *campaign, const struct tb_table *table,
                  long long before, long long now, long long *kept,
                  struct tb_err *err);

/* How many rows of BEFORE have a key that NOW does not have. */
int tb_accumulate_gone(struct tb_campaign *campaign,
                       const struct tb_table *table, long long before,
                       long long now, long long *gone, struct tb_err *err);

#endif
