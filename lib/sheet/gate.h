/*
 * gate.h - what may be written into a workbook.
 *
 * libxlsxwriter writes what it is given: broken UTF-8, NaN, a literal
 * "_x0041_" that Excel would show as "A".  Every text and number passes
 * here first.
 */
#ifndef TB_GATE_H
#define TB_GATE_H

#include "buf.h"

/*
 * TEXT as it must be handed to the writer; OUT is replaced.  Characters
 * that XML cannot hold, and bytes that are no UTF-8, fail: nothing is
 * dropped silently.  At most 32,767 UTF-16 units, as a cell holds.
 */
int tb_gate_text(struct tb_str text, struct tb_buf *out, struct tb_err *err);

/* NUMBER as a spreadsheet can hold it (15 digits); NaN and infinity fail. */
int tb_gate_number(double number, double *out, struct tb_err *err);

#define TB_SHEET_NAME_MAX 31

/* A sheet's name: 1 to 31 UTF-16 units, none of []:*?/\, no quote at either
 * end, not "History". */
int tb_gate_sheet_name(struct tb_str name, struct tb_err *err);

#endif
