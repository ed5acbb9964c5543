/* read_csv.h - CSV, over libcsv in strict mode. */
#ifndef TB_READ_CSV_H
#define TB_READ_CSV_H

#include "sheet.h"

/* The delimiter of TEXT (',' ';' or TAB), by its first line that is not
 * blank, or, when that is a title without any, TAB if a line below has one; a
 * first line "sep=;" decides and is no row. */
char tb_csv_delimiter(struct tb_str text);

/*
 * Read CSV text (UTF-8).  Every cell is text; empty ones are left out.
 * Blank lines are not reported but are counted, so that row numbers match
 * what people see.  A quote left open or text after a closing quote is an
 * error that names the row.
 */
int tb_csv_read(struct tb_str text, const struct tb_limits *limits,
                tb_row_fn *each, void *ctx, struct tb_err *err);

#endif
