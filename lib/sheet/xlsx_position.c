/* xlsx_position.c - where a cell parser is in a sheet. */
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

int xlsx_cells_row(struct xlsx_cells *c, uint64_t number, bool hidden)
{
    if (number == 0)
        number = c->row + 1;
    if (number <= c->row)
        return tb_fail(c->err, "row %llu comes after row %llu",
                       (unsigned long long)number, (unsigned long long)c->row);
    if (number > c->book->limits->rows)
        return tb_fail(c->err, "row %llu lies beyond the last possible row",
                       (unsigned long long)number);
    c->row = number;
    c->columns = 0;
    c->hidden = hidden;
    return 0;
}

int xlsx_cells_cell(struct xlsx_cells *c, struct tb_str ref,
                    struct xlsx_raw *raw)
{
    uint32_t column = (uint32_t)c->columns;
    uint64_t row = c->row;

    if (ref.p && (!read_address(ref, &column, &row) || row != c->row))
        return tb_fail(c->err, "cell '%.*s' stands in row %llu",
                       (int)(ref.n < 20 ? ref.n : 20), ref.p,
                       (unsigned long long)c->row);
    if (column < c->columns)
        return tb_fail(c->err, "row %llu: cells out of order or twice",
                       (unsigned long long)c->row);
    if (column >= c->book->limits->columns)
        return tb_fail(c->err,
                       "row %llu: a cell lies beyond the last "
                       "possible column",
                       (unsigned long long)c->row);
    raw->column = column;
    c->columns = (uint64_t)column + 1;
    return 0;
}
