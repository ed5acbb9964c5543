/* mask.c - least exposure by default. */
#include "mask.h"

#include "utf8.h"

/* How many characters stay at either end. */
static const struct {
    const char *kind;
    size_t head, tail;
} kinds[] = {
    { "name", 1, 0 },  { "idcard", 3, 4 }, { "phone", 3, 4 },
    { "email", 1, 4 }, { "birth", 4, 0 },  { "address", 3, 0 },
};

void tb_mask(struct tb_str kind, struct tb_str value, struct tb_buf *out)
{
    size_t head = 1, tail = 1, count = tb_utf8_count(value), at = 0;

    if (kind.n == 0) {
        tb_buf_add(out, value);
        return;
    }
    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (tb_str_is(kind, kinds[i].kind)) {
            head = kinds[i].head;
            tail = kinds[i].tail;
        }
    if (count <= head + tail) { /* short: hide at least half of it */
        head = count > 1 ? 1 : 0;
        tail = 0;
    }
    while (value.n > 0) {
        size_t n = tb_utf8_size((unsigned char)value.p[0]);
        if (n > value.n)
            n = value.n;
        if (at < head || at + tail >= count)
            tb_buf_add(out, tb_str_n(value.p, n));
        else
            tb_buf_addc(out, '*');
        value = tb_str_from(value, n);
        at++;
    }
}
