/* sheet_name.c - names within what a sheet's name may hold. */
#include "sheet_name.h"

#include "gate.h"
#include "utf8.h"

#define PART_UNITS 12 /* of UTF-16, so that most of NAME stays */

/* As much of S as has at most UNITS units of UTF-16. */
static struct tb_str cut_units(struct tb_str s, size_t units)
{
    while (tb_utf8_units(s) > units)
        s.n = tb_utf8_cut(s.p, s.n, s.n - 1);
    return s;
}

static void add_fit(struct tb_str text, struct tb_buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        tb_buf_addc(out, (unsigned char)text.p[i] < ' ' ||
                                 strchr("[]:*?/\\", text.p[i])
                             ? '_'
                             : text.p[i]);
}

static void add_end(struct tb_str part, int number, struct tb_buf *out)
{
    tb_buf_adds(out, "（");
    add_fit(cut_units(part, PART_UNITS), out);
    if (number > 1)
        tb_buf_addf(out, "%d", number);
    tb_buf_adds(out, "）");
}

void tb_sheet_name_of_part(struct tb_str name, struct tb_str part,
                           tb_sheet_taken_fn *is_taken, void *ctx,
                           struct tb_buf *out)
{
    struct tb_buf end = { 0 };
    int number = 1;

    do {
        tb_buf_clear(&end);
        add_end(part, number++, &end);
        tb_buf_clear(out);
        tb_buf_add(out, cut_units(name, TB_SHEET_NAME_MAX -
                                            tb_utf8_units(tb_buf_str(&end))));
        tb_buf_add(out, tb_buf_str(&end));
    } while (is_taken(tb_buf_str(out), ctx));
    tb_buf_free(&end);
}
