/* names.c - no two the same. */
#include "names.h"

#include <ctype.h>
#include <stdlib.h>

#include "file.h"
#include "hash.h"

#define MARK 8 /* hexadecimal digits */

/* False when the name, in lower case, was given out before. */
static bool take(struct tb_names *names, struct tb_str name)
{
    char *lower = tb_strdup(name);
    struct tb_str kept;

    for (char *p = lower; *p; p++)
        *p = (char)((unsigned char)*p < 0x80 ? tolower((unsigned char)*p) : *p);
    kept = tb_arena_copy(&names->arena, tb_str_n(lower, name.n));
    free(lower);
    return tb_map_add(&names->taken, kept, 0, NULL);
}

void tb_names_make(struct tb_names *names, struct tb_str text,
                   struct tb_buf *out)
{
    struct tb_buf plain = { 0 };
    char hex[65];
    size_t mark = 0;

    tb_file_safe_name(text, &plain);
    /* a folder's name that ends so loses its end on Windows */
    if (plain.n > 0 && strchr(". ", plain.p[plain.n - 1]))
        plain.p[plain.n - 1] = '_';
    if (!tb_str_eq(tb_buf_str(&plain), text) || text.n == 0)
        mark = MARK;
    tb_sha256(text, hex);
    do {
        tb_buf_clear(out);
        tb_buf_add(out, tb_buf_str(&plain));
        if (mark > 0)
            tb_buf_addf(out, "_%.*s", (int)mark, hex);
        mark += MARK;
    } while (!take(names, tb_buf_str(out)) && mark < sizeof hex);
    tb_buf_free(&plain);
}

void tb_names_free(struct tb_names *names)
{
    tb_map_free(&names->taken);
    tb_arena_free(&names->arena);
}
