/* sniff.h - what are these bytes?  The name is never asked. */
#ifndef TB_SNIFF_H
#define TB_SNIFF_H

#include "str.h"

enum tb_sniff {
    TB_SNIFF_ZIP,
    TB_SNIFF_TEXT,
    TB_SNIFF_COMPOUND, /* compound.h says what it is */
    TB_SNIFF_REFUSED,  /* ADVICE says what it is and what to do */
};

/* HEAD: the first bytes, 8 KiB of them if there are as many. */
enum tb_sniff tb_sniff(struct tb_str head, const char **advice);

#endif
