/* utf8.c - UTF-8 without the C library's locale. */
#include "utf8.h"

size_t tb_utf8_size(unsigned char first)
{
    if (first < 0xC0 || first > 0xF7)
        return 1;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

size_t tb_utf8_decode(struct tb_str s, uint32_t *c)
{
    static const uint32_t smallest[5] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *p = (const unsigned char *)s.p;
    size_t n;

    if (s.n == 0)
        return 0;
    if (p[0] < 0x80) {
        *c = p[0];
        return 1;
    }
    n = tb_utf8_size(p[0]);
    if (p[0] < 0xC2 || p[0] > 0xF4 || n > s.n)
        return 0;
    *c = p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        *c = *c << 6 | (p[i] & 0x3Fu);
    }
    if (*c < smallest[n] || *c > 0x10FFFF || (*c >= 0xD800 && *c < 0xE000))
        return 0;
    return n;
}

size_t tb_utf8_encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t tb_utf8_check(struct tb_str s)
{
    size_t i = 0;
    uint32_t c;

    while (i < s.n) {
        size_t n = tb_utf8_decode(tb_str_from(s, i), &c);
        if (n == 0)
            return i;
        i += n;
    }
    return s.n;
}

bool tb_utf8_is_xml(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF &&
           (c < 0xD800 || c > 0xDFFF);
}

bool tb_utf8_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x3000 ||
           c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2064);
}

size_t tb_utf8_count(struct tb_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool is_wide(uint32_t c)
{
    return c >= 0x1100 &&
           (c <= 0x115F || (c >= 0x2E80 && c <= 0xA4CF) ||
            (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
            (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
            (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
            (c >= 0x20000 && c <= 0x3FFFD) || c == 0x2014 || c == 0x2026 ||
            (c >= 0x2018 && c <= 0x201D));
}

size_t tb_utf8_width(struct tb_str s)
{
    size_t width = 0;
    uint32_t c;

    while (s.n > 0) {
        size_t n = tb_utf8_decode(s, &c);
        if (n == 0) {
            s = tb_str_from(s, 1);
            continue;
        }
        width += is_wide(c) ? 2 : 1;
        s = tb_str_from(s, n);
    }
    return width;
}

size_t tb_utf8_units(struct tb_str s)
{
    size_t n = tb_utf8_count(s);

    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >= 0xF0;
    return n;
}

size_t tb_utf8_cut(const char *text, size_t n, size_t limit)
{
    size_t at = n < limit ? n : limit;
    size_t back = at;

    while (back > 0 && at - back < 3 &&
           ((unsigned char)text[back - 1] & 0xC0) == 0x80)
        back--;
    if (back > 0 && (unsigned char)text[back - 1] >= 0xC0) {
        size_t size = tb_utf8_size((unsigned char)text[back - 1]);
        if (back - 1 + size > at)
            return back - 1;
    }
    return at;
}
