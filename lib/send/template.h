/*
 * template.h - the workbook that a department or a teacher gets, fills and
 * sends back, as mark.h describes it.
 */
#ifndef TB_TEMPLATE_H
#define TB_TEMPLATE_H

#include "field_cell.h"
#include "mark.h"
#include "portion.h"

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

/* Write the workbook for PORTION to PATH. */
int tb_template_write(struct tb_campaign *campaign,
                      const struct tb_portion *portion, const char *path,
                      const struct tb_template_fill *fill, struct tb_err *err);

/* What is now said by mark.h and field_cell.h. */
#define tb_template_is_furniture tb_mark_is_furniture
#define tb_template_token tb_mark_token
#define tb_template_mark tb_mark_of_title
#define tb_template_cell tb_field_cell
#define tb_template_width tb_field_width

#endif
