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
 * DB: from tb_rules_connect.  AWAITED, one per table of DICT: who has still to
 * hand in a part of it, "" when nobody; while there is anyone, what cannot be
 * found there is said once per table and field ("waiting"), not once per row.
 * NULL: all is in.
 */
int tb_declared_run(struct tb_db *db, const struct tb_dict *dict,
                    const struct tb_windows *windows,
                    const struct tb_str *awaited, tb_finding_fn *each,
                    void *ctx, struct tb_err *err);

#endif
