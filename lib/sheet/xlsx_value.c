/* xlsx_value.c - raw cells become values. */
#include <stdlib.h>

#include "date.h"
#include "mem.h"
#include "norm.h"
#include "xlsx.h"

/* Digits only, at most 15 of them: the plain case, without strtod. */
static bool small_integer(struct tb_str s, double *number)
{
    long value = 0;

    if (s.n == 0 || s.n > 15)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        value = value * 10 + (s.p[i] - '0');
    }
    *number = (double)value;
    return true;
}

static int bad_number(struct xlsx_rows *r, const struct xlsx_raw *raw)
{
    char name[8];

    tb_column_name(raw->column, name);
    return tb_fail(r->err, "column %s: '%.*s' is no number, as it claims", name,
                   (int)(raw->text.n < 40 ? raw->text.n : 40), raw->text.p);
}

static int number_cell(struct xlsx_rows *r, const struct xlsx_raw *raw,
                       struct tb_cell *c)
{
    const struct xlsx *b = r->book;
    struct xlsx_style style = { 0 };

    if (!small_integer(raw->text, &c->number) &&
        !tb_norm_number(tb_str_trim(raw->text), &c->number))
        return bad_number(r, raw);
    if (raw->style < b->style_count)
        style = b->styles[raw->style];
    c->kind = style.kind == TB_NUMFMT_DATE ? TB_CELL_DATE : TB_CELL_NUMBER;
    c->zeros = style.zeros;
    if (c->kind == TB_CELL_DATE && b->is_1904)
        c->number += 1462;
    return 0;
}

static int shared_cell(struct xlsx_rows *r, const struct xlsx_raw *raw,
                       struct tb_cell *c)
{
    double index;

    if (!small_integer(tb_str_trim(raw->text), &index) ||
        index >= (double)r->book->strings.count)
        return tb_fail(r->err,
                       "a cell refers to shared string '%.*s', which "
                       "is not in the file",
                       (int)(raw->text.n < 20 ? raw->text.n : 20), raw->text.p);
    c->raw = xlsx_string(r->book, (size_t)index);
    return 0;
}

/* An ISO 8601 date (t="d") becomes the number that other files hold. */
static void iso_cell(const struct xlsx_raw *raw, struct tb_cell *c)
{
    struct tb_date date;

    if (!tb_date_parse(raw->text, &date) || date.day == 0)
        return; /* it stays text, and the schema will say what it thinks */
    c->kind = TB_CELL_DATE;
    c->number = (double)tb_date_serial(&date);
}

static int convert(struct xlsx_rows *r, const struct xlsx_raw *raw,
                   struct tb_cell *c)
{
    switch (raw->type) {
    case 's':
        return shared_cell(r, raw, c);
    case 'b':
        c->kind = TB_CELL_BOOL;
        c->number = tb_str_is(raw->text, "1") || tb_str_is(raw->text, "true");
        return 0;
    case 'e':
        c->kind = TB_CELL_ERROR;
        return 0;
    case 'd':
        iso_cell(raw, c);
        return 0;
    case 'n':
        return number_cell(r, raw, c);
    default:
        return 0;
    }
}

/* Text that lives only as long as the parse: keep it for this row. */
static size_t keep(struct xlsx_rows *r, struct tb_str s, bool is_escaped)
{
    size_t at = r->text.n;

    if (is_escaped)
        xlsx_unescape(s, &r->text);
    else
        tb_buf_add(&r->text, s);
    return at;
}

int xlsx_rows_cell(struct xlsx_rows *r, const struct xlsx_raw *raw)
{
    struct tb_cell c = { .column = raw->column,
                         .kind = TB_CELL_TEXT,
                         .formula = raw->formula };
    size_t at = SIZE_MAX;

    if (raw->text.n == 0 && !(raw->formula && !raw->filled))
        return 0; /* no value: a style, an empty text */
    if (r->bytes > r->book->limits->part / 2)
        return tb_fail(r->err,
                       "the texts of one sheet are larger than %llu "
                       "MiB",
                       (unsigned long long)(r->book->limits->part >> 21));
    if (++r->total > r->book->limits->cells)
        return tb_fail(r->err, "more than %llu cells in one sheet",
                       (unsigned long long)r->book->limits->cells);
    r->bytes += raw->text.n;
    if (raw->text.n == 0) {
        c.kind = TB_CELL_PENDING;
    } else {
        if (convert(r, raw, &c) < 0)
            return -1;
        if (raw->type == 's') {
            if (c.raw.n == 0)
                return 0;
            r->bytes += c.raw.n;
        } else {
            at = keep(r, raw->text, raw->type == 't' || raw->type == 'i');
            c.raw.n = r->text.n - at;
        }
    }
    if (r->count == r->room) {
        size_t room = r->room;
        r->cells = tb_grow(r->cells, r->count, &room, sizeof *r->cells);
        r->at = tb_grow(r->at, r->count, &r->room, sizeof *r->at);
    }
    r->at[r->count] = at;
    r->cells[r->count++] = c;
    return 0;
}

int xlsx_rows_end(struct xlsx_rows *r, size_t number, bool hidden)
{
    struct tb_row row = {
        .number = number, .count = r->count, .cells = r->cells, .hidden = hidden
    };
    int rc = 0;

    for (size_t i = 0; i < r->count; i++)
        if (r->at[i] != SIZE_MAX)
            r->cells[i].raw.p = r->text.p + r->at[i];
    if (r->count > 0)
        rc = r->each(&row, r->ctx);
    r->count = 0;
    tb_buf_clear(&r->text);
    return rc;
}

void xlsx_rows_drop(struct xlsx_rows *r, size_t count, size_t text)
{
    r->total -= r->count - count;
    r->count = count;
    r->text.n = text;
}

void xlsx_rows_free(struct xlsx_rows *r)
{
    free(r->cells);
    free(r->at);
    tb_buf_free(&r->text);
}
