/* read_csv.c - libcsv, with its silences made loud. */
#include "read_csv.h"

#include <csv.h>
#include <stdlib.h>

#include "mem.h"

#define BLOCK 65536
#define FIELD_MAX ((size_t)2 << 20)

/* Where in its fields a text is.  libcsv is strict about all quotes or, out of
 * its strict mode, about none: it would then join what follows a closing quote
 * to the field, rows and all. */
struct quotes {
    enum { AT_START, UNQUOTED, QUOTED, CLOSED, CLOSED_BLANK } place;
    char delimiter;
    size_t row;
    uint32_t column;
    bool after_cr;
};

struct parse {
    struct quotes quotes;
    const struct tb_limits *limits;
    tb_row_fn *each;
    void *ctx;
    struct tb_err *err;
    struct tb_cell *cells;
    size_t *at;
    size_t count, room;
    uint64_t column;
    size_t number; /* of the row that is being read */
    struct tb_buf text;
    int last; /* what ended the row before: '\r', '\n' or -1 */
    int rc;
};

/* libcsv grows its field buffer without end: here it ends. */
static void *limited_realloc(void *p, size_t n)
{
    return n > FIELD_MAX ? NULL : realloc(p, n);
}

static void on_field(void *data, size_t n, void *ctx)
{
    struct parse *p = ctx;

    p->last = -1;
    if (p->rc != 0)
        return;
    if (n > p->limits->text || p->column >= p->limits->columns) {
        p->rc = tb_fail(p->err,
                        "row %zu: a field is too long, or there are "
                        "too many",
                        p->number);
        return;
    }
    if (n > 0) {
        if (p->count == p->room) {
            size_t room = p->room;
            p->cells = tb_grow(p->cells, p->count, &room, sizeof *p->cells);
            p->at = tb_grow(p->at, p->count, &p->room, sizeof *p->at);
        }
        p->at[p->count] = p->text.n;
        p->cells[p->count++] = (struct tb_cell){ .column = (uint32_t)p->column,
                                                 .kind = TB_CELL_TEXT,
                                                 .raw = tb_str_n(NULL, n) };
        tb_buf_add(&p->text, tb_str_n(data, n));
    }
    p->column++;
}

static void on_row(int c, void *ctx)
{
    struct parse *p = ctx;
    bool is_crlf = c == '\n' && p->last == '\r' && p->column == 0;

    p->last = c;
    if (is_crlf || p->rc != 0)
        return;
    if (p->number > p->limits->rows) {
        p->rc = tb_fail(p->err, "more than %llu rows",
                        (unsigned long long)p->limits->rows);
        return;
    }
    if (p->count > 0) {
        struct tb_row row = { .number = p->number,
                              .count = p->count,
                              .cells = p->cells };
        for (size_t i = 0; i < p->count; i++)
            p->cells[i].raw.p = p->text.p + p->at[i];
        p->rc = p->each(&row, p->ctx);
    }
    p->number++;
    p->column = p->count = 0;
    tb_buf_clear(&p->text);
}

/* How long a first line "sep=;" is, with its line end; 0: there is none. */
static size_t sep_line(struct tb_str s)
{
    if (s.n < 5 || !tb_str_starts(s, "sep=") || !strchr(",;\t|", s.p[4]) ||
        (s.n > 5 && s.p[5] != '\r' && s.p[5] != '\n'))
        return 0;
    if (s.n > 6 && s.p[5] == '\r' && s.p[6] == '\n')
        return 7;
    return s.n > 5 ? 6 : 5;
}

#define TITLE_LINES 20 /* at most, above the first line of a list */

/* Does one of the first lines have a TAB?  What stands between commas and
 * semicolons may be text, a TAB is none. */
static bool has_tab(struct tb_str s)
{
    size_t lines = 0;

    for (size_t i = 0; i < s.n && lines < TITLE_LINES; i++) {
        if (s.p[i] == '\t')
            return true;
        lines += s.p[i] == '\n';
    }
    return false;
}

bool tb_csv_says_delimiter(struct tb_str s)
{
    return sep_line(s) > 0;
}

char tb_csv_delimiter(struct tb_str s)
{
    static const char candidates[] = TB_CSV_DELIMITERS;
    size_t counts[sizeof candidates - 1] = { 0 }, best = 0;
    bool quoted = false, seen = false, at_start = true;

    if (sep_line(s) > 0)
        return s.p[4];
    for (size_t i = 0; i < s.n; i++) {
        const char *c = s.p[i] ? strchr(candidates, s.p[i]) : NULL;
        if (s.p[i] == '"' && (quoted || at_start))
            quoted = !quoted;
        if (!quoted && (s.p[i] == '\n' || s.p[i] == '\r') && seen)
            break;
        seen = seen || (s.p[i] != '\n' && s.p[i] != '\r');
        if (!quoted && c)
            counts[c - candidates]++;
        at_start = c || s.p[i] == '\n' || s.p[i] == '\r' ||
                   (at_start && s.p[i] == ' ');
    }
    for (size_t k = 1; k < TB_LEN(counts); k++)
        if (counts[k] > counts[best])
            best = k;
    return counts[best] == 0 && has_tab(s) ? '\t' : candidates[best];
}

/* ---- quotes ---- */

static void end_line(struct quotes *q, char c)
{
    bool is_crlf = c == '\n' && q->after_cr;

    q->after_cr = c == '\r';
    q->place = AT_START;
    q->column = 0;
    q->row += !is_crlf;
}

/* The next byte; false when it follows a closing quote. */
static bool look_at(struct quotes *q, char c)
{
    if (q->place == QUOTED) {
        if (c == '"')
            q->place = CLOSED;
        return true;
    }
    if (c == '\n' || c == '\r') {
        end_line(q, c);
        return true;
    }
    q->after_cr = false;
    if (c == q->delimiter) {
        q->place = AT_START;
        q->column++;
    } else if (c == '"' && (q->place == AT_START || q->place == CLOSED)) {
        q->place = QUOTED;
    } else if (q->place >= CLOSED) {
        q->place = CLOSED_BLANK;
        return c == ' ' || c == '\t';
    } else if (c != ' ' && c != '\t') {
        q->place = UNQUOTED;
    }
    return true;
}

/* How many bytes of TEXT are well; what is not, is the next. */
static size_t look_at_all(struct quotes *q, struct tb_str text)
{
    size_t n = 0;

    while (n < text.n && look_at(q, text.p[n]))
        n++;
    return n;
}

static int bad_quote(struct parse *p, const char *format)
{
    char column[8];

    tb_column_name(p->quotes.column, column);
    return tb_fail(p->err, tb_translate(format), p->quotes.row, column);
}

static int explain(struct parse *p)
{
    if (p->rc != 0)
        return p->rc;
    return tb_fail(p->err, "row %zu: a field is longer than %zu KiB", p->number,
                   FIELD_MAX >> 10);
}

static int parse(struct parse *p, struct csv_parser *csv, struct tb_str text)
{
    while (text.n > 0) {
        size_t n = text.n < BLOCK ? text.n : BLOCK;
        size_t well = look_at_all(&p->quotes, tb_str_n(text.p, n));
        if (csv_parse(csv, text.p, well, on_field, on_row, p) != well ||
            p->rc != 0)
            return explain(p);
        if (well < n)
            return bad_quote(p, N_("row %zu, column %s: text behind a closing "
                                   "quote; double the quotes inside the field, "
                                   "or save the list as .xlsx"));
        text = tb_str_from(text, n);
    }
    if (p->quotes.place == QUOTED)
        return bad_quote(p, N_("row %zu, column %s: a quote is left open; "
                               "close it, or save the list as .xlsx"));
    csv_fini(csv, on_field, on_row, p);
    return p->rc;
}

int tb_csv_read(struct tb_str text, const struct tb_limits *limits,
                tb_row_fn *each, void *ctx, struct tb_err *err)
{
    return tb_csv_read_with(text, tb_csv_delimiter(text), limits, each, ctx,
                            err);
}

int tb_csv_read_with(struct tb_str text, char delimiter,
                     const struct tb_limits *limits, tb_row_fn *each, void *ctx,
                     struct tb_err *err)
{
    struct parse p = { .limits = limits,
                       .each = each,
                       .ctx = ctx,
                       .err = err,
                       .number = 1,
                       .last = -1 };
    struct csv_parser csv;
    int rc;

    if (csv_init(&csv, CSV_REPALL_NL) != 0)
        return tb_fail_as(err, TB_NOMEM, "out of memory");
    csv_set_delim(&csv, (unsigned char)delimiter);
    csv_set_realloc_func(&csv, limited_realloc);
    csv_set_blk_size(&csv, BLOCK);
    if (sep_line(text) > 0) {
        text = tb_str_from(text, sep_line(text));
        p.number = 2;
    }
    p.quotes = (struct quotes){ .delimiter = delimiter, .row = p.number };
    rc = parse(&p, &csv, text);
    csv_free(&csv);
    free(p.cells);
    free(p.at);
    tb_buf_free(&p.text);
    return rc;
}
