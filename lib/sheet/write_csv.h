/* write_csv.h - CSV lines that a spreadsheet opens without harm. */
#ifndef TB_WRITE_CSV_H
#define TB_WRITE_CSV_H

#include "buf.h"

/*
 * Add one field, with a comma before it unless it is the line's FIRST.
 * Fields are quoted where they must be.  With SAFE, a text that a
 * spreadsheet would run as a formula (= + - @ TAB CR LF, full-width ＝＋－＠)
 * gets an apostrophe in front; numbers stay.  A round trip takes exactly
 * one apostrophe off again.
 */
void tb_csv_add(struct tb_buf *out, struct tb_str field, bool first, bool safe);

/*
 * Add a name that may be made of digits.  What a spreadsheet would show as
 * another number (0201, 1.10, more than 11 digits) gets a TAB in front, in
 * quotes: spreadsheets take it as text then, and our readers take the white
 * space off again.
 */
void tb_csv_add_name(struct tb_buf *out, struct tb_str field, bool first);
void tb_csv_end(struct tb_buf *out); /* CR LF */

#endif
