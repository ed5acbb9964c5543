/*
 * template.h - the workbook that a department or a teacher gets, fills and
 * sends back, as mark.h describes it.
 */
#ifndef TB_TEMPLATE_H
#define TB_TEMPLATE_H

#include "field_cell.h"
#include "mark.h"
#include "plan.h"
#include "rows_prefill.h"

/* Show PUT, with PUT_CTX, the rows to put in for SLICE. */
typedef int tb_template_rows_fn(const struct tb_slice *slice,
                                tb_row_values_fn *put, void *put_ctx, void *ctx,
                                struct tb_err *err);

/* What stands in a workbook when it goes out; { 0 }: nothing. */
struct tb_template_fill {
    tb_template_rows_fn *rows;
    void *ctx;
};

/* Write the workbook for PLAN to PATH; the rows of a sheet with CARRIED are
 * last year's, each to be decided. */
int tb_template_write(struct tb_campaign *campaign,
                      const struct tb_workbook_plan *plan, const char *path,
                      const struct tb_template_fill *fill, struct tb_err *err);

#endif
