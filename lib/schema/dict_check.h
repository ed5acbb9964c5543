/* dict_check.h - does what an edition declares make sense? */
#ifndef TB_DICT_CHECK_H
#define TB_DICT_CHECK_H

#include "dict.h"

/* Look at DICT, which was loaded without complaints; what is wrong is added
 * to COMPLAINTS. */
void tb_dict_check(const struct tb_dict *dict,
                   struct tb_complaints *complaints);

#endif
