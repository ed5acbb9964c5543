/* xlsx_verify.c - adding up what is written, and reading it back. */
#include <stdio.h>

#include "sheet.h"
#include "xlsx_draft.h"

/* FNV-1a. */
void xlsx_tally_add(struct xlsx_tally *t, uint64_t row, uint64_t column,
                    struct tb_str content)
{
    uint64_t h = (1469598103934665603u ^ row) * 1099511628211u;

    h = (h ^ column) * 1099511628211u;
    for (size_t i = 0; i < content.n; i++)
        h = (h ^ (unsigned char)content.p[i]) * 1099511628211u;
    t->hash += h ^ h >> 31;
    t->cells++;
}

struct tb_str xlsx_tally_number(double number, char out[40])
{
    return tb_str_n(out, (size_t)snprintf(out, 40, "#%.15g", number));
}

static int count_row(const struct tb_row *row, void *ctx)
{
    struct xlsx_tally *t = ctx;
    char digits[40];

    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        bool number = c->kind == TB_CELL_NUMBER || c->kind == TB_CELL_DATE;
        xlsx_tally_add(t, row->number - 1, c->column,
                       number ? xlsx_tally_number(c->number, digits) : c->raw);
    }
    return 0;
}

int xlsx_draft_verify(struct tb_xlsx *x, struct tb_err *err)
{
    static const struct tb_limits unlimited = {
        UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
        UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
        UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, false,
    };
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(x->draft, UINT64_MAX, &source, err) < 0 ||
        tb_book_open(&source, &unlimited, &book, err) < 0)
        goto done;
    if (tb_book_sheets(book) != x->sheets) {
        tb_fail(err, "%zu sheets written, %zu read back", x->sheets,
                tb_book_sheets(book));
        goto done;
    }
    for (size_t i = 0; i < x->sheets; i++) {
        struct xlsx_tally t = { 0 };
        if (tb_book_read(book, i, count_row, &t, err) < 0)
            goto done;
        if (t.cells != x->tallies[i].cells || t.hash != x->tallies[i].hash) {
            tb_fail(err,
                    "sheet %zu: %llu cells written, %llu read back, or "
                    "with other content",
                    i + 1, (unsigned long long)x->tallies[i].cells,
                    (unsigned long long)t.cells);
            goto done;
        }
    }
    rc = 0;
done:
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}
