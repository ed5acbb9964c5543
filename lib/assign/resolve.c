/* resolve.c - where names begin and end in text that has nothing between. */
#include "resolve.h"

#include <stdlib.h>

#include "utf8.h"

bool tb_name_find(const struct tb_organisation *o, struct tb_str name,
                  struct tb_named *out)
{
    *out = (struct tb_named){ .n = name.n };
    if (tb_map_find(&o->names, name, &out->at))
        return true;
    out->is_group = tb_map_find(&o->groups, name, &out->at);
    return out->is_group;
}

/* ---- words ---- */

static size_t starts_with_one_of(struct tb_str rest, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (tb_str_starts(rest, words[i]))
            return strlen(words[i]);
    return 0;
}

static bool ends_with_one_of(struct tb_str text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        size_t n = strlen(words[i]);
        if (text.n >= n && memcmp(text.p + text.n - n, words[i], n) == 0)
            return true;
    }
    return false;
}

size_t tb_names_connector(struct tb_str rest)
{
    static const char *const words[] = { "以及", "和", "及", "与", "&",
                                         "+",    "-",  "—",  "、", NULL };

    return starts_with_one_of(rest, words);
}

size_t tb_names_duty(struct tb_str rest)
{
    static const char *const words[] = { "牵头", "配合", "负责", "协助", "协同",
                                         "主办", "协办", "承办", "汇总", "提供",
                                         "组织", "等",   "部门", "单位", "填写",
                                         "填报", "采集", "上报", "审核", "统筹",
                                         "参与", "除",   "不含", NULL };

    return starts_with_one_of(rest, words);
}

bool tb_names_is_office(struct tb_str text)
{
    static const char *const ends[] = { "处", "部", "系", "院", "科",   "室",
                                        "办", "馆", "委", "会", "所",   "团",
                                        "站", "组", "校", "区", "中心", NULL };

    return ends_with_one_of(text, ends);
}

/* "系统", "处理": the end of a name and what follows are another word. */
static bool is_other_word(struct tb_str name, struct tb_str rest)
{
    static const char *const words[] = {
        "系统", "系列", "处理", "处分", "处置", "部分", "部队", "部署",
        "办公", "办法", "会议", "会计", "科学", "科技", "科研", "所有",
        "团队", "团体", "组织", "组长", "馆藏", "馆员", "院士", "院校",
        "院长", "室内", "委员", "校长", "校区", "校园", "区域", NULL
    };
    char pair[9] = "";
    size_t at = name.n;

    while (at > 0 && ((unsigned char)name.p[--at] & 0xC0) == 0x80)
        ;
    if (name.n - at > 4 || rest.n < tb_utf8_size((unsigned char)rest.p[0]))
        return false;
    memcpy(pair, name.p + at, name.n - at);
    memcpy(pair + (name.n - at), rest.p,
           tb_utf8_size((unsigned char)rest.p[0]));
    for (size_t i = 0; words[i]; i++)
        if (strcmp(pair, words[i]) == 0)
            return true;
    return false;
}

/* May NAME stand there with REST, which is no name, behind it? */
static bool stands_alone(struct tb_str name, struct tb_str rest)
{
    bool is_code = true;

    for (size_t i = 0; i < name.n; i++)
        is_code = is_code && (unsigned char)name.p[i] < 0x80;
    if (is_code || is_other_word(name, rest))
        return false;
    return tb_names_is_office(name) || tb_names_duty(rest) > 0;
}

/* ---- splitting ---- */

#define STEPS_MAX 20000 /* of one word: nobody's name is that long */

/* Ways to split a word: the first has the longest names in front. */
struct split {
    const struct tb_organisation *o;
    struct tb_str word;
    struct tb_name_run now, *best;
    bool is_found;
    bool short_too;      /* without their ending */
    bool *first, *other; /* by department: what the ways mean */
    size_t steps;
};

static void mark_run(const struct tb_organisation *o,
                     const struct tb_name_run *run, bool *is_in)
{
    memset(is_in, 0, o->count * sizeof *is_in);
    for (size_t i = 0; i < run->count; i++) {
        const struct tb_named *n = &run->names[i];
        const struct tb_group *g = n->is_group ? &o->sets[n->at] : NULL;
        if (!g)
            is_in[n->at] = true;
        for (size_t k = 0; g && k < g->count; k++)
            is_in[g->members[k]] = true;
    }
}

/* The word is used up: is this way new? */
static void finish_split(struct split *s)
{
    if (!s->is_found) {
        s->is_found = true;
        *s->best = s->now;
        mark_run(s->o, &s->now, s->first);
        return;
    }
    mark_run(s->o, &s->now, s->other);
    if (memcmp(s->first, s->other, s->o->count * sizeof *s->first) != 0)
        s->best->is_ambiguous = true;
}

/* The names so far, if nothing reached farther. */
static void keep_front(struct split *s, size_t at)
{
    const struct tb_named *last;

    if (s->is_found || s->now.count == 0 || at <= s->best->end)
        return;
    last = &s->now.names[s->now.count - 1];
    if (last->from + last->n != at ||
        !stands_alone(tb_str_n(s->word.p + last->from, last->n),
                      tb_str_from(s->word, at)))
        return;
    *s->best = s->now;
    s->best->end = at;
}

static bool find_name(const struct split *s, struct tb_str text,
                      struct tb_named *out)
{
    uint32_t ignored;

    if (tb_name_find(s->o, text, out))
        return true;
    *out = (struct tb_named){ .n = text.n };
    return s->short_too && tb_map_find(&s->o->stems, text, &out->at) &&
           !tb_map_find(&s->o->shared, text, &ignored);
}

static void split_from(struct split *s, size_t at)
{
    struct tb_str rest = tb_str_from(s->word, at);
    size_t skip = at == 0 ? 0 : tb_names_connector(rest);
    struct tb_named name;

    if (rest.n == 0) {
        s->now.end = at;
        finish_split(s);
        return;
    }
    keep_front(s, at);
    for (size_t n = rest.n < s->o->longest ? rest.n : s->o->longest;
         n > 0 && !s->best->is_ambiguous; n--) {
        if (n < rest.n && ((unsigned char)rest.p[n] & 0xC0) == 0x80)
            continue;
        if (++s->steps > STEPS_MAX || s->now.count == TB_NAMES_MAX)
            return;
        if (!find_name(s, tb_str_n(rest.p, n), &name))
            continue;
        name.from = at;
        s->now.names[s->now.count++] = name;
        split_from(s, at + n);
        s->now.count--;
    }
    if (skip > 0 && !s->best->is_ambiguous)
        split_from(s, at + skip);
}

static bool split(const struct tb_organisation *o, struct tb_str word,
                  bool short_too, struct tb_name_run *run)
{
    struct split s = { .o = o,
                       .short_too = short_too,
                       .word = word,
                       .best = run,
                       .first = tb_alloc(o->count + 1, sizeof(bool)),
                       .other = tb_alloc(o->count + 1, sizeof(bool)) };

    run->count = run->end = 0;
    run->is_ambiguous = false;
    if (word.n > 0)
        split_from(&s, 0);
    free(s.first);
    free(s.other);
    return s.is_found;
}

bool tb_names_split(const struct tb_organisation *o, struct tb_str word,
                    struct tb_name_run *run)
{
    return split(o, word, false, run);
}

bool tb_names_split_short(const struct tb_organisation *o, struct tb_str word,
                          struct tb_name_run *run)
{
    return split(o, word, true, run) && run->count > 1 && !run->is_ambiguous;
}
