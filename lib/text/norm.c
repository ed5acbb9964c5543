/* norm.c - one form for what people type. */
#include "norm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "utf8.h"

static bool is_invisible(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

static uint32_t fold_width(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    return c;
}

static uint32_t fold_label(uint32_t c)
{
    c = fold_width(c);
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    switch (c) {
    case 0x201C: /* “ ” */
    case 0x201D:
    case 0x300C:
    case 0x300D:
        return '"';
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x3014: /* 〔 〕 【 】 */
    case 0x3010:
        return '(';
    case 0x3015:
    case 0x3011:
        return ')';
    default:
        return c;
    }
}

typedef uint32_t fold_fn(uint32_t c);

/* Add every character of S that is no white space, folded. */
static void squeeze(struct tb_str s, fold_fn *fold, struct tb_buf *out)
{
    tb_buf_clear(out);
    while (s.n > 0) {
        uint32_t c;
        size_t n = tb_utf8_decode(s, &c);
        if (n == 0) {
            tb_buf_addc(out, s.p[0]);
            s = tb_str_from(s, 1);
            continue;
        }
        if (!tb_utf8_is_space(c) && !is_invisible(c)) {
            char bytes[4];
            tb_buf_add(out, tb_str_n(bytes, tb_utf8_encode(fold(c), bytes)));
        }
        s = tb_str_from(s, n);
    }
}

void tb_norm_code(struct tb_str s, struct tb_buf *out)
{
    squeeze(s, fold_width, out);
}

void tb_norm_label(struct tb_str s, struct tb_buf *out)
{
    squeeze(s, fold_label, out);
}

static bool is_plain(struct tb_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] == 0x7F ||
            (unsigned char)s.p[i] == 0xC2 || (unsigned char)s.p[i] == 0xE2 ||
            (unsigned char)s.p[i] == 0xE3 || (unsigned char)s.p[i] == 0xEF)
            return false;
    return true;
}

void tb_norm_text(struct tb_str s, struct tb_buf *out)
{
    s = tb_str_trim(s);
    tb_buf_clear(out);
    if (is_plain(s)) {
        tb_buf_add(out, s);
        return;
    }
    while (s.n > 0) {
        uint32_t c;
        size_t n = tb_utf8_decode(s, &c);
        if (n == 0)
            n = 1, c = '?';
        if (c == '\r') {
            if (s.n < 2 || s.p[1] != '\n')
                tb_buf_addc(out, '\n');
        } else if (c == 0x2022 || c == 0x30FB) {
            tb_buf_adds(out, "·");
        } else if (!is_invisible(c)) {
            tb_buf_add(out, tb_str_n(s.p, n));
        }
        s = tb_str_from(s, n);
    }
}

/* 1,234,567.8: groups of three before the point, or no comma at all. */
static bool drop_commas(struct tb_str s, char *out, size_t room)
{
    size_t n = 0, since = 0;
    bool grouped = false, point = false;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (n + 1 >= room)
            return false;
        if (c == ',' && !point) {
            if (grouped ? since != 3 : since == 0 || since > 3)
                return false;
            grouped = true;
            since = 0;
            continue;
        }
        if ((c == '.' || c == 'e' || c == 'E') && !point) {
            if (grouped && since != 3)
                return false;
            point = true;
        } else if (!strchr("0123456789+-.eE", c) || c == '\0') {
            return false;
        }
        since += c >= '0' && c <= '9';
        out[n++] = c;
    }
    out[n] = '\0';
    return n > 0 && (!grouped || point || since == 3);
}

bool tb_norm_number(struct tb_str s, double *number)
{
    char plain[64], *end;

    if (!drop_commas(s, plain, sizeof plain))
        return false;
    *number = strtod(plain, &end);
    return *end == '\0' && end != plain && isfinite(*number);
}

void tb_norm_show_number(double number, char out[32])
{
    if (number == (double)(long)number && fabs(number) < 1e15) {
        snprintf(out, 32, "%ld", (long)number);
        return;
    }
    snprintf(out, 32, "%.15g", number);
    if (strtod(out, NULL) != number)
        snprintf(out, 32, "%.17g", number);
}
