/* numfmt.h - what a number format makes of a number. */
#ifndef TB_NUMFMT_H
#define TB_NUMFMT_H

#include "str.h"

enum tb_numfmt { TB_NUMFMT_PLAIN, TB_NUMFMT_DATE, TB_NUMFMT_DURATION };

/* By a built-in id: 14-22, 27-36, 45-47, 50-58 are dates and times (27-36
 * and 50-58 without a code in the file, as Chinese programs write them). */
enum tb_numfmt tb_numfmt_builtin(unsigned id);

/* By a format code (ECMA-376-1 18.8.30): quoted text, escapes, padding and
 * [...] are skipped; what remains decides.  ZEROS gets n for "000..0". */
enum tb_numfmt tb_numfmt_code(struct tb_str code, unsigned *zeros);

#endif
