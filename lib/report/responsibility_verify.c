/* responsibility_verify.c - a sheet that comes back, read and compared. */
#include "responsibility_verify.h"

#include <stdio.h>

#include "mark.h"
#include "norm.h"
#include "responsibility_page.h"
#include "sheet.h"

#define LINES_MAX 20100 /* of the hidden sheet, and */
#define TEXT_MAX 8192   /* bytes of its cells: more is not ours */

struct sheet_reading {
    struct tb_responsibility *record;
    bool is_one;
    struct tb_page page;
    int sheet;
};

static int take_record_line(const struct tb_row *row, void *ctx)
{
    struct sheet_reading *r = ctx;
    struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX] = { 0 };

    if (row->number > LINES_MAX)
        return 1;
    for (uint32_t i = 0; i < TB_RESPONSIBILITY_LINE_MAX; i++) {
        const struct tb_cell *c = tb_row_at(row, i);
        cells[i] = c ? c->raw : tb_str("");
        if (cells[i].n > TEXT_MAX)
            return 0;
    }
    if (row->number == 1)
        r->is_one = tb_str_is(cells[0], TB_RESPONSIBILITY_MARK) &&
                    tb_responsibility_take(r->record, cells, TB_LEN(cells));
    else if (r->is_one)
        tb_responsibility_take(r->record, cells, TB_LEN(cells));
    return 0;
}

static int check_printed_row(const struct tb_row *row, void *ctx)
{
    struct sheet_reading *r = ctx;

    for (size_t i = 0; i < r->page.count; i++) {
        struct tb_printed *at = &r->page.list[i];
        const struct tb_cell *c;
        char digits[32];
        if (at->sheet != r->sheet || at->row + 1 != row->number ||
            !(c = tb_row_at(row, at->column)))
            continue;
        if (c->kind == TB_CELL_NUMBER) {
            tb_norm_show_number(c->number, digits);
            at->is_found = tb_str_is(at->text, digits);
        } else {
            at->is_found = tb_str_eq(at->text, c->raw);
        }
    }
    return 0;
}

/* Every part of the record that others rely on must be there. */
static bool has_every_part(const struct sheet_reading *r)
{
    for (size_t i = 0; i < TB_RESPONSIBILITY_HEADS; i++)
        if (!r->record->head[i].p)
            return false;
    return r->is_one && r->record->hash[0] != '\0';
}

/* The sheet called NAME, or the number of sheets. */
static size_t find_sheet_named(struct tb_book *book, const char *name)
{
    size_t i = 0;

    while (i < tb_book_sheets(book) &&
           !tb_str_is(tb_book_sheet(book, i).name, name))
        i++;
    return i;
}

static int read_hidden_record(struct sheet_reading *r, struct tb_book *book,
                              struct tb_err *err)
{
    size_t meta = find_sheet_named(book, TB_TEMPLATE_META);

    if (tb_book_kind(book) == TB_BOOK_XLSX && meta < tb_book_sheets(book) &&
        tb_book_read(book, meta, take_record_line, r, err) < 0)
        return -1;
    return has_every_part(r) ? 0 : tb_fail(err, "is no responsibility sheet");
}

static int read_printed(struct sheet_reading *r, struct tb_book *book,
                        struct tb_err *err)
{
    tb_page_make(r->record, &r->page);
    for (r->sheet = 0; r->sheet < TB_PAGE_SHEETS; r->sheet++) {
        size_t at = find_sheet_named(book, tb_page_sheets[r->sheet].name);
        if (at < tb_book_sheets(book) &&
            tb_book_read(book, at, check_printed_row, r, err) < 0)
            return -1;
    }
    return 0;
}

static size_t tell_altered(const struct sheet_reading *r,
                           tb_responsibility_told_fn *each, void *ctx)
{
    size_t altered = 0;

    for (size_t i = 0; i < r->page.count; i++) {
        const struct tb_printed *at = &r->page.list[i];
        char text[160], column[8];
        if (at->is_found || at->is_free || at->text.n == 0)
            continue;
        tb_column_name(at->column, column);
        snprintf(text, sizeof text, "打印的内容被改动过：%s!%s%u",
                 tb_page_sheets[at->sheet].name, column, at->row + 1);
        each(tb_str(""), text, true, ctx);
        altered++;
    }
    return altered;
}

int tb_responsibility_read(const char *path, struct tb_responsibility *record,
                           tb_responsibility_told_fn *each, void *ctx,
                           size_t *altered, struct tb_err *err)
{
    struct sheet_reading r = { .record = record };
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, err) < 0 ||
        read_hidden_record(&r, book, err) < 0 ||
        read_printed(&r, book, err) < 0)
        goto done;
    *altered = tell_altered(&r, each, ctx);
    rc = 0;
done:
    tb_page_free(&r.page);
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}

int tb_responsibility_verify(struct tb_campaign *c, const char *path,
                             tb_responsibility_told_fn *each, void *ctx,
                             bool *same, struct tb_err *err)
{
    struct tb_responsibility then = { 0 };
    size_t altered = 0;
    int rc = tb_responsibility_read(path, &then, each, ctx, &altered, err);

    if (rc == 0)
        rc = tb_responsibility_compare(c, &then, each, ctx, same, err);
    *same = *same && altered == 0;
    tb_responsibility_free(&then);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}
