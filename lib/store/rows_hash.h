/*
 * rows_hash.h - the rows that are on record for a submission, as one number.
 *
 * Not the content hash that import keeps: that one also covers cells that
 * could not be read, goes by the fields in use at that time, and can only be
 * compared.  This one is computed from the stored rows whenever it is asked
 * for, so that rows which were altered behind our back show.
 */
#ifndef TB_ROWS_HASH_H
#define TB_ROWS_HASH_H

#include "dict.h"
#include "store.h"

/*
 * SHA-256 over what is filed in TABLE for SUBMISSION, in the order of the
 * file.  A value counts with the name and length of its field and its kind, an
 * empty cell not at all: a field that the dictionary gains or gives up changes
 * nothing.  ROWS gets their number.
 */
int tb_rows_hash(struct tb_db *db, const struct tb_table *table,
                 long long submission, char hex[65], long long *rows,
                 struct tb_err *err);

#endif
