/*
 * responsibility_sheet.h - 数据责任书: what the head of a department signs,
 * to be printed on A4; its hidden sheet has the record, so that the file can
 * be compared with the campaign later.
 */
#ifndef TB_RESPONSIBILITY_SHEET_H
#define TB_RESPONSIBILITY_SHEET_H

#include "campaign.h"

/* The sheet PATH is written: of TABLES tables and slices, with HASH. */
typedef void tb_responsibility_written_fn(const char *path, size_t tables,
                                          const char *hash, void *ctx);

/*
 * Write a workbook into FOLDER (NULL: out/responsibility) for every department
 * that has handed something in, or for ONLY; all of them or none.  EACH hears
 * of each when the log knows it.  Refused as tb_responsibility_issue() is.
 */
int tb_responsibility_write(struct tb_campaign *campaign, const char *folder,
                            const char *only,
                            tb_responsibility_written_fn *each, void *ctx,
                            struct tb_err *err);

#endif
