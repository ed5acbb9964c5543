/* resolve.c - which departments a cell means. */
#include "resolve.h"

#include <stdlib.h>

#include "norm.h"

#define SEPARATORS "、，,；;/／|\n\t 　"

/* NAME (normalised) as a whole: mark its departments. */
static bool mark(const struct tb_organisation *o, struct tb_str name,
                 bool *is_in)
{
    uint32_t at;

    if (tb_map_find(&o->names, name, &at)) {
        is_in[at] = true;
        return true;
    }
    if (!tb_map_find(&o->groups, name, &at))
        return false;
    for (size_t i = 0; i < o->sets[at].count; i++)
        is_in[o->sets[at].members[i]] = true;
    return true;
}

static size_t connector(struct tb_str rest)
{
    static const char *const words[] = { "和", "及", "与", "-", "、" };

    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_starts(rest, words[i]))
            return strlen(words[i]);
    return 0;
}

#define STEPS_MAX 20000 /* of one word: nobody's name is that long */

/* Ways to cut a word into names: the first has the longest names in front. */
struct cuts {
    const struct tb_organisation *o;
    bool *first;    /* the departments of the first way */
    size_t ways;    /* 2: another one means other departments */
    size_t reached; /* how far any way came */
    size_t steps;
    const char *word; /* where the word begins */
};

static void cut(struct cuts *c, struct tb_str rest, const bool *so_far);

/* The word is used up: is this way new? */
static void finish_cut(struct cuts *c, const bool *so_far)
{
    if (c->ways == 0) {
        memcpy(c->first, so_far, c->o->count * sizeof *so_far);
        c->ways = 1;
    } else if (memcmp(c->first, so_far, c->o->count * sizeof *so_far) != 0) {
        c->ways = 2;
    }
}

static void cut_at(struct cuts *c, struct tb_str rest, size_t n,
                   const bool *so_far)
{
    bool *is_in = tb_alloc(c->o->count, sizeof *is_in);

    memcpy(is_in, so_far, c->o->count * sizeof *is_in);
    if (mark(c->o, tb_str_n(rest.p, n), is_in))
        cut(c, tb_str_from(rest, n), is_in);
    free(is_in);
}

static void cut(struct cuts *c, struct tb_str rest, const bool *so_far)
{
    size_t skip = rest.p == c->word ? 0 : connector(rest);

    if ((size_t)(rest.p - c->word) > c->reached)
        c->reached = (size_t)(rest.p - c->word);
    if (rest.n == 0)
        finish_cut(c, so_far);
    for (size_t n = rest.n < c->o->longest ? rest.n : c->o->longest;
         n > 0 && c->ways < 2; n--) {
        if (n < rest.n && ((unsigned char)rest.p[n] & 0xC0) == 0x80)
            continue;
        if (++c->steps > STEPS_MAX)
            return;
        cut_at(c, rest, n, so_far);
    }
    if (skip > 0 && c->ways < 2)
        cut(c, tb_str_from(rest, skip), so_far);
}

static void resolve_word(const struct tb_organisation *o, struct tb_str word,
                         bool *is_in, struct tb_buf *unknown)
{
    struct cuts c = { .o = o,
                      .first = tb_alloc(o->count, sizeof(bool)),
                      .word = word.p };
    bool *none = tb_alloc(o->count, sizeof *none);

    if (mark(o, word, is_in)) /* a name as a whole means nothing else */
        goto done;
    cut(&c, word, none);
    for (size_t i = 0; c.ways > 0 && i < o->count; i++)
        is_in[i] = is_in[i] || c.first[i];
    if (c.ways != 1)
        tb_buf_addf(unknown, "%s%.*s%s", unknown->n ? "、" : "",
                    TB_STR_ARG(c.ways ? word : tb_str_from(word, c.reached)),
                    c.ways ? "?" : "");
done:
    free(none);
    free(c.first);
}

void tb_organisation_resolve(const struct tb_organisation *o,
                             struct tb_str cell, bool *is_in,
                             struct tb_buf *unknown)
{
    struct tb_str rest = cell, word;
    struct tb_buf norm = { 0 };

    tb_buf_clear(unknown);
    tb_buf_adds(unknown, "");
    while (tb_str_next(&rest, SEPARATORS, &word)) {
        tb_norm_label(word, &norm);
        if (norm.n > 0)
            resolve_word(o, tb_buf_str(&norm), is_in, unknown);
    }
    tb_buf_free(&norm);
}
