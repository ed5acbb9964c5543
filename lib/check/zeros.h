/* zeros.h - 工号 that have lost their zeros, told by the staff list. */
#ifndef TB_ZEROS_H
#define TB_ZEROS_H

#include "campaign.h"
#include "finding.h"

/*
 * A finding for each 工号, of what is filed now, that would be somebody's of
 * the staff list with zeros before it.  Where a whole column has lost them
 * nothing in the sheet itself can tell.  Only fields that name the person of a
 * row, or refer to such a key, are looked at.
 */
int tb_zeros_run(struct tb_store *store, tb_finding_fn *each, void *ctx,
                 struct tb_err *err);

#endif
