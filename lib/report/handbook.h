/* handbook.h - every rule of a dictionary in plain words, for people. */
#ifndef TB_HANDBOOK_H
#define TB_HANDBOOK_H

#include "dict.h"
#include "view.h"

/* The handbook of DICT, in the order of its tables; ONLY, when not NULL, is
 * the one table wanted. */
int tb_handbook_print(const struct tb_dict *dict, const struct tb_table *only,
                      const struct tb_view_options *options,
                      struct tb_err *err);

#endif
