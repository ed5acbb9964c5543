/* assign_cell.c - reading one cell of a task list. */
#include "assign_cell.h"

#include <stdlib.h>

#include "norm.h"
#include "resolve.h"

#define WORDS "、，,；;/／|\n\t 　"

static bool ends_with(struct tb_str s, const char *end)
{
    size_t n = strlen(end);

    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* Cut the first of ENDS, which ends with NULL, off WORD. */
static bool cut_end(struct tb_str *word, const char *const *ends)
{
    for (size_t i = 0; ends[i]; i++)
        if (ends_with(*word, ends[i]) && word->n > strlen(ends[i])) {
            word->n -= strlen(ends[i]);
            return true;
        }
    return false;
}

static bool is_one_of(struct tb_str word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (tb_str_is(word, words[i]))
            return true;
    return false;
}

/* "教务处（省内）": cut the condition off. */
static struct tb_str cut_condition(struct tb_str *word)
{
    static const char *const opens[] = { "（", "(" }, *const closes[] = { "）",
                                                                          ")" };

    for (size_t i = 0; i < TB_LEN(opens); i++) {
        size_t open = tb_str_find(*word, opens[i]);
        struct tb_str inside;
        if (open == 0 || open == word->n || !ends_with(*word, closes[i]))
            continue;
        inside = tb_str_from(*word, open + strlen(opens[i]));
        inside.n -= strlen(closes[i]);
        word->n = open;
        return tb_str_trim(inside);
    }
    return tb_str("");
}

static void add_share(struct tb_shares *s, size_t department,
                      struct tb_str condition)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->list[i].department == department &&
            tb_str_eq(s->list[i].condition, condition))
            return;
    s->list = tb_grow(s->list, s->count, &s->room, sizeof *s->list);
    s->list[s->count++] =
        (struct tb_assign_share){ department,
                                  tb_arena_copy(&s->arena, condition) };
}

/* Departments, a group or a class of persons, perhaps under a condition. */
static void take_fillers(const struct tb_organisation *o, struct tb_str word,
                         struct tb_shares *s)
{
    struct tb_str whole = word, condition = tb_str("");
    bool *is_in = tb_alloc(o->count, sizeof *is_in);
    struct tb_buf unknown = { 0 };

    tb_organisation_resolve(o, word, is_in, &unknown);
    if (unknown.n > 0) { /* a name may itself have brackets: tried first */
        memset(is_in, 0, o->count * sizeof *is_in);
        condition = cut_condition(&word);
        tb_organisation_resolve(o, word, is_in, &unknown);
    }
    if (unknown.n > 0)
        tb_buf_addf(&s->unknown, "%s%.*s", s->unknown.n ? "、" : "",
                    TB_STR_ARG(condition.n ? whole : tb_buf_str(&unknown)));
    for (size_t i = 0; i < o->count; i++)
        if (is_in[i])
            add_share(s, i, condition);
    tb_buf_free(&unknown);
    free(is_in);
}

static void take_reviewers(const struct tb_organisation *o, struct tb_str word,
                           struct tb_shares *s)
{
    static const char *const own[] = { "系部",   "所在系部", "所在部门",
                                       "本部门", "各系部",   NULL };
    struct tb_buf unknown = { 0 };

    if (is_one_of(word, own)) {
        s->reviews_own = true;
        return;
    }
    tb_organisation_resolve(o, word, s->reviews, &unknown);
    if (unknown.n > 0)
        tb_buf_addf(&s->unknown, "%s%s", s->unknown.n ? "、" : "", unknown.p);
    tb_buf_free(&unknown);
}

static void take_word(const struct tb_organisation *o, struct tb_str word,
                      struct tb_shares *s)
{
    static const char *const reviewing[] = { "审核", "审查", "复核", NULL };
    static const char *const filling[] = { "填写", "填报", "采集", NULL };
    static const char *const persons[] = { "教师个人", "教师本人", "个人",
                                           "本人", NULL };
    static const char *const everyone[] = { "参与数据采集的所有部门",
                                            "所有部门", "全体部门", "各单位",
                                            NULL };

    if (is_one_of(word, everyone))
        word = tb_str("各部门");
    if (cut_end(&word, reviewing)) {
        take_reviewers(o, word, s);
        return;
    }
    cut_end(&word, filling);
    if (is_one_of(word, persons)) {
        s->persons = tb_str("教师");
        s->is_individual = true;
        return;
    }
    if (tb_organisation_class(o, word))
        s->persons = tb_arena_copy(&s->arena, word);
    take_fillers(o, word, s);
}

void tb_assign_cell(const struct tb_organisation *o, struct tb_str cell,
                    struct tb_shares *s)
{
    struct tb_str rest = cell, word;

    *s = (struct tb_shares){ .reviews = tb_alloc(o->count, sizeof(bool)),
                             .persons = tb_str("") };
    tb_buf_adds(&s->unknown, "");
    while (tb_str_next(&rest, WORDS, &word))
        if (word.n > 0)
            take_word(o, word, s);
}

void tb_shares_free(struct tb_shares *s)
{
    free(s->list);
    free(s->reviews);
    tb_buf_free(&s->unknown);
    tb_arena_free(&s->arena);
    *s = (struct tb_shares){ 0 };
}
