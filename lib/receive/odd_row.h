/* odd_row.h - rows below a header that are no data. */
#ifndef TB_ODD_ROW_H
#define TB_ODD_ROW_H

#include "recognise.h"

/*
 * What ROW of a sheet read by PLAN is instead of data: a row of totals (合计 in
 * its first filled cell), a remark (填表人：…, or 注：… alone), the header once
 * more; TB_REJECTIONS: nothing odd.  *AT gets the first filled cell.
 */
enum tb_rejection tb_odd_row(const struct tb_row *row,
                             const struct tb_sheet_plan *plan,
                             const struct tb_cell **at);

#endif
