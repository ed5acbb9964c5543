/*
 * responsibility_sheet.h - 数据责任书: what the head of a department signs,
 * to be printed on A4; its hidden sheet has the record, so that the file can
 * be compared with the campaign later.
 */
#ifndef TB_RESPONSIBILITY_SHEET_H
#define TB_RESPONSIBILITY_SHEET_H

#include "responsibility.h"

typedef void tb_responsibility_written_fn(
    const struct tb_responsibility *record, const char *path, void *ctx);

/*
 * Write a workbook into FOLDER (NULL: out/responsibility) for every department
 * that has handed something in, or for ONLY; EACH hears of each.  Refused as
 * tb_responsibility_issue() is.
 */
int tb_responsibility_write(struct tb_campaign *campaign, const char *folder,
                            const char *only,
                            tb_responsibility_written_fn *each, void *ctx,
                            struct tb_err *err);

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
