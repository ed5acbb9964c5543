/*
 * responsibility_verify.h - is a 数据责任书 that was signed still what it was,
 * and what is on record?
 */
#ifndef TB_RESPONSIBILITY_VERIFY_H
#define TB_RESPONSIBILITY_VERIFY_H

#include "responsibility_compare.h"

/* Read the record that the workbook PATH carries.  What is no such sheet is an
 * error.  EACH hears of every printed cell that says something else than the
 * record; ALTERED is their number. */
int tb_responsibility_read(const char *path, struct tb_responsibility *record,
                           tb_responsibility_told_fn *each, void *ctx,
                           size_t *altered, struct tb_err *err);

/* Read PATH and compare it with the campaign. */
int tb_responsibility_verify(struct tb_campaign *campaign, const char *path,
                             tb_responsibility_told_fn *each, void *ctx,
                             bool *same, struct tb_err *err);

#endif
