/* above.h - rows of data that stand above the header, where none is read. */
#ifndef TB_ABOVE_H
#define TB_ABOVE_H

#include "recognise.h"

/*
 * Does a row above the header of PLAN, in sheet INDEX, look like a row of its
 * table?  A sheet that was sorted together with its header has such rows:
 * then PLAN's fault names them.  Titles, notes and what a template says of its
 * columns do not look like rows.
 */
int tb_above_check(struct tb_book *book, size_t index,
                   struct tb_sheet_plan *plan, struct tb_err *err);

#endif
