/* encoding.c - byte-order mark, UTF-8, GB18030, in that order. */
#include "encoding.h"

#include <errno.h>
#include <iconv.h>

#include "utf8.h"

/* SKIPPED bytes stand before S, and count in an error's offset.  *BAD, if not
 * NULL, gets where in S it is. */
static int convert(struct tb_str s, size_t skipped, const char *from,
                   const char *to, struct tb_buf *out, size_t *bad,
                   struct tb_err *err)
{
    iconv_t cd = iconv_open(to, from);
    char *in = (char *)s.p;
    size_t left = s.n;
    int rc = -1;

    if (cd == (iconv_t)-1)
        return tb_fail_as(err, TB_INTERNAL, "no converter from %s to %s", from,
                          to);
    tb_buf_clear(out);
    while (left > 0) {
        char *at = tb_buf_room(out, left * 2 + 16);
        size_t room = out->room - out->n - 1, before = room;
        size_t got = iconv(cd, &in, &left, &at, &room);
        out->n += before - room;
        if (got == (size_t)-1 && errno != E2BIG) {
            if (bad)
                *bad = (size_t)(in - s.p);
            tb_fail(err, "byte %zu is not %s", (size_t)(in - s.p) + skipped + 1,
                    from);
            goto done;
        }
    }
    tb_buf_add(out, tb_str(""));
    rc = 0;
done:
    iconv_close(cd);
    return rc;
}

int tb_encode(struct tb_str text, const char *encoding, struct tb_buf *out,
              struct tb_err *err)
{
    return convert(text, 0, "UTF-8", encoding, out, NULL, err);
}

static size_t row_of(struct tb_str s, size_t at)
{
    size_t row = 1;

    for (size_t i = 0; i < at; i++)
        row += s.p[i] == '\n' || (s.p[i] == '\r' && s.p[i + 1] != '\n');
    return row;
}

/* It says that it is UTF-8; most often a byte was cut off. */
static int not_utf8(struct tb_str s, struct tb_err *err)
{
    size_t at = tb_utf8_check(s);

    return tb_fail(err,
                   "byte %zu, row %zu is not UTF-8; save it as .xlsx or anew "
                   "as CSV UTF-8",
                   at + 1, row_of(s, at));
}

/* BAD: where it is not GB18030. */
static int neither(struct tb_str s, size_t bad, struct tb_err *err)
{
    size_t at = tb_utf8_check(s);

    *err = (struct tb_err){ 0 };
    return tb_fail(err,
                   "neither UTF-8 (byte %zu, row %zu) nor GB18030 (byte %zu, "
                   "row %zu); save it as .xlsx or as CSV UTF-8",
                   at + 1, row_of(s, at), bad + 1, row_of(s, bad));
}

int tb_decode(struct tb_str b, struct tb_buf *out, const char **name,
              struct tb_err *err)
{
    static const struct {
        const char *mark, *name;
        size_t size;
    } marks[] = {
        { "\xEF\xBB\xBF", "UTF-8", 3 },
        { "\xFF\xFE", "UTF-16LE", 2 },
        { "\xFE\xFF", "UTF-16BE", 2 },
    };
    size_t bad = 0;

    for (size_t i = 0; i < TB_LEN(marks); i++)
        if (tb_str_starts(b, marks[i].mark)) {
            *name = marks[i].name;
            if (marks[i].size == 3 && tb_utf8_check(b) < b.n)
                return not_utf8(b, err);
            return convert(tb_str_from(b, marks[i].size), marks[i].size, *name,
                           "UTF-8", out, NULL, err);
        }
    if (tb_utf8_check(b) == b.n) {
        *name = "UTF-8";
        tb_buf_clear(out);
        tb_buf_add(out, b);
        return 0;
    }
    *name = "GB18030";
    if (convert(b, 0, *name, "UTF-8", out, &bad, err) == 0)
        return 0;
    return err->status >= TB_INTERNAL ? -1 : neither(b, bad, err);
}
