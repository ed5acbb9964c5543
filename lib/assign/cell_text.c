/* cell_text.c - a cell's text, compared and as it was. */
#include "cell_text.h"

#include <stdlib.h>

#include "mem.h"
#include "norm.h"
#include "utf8.h"

void tb_cell_text_make(struct tb_str source, struct tb_cell_text *t)
{
    const size_t room = source.n * 4 + 1;
    struct tb_buf one = { 0 };
    bool gap = false;
    size_t n;

    *t = (struct tb_cell_text){ .source = source,
                                .at = tb_alloc(room, sizeof *t->at),
                                .gap = tb_alloc(room, sizeof *t->gap) };
    tb_buf_adds(&t->text, "");
    for (size_t i = 0; i < source.n; i += n) {
        n = tb_utf8_size((unsigned char)source.p[i]);
        if (n > source.n - i)
            n = source.n - i;
        tb_norm_label(tb_str_n(source.p + i, n), &one);
        if (one.n == 0)
            gap = true;
        for (size_t k = 0; k < one.n; k++) {
            t->at[t->text.n + k] = i;
            t->gap[t->text.n + k] = gap && k == 0;
        }
        if (one.n > 0)
            gap = false;
        tb_buf_add(&t->text, tb_buf_str(&one));
    }
    t->at[t->text.n] = source.n;
    tb_buf_free(&one);
}

void tb_cell_text_free(struct tb_cell_text *t)
{
    tb_buf_free(&t->text);
    free(t->at);
    free(t->gap);
    *t = (struct tb_cell_text){ 0 };
}

struct tb_str tb_cell_text_source(const struct tb_cell_text *t, size_t from,
                                  size_t to)
{
    return tb_str_trim(
        tb_str_n(t->source.p + t->at[from], t->at[to] - t->at[from]));
}

size_t tb_cell_text_size(const struct tb_cell_text *t, size_t at)
{
    size_t n = tb_utf8_size((unsigned char)t->text.p[at]);

    return n < t->text.n - at ? n : t->text.n - at;
}

static size_t starts_with_one_of(const struct tb_cell_text *t, size_t at,
                                 const char *const *words)
{
    struct tb_str rest = tb_str_from(tb_buf_str(&t->text), at);

    for (size_t i = 0; words[i]; i++)
        if (tb_str_starts(rest, words[i]))
            return strlen(words[i]);
    return 0;
}

size_t tb_cell_text_separator(const struct tb_cell_text *t, size_t at)
{
    static const char *const words[] = { "、", ",", ";", "/", "|", "。", NULL };

    return starts_with_one_of(t, at, words);
}

bool tb_cell_text_opens(const struct tb_cell_text *t, size_t at)
{
    return at < t->text.n && strchr("([{", t->text.p[at]);
}

bool tb_cell_text_closes(const struct tb_cell_text *t, size_t at)
{
    return at < t->text.n && strchr(")]}", t->text.p[at]);
}

size_t tb_cell_text_close(const struct tb_cell_text *t, size_t at)
{
    size_t depth = 0;

    for (; at < t->text.n; at++) {
        depth += tb_cell_text_opens(t, at);
        if (tb_cell_text_closes(t, at) && --depth == 0)
            return at;
    }
    return t->text.n;
}

bool tb_cell_text_is_end(const struct tb_cell_text *t, size_t at)
{
    return at >= t->text.n || t->gap[at] || tb_cell_text_separator(t, at) > 0 ||
           tb_cell_text_opens(t, at) || tb_cell_text_closes(t, at);
}
