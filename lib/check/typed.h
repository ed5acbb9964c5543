/* typed.h - derived tables that a department has added up itself. */
#ifndef TB_TYPED_H
#define TB_TYPED_H

#include "engine.h"

/*
 * Compare what departments typed into derived tables with what was derived:
 * a finding for each figure that differs by more than the rounding of the
 * typed one (half a unit of its last decimal), and for each row that the
 * source tables do not give.  Ours are what is exported.
 */
int tb_typed_run(const struct tb_rules *rules, struct tb_err *err);

#endif
