/* gate.c - valid text, finite numbers, legal names. */
#include "gate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "utf8.h"

#define CELL_MAX 32767

static bool is_escape(struct tb_str s)
{
    if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", s.p[i]))
            return false;
    return true;
}

int tb_gate_text(struct tb_str s, struct tb_buf *out, struct tb_err *err)
{
    tb_buf_clear(out);
    if (tb_utf8_units(s) > CELL_MAX)
        return tb_fail(err,
                       "a text of more than %d characters does not fit "
                       "into a cell",
                       CELL_MAX);
    while (s.n > 0) {
        uint32_t c;
        size_t n = tb_utf8_decode(s, &c);
        if (n == 0)
            return tb_fail(err, "a text is not valid UTF-8");
        if (!tb_utf8_is_xml(c))
            return tb_fail(err,
                           "a text has the character U+%04X, which a "
                           "workbook cannot hold",
                           c);
        if (c == '_' && is_escape(s))
            tb_buf_adds(out, "_x005F_");
        else
            tb_buf_add(out, tb_str_n(s.p, n));
        s = tb_str_from(s, n);
    }
    tb_buf_add(out, tb_str(""));
    return 0;
}

int tb_gate_number(double number, double *out, struct tb_err *err)
{
    char digits[32];

    if (!isfinite(number))
        return tb_fail(err, "a number is not finite");
    snprintf(digits, sizeof digits, "%.15g", number);
    *out = strtod(digits, NULL);
    if (!isfinite(*out))
        return tb_fail(err, "a number is too large");
    return 0;
}

int tb_gate_sheet_name(struct tb_str name, struct tb_err *err)
{
    size_t units = tb_utf8_units(name);

    if (units == 0 || units > TB_SHEET_NAME_MAX)
        return tb_fail(err,
                       "sheet name '%.*s' has %zu characters; 1 to %d "
                       "are allowed",
                       TB_STR_ARG(name), units, TB_SHEET_NAME_MAX);
    if (tb_utf8_check(name) != name.n)
        return tb_fail(err, "a sheet name is not valid UTF-8");
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < 0x20 || strchr("[]:*?/\\", name.p[i]))
            return tb_fail(err,
                           "sheet name '%.*s' has a character that is "
                           "not allowed there",
                           TB_STR_ARG(name));
    if (name.p[0] == '\'' || name.p[name.n - 1] == '\'' ||
        (name.n == 7 && strncasecmp(name.p, "History", 7) == 0))
        return tb_fail(err, "sheet name '%.*s' is not allowed",
                       TB_STR_ARG(name));
    return 0;
}
