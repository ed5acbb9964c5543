/* carried_column.c - the column 核对. */
#include "carried_column.h"

#include <stdio.h>

#include "mark.h"

#define WIDTH 9

void tb_carried_head(struct tb_xlsx *x, uint32_t head)
{
    tb_xlsx_column(x, 0, WIDTH, TB_XLSX_TEXT);
    tb_xlsx_text(x, head - 1, 0, tb_str("逐行选择"), TB_XLSX_HINT);
    tb_xlsx_text(x, head, 0, tb_str(TB_TEMPLATE_DECIDE_HEAD), TB_XLSX_HEAD_KEY);
    tb_xlsx_comment(
        x, head, 0,
        tb_str("灰色的行是上年数据。逐项核对、改成今年的情况后选“" //
               TB_TEMPLATE_HOLDS "”；已不再有的选“" TB_TEMPLATE_GONE
               "”，不要删行；仍是“" TB_TEMPLATE_PENDING
               "”的行不计入填报。新增的行写在下面，本格可空着。"));
}

void tb_carried_looks(struct tb_xlsx *x, uint32_t first, uint32_t last,
                      uint32_t columns)
{
    static const char *const words[] = { TB_TEMPLATE_PENDING, TB_TEMPLATE_HOLDS,
                                         TB_TEMPLATE_GONE, NULL };
    const struct tb_xlsx_area row = { first, 0, last, columns - 1 };
    const struct tb_xlsx_area cell = { first, 0, last, 0 };
    char pending[64], gone[64];

    snprintf(pending, sizeof pending, "=$A%u=\"" TB_TEMPLATE_PENDING "\"",
             first + 1);
    snprintf(gone, sizeof gone, "=$A%u=\"" TB_TEMPLATE_GONE "\"", first + 1);
    tb_xlsx_words(x, first, last, 0, words, tb_str(TB_TEMPLATE_DECIDE_HEAD),
                  tb_str(TB_CARRIED_ADVICE));
    tb_xlsx_when(x, &cell, pending, TB_XLSX_AWAITED);
    tb_xlsx_when(x, &row, pending, TB_XLSX_GREYED);
    tb_xlsx_when(x, &row, gone, TB_XLSX_STRUCK);
}

void tb_carried_formula(struct tb_str sheet, uint32_t first, uint32_t last,
                        struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "=COUNTIF(");
    tb_buf_add_quoted(out, sheet, '\'');
    tb_buf_addf(out, "!$A$%u:$A$%u,\"" TB_TEMPLATE_PENDING "\")", first + 1,
                last + 1);
}
