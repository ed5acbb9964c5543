/* write_csv.c - RFC 4180, with formulas defused. */
#include "write_csv.h"

#include "norm.h"

static bool is_formula(struct tb_str s)
{
    static const char *const starts[] = { "=",  "+",  "-",  "@",  "\t", "\r",
                                          "\n", "＝", "＋", "－", "＠" };
    double number;

    for (size_t i = 0; i < TB_LEN(starts); i++)
        if (tb_str_starts(s, starts[i]))
            return !tb_norm_number(s, &number);
    return false;
}

static void add(struct tb_buf *out, struct tb_str s, bool first,
                const char *guard)
{
    bool quote = guard[0] != '\0';

    for (size_t i = 0; i < s.n && !quote; i++)
        quote = strchr(",;\t\"\r\n'", s.p[i]) != NULL;
    if (s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' '))
        quote = true;
    if (!first)
        tb_buf_addc(out, ',');
    if (!quote) {
        tb_buf_add(out, s);
        return;
    }
    tb_buf_addf(out, "\"%s", guard);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            tb_buf_addc(out, '"');
        tb_buf_addc(out, s.p[i]);
    }
    tb_buf_addc(out, '"');
}

void tb_csv_add(struct tb_buf *out, struct tb_str s, bool first, bool safe)
{
    add(out, s, first, safe && is_formula(s) ? "'" : "");
}

#define DIGITS_SHOWN 11 /* Excel shows longer numbers as 1.23E+11 */

static bool is_another_number(struct tb_str s)
{
    char shown[32];
    double number;

    if (!tb_norm_number(s, &number))
        return false;
    tb_norm_show_number(number, shown);
    return s.n > DIGITS_SHOWN || !tb_str_is(s, shown);
}

void tb_csv_add_name(struct tb_buf *out, struct tb_str s, bool first)
{
    if (is_another_number(s))
        add(out, s, first, "\t");
    else
        tb_csv_add(out, s, first, true);
}

void tb_csv_end(struct tb_buf *out)
{
    tb_buf_adds(out, "\r\n");
}
