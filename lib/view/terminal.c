/* terminal.c - how text is printed, cut and broken. */
#include "terminal.h"

#include "utf8.h"

/* One character as it is printed. */
struct glyph {
    struct tb_str shown;
    size_t bytes, width;
    uint32_t c;
};

/* Control characters; marks that turn the direction; line separators. */
static bool is_obeyed(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static struct glyph take(struct tb_str text)
{
    struct glyph g = { .shown = text, .width = 1 };

    g.bytes = g.shown.n = tb_utf8_decode(text, &g.c);
    if (g.bytes == 0)
        g = (struct glyph){ tb_str("?"), 1, 1, 0xFFFD };
    else if (is_obeyed(g.c))
        g.shown = tb_str("?");
    else
        g.width = tb_utf8_width(g.shown);
    return g;
}

void tb_terminal_put(FILE *out, struct tb_str text)
{
    while (text.n > 0) {
        struct glyph g = take(text);
        fwrite(g.shown.p, 1, g.shown.n, out);
        text = tb_str_from(text, g.bytes);
    }
}

size_t tb_terminal_fit(struct tb_str text, size_t width, size_t *used)
{
    size_t n = 0, columns = 0;

    while (n < text.n) {
        struct glyph g = take(tb_str_from(text, n));
        if (columns + g.width > width)
            break;
        columns += g.width;
        n += g.bytes;
    }
    if (used)
        *used = columns;
    return n;
}

#define CUT "…" /* two columns */

void tb_terminal_pad(FILE *out, struct tb_str text, size_t width)
{
    size_t used, n = tb_terminal_fit(text, width, &used);
    bool is_cut = n < text.n && width >= 2;

    if (is_cut)
        n = tb_terminal_fit(text, width - 2, &used);
    tb_terminal_put(out, tb_str_n(text.p, n));
    if (is_cut) {
        fputs(CUT, out);
        used += 2;
    }
    fprintf(out, "%*s", (int)(width - used), "");
}

void tb_terminal_line(FILE *out, struct tb_str text, size_t width)
{
    size_t used = tb_utf8_width(text);

    tb_terminal_pad(out, text, used < width ? used : width);
    fputc('\n', out);
}

/* ---- breaking lines ---- */

static bool is_one_of(const char *set, struct glyph g)
{
    struct tb_str rest = tb_str(set);

    while (rest.n > 0) {
        struct glyph one = take(rest);
        if (one.c == g.c)
            return true;
        rest = tb_str_from(rest, one.bytes);
    }
    return false;
}

/* What must not begin a line, and what must not end one. */
static bool is_closing(struct glyph g)
{
    return is_one_of("。，、；：？！）》」』】〉〕］｝”’…％·～,.;:?!)]}%", g);
}

static bool is_opening(struct glyph g)
{
    return is_one_of("（《“‘「『【〈〔［｛", g);
}

static bool is_latin(struct glyph g)
{
    return g.c > ' ' && g.c < 0x7F;
}

/* A run of characters that stays on one line, its bytes and columns. */
struct run {
    size_t bytes, width;
};

/* Add the characters at the end of RUN for which IS holds, as long as the
 * run stays below MOST columns. */
static void extend(struct run *run, struct tb_str text,
                   bool (*is)(struct glyph), size_t most)
{
    while (run->bytes < text.n) {
        struct glyph g = take(tb_str_from(text, run->bytes));
        if (!is(g) || run->width + g.width > most)
            return;
        run->bytes += g.bytes;
        run->width += g.width;
    }
}

/* A number stays with its unit: "12 处". */
static void keep_unit(struct run *run, struct tb_str text, size_t room)
{
    struct tb_str rest = tb_str_from(text, run->bytes);
    struct glyph g;

    if (run->bytes == 0 || rest.n < 2 || rest.p[0] != ' ' ||
        text.p[run->bytes - 1] < '0' || text.p[run->bytes - 1] > '9')
        return;
    g = take(tb_str_from(rest, 1));
    if (g.width < 2 || is_opening(g) || run->width + 1 + g.width > room / 2)
        return;
    run->bytes += 1 + g.bytes;
    run->width += 1 + g.width;
}

/* The run that TEXT begins with: opening marks, a word or a character, closing
 * marks.  A word that is as long as half a line (a hash) may be cut. */
static struct run take_run(struct tb_str text, size_t room)
{
    struct run run = { 0 };
    size_t before;

    extend(&run, text, is_opening, room / 4);
    before = run.bytes;
    extend(&run, text, is_latin, run.width + room / 2);
    if (run.bytes == before && run.bytes < text.n &&
        text.p[run.bytes] != '\n') {
        struct glyph g = take(tb_str_from(text, run.bytes));
        run.bytes += g.bytes;
        run.width += g.width;
    }
    keep_unit(&run, text, room);
    extend(&run, text, is_closing, room);
    return run;
}

void tb_terminal_wrap(FILE *out, size_t indent, size_t width,
                      struct tb_str text)
{
    size_t room = width > indent + 8 ? width - indent : 8;
    size_t used = 0, blanks = 0;

    while (text.n > 0) {
        struct run run = take_run(text, room);
        bool is_end = text.p[0] == '\n';
        if (is_end || (used > 0 && used + blanks + run.width > room &&
                       text.p[0] != ' ')) {
            fprintf(out, "\n%*s", (int)indent, "");
            used = blanks = 0;
        }
        if (is_end || text.p[0] == ' ') { /* none at either end of a line */
            blanks += !is_end && used > 0;
            text = tb_str_from(text, 1);
            continue;
        }
        fprintf(out, "%*s", (int)blanks, "");
        tb_terminal_put(out, tb_str_n(text.p, run.bytes));
        used += blanks + run.width;
        blanks = 0;
        text = tb_str_from(text, run.bytes);
    }
    fputc('\n', out);
}
