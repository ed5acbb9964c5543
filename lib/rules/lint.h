/* lint.h - does the dictionary's SQL compile and name what exists? */
#ifndef TB_LINT_H
#define TB_LINT_H

#include "dict.h"

/*
 * What the edition declares (schema/dict_check.h), and its SQL: prepare every
 * rule, derived table and indicator against empty tables of
 * DICT; what does not compile, returns columns that are no fields or names
 * unknown columns in its message becomes a complaint.
 */
int tb_dict_lint(const struct tb_dict *dict, struct tb_complaints *complaints,
                 struct tb_err *err);

/* That and the examples (examples.h), but for a DICT that has COMPLAINTS
 * already: what does not load is not compiled, what does not compile is not
 * run. */
int tb_dict_try(const struct tb_dict *dict, struct tb_complaints *complaints,
                size_t *examples, struct tb_err *err);

#endif
