/* handbook.h - every rule of a dictionary in plain words, for people. */
#ifndef TB_HANDBOOK_H
#define TB_HANDBOOK_H

#include <stdio.h>

#include "dict.h"

/* Is there such a format of the handbook: text, markdown, xlsx? */
bool tb_handbook_has_format(const char *name);

/*
 * Print the handbook of DICT, in the order of its tables; ONLY, when not
 * NULL, is the one table wanted.  FORMAT is text or markdown.
 */
void tb_handbook_print(const struct tb_dict *dict, const struct tb_table *only,
                       const char *format, FILE *out);

/* The same as a workbook, one line a rule. */
int tb_handbook_write(const struct tb_dict *dict, const struct tb_table *only,
                      const char *path, struct tb_err *err);

#endif
