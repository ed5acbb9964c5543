/* show_row.h - a row of cells as one string, so that a case is one string. */
#ifndef TB_SHOW_ROW_H
#define TB_SHOW_ROW_H

#include "buf.h"
#include "norm.h"
#include "sheet.h"

/*
 * "3[A:text hello][C:number 1.5]", with "(hidden)" after the number of a
 * hidden row, "=" after the kind of a formula, "/4" after that of a number
 * which is shown with four digits.
 */
static inline int show_row(const struct tb_row *row, void *ctx)
{
    static const char *const kinds[] = { "text", "number", "date",
                                         "bool", "error",  "pending" };
    struct tb_buf *out = ctx;

    tb_buf_addf(out, "%zu%s", row->number, row->hidden ? "(hidden)" : "");
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        char name[8], digits[32];
        tb_column_name(c->column, name);
        tb_buf_addf(out, "[%s:%s%s", name, kinds[c->kind],
                    c->formula ? "=" : "");
        if (c->zeros > 0)
            tb_buf_addf(out, "/%d", c->zeros);
        tb_norm_show_number(c->number, digits);
        if (c->kind == TB_CELL_TEXT || c->kind == TB_CELL_ERROR) {
            tb_buf_addc(out, ' ');
            tb_buf_add(out, c->raw);
        } else if (c->kind != TB_CELL_PENDING) {
            tb_buf_addf(out, " %s", digits);
        }
        tb_buf_addc(out, ']');
    }
    return 0;
}

#endif
