/*
 * mark.h - what a template is, for who writes it and for who gets it back.
 *
 * A cover, one sheet per table, a hidden sheet of code lists, and a hidden
 * sheet that says what the workbook is, so that it is known again whatever
 * the file is called.  Row 1 of a table's sheet is a title that ends with a
 * short mark of the slice, row 2 says what each column wants, row 3 is the
 * header, data begins in row 4.
 */
#ifndef TB_MARK_H
#define TB_MARK_H

#include "campaign.h"

#define TB_TEMPLATE_META "_meta"
#define TB_TEMPLATE_LISTS "_lists"
#define TB_TEMPLATE_COVER "填报说明"
#define TB_TEMPLATE_HEADER_ROW 3 /* 1-based */

/* Is NAME a sheet that stands beside those of the tables? */
bool tb_mark_is_furniture(struct tb_str name);

/* The column before a table's own, where each of last year's rows is decided:
 * undecided it counts for nothing. */
#define TB_TEMPLATE_DECIDE_HEAD "核对"
#define TB_TEMPLATE_PENDING "待核"
#define TB_TEMPLATE_HOLDS "已核"
#define TB_TEMPLATE_GONE "不再有"

/* What it was called once, behind the table's own: emptied when it was
 * decided, and a row that was gone was deleted. */
#define TB_TEMPLATE_DECIDE_HEAD_ONCE "上年数据核对"

/* Columns of the cover: the sheet, and what a department writes beside it. */
#define TB_COVER_SHEET "工作表"
#define TB_COVER_NIL "本校无数据（写原因）"
#define TB_COVER_PERSON "审核人工号"
#define TB_COVER_VERDICT "审核结论"
#define TB_COVER_OPINION "审核意见"

/* The identity of one slice's sheet: only this campaign can compute it.  PART
 * is the slice's. */
void tb_mark_token(const struct tb_campaign *campaign, struct tb_str table_no,
                   struct tb_str department_code, struct tb_str part,
                   char token[33]);

#define TB_TEMPLATE_MARK 8 /* the token's first digits, in the title */

/* The mark at the end of a sheet's TITLE; "" when it has none. */
void tb_mark_of_title(struct tb_str title, char mark[TB_TEMPLATE_MARK + 1]);

#endif
