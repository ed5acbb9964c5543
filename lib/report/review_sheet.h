/*
 * review_sheet.h - 审核记录: what was filed into a table, who decided what on
 * it, and lines to sign; one workbook a table, to be printed and archived.
 */
#ifndef TB_REVIEW_SHEET_H
#define TB_REVIEW_SHEET_H

#include "review_records.h"

typedef void tb_review_sheet_fn(const struct tb_table *table, const char *path,
                                void *ctx);

/* Write them into FOLDER (NULL: out/review-sheets); EACH hears of each.
 * Refused as tb_review_records_each() is. */
int tb_review_sheets_write(struct tb_campaign *campaign, const char *folder,
                           tb_review_sheet_fn *each, void *ctx,
                           struct tb_err *err);

#endif
