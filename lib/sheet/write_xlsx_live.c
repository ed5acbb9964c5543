/* write_xlsx_live.c - cells that answer to what is typed. */
#include <stdlib.h>

#include "gate.h"
#include "mem.h"
#include "utf8.h"
#include "xlsx_draft.h"

#define TITLE_MAX 32
#define MESSAGE_MAX 255

/* A copy of at most MOST characters. */
static char *cut_copy(struct tb_str s, size_t most)
{
    while (tb_utf8_units(s) > most)
        s.n = tb_utf8_cut(s.p, s.n, s.n - 1);
    return tb_strdup(s);
}

void tb_xlsx_list(struct tb_xlsx *x, uint32_t first_row, uint32_t last_row,
                  uint32_t column, const char *range, struct tb_str title,
                  struct tb_str message)
{
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
        .value_formula = (char *)range,
        .ignore_blank = LXW_VALIDATION_ON,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = "不在列表中",
        .error_message = "请从下拉列表中选择。",
    };

    if (!xlsx_draft_is_open(x))
        return;
    v.input_title = cut_copy(title, TITLE_MAX);
    v.input_message = cut_copy(message, MESSAGE_MAX);
    if (worksheet_data_validation_range(x->sheet, first_row, (lxw_col_t)column,
                                        last_row, (lxw_col_t)column,
                                        &v) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL,
                        "a drop-down was refused by the writer");
    free((char *)v.input_title);
    free((char *)v.input_message);
}
