/* listing.c - lists with a header, from any spreadsheet. */
#include "listing.h"

#include "date.h"
#include "norm.h"

#define HEADER_WITHIN 20

/* What a column's merged cells say, until the last of their rows. */
struct merged {
    size_t until;
    struct tb_buf text;
};

struct read {
    const struct tb_listing *listing;
    struct tb_err *err;
    long at[TB_LISTING_COLUMNS];
    bool has_header;
    struct tb_buf texts[TB_LISTING_COLUMNS];
    const struct tb_merge *merges;
    size_t merge_count, next;
    struct merged merged[TB_LISTING_COLUMNS];
};

/* "*工号（五位）" is 工号. */
static struct tb_str plain_label(struct tb_str label)
{
    size_t open = tb_str_find(label, "(");

    if (open > 0 && open < label.n && label.p[label.n - 1] == ')')
        label.n = open;
    while (label.n > 0 && label.p[0] == '*')
        label = tb_str_from(label, 1);
    while (label.n > 0 && label.p[label.n - 1] == '*')
        label.n--;
    return label;
}

bool tb_listing_is_named(struct tb_str cell, const char *names)
{
    struct tb_str rest = tb_str(names), name, plain;
    struct tb_buf label = { 0 };
    bool found = false;

    tb_norm_label(cell, &label);
    plain = plain_label(tb_buf_str(&label));
    while (!found && tb_str_next(&rest, "|", &name))
        found = tb_str_eq(tb_buf_str(&label), name) || tb_str_eq(plain, name);
    tb_buf_free(&label);
    return found;
}

/* Where the columns are, if this row is a header: all that are required must
 * be in it. */
static bool find_columns(const struct read *r, const struct tb_row *row,
                         long *at)
{
    bool all = true;

    for (size_t k = 0; k < r->listing->count; k++) {
        const struct tb_listing_column *c = &r->listing->columns[k];
        at[k] = -1;
        for (size_t i = 0; i < row->count && at[k] < 0; i++)
            if (tb_listing_is_named(row->cells[i].raw, c->names))
                at[k] = (long)row->cells[i].column;
        all = all && (at[k] >= 0 || !c->required);
    }
    return all;
}

void tb_listing_show(const struct tb_cell *c, struct tb_buf *out)
{
    char digits[TB_CELL_DIGITS];

    tb_buf_clear(out);
    if (c && c->kind == TB_CELL_DATE && c->number >= 61) {
        tb_date_show((long)c->number, digits);
        tb_buf_adds(out, digits);
    } else if (c && c->kind == TB_CELL_NUMBER) {
        tb_cell_digits(c, digits);
        tb_buf_adds(out, digits);
    } else if (c) {
        tb_norm_text(c->raw, out);
    }
}

/* Does what is merged count for column K? */
static bool is_merged_into(const struct read *r, const struct tb_merge *range,
                           size_t k)
{
    long left = (long)range->first_column, right = (long)range->last_column;

    if (r->at[k] < left || r->at[k] > right)
        return false;
    return r->at[k] == left || r->at[0] < left || r->at[0] > right;
}

/* Remember what cells say that are merged from this row on. */
static void begin_merged(struct read *r, const struct tb_row *row)
{
    for (; r->next < r->merge_count; r->next++) {
        const struct tb_merge *m = &r->merges[r->next];
        if (m->first_row > row->number)
            return;
        for (size_t k = 0; k < r->listing->count; k++)
            if (m->last_row >= row->number && is_merged_into(r, m, k)) {
                r->merged[k].until = m->last_row;
                tb_listing_show(m->first_row == row->number
                                    ? tb_row_at(row, m->first_column)
                                    : NULL,
                                &r->merged[k].text);
            }
    }
}

static struct tb_str cell_text(struct read *r, const struct tb_row *row,
                               size_t k)
{
    const struct merged *m = &r->merged[k];

    tb_listing_show(r->at[k] < 0 ? NULL : tb_row_at(row, (uint32_t)r->at[k]),
                    &r->texts[k]);
    return r->texts[k].n == 0 && m->until >= row->number
               ? tb_buf_str(&m->text)
               : tb_buf_str(&r->texts[k]);
}

/* A header again has the name of the first column where the last one had it:
 * rows of data are not compared with every name. */
static bool is_header(const struct read *r, const struct tb_row *row, long *at)
{
    const struct tb_cell *first =
        r->has_header ? tb_row_at(row, (uint32_t)r->at[0]) : NULL;

    return (!r->has_header ||
            (first &&
             tb_listing_is_named(first->raw, r->listing->columns[0].names))) &&
           find_columns(r, row, at);
}

static int on_row(const struct tb_row *row, void *ctx)
{
    struct read *r = ctx;
    const struct tb_listing *l = r->listing;
    struct tb_listing_row out = { row->number, .at = r->at, .row = row };
    long at[TB_LISTING_COLUMNS];
    tb_listing_fn *take = l->each;

    if (is_header(r, row, at)) {
        r->has_header = true;
        memcpy(r->at, at, sizeof r->at);
        take = l->header;
    } else if (!r->has_header) {
        take = l->above;
        if (row->number >= HEADER_WITHIN)
            return 1;
    }
    begin_merged(r, row);
    for (size_t k = 0; k < l->count; k++)
        out.cells[k] = cell_text(r, row, k);
    if (take && take(&out, l->ctx, r->err) < 0)
        return tb_fail_in(r->err, "row %zu", row->number);
    return 0;
}

static int pass_over(const struct tb_row *row, void *ctx)
{
    (void)row;
    (void)ctx;
    return 0;
}

/* Read sheet I, if it has a header: twice, since a workbook says behind its
 * rows which of their cells are merged. */
static int read_once(struct read *r, struct tb_book *book, size_t i)
{
    for (size_t k = 0; k < TB_LISTING_COLUMNS; k++)
        r->at[k] = -1;
    if (tb_book_kind(book) == TB_BOOK_XLSX &&
        tb_book_read(book, i, pass_over, NULL, r->err) < 0)
        return -1;
    r->next = 0;
    tb_book_merges(book, i, &r->merges, &r->merge_count);
    return tb_book_read(book, i, on_row, r, r->err) < 0 ? -1 : 0;
}

/* Of a CSV the delimiter is guessed: perhaps the header is there with another.
 */
static int read_sheet(struct read *r, struct tb_book *book, size_t i)
{
    struct tb_err *err = r->err, ignored;
    int rc = read_once(r, book, i);

    while (!r->has_header && tb_book_next_delimiter(book)) {
        ignored = (struct tb_err){ 0 };
        r->err = &ignored;
        if (read_once(r, book, i) >= 0 && r->has_header) {
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

    for (size_t k = 0; k < r->listing->count; k++)
        if (r->listing->columns[k].required) {
            struct tb_str first = tb_str(r->listing->columns[k].names);
            first.n = tb_str_find(first, "|");
            tb_buf_addf(&names, "%s%.*s", names.n ? ", " : "",
                        TB_STR_ARG(first));
        }
    tb_fail(r->err, "no sheet has a header with the columns %s", names.p);
    tb_buf_free(&names);
    return -1;
}

int tb_listing_read_with(const char *path, const struct tb_listing *listing,
                         struct tb_err *err)
{
    struct read r = { .listing = listing, .err = err };
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
    for (size_t k = 0; k < TB_LISTING_COLUMNS; k++) {
        tb_buf_free(&r.texts[k]);
        tb_buf_free(&r.merged[k].text);
    }
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}

int tb_listing_read(const char *path, const struct tb_listing_column *columns,
                    size_t count, tb_listing_fn *each, void *ctx,
                    struct tb_err *err)
{
    return tb_listing_read_with(
        path,
        &(struct tb_listing){
            .columns = columns, .count = count, .each = each, .ctx = ctx },
        err);
}
