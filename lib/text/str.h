/*
 * str.h - a borrowed run of bytes, usually UTF-8.
 *
 * A struct tb_str owns nothing: it lives as long as what it points into.  A NUL
 * stands behind it only when it comes from a C string, a struct tb_buf or an
 * arena's tb_arena_copy(); a part of one has none.
 */
#ifndef TB_STR_H
#define TB_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct tb_str {
    const char *p;
    size_t n;
};

/* For "%.*s". */
#define TB_STR_ARG(s) (int)(s).n, (s).p
#define TB_LEN(array) (sizeof(array) / sizeof *(array))

static inline struct tb_str tb_str(const char *text)
{
    struct tb_str s = { text, text ? strlen(text) : 0 };
    return s;
}

static inline struct tb_str tb_str_n(const char *p, size_t n)
{
    struct tb_str s = { p, n };
    return s;
}

static inline bool tb_str_eq(struct tb_str a, struct tb_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool tb_str_is(struct tb_str a, const char *b)
{
    return tb_str_eq(a, tb_str(b));
}

static inline bool tb_str_starts(struct tb_str a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.n >= n && (n == 0 || memcmp(a.p, prefix, n) == 0);
}

static inline struct tb_str tb_str_from(struct tb_str a, size_t at)
{
    return at < a.n ? tb_str_n(a.p + at, a.n - at) : tb_str_n(a.p + a.n, 0);
}

/* Where NEEDLE begins in A, or a.n when it is not there. */
size_t tb_str_find(struct tb_str a, const char *needle);

/*
 * Cut the next piece off REST at the first of the UTF-8 SEPARATORS (each a
 * character); white space around the piece is dropped.  False at the end.
 */
bool tb_str_next(struct tb_str *rest, const char *separators,
                 struct tb_str *piece);

/* White space (Unicode, U+3000 and zero-width among it) off both ends. */
struct tb_str tb_str_trim(struct tb_str s);

/* How many single edits lie between A and B (bytes; at most 64 long). */
size_t tb_str_distance(const char *a, const char *b);

#endif
