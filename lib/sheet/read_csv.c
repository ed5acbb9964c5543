/* read_csv.c - libcsv, with its silences made loud. */
#include "read_csv.h"

#include <csv.h>
#include <stdlib.h>

#include "mem.h"

#define BLOCK 65536
#define FIELD_MAX ((size_t)2 << 20)

struct parse {
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

char tb_csv_delimiter(struct tb_str s)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = { 0 }, best = 0;
    bool quoted = false, seen = false;

    if (sep_line(s) > 0)
        return s.p[4];
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            quoted = !quoted;
        if (!quoted && (s.p[i] == '\n' || s.p[i] == '\r') && seen)
            break;
        seen = seen || (s.p[i] != '\n' && s.p[i] != '\r');
        for (size_t k = 0; !quoted && k < 3; k++)
            counts[k] += s.p[i] == candidates[k];
    }
    for (size_t k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return counts[best] == 0 && has_tab(s) ? '\t' : candidates[best];
}

static int explain(struct parse *p, struct csv_parser *csv)
{
    if (p->rc != 0)
        return p->rc;
    if (csv_error(csv) == CSV_EPARSE)
        return tb_fail(p->err, "row %zu: stray quote", p->number);
    return tb_fail(p->err, "row %zu: a field is longer than %zu KiB", p->number,
                   FIELD_MAX >> 10);
}

static int parse(struct parse *p, struct csv_parser *csv, struct tb_str text)
{
    while (text.n > 0) {
        size_t n = text.n < BLOCK ? text.n : BLOCK;
        if (csv_parse(csv, text.p, n, on_field, on_row, p) != n || p->rc != 0)
            return explain(p, csv);
        text = tb_str_from(text, n);
    }
    if (csv_fini(csv, on_field, on_row, p) != 0)
        return tb_fail(p->err, "row %zu: quote left open", p->number);
    return p->rc;
}

int tb_csv_read(struct tb_str text, const struct tb_limits *limits,
                tb_row_fn *each, void *ctx, struct tb_err *err)
{
    struct parse p = { .limits = limits,
                       .each = each,
                       .ctx = ctx,
                       .err = err,
                       .number = 1,
                       .last = -1 };
    struct csv_parser csv;
    int rc;

    if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return tb_fail_as(err, TB_NOMEM, "out of memory");
    csv_set_delim(&csv, (unsigned char)tb_csv_delimiter(text));
    csv_set_realloc_func(&csv, limited_realloc);
    csv_set_blk_size(&csv, BLOCK);
    if (sep_line(text) > 0) {
        text = tb_str_from(text, sep_line(text));
        p.number = 2;
    }
    rc = parse(&p, &csv, text);
    csv_free(&csv);
    free(p.cells);
    free(p.at);
    tb_buf_free(&p.text);
    return rc;
}
