/*
 * declared.h - the checks that fields.csv declares, over all that is filed.
 *
 * Each value by itself (value_check.h), and what needs other rows: keys filed
 * by two departments, unique fields, references and mirrors.  A reference into
 * a table of which nothing is filed yet is said once per table, not once per
 * row ("waiting").
 */
#ifndef TB_DECLARED_H
#define TB_DECLARED_H

#include "engine.h"

/*
 * AWAITED, one per table of the dictionary: who has still to
 * hand in a part of it, "" when nobody; while there is anyone, what cannot be
 * found there is said once per table and field ("waiting"), not once per row.
 * NULL: all is in.
 */
int tb_declared_run(const struct tb_rules *rules, const struct tb_str *awaited,
                    struct tb_err *err);

#endif
