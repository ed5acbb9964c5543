/* summary.h - the core indicators, to read and to print, sign and stamp. */
#ifndef TB_SUMMARY_H
#define TB_SUMMARY_H

#include <stdio.h>

#include "indicator.h"

/* Print the indicators as text (80 columns) or csv.  FILED: from what is
 * filed now instead of the merged tables; the heading says so. */
int tb_summary_print(struct tb_campaign *campaign, bool filed,
                     const char *format, FILE *out, struct tb_err *err);

/* 核心数据汇总表: the same as a workbook of one page's width, with formula,
 * unit, thresholds, result, and lines to sign. */
int tb_summary_write(struct tb_campaign *campaign, bool filed, const char *path,
                     struct tb_err *err);

#endif
