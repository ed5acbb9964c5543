/* xlsx_merges.c - merged ranges, which a sheet names behind its rows. */
#include <stdlib.h>

#include "xlsx.h"

#define MERGES_MAX                                             \
    1000000 /* of one sheet; twenty times as many as were seen \
             */

void xlsx_merges_begin(struct xlsx_sheet *s)
{
    if (!s->merges_known)
        s->merge_count = 0;
}

int xlsx_merges_add(struct xlsx_sheet *s, const char *ref, struct tb_err *err)
{
    struct tb_merge range;

    if (s->merges_known || !ref || !xlsx_range(tb_str(ref), &range) ||
        (range.first_row == range.last_row &&
         range.first_column == range.last_column))
        return 0;
    if (s->merge_count >= MERGES_MAX)
        return tb_fail(err, "more than %d merged ranges", MERGES_MAX);
    s->merges =
        tb_grow(s->merges, s->merge_count, &s->merge_room, sizeof *s->merges);
    s->merges[s->merge_count++] = range;
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct tb_merge *x = a, *y = b;

    if (x->first_row != y->first_row)
        return x->first_row < y->first_row ? -1 : 1;
    return (x->first_column > y->first_column) -
           (x->first_column < y->first_column);
}

void xlsx_merges_end(struct xlsx_sheet *s)
{
    if (!s->merges_known && s->merge_count > 0)
        qsort(s->merges, s->merge_count, sizeof *s->merges, by_place);
    s->merges_known = true;
}
