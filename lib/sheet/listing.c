/* listing.c - lists with a header, from any spreadsheet. */
#include "listing.h"

#include "buf.h"
#include "norm.h"

#define HEADER_WITHIN 20

struct read {
    const struct tb_listing_column *columns;
    size_t count;
    tb_listing_fn *each;
    void *ctx;
    struct tb_err *err;
    long at[TB_LISTING_COLUMNS];
    bool has_header;
    struct tb_buf texts[TB_LISTING_COLUMNS];
};

static bool is_named(struct tb_str cell, const char *names)
{
    struct tb_str rest = tb_str(names), name;
    struct tb_buf label = { 0 };
    bool found = false;

    tb_norm_label(cell, &label);
    while (!found && tb_str_next(&rest, "|", &name))
        found = tb_str_eq(tb_buf_str(&label), name);
    tb_buf_free(&label);
    return found;
}

/* Is this row the header?  All required columns must be in it. */
static bool take_header(struct read *r, const struct tb_row *row)
{
    bool all = true;

    for (size_t k = 0; k < r->count; k++) {
        r->at[k] = -1;
        for (size_t i = 0; i < row->count && r->at[k] < 0; i++)
            if (is_named(row->cells[i].raw, r->columns[k].names))
                r->at[k] = (long)row->cells[i].column;
        all = all && (r->at[k] >= 0 || !r->columns[k].required);
    }
    return all;
}

/* Numbers as they are shown: a code 12 typed as a number is "12". */
static void show(const struct tb_cell *c, struct tb_buf *out)
{
    char digits[TB_CELL_DIGITS];

    tb_buf_clear(out);
    if (c && c->kind == TB_CELL_NUMBER) {
        tb_cell_digits(c, digits);
        tb_buf_adds(out, digits);
    } else if (c) {
        tb_norm_text(c->raw, out);
    }
}

static int on_row(const struct tb_row *row, void *ctx)
{
    struct read *r = ctx;
    struct tb_listing_row out = { .line = row->number };

    if (!r->has_header) {
        r->has_header = take_header(r, row);
        return !r->has_header && row->number >= HEADER_WITHIN;
    }
    for (size_t k = 0; k < r->count; k++) {
        show(r->at[k] < 0 ? NULL : tb_row_at(row, (uint32_t)r->at[k]),
             &r->texts[k]);
        out.cells[k] = tb_buf_str(&r->texts[k]);
    }
    if (r->each(&out, r->ctx, r->err) < 0)
        return tb_fail_in(r->err, "row %zu", row->number);
    return 0;
}

/* Of a CSV the delimiter is guessed: perhaps the header is there with another.
 */
static int read_sheet(struct read *r, struct tb_book *book, size_t index)
{
    struct tb_err *err = r->err, ignored;
    int rc = tb_book_read(book, index, on_row, r, err);

    while (!r->has_header && tb_book_next_delimiter(book)) {
        ignored = (struct tb_err){ 0 };
        r->err = &ignored;
        if (tb_book_read(book, index, on_row, r, &ignored) >= 0 &&
            r->has_header) {
            *err = ignored;
            rc = 0;
        } else if (r->has_header) { /* it is the delimiter, and a fault */
            *err = ignored;
            rc = -1;
        }
    }
    r->err = err;
    return rc;
}

static int no_header(struct read *r)
{
    struct tb_buf names = { 0 };

    for (size_t k = 0; k < r->count; k++)
        if (r->columns[k].required) {
            struct tb_str first = tb_str(r->columns[k].names);
            first.n = tb_str_find(first, "|");
            tb_buf_addf(&names, "%s%.*s", names.n ? ", " : "",
                        TB_STR_ARG(first));
        }
    tb_fail(r->err, "no sheet has a header with the columns %s", names.p);
    tb_buf_free(&names);
    return -1;
}

int tb_listing_read(const char *path, const struct tb_listing_column *columns,
                    size_t count, tb_listing_fn *each, void *ctx,
                    struct tb_err *err)
{
    struct read r = {
        .columns = columns, .count = count, .each = each, .ctx = ctx, .err = err
    };
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, err) < 0)
        goto done;
    for (size_t i = 0; i < tb_book_sheets(book) && !r.has_header; i++)
        if (read_sheet(&r, book, i) < 0)
            goto done;
    rc = r.has_header ? 0 : no_header(&r);
done:
    if (rc < 0)
        tb_fail_in(err, "%s", path);
    for (size_t k = 0; k < TB_LISTING_COLUMNS; k++)
        tb_buf_free(&r.texts[k]);
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}
