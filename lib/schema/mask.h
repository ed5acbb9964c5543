/* mask.h - personal values as reports show them. */
#ifndef TB_MASK_H
#define TB_MASK_H

#include "buf.h"

/*
 * Add VALUE to OUT, masked by KIND (the personal column of fields.csv; ""
 * shows it whole): a name keeps its first character (张**), an ID number
 * three and four (340***********1234), a telephone number likewise, an
 * e-mail address one and four, a date of birth the year, an address its
 * first three characters, the rest one character at either end.  A value
 * too short for that keeps its first character, a single one nothing.
 */
void tb_mask(struct tb_str kind, struct tb_str value, struct tb_buf *out);

#endif
