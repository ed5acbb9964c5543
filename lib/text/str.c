/* str.c - searching and splitting borrowed strings. */
#include "str.h"

#include <stdint.h>

#include "utf8.h"

size_t tb_str_find(struct tb_str a, const char *needle)
{
    size_t n = strlen(needle);
    const char *at = n > 0 && a.n >= n ? memmem(a.p, a.n, needle, n) : NULL;

    return at ? (size_t)(at - a.p) : a.n;
}

/* The length of the separator that stands at P, or 0. */
static size_t separator_at(struct tb_str at, const char *separators)
{
    struct tb_str s = tb_str(separators);

    while (s.n > 0) {
        size_t n = tb_utf8_size((unsigned char)s.p[0]);
        if (n <= at.n && n <= s.n && memcmp(at.p, s.p, n) == 0)
            return n;
        s = tb_str_from(s, n);
    }
    return 0;
}

bool tb_str_next(struct tb_str *rest, const char *separators,
                 struct tb_str *piece)
{
    size_t i = 0, cut = 0;

    if (rest->n == 0)
        return false;
    while (i < rest->n &&
           (cut = separator_at(tb_str_from(*rest, i), separators)) == 0)
        i++;
    *piece = tb_str_trim(tb_str_n(rest->p, i));
    *rest = tb_str_from(*rest, i + cut);
    return true;
}

/* The plain case, without decoding: an ASCII letter or a character from
 * U+4000 on (U+FEFF aside) begins here, and none of them is white space. */
static bool is_solid(unsigned char first)
{
    return (first > ' ' && first < 0x7F) || (first >= 0xE4 && first != 0xEF);
}

struct tb_str tb_str_trim(struct tb_str s)
{
    uint32_t c;
    size_t n;

    while (s.n > 0 && !is_solid((unsigned char)s.p[0])) {
        n = tb_utf8_decode(s, &c);
        if (n == 0 || !tb_utf8_is_space(c))
            break;
        s = tb_str_from(s, n);
    }
    while (s.n > 0) {
        size_t at = s.n - 1;
        while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
            at--;
        if (is_solid((unsigned char)s.p[at]))
            break;
        n = tb_utf8_decode(tb_str_from(s, at), &c);
        if (n == 0 || !tb_utf8_is_space(c))
            break;
        s.n = at;
    }
    return s;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t tb_str_distance(const char *a, const char *b)
{
    size_t row[65];
    size_t na = least(strlen(a), 64), nb = least(strlen(b), 64);

    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t up = row[j];
            size_t edit = corner + (a[i - 1] != b[j - 1]);
            row[j] = least(edit, least(up, row[j - 1]) + 1);
            corner = up;
        }
    }
    return row[nb];
}
