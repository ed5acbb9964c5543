/* row.c - columns by their letters, cells by their column. */
#include <math.h>
#include <stdio.h>

#include "norm.h"
#include "sheet.h"

void tb_column_name(uint32_t column, char out[8])
{
    char reversed[8];
    size_t n = 0;

    for (column++; column > 0 && n < 7; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

void tb_range_name(const struct tb_merge *m, char out[TB_RANGE_NAME])
{
    char first[8], last[8];

    tb_column_name(m->first_column, first);
    tb_column_name(m->last_column, last);
    snprintf(out, TB_RANGE_NAME, "%s%zu:%s%zu", first, m->first_row, last,
             m->last_row);
}

void tb_cell_digits(const struct tb_cell *c, char out[TB_CELL_DIGITS])
{
    if (c->zeros > 0 && c->number >= 0 && c->number < 1e15 &&
        c->number == floor(c->number))
        snprintf(out, TB_CELL_DIGITS, "%0*.0f", c->zeros, c->number);
    else
        tb_norm_show_number(c->number, out);
}

const struct tb_cell *tb_row_at(const struct tb_row *row, uint32_t column)
{
    size_t low = 0, high = row->count;

    while (low < high) {
        size_t mid = (low + high) / 2;
        if (row->cells[mid].column < column)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < row->count && row->cells[low].column == column)
        return &row->cells[low];
    return NULL;
}
