/*
 * terminal.h - text on a terminal: two columns for a Chinese character,
 * nothing that the terminal would obey, lines broken where readers expect it.
 *
 * Works in every locale.  What is a control character, a mark that turns the
 * direction of writing, or no UTF-8, is printed as "?".
 */
#ifndef TB_TERMINAL_H
#define TB_TERMINAL_H

#include <stdio.h>

#include "str.h"

#define TB_TERMINAL_WIDTH 80 /* unless somebody knows better */

/* TEXT on one line. */
void tb_terminal_put(FILE *out, struct tb_str text);

/* TEXT in WIDTH columns, padded; what is longer is cut and ends with "…". */
void tb_terminal_pad(FILE *out, struct tb_str text, size_t width);

/* TEXT on one line of at most WIDTH columns, and a line end. */
void tb_terminal_line(FILE *out, struct tb_str text, size_t width);

/* As many bytes of TEXT as fit into WIDTH columns.  USED (may be NULL) gets
 * how many columns they take. */
size_t tb_terminal_fit(struct tb_str text, size_t width, size_t *used);

/*
 * TEXT, which begins after INDENT columns, broken at WIDTH columns; then a
 * line end.  Latin words stay whole, and a number with its unit; no line begins
 * with 。，）or their like, none ends with （《“.
 */
void tb_terminal_wrap(FILE *out, size_t indent, size_t width,
                      struct tb_str text);

#endif
