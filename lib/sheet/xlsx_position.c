/* xlsx_position.c - where a cell parser is in a sheet. */
#include <stdio.h>

#include "xlsx.h"

/* "B7", or "b7" as some programs write: its column (0-based) and row; false
 * when it is no address. */
static bool read_address(struct tb_str ref, uint32_t *column, uint64_t *row)
{
    uint64_t c = 0, r = 0;
    size_t i = 0;

    for (; i < ref.n && c < 100000; i++) {
        char letter = (char)(ref.p[i] & ~0x20); /* capital */
        if (letter < 'A' || letter > 'Z')
            break;
        c = c * 26 + (uint64_t)(letter - 'A' + 1);
    }
    if (c == 0 || c >= 100000)
        return false;
    for (; i < ref.n && ref.p[i] >= '0' && ref.p[i] <= '9' && r < 100000000;
         i++)
        r = r * 10 + (uint64_t)(ref.p[i] - '0');
    *column = (uint32_t)(c - 1);
    *row = r;
    return r > 0 && i == ref.n;
}

bool xlsx_range(struct tb_str ref, struct tb_merge *m)
{
    size_t colon = tb_str_find(ref, ":");
    uint32_t a, b;
    uint64_t from, to;

    if (!read_address(tb_str_n(ref.p, colon), &a, &from) || colon == ref.n ||
        !read_address(tb_str_from(ref, colon + 1), &b, &to))
        return false;
    *m = (struct tb_merge){ .first_column = a < b ? a : b,
                            .last_column = a < b ? b : a,
                            .first_row = from < to ? from : to,
                            .last_row = from < to ? to : from };
    return true;
}

int xlsx_cells_end(struct xlsx_cells *c)
{
    return xlsx_rows_end(c->rows, c->row, c->hidden);
}

int xlsx_cells_row(struct xlsx_cells *c, uint64_t number, bool hidden)
{
    int rc;

    if (number == 0)
        number = c->row + 1;
    if (number == c->row) {
        c->hidden = c->hidden || hidden;
        return 0;
    }
    if (number < c->row)
        return tb_fail(c->err,
                       "row %llu comes after row %llu; open the file in Excel "
                       "or WPS and save it",
                       (unsigned long long)number, (unsigned long long)c->row);
    if (number > c->book->limits->rows)
        return tb_fail(c->err, "row %llu lies beyond the last possible row",
                       (unsigned long long)number);
    rc = xlsx_cells_end(c);
    c->row = number;
    c->columns = 0;
    c->hidden = hidden;
    return rc;
}

static int bad_place(struct xlsx_cells *c, struct tb_str ref)
{
    return tb_fail(c->err,
                   "cell '%.*s' stands in row %llu; open the file in Excel or "
                   "WPS and save it",
                   (int)(ref.n < 20 ? ref.n : 20), ref.p,
                   (unsigned long long)c->row);
}

int xlsx_cells_cell(struct xlsx_cells *c, struct tb_str ref,
                    struct xlsx_raw *raw)
{
    uint32_t column = (uint32_t)c->columns;
    uint64_t row = c->row;

    if (ref.p && !read_address(ref, &column, &row))
        return bad_place(c, ref);
    raw->column = column;
    if (row != c->row) { /* no matter, if it is empty */
        raw->elsewhere = (uint32_t)row;
        return 0;
    }
    if (column < c->columns)
        return tb_fail(c->err,
                       "row %llu: cells out of order or twice; open the file "
                       "in Excel or WPS and save it",
                       (unsigned long long)c->row);
    if (column >= c->book->limits->columns)
        return tb_fail(c->err,
                       "row %llu: a cell lies beyond the last "
                       "possible column",
                       (unsigned long long)c->row);
    c->columns = (uint64_t)column + 1;
    return 0;
}

int xlsx_cells_take(struct xlsx_cells *c, const struct xlsx_raw *raw)
{
    char name[8], ref[20];

    if (raw->elsewhere == 0) {
        if (xlsx_rows_cell(c->rows, raw) == 0)
            return 0;
        return tb_fail_in(c->err, "row %llu", (unsigned long long)c->row);
    }
    if (raw->text.n == 0 && !raw->formula)
        return 0;
    tb_column_name(raw->column, name);
    snprintf(ref, sizeof ref, "%s%u", name, raw->elsewhere);
    return bad_place(c, tb_str(ref));
}
