/* near.c - edits between characters, not bytes. */
#include "near.h"

#include "utf8.h"

#define LONGEST 64 /* characters; what is longer is nobody's name */

static size_t decode(struct tb_str s, uint32_t *out)
{
    size_t n = 0;

    while (s.n > 0 && n < LONGEST) {
        size_t size = tb_utf8_decode(s, &out[n]);
        if (size == 0)
            size = 1, out[n] = (unsigned char)s.p[0];
        s = tb_str_from(s, size);
        n++;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    size_t row[LONGEST + 1];

    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t up = row[j];
            row[j] = least(corner + (a[i - 1] != b[j - 1]),
                           least(up, row[j - 1]) + 1);
            corner = up;
        }
    }
    return row[nb];
}

/* At least half of it must be right: of three characters one may be wrong. */
void tb_near_try(struct tb_near *near, struct tb_str tried, struct tb_str shown)
{
    uint32_t a[LONGEST], b[LONGEST];
    size_t na = decode(near->written, a), nb = decode(tried, b);
    size_t longest = na > nb ? na : nb;
    size_t d = edits(a, na, b, nb);

    if (d * 2 >= longest || (near->best.n > 0 && d >= near->distance))
        return;
    near->best = shown;
    near->distance = d;
}
