/* dict_meant.h - tables that are not written as the dictionary has them. */
#ifndef TB_DICT_MEANT_H
#define TB_DICT_MEANT_H

#include "dict.h"

/* The table that TEXT means: as tb_dict_find(), and else by its name or an
 * alias without regard to blanks, brackets, signs, the number in front and 表
 * at the end.  NULL when none is called so, or several are. */
const struct tb_table *tb_dict_meant(const struct tb_dict *dict,
                                     struct tb_str text);

/* The table that is likely to be meant by TEXT, which is none; or NULL. */
const struct tb_table *tb_dict_near(const struct tb_dict *dict,
                                    struct tb_str text);

/* "1.4.1" in front of TEXT, without the dots behind it; "" when none. */
struct tb_str tb_dict_number(struct tb_str text);

#endif
