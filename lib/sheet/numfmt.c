/* numfmt.c - is this format a date? */
#include "numfmt.h"

enum tb_numfmt tb_numfmt_builtin(unsigned id)
{
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 ||
        id == 47 || (id >= 50 && id <= 58))
        return TB_NUMFMT_DATE;
    return id == 46 ? TB_NUMFMT_DURATION : TB_NUMFMT_PLAIN;
}

/* How many digits "00000" asks for; of the first section, with what fills or
 * colours it ("00000_ ;@", "[Red]00000").  0: anything else. */
static unsigned count_zeros(struct tb_str code)
{
    unsigned zeros = 0;

    for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
        switch (code.p[i]) {
        case '0':
            zeros++;
            break;
        case '_':
        case '*':
            i++;
            break;
        case '[':
            if (i + 1 < code.n && strchr("<>=", code.p[i + 1]))
                return 0; /* of some numbers only */
            i += tb_str_find(tb_str_from(code, i), "]");
            break;
        default:
            return 0;
        }
    }
    return zeros > 1 && zeros < 32 ? zeros : 0;
}

/* Skip "[...]"; true when it is an elapsed time such as [h]. */
static bool skip_bracket(struct tb_str code, size_t *i)
{
    size_t from = ++*i;

    while (*i < code.n && code.p[*i] != ']')
        ++*i;
    for (size_t k = from; k < *i; k++)
        if (!strchr("hHmMsS", code.p[k]))
            return false;
    return *i > from;
}

enum tb_numfmt tb_numfmt_code(struct tb_str code, unsigned *zeros)
{
    bool is_date = false;

    *zeros = count_zeros(code);
    if (tb_str_is(code, "General") || tb_str_is(code, "@"))
        return TB_NUMFMT_PLAIN;
    for (size_t i = 0; i < code.n; i++) {
        switch (code.p[i]) {
        case '"':
            for (i++; i < code.n && code.p[i] != '"'; i++)
                ;
            break;
        case '\\':
        case '*':
        case '_':
            i++;
            break;
        case '[':
            if (skip_bracket(code, &i))
                return TB_NUMFMT_DURATION;
            break;
        case 'y':
        case 'Y':
        case 'm':
        case 'M':
        case 'd':
        case 'D':
        case 'h':
        case 'H':
        case 's':
        case 'S':
            is_date = true;
            break;
        case ';': /* the first section decides */
            i = code.n;
            break;
        default:
            break;
        }
    }
    return is_date ? TB_NUMFMT_DATE : TB_NUMFMT_PLAIN;
}
