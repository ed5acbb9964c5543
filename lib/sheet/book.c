/* book.c - one door to every kind of spreadsheet. */
#include <stdlib.h>

#include "compound.h"
#include "encoding.h"
#include "mem.h"
#include "read_csv.h"
#include "sheet.h"
#include "sniff.h"
#include "xlsx.h"

#define HEAD 8192

const struct tb_limits tb_limits_default = {
    .file = (uint64_t)256 << 20,
    .part = (uint64_t)1 << 30,
    .total = (uint64_t)2 << 30,
    .ratio = 500,
    .entries = 4096,
    .strings = (uint64_t)256 << 20,
    .sheets = 512,
    .rows = 1048576,
    .columns = 16384,
    .cells = 50000000,
    .text = 32767 * 4,
    .depth = 64,
    .attributes = 64,
    .token = (uint64_t)1 << 20,
};

struct tb_book {
    enum tb_book_kind kind;
    const struct tb_limits *limits;
    struct xlsx *xlsx;
    struct tb_buf text; /* of a CSV */
    const char *encoding;
    char delimiter, guess; /* of a CSV */
    size_t tried;          /* delimiters beside the guess */
};

static int open_text(struct tb_book *b, const struct tb_source *source,
                     struct tb_err *err)
{
    struct tb_buf bytes = { 0 };
    int rc = -1;

    b->kind = TB_BOOK_CSV;
    if (tb_source_all(source, &bytes, err) == 0 &&
        tb_decode(tb_buf_str(&bytes), &b->text, &b->encoding, err) == 0)
        rc = 0;
    if (rc == 0)
        b->guess = b->delimiter = tb_csv_delimiter(tb_buf_str(&b->text));
    tb_buf_free(&bytes);
    return rc;
}

static int open_zip(struct tb_book *b, const struct tb_source *source,
                    struct tb_err *err)
{
    struct tb_zip *zip = NULL;

    b->kind = TB_BOOK_XLSX;
    if (tb_zip_open(source, b->limits, &zip, err) < 0)
        return -1;
    if (xlsx_open(zip, b->limits, &b->xlsx, err) < 0) {
        tb_zip_close(zip);
        return -1;
    }
    return 0;
}

int tb_book_open(const struct tb_source *source, const struct tb_limits *limits,
                 struct tb_book **book, struct tb_err *err)
{
    char head[HEAD];
    const char *advice;
    struct tb_book *b;
    long n = tb_source_read(source, 0, head, sizeof head);
    int rc;

    if (n < 0)
        return tb_fail(err, "cannot be read");
    if (source->size > limits->file)
        return tb_fail(err, "larger than the limit of %llu MiB",
                       (unsigned long long)(limits->file >> 20));
    b = tb_alloc(1, sizeof *b);
    b->limits = limits;
    switch (tb_sniff(tb_str_n(head, (size_t)n), &advice)) {
    case TB_SNIFF_ZIP:
        rc = open_zip(b, source, err);
        break;
    case TB_SNIFF_TEXT:
        rc = open_text(b, source, err);
        break;
    case TB_SNIFF_COMPOUND:
        rc = tb_fail(err, "%s", tb_translate(tb_compound_advice(source)));
        break;
    default:
        rc = tb_fail(err, "%s", tb_translate(advice));
        break;
    }
    if (rc < 0) {
        tb_book_close(b);
        return -1;
    }
    *book = b;
    return 0;
}

void tb_book_close(struct tb_book *b)
{
    if (!b)
        return;
    xlsx_close(b->xlsx);
    tb_buf_free(&b->text);
    free(b);
}

enum tb_book_kind tb_book_kind(const struct tb_book *b)
{
    return b->kind;
}

const char *tb_book_encoding(const struct tb_book *b)
{
    return b->encoding ? b->encoding : "UTF-8";
}

bool tb_book_next_delimiter(struct tb_book *b)
{
    static const char all[] = TB_CSV_DELIMITERS;
    struct tb_str text = tb_buf_str(&b->text);

    if (b->kind != TB_BOOK_CSV || tb_csv_says_delimiter(text))
        return false;
    while (b->tried < sizeof all - 1) {
        char c = all[b->tried++];
        if (c != b->guess && text.n > 0 && memchr(text.p, c, text.n)) {
            b->delimiter = c;
            return true;
        }
    }
    b->tried = 0;
    b->delimiter = b->guess;
    return false;
}

size_t tb_book_sheets(const struct tb_book *b)
{
    return b->kind == TB_BOOK_CSV ? 1 : b->xlsx->sheet_count;
}

struct tb_sheet_info tb_book_sheet(const struct tb_book *b, size_t index)
{
    struct tb_sheet_info info = { .name = tb_str("") };

    if (b->kind == TB_BOOK_XLSX) {
        info.name = b->xlsx->sheets[index].name;
        info.hidden = b->xlsx->sheets[index].hidden;
        info.is_missing = b->xlsx->sheets[index].is_missing;
    }
    return info;
}

bool tb_book_merges(const struct tb_book *b, size_t index,
                    const struct tb_merge **list, size_t *count)
{
    const struct xlsx_sheet *s =
        b->kind == TB_BOOK_XLSX ? &b->xlsx->sheets[index] : NULL;
    bool is_known = !s || s->merges_known;

    *list = s && is_known ? s->merges : NULL;
    *count = *list ? s->merge_count : 0;
    return is_known;
}

static int read_xlsx(struct xlsx *x, size_t index, tb_row_fn *each, void *ctx,
                     struct tb_err *err)
{
    struct xlsx_rows rows = { .book = x, .each = each, .ctx = ctx, .err = err };
    int rc;

    if (x->sheets[index].is_missing)
        return 0;
    rc = xlsx_strings_load(x, err);
    if (rc == 0) {
        rc = xlsx_cells(x, index, &rows, err);
        if (rc < 0 && err->status != TB_OK)
            tb_fail_in(err, "sheet '%.*s'", TB_STR_ARG(x->sheets[index].name));
    }
    xlsx_rows_free(&rows);
    return rc;
}

int tb_book_read(struct tb_book *b, size_t index, tb_row_fn *each, void *ctx,
                 struct tb_err *err)
{
    if (b->kind == TB_BOOK_CSV)
        return tb_csv_read_with(tb_buf_str(&b->text), b->delimiter, b->limits,
                                each, ctx, err);
    return read_xlsx(b->xlsx, index, each, ctx, err);
}
