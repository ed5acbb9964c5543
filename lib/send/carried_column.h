/*
 * carried_column.h - last year's rows in a template, and the column in which
 * each is decided.
 *
 * It is the first, which stays in view: a row is grey until it says that it
 * holds, and struck through when it is gone (mark.h).
 */
#ifndef TB_CARRIED_COLUMN_H
#define TB_CARRIED_COLUMN_H

#include "buf.h"
#include "write_xlsx.h"

/* What is to be done, wherever it is said. */
#define TB_CARRIED_ADVICE \
    "灰色的行是上年数据：核对后在 A 列选“已核”；已不再有的选“不再有”"

/* The column and its header in row HEAD (0-based). */
void tb_carried_head(struct tb_xlsx *xlsx, uint32_t head);

/* The drop-down and the looks of the rows FIRST to LAST, COLUMNS wide. */
void tb_carried_looks(struct tb_xlsx *xlsx, uint32_t first, uint32_t last,
                      uint32_t columns);

/* How many of its rows are undecided: the formula for the cover of a workbook
 * whose SHEET has rows from FIRST to LAST (0-based); OUT is replaced. */
void tb_carried_formula(struct tb_str sheet, uint32_t first, uint32_t last,
                        struct tb_buf *out);

#endif
