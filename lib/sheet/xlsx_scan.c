/*
 * xlsx_scan.c - rows and shared strings without an XML parser.
 *
 * Expat costs some sixty nanoseconds an event, and a sheet is nothing but
 * events.  What programs write between <sheetData> and </sheetData> is
 * plain: row, c, f, v, is, t, attributes in double quotes.  Exactly that is
 * taken here; a comment, a CDATA section, an unknown attribute, an odd
 * character, anything else is left to expat, which reads on from there.
 */
#include "utf8.h"
#include "xlsx.h"

/* A position in the bytes.  END is one past the last. */
struct scan {
    const char *p, *end;
    enum xlsx_scan verdict; /* why it stopped */
};

static bool stop(struct scan *s, enum xlsx_scan verdict)
{
    s->verdict = verdict;
    return false;
}

/* The bytes run out before it is decided: more may help. */
static bool unusual(struct scan *s)
{
    return stop(s, s->p >= s->end ? XLSX_SCAN_MORE : XLSX_SCAN_UNUSUAL);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_blanks(struct scan *s)
{
    while (s->p < s->end && is_blank(*s->p))
        s->p++;
}

/* Do the next bytes say WORD?  At the end of the bytes: perhaps. */
static bool take(struct scan *s, const char *word, size_t n)
{
    size_t left = (size_t)(s->end - s->p);

    if (left >= n) {
        if (memcmp(s->p, word, n) != 0)
            return stop(s, XLSX_SCAN_UNUSUAL);
        s->p += n;
        return true;
    }
    return stop(s, memcmp(s->p, word, left) == 0 ? XLSX_SCAN_MORE
                                                 : XLSX_SCAN_UNUSUAL);
}

#define TAKE(s, literal) take(s, literal, sizeof(literal) - 1)

static bool starts(const struct scan *s, const char *word, size_t n)
{
    return (size_t)(s->end - s->p) >= n && memcmp(s->p, word, n) == 0;
}

#define STARTS(s, literal) starts(s, literal, sizeof(literal) - 1)

/* One attribute: name and value.  NAME is empty where the tag ends. */
static bool attribute(struct scan *s, struct tb_str *name, struct tb_str *value)
{
    const char *from;

    skip_blanks(s);
    name->n = 0;
    if (s->p >= s->end)
        return stop(s, XLSX_SCAN_MORE);
    if (*s->p == '>' || *s->p == '/')
        return true;
    from = s->p;
    while (s->p < s->end &&
           ((*s->p >= 'a' && *s->p <= 'z') || (*s->p >= 'A' && *s->p <= 'Z') ||
            (*s->p >= '0' && *s->p <= '9') || *s->p == ':'))
        s->p++;
    *name = tb_str_n(from, (size_t)(s->p - from));
    if (name->n == 0 || !TAKE(s, "=\""))
        return s->verdict == XLSX_SCAN_MORE ? false : unusual(s);
    from = s->p;
    while (s->p < s->end && *s->p != '"') {
        if (*s->p == '<' || *s->p == '&' || (signed char)*s->p < ' ')
            return stop(s, XLSX_SCAN_UNUSUAL);
        s->p++;
    }
    if (s->p >= s->end)
        return stop(s, XLSX_SCAN_MORE);
    *value = tb_str_n(from, (size_t)(s->p - from));
    s->p++;
    if (s->p < s->end && !is_blank(*s->p) && *s->p != '>' && *s->p != '/')
        return stop(s, XLSX_SCAN_UNUSUAL);
    return true;
}

/* ">" or "/>": *EMPTY says which. */
static bool tag_end(struct scan *s, bool *empty)
{
    *empty = s->p < s->end && *s->p == '/';
    return *empty ? TAKE(s, "/>") : TAKE(s, ">");
}

/* &amp; and its like, or &#20013;, at S: added to OUT. */
static bool entity(struct scan *s, struct tb_buf *out)
{
    static const struct {
        const char *name;
        char c;
    } known[] = { { "&amp;", '&' },
                  { "&lt;", '<' },
                  { "&gt;", '>' },
                  { "&quot;", '"' },
                  { "&apos;", '\'' } };
    const char *semicolon = memchr(
        s->p, ';', (size_t)(s->end - s->p) < 12 ? (size_t)(s->end - s->p) : 12);
    struct tb_str all;
    uint32_t c = 0, base = 10;
    char bytes[4];
    size_t i = 2;

    if (!semicolon)
        return stop(s, s->end - s->p < 12 ? XLSX_SCAN_MORE : XLSX_SCAN_UNUSUAL);
    all = tb_str_n(s->p, (size_t)(semicolon - s->p) + 1);
    s->p = semicolon + 1;
    for (size_t k = 0; k < TB_LEN(known); k++)
        if (tb_str_is(all, known[k].name)) {
            tb_buf_addc(out, known[k].c);
            return true;
        }
    if (all.n < 4 || all.p[1] != '#')
        return stop(s, XLSX_SCAN_UNUSUAL);
    if (all.p[2] == 'x') {
        base = 16;
        i = 3;
    }
    if (i + 1 >= all.n)
        return stop(s, XLSX_SCAN_UNUSUAL);
    for (; i + 1 < all.n; i++) {
        uint32_t digit = (uint32_t)(all.p[i] >= 'a'   ? all.p[i] - 'a' + 10
                                    : all.p[i] >= 'A' ? all.p[i] - 'A' + 10
                                                      : all.p[i] - '0');
        if (digit >= base || all.p[i] < '0')
            return stop(s, XLSX_SCAN_UNUSUAL);
        c = c * base + digit;
    }
    if (!tb_utf8_is_xml(c) || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return stop(s, XLSX_SCAN_UNUSUAL);
    tb_buf_add(out, tb_str_n(bytes, tb_utf8_encode(c, bytes)));
    return true;
}

/* What a byte of character data is. */
enum byte { PLAIN, END, AMPERSAND, HIGH, ODD };

static enum byte kind_of(unsigned char c)
{
    if (c >= 0x80)
        return HIGH;
    if (c == '<')
        return END;
    if (c == '&')
        return AMPERSAND;
    if ((c < 0x20 && c != '\n' && c != '\t') || c == '>')
        return ODD;
    return PLAIN;
}

/*
 * Character data up to the next "<".  *OUT points into the bytes, or into
 * SCRATCH when something had to be replaced.
 */
static bool text(struct scan *s, struct tb_buf *scratch, struct tb_str *out)
{
    const char *from = s->p;
    bool high = false, copied = false;
    enum byte kind = PLAIN;

    tb_buf_clear(scratch);
    for (;;) {
        while (
            s->p < s->end &&
            ((kind = kind_of((unsigned char)*s->p)) == PLAIN || kind == HIGH)) {
            high = high || kind == HIGH;
            s->p++;
        }
        if (s->p >= s->end)
            return stop(s, XLSX_SCAN_MORE);
        if (kind == ODD)
            return stop(s, XLSX_SCAN_UNUSUAL);
        if (kind == END)
            break;
        tb_buf_add(scratch, tb_str_n(from, (size_t)(s->p - from)));
        copied = true;
        if (!entity(s, scratch))
            return false;
        from = s->p;
    }
    *out = tb_str_n(from, (size_t)(s->p - from));
    if (copied) {
        tb_buf_add(scratch, *out);
        *out = tb_buf_str(scratch);
    }
    if (high) {
        uint32_t c;
        struct tb_str rest = *out;
        while (rest.n > 0) {
            size_t n = tb_utf8_decode(rest, &c);
            if (n == 0 || !tb_utf8_is_xml(c))
                return stop(s, XLSX_SCAN_UNUSUAL);
            rest = tb_str_from(rest, n);
        }
    }
    return true;
}

/* <t ...>text</t>, after "<t". */
static bool t_element(struct scan *s, struct tb_buf *scratch,
                      struct tb_str *out)
{
    struct tb_str name, value;
    bool preserve = false, empty;

    if (!attribute(s, &name, &value))
        return false;
    if (name.n > 0) {
        if (!tb_str_is(name, "xml:space"))
            return stop(s, XLSX_SCAN_UNUSUAL);
        preserve = tb_str_is(value, "preserve");
        if (!attribute(s, &name, &value))
            return false;
        if (name.n > 0)
            return stop(s, XLSX_SCAN_UNUSUAL);
    }
    *out = tb_str("");
    if (!tag_end(s, &empty))
        return false;
    if (empty)
        return true;
    if (!text(s, scratch, out) || !TAKE(s, "</t>"))
        return false;
    if (!preserve)
        *out = xlsx_trim(*out);
    return true;
}

enum xlsx_scan xlsx_scan_string(const char **at, const char *end,
                                struct tb_buf *item)
{
    struct scan s = { *at, end, XLSX_SCAN_OK };
    struct tb_buf scratch = { 0 };
    struct tb_str t;

    skip_blanks(&s);
    tb_buf_clear(item);
    if (TAKE(&s, "<si><t") && t_element(&s, &scratch, &t) &&
        TAKE(&s, "</si>")) {
        xlsx_unescape(t, item);
        *at = s.p;
    }
    tb_buf_free(&scratch);
    return s.verdict;
}

/* ---- rows ---- */

/* Formulas are not read, only passed over; their cached value counts. */
static bool f_element(struct scan *s, struct tb_buf *scratch)
{
    struct tb_str name, value, ignored;
    unsigned seen = 0;
    bool empty;

    for (;;) {
        static const char *const known[] = { "t", "ref", "si", "ca", "aca" };
        size_t i = 0;
        if (!attribute(s, &name, &value))
            return false;
        if (name.n == 0)
            break;
        while (i < TB_LEN(known) && !tb_str_is(name, known[i]))
            i++;
        if (i == TB_LEN(known) || (seen & 1u << i))
            return stop(s, XLSX_SCAN_UNUSUAL);
        seen |= 1u << i;
    }
    if (!tag_end(s, &empty))
        return false;
    return empty || (text(s, scratch, &ignored) && TAKE(s, "</f>"));
}

/* <v>, <is> or <f><v> inside a cell, up to </c>. */
static bool cell_content(struct scan *s, struct xlsx_raw *raw,
                         struct tb_buf *scratch)
{
    if (STARTS(s, "<f>") || STARTS(s, "<f ") || STARTS(s, "<f/")) {
        s->p += 2;
        raw->formula = true;
        if (!f_element(s, scratch))
            return false;
    }
    if (STARTS(s, "<v>")) {
        s->p += 3;
        if (!text(s, scratch, &raw->text) || !TAKE(s, "</v>"))
            return false;
        raw->filled = raw->text.n > 0 || raw->type == 't';
    } else if (STARTS(s, "<v/>")) {
        s->p += 4;
        raw->filled = raw->type == 't';
    } else if (STARTS(s, "<is><t")) {
        s->p += 6;
        raw->type = 'i';
        raw->filled = true;
        if (!t_element(s, scratch, &raw->text) || !TAKE(s, "</is>"))
            return false;
    }
    return TAKE(s, "</c>");
}

/* One to eight digits and nothing else. */
static bool number(struct scan *s, struct tb_str text, uint32_t *n)
{
    *n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return stop(s, XLSX_SCAN_UNUSUAL);
        *n = *n * 10 + (uint32_t)(text.p[i] - '0');
    }
    return (text.n > 0 && text.n < 9) || stop(s, XLSX_SCAN_UNUSUAL);
}

static bool cell_tag(struct scan *s, struct tb_str *ref, struct xlsx_raw *raw,
                     bool *empty)
{
    struct tb_str name, value;
    unsigned seen = 0;

    for (;;) {
        unsigned bit;
        if (!attribute(s, &name, &value))
            return false;
        if (name.n == 0)
            return tag_end(s, empty);
        if (name.n != 1)
            return stop(s, XLSX_SCAN_UNUSUAL);
        switch (name.p[0]) {
        case 'r':
            bit = 1;
            *ref = value;
            break;
        case 's':
            bit = 2;
            if (!number(s, value, &raw->style))
                return false;
            break;
        case 't':
            bit = 4;
            raw->type = xlsx_type(value);
            break;
        default:
            return stop(s, XLSX_SCAN_UNUSUAL);
        }
        if (seen & bit)
            return stop(s, XLSX_SCAN_UNUSUAL);
        seen |= bit;
    }
}

/* One cell, after "<c". */
static bool cell(struct scan *s, struct xlsx_cells *cells,
                 struct tb_buf *scratch)
{
    struct xlsx_raw raw = { .type = 'n' };
    struct tb_str ref = { NULL, 0 };
    bool empty;

    raw.text = tb_str("");
    if (!cell_tag(s, &ref, &raw, &empty))
        return false;
    if (!empty && !cell_content(s, &raw, scratch))
        return false;
    if (raw.text.n > cells->book->limits->text)
        return stop(s, XLSX_SCAN_UNUSUAL); /* expat will say so */
    if (xlsx_cells_cell(cells, ref, &raw) < 0)
        return stop(s, XLSX_SCAN_FAILED);
    return xlsx_cells_take(cells, &raw) == 0 || stop(s, XLSX_SCAN_FAILED);
}

/* The attributes of a <row> that programs write; two of them matter. */
enum { ROW_NUMBER, ROW_HIDDEN };

static bool row_tag(struct scan *s, uint32_t *row, bool *hidden, bool *empty)
{
    static const char *const known[] = { [ROW_NUMBER] = "r",
                                         [ROW_HIDDEN] = "hidden",
                                         "spans",
                                         "s",
                                         "customFormat",
                                         "ht",
                                         "ph",
                                         "customHeight",
                                         "outlineLevel",
                                         "collapsed",
                                         "thickTop",
                                         "thickBot",
                                         "x14ac:dyDescent" };
    struct tb_str name, value;
    unsigned seen = 0;

    for (;;) {
        size_t i = 0;
        if (!attribute(s, &name, &value))
            return false;
        if (name.n == 0)
            return tag_end(s, empty);
        while (i < TB_LEN(known) && !tb_str_is(name, known[i]))
            i++;
        if (i == TB_LEN(known) || (seen & 1u << i))
            return stop(s, XLSX_SCAN_UNUSUAL);
        seen |= 1u << i;
        if (i == ROW_NUMBER && (!number(s, value, row) || *row == 0))
            return stop(s, XLSX_SCAN_UNUSUAL);
        if (i == ROW_HIDDEN)
            *hidden = !tb_str_is(value, "0") && !tb_str_is(value, "false");
    }
}

/* Is a whole row in the bytes?  Only then is it begun, so that a row is
 * never taken twice. */
static bool is_whole(const struct scan *s)
{
    const char *p = s->p;

    while ((p = memchr(p, '/', (size_t)(s->end - p)))) {
        if (s->end - p >= 5 && memcmp(p, "/row>", 5) == 0)
            return true;
        p++;
    }
    return false;
}

enum xlsx_scan xlsx_scan_row(struct xlsx_cells *cells, const char **at,
                             const char *end, struct tb_buf *scratch, int *rc)
{
    struct scan s = { *at, end, XLSX_SCAN_OK };
    struct xlsx_cells before;
    uint32_t row = 0;
    size_t count, text;
    bool hidden = false, empty = false;

    skip_blanks(&s);
    *rc = 0;
    if (!TAKE(&s, "<row") || !row_tag(&s, &row, &hidden, &empty))
        return s.verdict;
    if (!empty && !is_whole(&s))
        return XLSX_SCAN_MORE;
    before = *cells;
    *rc = xlsx_cells_row(cells, row, hidden);
    if (*rc != 0)
        return *rc < 0 ? XLSX_SCAN_FAILED : XLSX_SCAN_STOPPED;
    count = cells->rows->count;
    text = cells->rows->text.n;
    while (!empty) {
        skip_blanks(&s);
        if (STARTS(&s, "</row>")) {
            s.p += 6;
            break;
        }
        if (!TAKE(&s, "<c") || !cell(&s, cells, scratch)) {
            if (s.verdict != XLSX_SCAN_FAILED) {
                xlsx_rows_drop(cells->rows, count, text);
                *cells = before; /* expat takes the whole row */
                return XLSX_SCAN_UNUSUAL;
            }
            return s.verdict;
        }
    }
    *at = s.p;
    return XLSX_SCAN_OK;
}
