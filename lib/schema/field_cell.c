/* field_cell.c - stored values as cells. */
#include "field_cell.h"

#include "types.h"
#include "utf8.h"

#define WIDTH_MAX 30

enum tb_xlsx_style tb_field_style(const struct tb_field *f)
{
    static const enum tb_xlsx_style styles[] = {
        [TB_SHAPE_TEXT] = TB_XLSX_TEXT,
        [TB_SHAPE_WHOLE] = TB_XLSX_INTEGER,
        [TB_SHAPE_DECIMAL] = TB_XLSX_DECIMAL,
        [TB_SHAPE_DATE] = TB_XLSX_DATE,
        [TB_SHAPE_MONTH] = TB_XLSX_TEXT,
        [TB_SHAPE_YEAR] = TB_XLSX_INTEGER,
    };

    _Static_assert(TB_LEN(styles) == TB_SHAPES, "a shape without its style");
    return styles[tb_types[f->type].shape];
}

double tb_field_width(const struct tb_field *f)
{
    size_t name = tb_utf8_width(f->name) + 2;
    size_t least = tb_types[f->type].width;

    return name > WIDTH_MAX ? WIDTH_MAX : (double)(name > least ? name : least);
}

/* Spreadsheets have no days before 1900 that all of them agree on. */
static bool is_day(const struct tb_field *f, struct tb_str text,
                   struct tb_date *d)
{
    return tb_types[f->type].shape == TB_SHAPE_DATE && tb_date_parse(text, d) &&
           d->day > 0 && d->year >= 1901;
}

void tb_field_cell(struct tb_xlsx *x, uint32_t row, uint32_t column,
                   const struct tb_field *f, const struct tb_value *v)
{
    struct tb_date d;

    switch (v->kind) {
    case TB_NULL:
        break;
    case TB_INTEGER:
        tb_xlsx_number(x, row, column, (double)v->integer, tb_field_style(f));
        break;
    case TB_REAL:
        tb_xlsx_number(x, row, column, v->real, tb_field_style(f));
        break;
    case TB_TEXT:
        if (is_day(f, v->text, &d))
            tb_xlsx_number(x, row, column, (double)tb_date_serial(&d),
                           TB_XLSX_DATE);
        else
            tb_xlsx_text(x, row, column, v->text, TB_XLSX_TEXT);
        break;
    }
}
