/* staff_zeros.h - 工号 that are somebody's but for their leading zeros. */
#ifndef TB_STAFF_ZEROS_H
#define TB_STAFF_ZEROS_H

#include "store.h"

/* ROW says VALUE, and the one person of the staff list whose 工号 it is without
 * its zeros has ID.  Borrowed.  Return 0 to go on, -1 to stop. */
typedef int tb_staff_zeros_fn(long long row, struct tb_str value,
                              struct tb_str id, void *ctx);

/* Of what is filed now in FIELD of TABLE; a 工号 of the list is not meant. */
int tb_staff_zeros(struct tb_store *store, const struct tb_table *table,
                   const struct tb_field *field, tb_staff_zeros_fn *each,
                   void *ctx, struct tb_err *err);

#endif
