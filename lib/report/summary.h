/* summary.h - the core indicators, to read and to print, sign and stamp. */
#ifndef TB_SUMMARY_H
#define TB_SUMMARY_H

#include "indicator.h"
#include "view.h"

/* 核心数据汇总表: formula, unit, thresholds, result; as a workbook or a page
 * with lines to sign.  The heading says OF which data it is. */
int tb_summary_print(struct tb_campaign *campaign, enum tb_figures of,
                     const struct tb_view_options *options, struct tb_err *err);

#endif
