/* sheet_name.h - names for sheets, each its own. */
#ifndef TB_SHEET_NAME_H
#define TB_SHEET_NAME_H

#include "buf.h"

/* Has another sheet of the workbook NAME? */
typedef bool tb_sheet_taken_fn(struct tb_str name, void *ctx);

/*
 * A sheet's name (gate.h) out of NAME, which is one, and the PART of it that
 * the sheet is for: 1.4荣誉表（省内）.  Both are cut where they are too long;
 * numbered, （省内2）, where what is left is taken.  OUT is replaced.
 */
void tb_sheet_name_of_part(struct tb_str name, struct tb_str part,
                           tb_sheet_taken_fn *is_taken, void *ctx,
                           struct tb_buf *out);

#endif
