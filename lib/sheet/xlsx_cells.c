/* xlsx_cells.c - the reference cell parser, over expat. */
#include <assert.h>
#include <stdlib.h>

#include "xlsx.h"

enum place { OUTSIDE, IN_DATA, IN_ROW, IN_CELL };

struct parse {
    struct xlsx_cells cells;
    enum place place;
    struct xlsx_sheet *sheet;
    bool in_merges;
    unsigned phonetic;
    bool in_value, has_inline, preserve;
    struct xlsx_raw raw;
    struct tb_buf text;
    size_t run;   /* where the open <t> begins in TEXT */
    size_t trail; /* blanks at its end, should nothing follow */
};

static int start_row(struct parse *p, const char **atts)
{
    uint64_t number = 0;
    bool hidden = false;

    for (size_t i = 0; atts[i]; i += 2) {
        if (strcmp(atts[i], "r") == 0) {
            number = strtoull(atts[i + 1], NULL, 10);
            if (number == 0)
                return tb_fail(p->cells.err, "a row has the number '%.20s'",
                               atts[i + 1]);
        } else if (strcmp(atts[i], "hidden") == 0) {
            hidden = strcmp(atts[i + 1], "0") != 0 &&
                     strcmp(atts[i + 1], "false") != 0;
        }
    }
    p->place = IN_ROW;
    return xlsx_cells_row(&p->cells, number, hidden);
}

static int start_cell(struct parse *p, const char **atts)
{
    struct tb_str ref = { NULL, 0 };

    p->raw = (struct xlsx_raw){ .type = 'n' };
    for (size_t i = 0; atts[i]; i += 2) {
        if (strcmp(atts[i], "r") == 0)
            ref = tb_str(atts[i + 1]);
        else if (strcmp(atts[i], "s") == 0)
            p->raw.style = (uint32_t)strtoul(atts[i + 1], NULL, 10);
        else if (strcmp(atts[i], "t") == 0)
            p->raw.type = xlsx_type(tb_str(atts[i + 1]));
    }
    p->has_inline = false;
    p->trail = 0;
    tb_buf_clear(&p->text);
    p->place = IN_CELL;
    return xlsx_cells_cell(&p->cells, ref, &p->raw);
}

static void start_in_cell(struct parse *p, const char *name, const char **atts)
{
    if (strcmp(name, "v") == 0) {
        p->in_value = !p->has_inline;
        p->run = p->text.n;
        p->preserve = true;
    } else if (strcmp(name, "t") == 0 && p->phonetic == 0) {
        const char *space = tb_xml_attribute(atts, "xml:space");
        p->preserve = space && strcmp(space, "preserve") == 0;
        p->in_value = true;
        p->run = p->text.n;
    } else if (strcmp(name, "is") == 0) {
        tb_buf_clear(&p->text);
        p->trail = 0;
        p->has_inline = p->raw.filled = true;
        p->raw.type = 'i';
    } else if (strcmp(name, "f") == 0) {
        p->raw.formula = true;
    } else if (strcmp(name, "rPh") == 0) {
        p->phonetic++;
    }
}

static int start_outside(struct parse *p, unsigned depth, const char *name,
                         const char **atts)
{
    if (depth == 2) {
        p->in_merges = strcmp(name, "mergeCells") == 0;
        if (strcmp(name, "sheetData") == 0)
            p->place = IN_DATA;
    } else if (depth == 3 && p->in_merges && strcmp(name, "mergeCell") == 0) {
        return xlsx_merges_add(p->sheet, tb_xml_attribute(atts, "ref"),
                               p->cells.err);
    }
    return 0;
}

static int start(void *ctx, unsigned depth, const char *name, const char **atts)
{
    struct parse *p = ctx;

    switch (p->place) {
    case IN_CELL:
        start_in_cell(p, name, atts);
        return 0;
    case IN_ROW:
        return depth == 4 && strcmp(name, "c") == 0 ? start_cell(p, atts) : 0;
    case IN_DATA:
        return depth == 3 && strcmp(name, "row") == 0 ? start_row(p, atts) : 0;
    default:
        return start_outside(p, depth, name, atts);
    }
}

static int text(void *ctx, const char *s, size_t n)
{
    struct parse *p = ctx;

    if (!p->in_value)
        return 0;
    if (p->text.n + n > p->cells.book->limits->text)
        return tb_fail(p->cells.err,
                       "row %llu: a cell holds more text than "
                       "a cell can",
                       (unsigned long long)p->cells.row);
    tb_buf_add(&p->text, tb_str_n(s, n));
    return 0;
}

static void end_in_cell(struct parse *p, const char *name)
{
    if (strcmp(name, "v") == 0) {
        p->in_value = false;
        /* a formula whose text is empty has been computed all the same */
        p->raw.filled = p->raw.filled || p->text.n > 0 || p->raw.type == 't';
    } else if (strcmp(name, "t") == 0 && p->in_value) {
        p->in_value = false;
        xlsx_run_end(&p->text, p->run, p->preserve, &p->trail);
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
        xlsx_runs_end(&p->text, &p->trail);
        p->raw.text = tb_buf_str(&p->text);
        return xlsx_cells_take(&p->cells, &p->raw);
    case IN_ROW:
        if (strcmp(name, "row") != 0)
            return 0;
        p->place = IN_DATA;
        return 0;
    case IN_DATA:
        if (strcmp(name, "sheetData") != 0)
            return 0;
        p->place = OUTSIDE;
        return xlsx_cells_end(&p->cells);
    default:
        return 0;
    }
}

static const char data_tag[] = "<sheetData>";

/* Give expat all up to and including <sheetData>; what stands before it is
 * its business.  *FOUND: the scanner may begin. */
static int read_head(struct parse *p, struct xlsx_window *w,
                     struct tb_xml_parser *xml, bool *found)
{
    const size_t tag = sizeof data_tag - 1;
    int rc = 0;

    *found = false;
    while (rc == 0 && !w->is_end && w->bytes.n < 65536)
        rc = xlsx_window_fill(w);
    if (rc >= 0) {
        struct tb_str all = tb_buf_str(&w->bytes);
        size_t at = tb_str_find(all, data_tag);
        if (at + tag > all.n || p->cells.book->limits->reference ||
            !xlsx_is_plain_head(tb_str_n(all.p, at)))
            return 0;
        w->at = at + tag;
        rc = tb_xml_feed(xml, tb_str_n(all.p, at + tag), false);
        *found = p->place == IN_DATA && tb_xml_is_plain(xml, 2);
    }
    return rc;
}

/* Rows by the scanner, until it meets something that is not plain. */
static int read_plain(struct parse *p, struct xlsx_window *w)
{
    int rc = 0;

    for (;;) {
        const char *at = w->bytes.p + w->at;
        enum xlsx_scan verdict = xlsx_scan_row(
            &p->cells, &at, w->bytes.p + w->bytes.n, &p->text, &rc);
        w->at = (size_t)(at - w->bytes.p);
        if (verdict == XLSX_SCAN_FAILED)
            return -1;
        if (verdict == XLSX_SCAN_STOPPED)
            return rc;
        if (verdict == XLSX_SCAN_UNUSUAL)
            return 0;
        if (verdict == XLSX_SCAN_MORE) {
            if (w->is_end)
                return 0;
            rc = xlsx_window_fill(w);
            if (rc != 0)
                return rc < 0 ? -1 : 0;
        }
    }
}

int xlsx_cells(struct xlsx *book, size_t sheet, struct xlsx_rows *rows,
               struct tb_err *err)
{
    struct parse p = { .cells = { .book = book, .rows = rows, .err = err },
                       .sheet = &book->sheets[sheet] };
    const struct tb_xml handlers = { start, end, text, &p };
    struct xlsx_window w = { .zip = book->zip, .err = err };
    struct tb_xml_parser *xml = NULL;
    long at = tb_zip_find(book->zip, book->sheets[sheet].part);
    bool plain = false;
    int rc;

    assert(at >= 0); /* else the sheet is missing, and not read */
    xlsx_merges_begin(p.sheet);
    xml = tb_xml_new(book->limits, &handlers, err);
    rc = tb_zip_start(book->zip, (size_t)at, err);
    if (rc == 0)
        rc = read_head(&p, &w, xml, &plain);
    if (rc == 0 && plain)
        rc = read_plain(&p, &w);
    if (rc == 0)
        rc = xlsx_window_rest(&w, xml);
    if (rc == 0)
        rc = tb_zip_finish(book->zip, err);
    if (rc == 0)
        xlsx_merges_end(p.sheet);
    tb_zip_abandon(book->zip);
    tb_xml_free(xml);
    tb_buf_free(&p.text);
    tb_buf_free(&w.bytes);
    return rc;
}
