/* xlsx_text.c - texts of a workbook: escapes, blanks, types; the shared ones.
 */
#include "utf8.h"
#include "xlsx.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct tb_str xlsx_trim(struct tb_str s)
{
    while (s.n > 0 && is_blank(s.p[0]))
        s = tb_str_from(s, 1);
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

void xlsx_run_end(struct tb_buf *text, size_t at, bool preserve, size_t *trail)
{
    struct tb_str run = tb_str_from(tb_buf_str(text), at);
    size_t before = run.n, after = run.n;

    if (preserve && run.n > 0)
        *trail = 0;
    if (preserve || run.n == 0)
        return;
    while (before > 0 && is_blank(run.p[run.n - before]))
        before--; /* what is left behind the leading blanks */
    if (at == 0) {
        memmove(text->p, text->p + run.n - before, before);
        text->n = before;
        run = tb_buf_str(text);
        after = run.n;
    }
    while (after > 0 && is_blank(run.p[after - 1]))
        after--;
    *trail = after > 0 ? run.n - after : *trail + run.n;
}

void xlsx_runs_end(struct tb_buf *text, size_t *trail)
{
    text->n -= *trail;
    *trail = 0;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _xHHHH_ at S: its value, or -1. */
static long escape_at(struct tb_str s)
{
    long value = 0;

    if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* CR LF, in whatever way they were written, are LF. */
static void join_line_ends(struct tb_buf *out, size_t from)
{
    size_t kept = from;

    for (size_t i = from; i < out->n; i++)
        if (out->p[i] != '\r' || i + 1 == out->n || out->p[i + 1] != '\n')
            out->p[kept++] = out->p[i];
    out->n = kept;
}

void xlsx_unescape(struct tb_str s, struct tb_buf *out)
{
    size_t from = out->n;

    while (s.n > 0) {
        const char *mark = memchr(s.p, '_', s.n);
        size_t plain = mark ? (size_t)(mark - s.p) : s.n;
        char bytes[4];
        long c;

        tb_buf_add(out, tb_str_n(s.p, plain));
        s = tb_str_from(s, plain);
        if (s.n == 0)
            break;
        c = escape_at(s);
        if (c < 0 || (c >= 0xD800 && c < 0xE000) || c == 0) {
            tb_buf_addc(out, '_');
            s = tb_str_from(s, 1);
            continue;
        }
        tb_buf_add(out, tb_str_n(bytes, tb_utf8_encode((uint32_t)c, bytes)));
        s = tb_str_from(s, 7);
    }
    if (out->n > from && memchr(out->p + from, '\r', out->n - from))
        join_line_ends(out, from);
}

struct tb_str xlsx_string(const struct xlsx *b, size_t i)
{
    const struct xlsx_strings *s = &b->strings;

    return tb_str_n(s->bytes + s->at[i], (size_t)(s->at[i + 1] - s->at[i]));
}

char xlsx_type(struct tb_str t)
{
    if (t.n == 1 && strchr("sbedn", t.p[0]))
        return t.p[0];
    if (tb_str_is(t, "inlineStr"))
        return 'i';
    return tb_str_is(t, "str") ? 't' : 'n';
}
