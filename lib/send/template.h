/*
 * template.h - the workbook that a department or a teacher gets, fills and
 * sends back.
 *
 * A cover, one sheet per table, a hidden sheet of code lists, and a hidden
 * sheet that says what the workbook is, so that it is known again whatever
 * the file is called.  Row 1 is a title that ends with a short mark of the
 * slice, row 2 says what each column wants, row 3 is the header, data begins
 * in row 4.
 */
#ifndef TB_TEMPLATE_H
#define TB_TEMPLATE_H

#include "campaign.h"
#include "portion.h"

#define TB_TEMPLATE_META "_meta"
#define TB_TEMPLATE_LISTS "_lists"
#define TB_TEMPLATE_COVER "填报说明"
#define TB_TEMPLATE_HEADER_ROW 3 /* 1-based */

/* Is NAME a sheet that we put beside the tables? */
bool tb_template_is_furniture(struct tb_str name);

/* Rows to put in: 1 and VALUES filled (one per field), 0 at the end. */
typedef int tb_template_rows_fn(const struct tb_portion_slice *slice,
                                size_t index, struct tb_value *values,
                                void *ctx);

/* What stands in a workbook when it goes out; { 0 }: nothing. */
struct tb_template_fill {
    tb_template_rows_fn *rows;
    void *ctx;
    bool is_pending; /* the rows are last year's: each is marked */
};

/* The column of the mark, and the mark: while it stands there, the row has
 * not been looked at and counts for nothing. */
#define TB_TEMPLATE_PENDING_HEAD "上年数据核对"
#define TB_TEMPLATE_PENDING "待核"

/* The identity of one slice's sheet: only this campaign can compute it. */
void tb_template_token(const struct tb_campaign *campaign,
                       struct tb_str table_no, struct tb_str department_code,
                       struct tb_str part, char token[33]);

#define TB_TEMPLATE_MARK 8 /* the token's first digits, in the title */

/* The mark at the end of a sheet's TITLE; "" when it has none. */
void tb_template_mark(struct tb_str title, char mark[TB_TEMPLATE_MARK + 1]);

/* Write the workbook for PORTION to PATH. */
int tb_template_write(struct tb_campaign *campaign,
                      const struct tb_portion *portion, const char *path,
                      const struct tb_template_fill *fill, struct tb_err *err);

/* How a stored value is written into a workbook's cell. */
struct tb_xlsx;
void tb_template_cell(struct tb_xlsx *xlsx, uint32_t row, uint32_t column,
                      const struct tb_field *field,
                      const struct tb_value *value);

/* A width for FIELD's column: its name, its kind of content. */
double tb_template_width(const struct tb_field *field);

#endif
