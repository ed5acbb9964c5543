/* dict_line.c - the cells of one line of a dictionary's file. */
#include "dict_load.h"
#include "norm.h"

struct tb_str tb_load_get(const struct tb_load *l, int column)
{
    const struct tb_cell *c =
        l->at[column] < 0 ? NULL : tb_row_at(l->row, (uint32_t)l->at[column]);

    return c ? tb_str_trim(c->raw) : tb_str("");
}

struct tb_str tb_load_keep(const struct tb_load *l, int column)
{
    return tb_arena_copy(&l->dict->arena, tb_load_get(l, column));
}

bool tb_load_flag(struct tb_load *l, int column)
{
    struct tb_str s = tb_load_get(l, column);

    if (s.n > 0 && !tb_str_is(s, "0") && !tb_str_is(s, "1"))
        TB_LOAD_COMPLAIN(l, column, "'%.*s' is neither 0 nor 1", TB_STR_ARG(s));
    return tb_str_is(s, "1");
}

bool tb_load_number(struct tb_load *l, int column, double *out)
{
    struct tb_str s = tb_load_get(l, column);

    if (s.n == 0)
        return false;
    if (!tb_norm_number(s, out)) {
        TB_LOAD_COMPLAIN(l, column, "'%.*s' is no number", TB_STR_ARG(s));
        return false;
    }
    return true;
}

/* One of the words of a column, by its place in WORDS. */
int tb_load_word(struct tb_load *l, int column, const char *const *words,
                 size_t count)
{
    struct tb_str s = tb_load_get(l, column);

    for (size_t i = 0; i < count; i++)
        if (tb_str_is(s, words[i]))
            return (int)i;
    TB_LOAD_COMPLAIN(l, column, "unknown word '%.*s'", TB_STR_ARG(s));
    return 0;
}

const struct tb_table *tb_load_table_of(struct tb_load *l, int column)
{
    const struct tb_table *t = tb_dict_table(l->dict, tb_load_get(l, column));

    if (!t)
        TB_LOAD_COMPLAIN(l, column, "unknown table '%.*s'",
                         TB_STR_ARG(tb_load_get(l, column)));
    return t;
}
