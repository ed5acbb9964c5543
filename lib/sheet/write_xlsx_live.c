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

/* V over the rows FIRST to LAST of COLUMN, with what is shown there. */
static void add_choice(struct tb_xlsx *x, lxw_data_validation *v,
                       uint32_t first_row, uint32_t last_row, uint32_t column,
                       struct tb_str title, struct tb_str message)
{
    if (!xlsx_draft_is_open(x))
        return;
    v->ignore_blank = LXW_VALIDATION_ON;
    v->error_title = "不在列表中";
    v->error_message = "请从下拉列表中选择。";
    v->input_title = cut_copy(title, TITLE_MAX);
    v->input_message = cut_copy(message, MESSAGE_MAX);
    if (worksheet_data_validation_range(x->sheet, first_row, (lxw_col_t)column,
                                        last_row, (lxw_col_t)column,
                                        v) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL,
                        "a drop-down was refused by the writer");
    free((char *)v->input_title);
    free((char *)v->input_message);
}

void tb_xlsx_list(struct tb_xlsx *x, uint32_t first_row, uint32_t last_row,
                  uint32_t column, const char *range, struct tb_str title,
                  struct tb_str message)
{
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
        .value_formula = (char *)range,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
    };

    add_choice(x, &v, first_row, last_row, column, title, message);
}

void tb_xlsx_words(struct tb_xlsx *x, uint32_t first_row, uint32_t last_row,
                   uint32_t column, const char *const *words,
                   struct tb_str title, struct tb_str message)
{
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = (char **)(uintptr_t)words, /* only read */
        .error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
    };

    add_choice(x, &v, first_row, last_row, column, title, message);
}

/* ---- looks that change ---- */

static lxw_format *look_of(struct tb_xlsx *x, enum tb_xlsx_look look)
{
    lxw_format *f = workbook_add_format(x->book);

    switch (look) {
    case TB_XLSX_GREYED:
        format_set_font_color(f, 0x7F7F7F);
        format_set_italic(f);
        break;
    case TB_XLSX_STRUCK:
        format_set_font_color(f, 0x7F7F7F);
        format_set_font_strikeout(f);
        break;
    case TB_XLSX_AWAITED:
        format_set_font_color(f, 0x9C5700);
        format_set_bg_color(f, 0xFFEB9C);
        break;
    }
    return f;
}

void tb_xlsx_when(struct tb_xlsx *x, const struct tb_xlsx_area *area,
                  const char *condition, enum tb_xlsx_look look)
{
    lxw_conditional_format c = { .type = LXW_CONDITIONAL_TYPE_FORMULA };

    if (!xlsx_draft_is_open(x))
        return;
    c.value_string = (char *)(uintptr_t)condition; /* only read */
    c.format = look_of(x, look);
    if (worksheet_conditional_format_range(
            x->sheet, area->first_row, (lxw_col_t)area->first_column,
            area->last_row, (lxw_col_t)area->last_column, &c) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL, "a look was refused by the writer");
}

/* ---- what is computed ---- */

void tb_xlsx_formula(struct tb_xlsx *x, uint32_t row, uint32_t column,
                     const char *formula, double now, enum tb_xlsx_style style)
{
    char digits[40];

    if (!xlsx_draft_is_open(x))
        return;
    if (worksheet_write_formula_num(x->sheet, row, (lxw_col_t)column, formula,
                                    xlsx_draft_format(x, style),
                                    now) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL, "a formula was refused by the writer");
    xlsx_tally_add(&x->tallies[x->sheets - 1], row, column,
                   xlsx_tally_number(now, digits));
}

void tb_xlsx_formula_text(struct tb_xlsx *x, uint32_t row, uint32_t column,
                          const char *formula, struct tb_str now,
                          enum tb_xlsx_style style)
{
    char *copy;

    if (!xlsx_draft_is_open(x))
        return;
    copy = tb_strdup(now);
    if (worksheet_write_formula_str(x->sheet, row, (lxw_col_t)column, formula,
                                    xlsx_draft_format(x, style),
                                    copy) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL, "a formula was refused by the writer");
    free(copy);
    xlsx_tally_add(&x->tallies[x->sheets - 1], row, column, now);
}

/* ---- a text in several styles ---- */

void tb_xlsx_runs(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  const struct tb_xlsx_run *runs, size_t count)
{
    lxw_rich_string_tuple parts[TB_XLSX_RUNS_MAX];
    lxw_rich_string_tuple *list[TB_XLSX_RUNS_MAX + 1] = { NULL };
    struct tb_buf whole = { 0 };
    struct tb_err err = { 0 };

    if (!xlsx_draft_is_open(x))
        return;
    for (size_t i = 0; i < count && i < TB_XLSX_RUNS_MAX; i++) {
        parts[i].format = xlsx_draft_format(x, runs[i].style);
        parts[i].string = tb_strdup(runs[i].text);
        list[i] = &parts[i];
        tb_buf_add(&whole, runs[i].text);
    }
    if (tb_gate_text(tb_buf_str(&whole), &x->text, &err) < 0)
        xlsx_draft_fail(x, TB_IO, err.msg);
    else if (worksheet_write_rich_string(x->sheet, row, (lxw_col_t)column, list,
                                         xlsx_draft_format(x, runs[0].style)) !=
             LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_IO, "a text was refused by the writer");
    xlsx_tally_add(&x->tallies[x->sheets - 1], row, column, tb_buf_str(&whole));
    for (size_t i = 0; list[i]; i++)
        free((char *)parts[i].string);
    tb_buf_free(&whole);
}
