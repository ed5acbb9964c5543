/* xlsx_cells.c - the reference cell parser, over expat. */
#include <stdlib.h>

#include "xlsx.h"

enum place { OUTSIDE, IN_DATA, IN_ROW, IN_CELL };

struct parse {
    struct xlsx *book;
    struct xlsx_rows *rows;
    struct tb_err *err;
    enum place place;
    unsigned phonetic;
    bool in_value, in_formula, hidden, has_inline, preserve;
    uint64_t row;     /* its number; 0 before the first */
    uint64_t columns; /* one past the last cell's column */
    struct xlsx_raw raw;
    struct tb_buf text;
    size_t run; /* where the open <t> begins in TEXT */
};

bool xlsx_address(const char *ref, uint32_t *column, uint64_t *row)
{
    uint64_t c = 0, r = 0;

    for (; *ref >= 'A' && *ref <= 'Z' && c < 100000; ref++)
        c = c * 26 + (uint64_t)(*ref - 'A' + 1);
    if (c == 0 || c >= 100000)
        return false;
    for (; *ref >= '0' && *ref <= '9' && r < 100000000; ref++)
        r = r * 10 + (uint64_t)(*ref - '0');
    *column = (uint32_t)(c - 1);
    *row = r;
    return r > 0 && *ref == '\0';
}

static int start_row(struct parse *p, const char **atts)
{
    uint64_t number = p->row + 1;

    p->hidden = false;
    for (size_t i = 0; atts[i]; i += 2) {
        if (strcmp(atts[i], "r") == 0)
            number = strtoull(atts[i + 1], NULL, 10);
        else if (strcmp(atts[i], "hidden") == 0)
            p->hidden = strcmp(atts[i + 1], "0") != 0 &&
                        strcmp(atts[i + 1], "false") != 0;
    }
    if (number <= p->row)
        return tb_fail(p->err, "row %llu comes after row %llu",
                       (unsigned long long)number, (unsigned long long)p->row);
    if (number > p->book->limits->rows)
        return tb_fail(p->err, "row %llu lies beyond the last possible row",
                       (unsigned long long)number);
    p->row = number;
    p->columns = 0;
    p->place = IN_ROW;
    return 0;
}

static char type_of(const char *t)
{
    if (strcmp(t, "inlineStr") == 0)
        return 'i';
    if (strcmp(t, "str") == 0)
        return 't';
    return t[0] && strchr("sbedn", t[0]) && t[1] == '\0' ? t[0] : 'n';
}

static int start_cell(struct parse *p, const char **atts)
{
    uint32_t column = (uint32_t)p->columns;
    uint64_t row = p->row;

    p->raw = (struct xlsx_raw){ .type = 'n' };
    for (size_t i = 0; atts[i]; i += 2) {
        if (strcmp(atts[i], "r") == 0) {
            if (!xlsx_address(atts[i + 1], &column, &row) || row != p->row)
                return tb_fail(p->err, "cell '%.20s' stands in row %llu",
                               atts[i + 1], (unsigned long long)p->row);
        } else if (strcmp(atts[i], "s") == 0) {
            p->raw.style = (uint32_t)strtoul(atts[i + 1], NULL, 10);
        } else if (strcmp(atts[i], "t") == 0) {
            p->raw.type = type_of(atts[i + 1]);
        }
    }
    if (column < p->columns)
        return tb_fail(p->err, "row %llu: cells out of order or twice",
                       (unsigned long long)p->row);
    if (column >= p->book->limits->columns)
        return tb_fail(p->err, "row %llu: a cell lies beyond the last "
                               "possible column",
                       (unsigned long long)p->row);
    p->raw.column = column;
    p->columns = (uint64_t)column + 1;
    p->has_inline = false;
    tb_buf_clear(&p->text);
    p->place = IN_CELL;
    return 0;
}

static void start_in_cell(struct parse *p, const char *name, const char **atts)
{
    if (strcmp(name, "v") == 0) {
        p->in_value = !p->has_inline;
        p->run = p->text.n;
        p->preserve = true;
    } else if (strcmp(name, "t") == 0 && p->phonetic == 0) {
        const char *space = tb_xml_attribute(atts, "space");
        p->preserve = space && strcmp(space, "preserve") == 0;
        p->in_value = true;
        p->run = p->text.n;
    } else if (strcmp(name, "is") == 0) {
        tb_buf_clear(&p->text);
        p->has_inline = p->raw.filled = true;
        p->raw.type = 'i';
    } else if (strcmp(name, "f") == 0) {
        p->raw.formula = p->in_formula = true;
    } else if (strcmp(name, "rPh") == 0) {
        p->phonetic++;
    }
}

static int start(void *ctx, const char *name, const char **atts)
{
    struct parse *p = ctx;

    switch (p->place) {
    case IN_CELL:
        start_in_cell(p, name, atts);
        return 0;
    case IN_ROW:
        return strcmp(name, "c") == 0 ? start_cell(p, atts) : 0;
    case IN_DATA:
        return strcmp(name, "row") == 0 ? start_row(p, atts) : 0;
    default:
        if (strcmp(name, "sheetData") == 0)
            p->place = IN_DATA;
        return 0;
    }
}

static int text(void *ctx, const char *s, size_t n)
{
    struct parse *p = ctx;

    if (!p->in_value)
        return 0;
    if (p->text.n + n > p->book->limits->text)
        return tb_fail(p->err, "row %llu: a cell holds more text than a cell "
                               "can",
                       (unsigned long long)p->row);
    tb_buf_add(&p->text, tb_str_n(s, n));
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space around a <t> without xml:space="preserve" is no text. */
static void trim_run(struct parse *p)
{
    size_t from = p->run;

    if (p->preserve)
        return;
    while (p->text.n > p->run && is_blank(p->text.p[p->text.n - 1]))
        p->text.n--;
    while (from < p->text.n && is_blank(p->text.p[from]))
        from++;
    if (from > p->run) {
        memmove(p->text.p + p->run, p->text.p + from, p->text.n - from);
        p->text.n -= from - p->run;
    }
}

static void end_in_cell(struct parse *p, const char *name)
{
    if (strcmp(name, "v") == 0) {
        p->in_value = false;
        p->raw.filled = p->raw.filled || p->text.n > 0;
    } else if (strcmp(name, "t") == 0 && p->in_value) {
        p->in_value = false;
        trim_run(p);
    } else if (strcmp(name, "rPh") == 0) {
        p->phonetic--;
    }
}

static int end(void *ctx, const char *name)
{
    struct parse *p = ctx;

    switch (p->place) {
    case IN_CELL:
        if (strcmp(name, "c") != 0) {
            end_in_cell(p, name);
            return 0;
        }
        p->place = IN_ROW;
        p->raw.text = tb_buf_str(&p->text);
        if (xlsx_rows_cell(p->rows, &p->raw) == 0)
            return 0;
        return tb_fail_in(p->err, "row %llu", (unsigned long long)p->row);
    case IN_ROW:
        if (strcmp(name, "row") != 0)
            return 0;
        p->place = IN_DATA;
        return xlsx_rows_end(p->rows, p->row, p->hidden);
    case IN_DATA:
        if (strcmp(name, "sheetData") == 0)
            p->place = OUTSIDE;
        return 0;
    default:
        return 0;
    }
}

int xlsx_cells(struct xlsx *book, size_t sheet, struct xlsx_rows *rows,
               struct tb_err *err)
{
    struct parse p = { .book = book, .rows = rows, .err = err };
    const struct tb_xml xml = { start, end, text, &p };
    const struct xlsx_sheet *s = &book->sheets[sheet];
    long at = tb_zip_find(book->zip, s->part);
    int rc = -1;

    if (at < 0)
        tb_fail(err, "its content is missing in the file");
    else
        rc = tb_xml_part(book->zip, (size_t)at, book->limits, &xml, err);
    tb_buf_free(&p.text);
    return rc;
}
