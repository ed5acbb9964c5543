/* summary.h - the core indicators, to read and to print, sign and stamp. */
#ifndef TB_SUMMARY_H
#define TB_SUMMARY_H

#include "indicator.h"
#include "view.h"

/* 核心数据汇总表: formula, unit, thresholds, result; as a workbook or a page
 * with lines to sign.  FILED: from what is filed now instead of the merged
 * tables; the heading says so. */
int tb_summary_print(struct tb_campaign *campaign, bool filed,
                     const struct tb_view_options *options, struct tb_err *err);

#endif
