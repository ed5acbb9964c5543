/* assign_cell.c - reading one cell of a task list, word by word. */
#include <stdlib.h>

#include "cell_parts.h"

/* ---- words that are no names ---- */

static bool is_one_of(struct tb_str word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (tb_str_is(word, words[i]))
            return true;
    return false;
}

static const char *const own[] = { "系部",   "所在系部", "所在部门",
                                   "本部门", "各系部",   "本系部",
                                   "所在系", "所属部门", NULL };

static void say_unknown(struct tb_cell_reading *c, struct tb_str source,
                        struct tb_str word)
{
    struct tb_str near = tb_organisation_near(c->o, word);

    if (near.n > 0)
        tb_cell_say(c, "未知%s“%.*s”，您是指“%.*s”？", c->sense->kind,
                    TB_STR_ARG(source), TB_STR_ARG(near));
    else
        tb_cell_say(c, "未知%s“%.*s”", c->sense->kind, TB_STR_ARG(source));
}

/* "教务处审核" in a cell of who fills. */
static void take_reviewers(struct tb_cell_reading *c, struct tb_str word)
{
    if (is_one_of(word, own))
        c->s->reviews_own = true;
    else if (!tb_cell_mark_names(c, word, c->s->reviews))
        say_unknown(c, word, word);
}

/* 各二级学院, where the only group of that kind is called 各系部. */
static bool find_likely_group(const struct tb_cell_reading *c,
                              struct tb_str word, struct tb_named *out)
{
    static const char *const kinds[] = { "系部",     "系",       "院系",
                                         "二级学院", "学院",     "教学单位",
                                         "教学系部", "教学部门", "二级单位",
                                         NULL };
    static const char *const fronts[] = { "各有关", "各相关", "各",   "全体",
                                          "所有",   "相关",   "有关", NULL };
    struct tb_str name;
    size_t found = 0;

    tb_cell_cut_front(&word, fronts);
    for (size_t i = 0; i < c->o->set_count; i++) {
        const struct tb_group *g = &c->o->sets[i];
        name = g->name;
        tb_cell_cut_front(&name, fronts);
        if (g->is_class ||
            (!tb_str_eq(name, word) &&
             (!is_one_of(word, kinds) || !is_one_of(name, kinds))))
            continue;
        *out = (struct tb_named){ .is_group = true, .at = (uint32_t)i };
        if (tb_str_eq(name, word))
            return true;
        found++;
    }
    return found == 1;
}

/* What WORD means beside names; false when nothing. */
static bool take_special(struct tb_cell_reading *c, struct tb_str word)
{
    static const char *const persons[] = { "教师个人", "教师本人", "个人",
                                           "本人",     "每位教师", NULL };
    static const char *const everyone[] = { "参与数据采集的所有部门",
                                            "所有部门",
                                            "全体部门",
                                            "各单位",
                                            "各有关部门",
                                            "全校各部门",
                                            NULL };
    struct tb_named name;

    if (c->sense->is_review && is_one_of(word, own)) {
        c->s->reviews_own = true;
        return true;
    }
    if (is_one_of(word, persons)) {
        c->s->is_individual = true;
        return true;
    }
    if (is_one_of(word, everyone) &&
        tb_name_find(c->o, tb_str("各部门"), &name)) {
        tb_cell_take_name(c, name);
        return true;
    }
    if (!find_likely_group(c, word, &name))
        return false;
    tb_cell_say(c, "“%.*s”按“%.*s”认定", TB_STR_ARG(word),
                TB_STR_ARG(c->o->sets[name.at].name));
    tb_cell_take_name(c, name);
    return true;
}

/* ---- names ---- */

/* The longest name at AT behind which something new begins: one that holds
 * separators, brackets or blanks wins over what it holds. */
static size_t whole_name(const struct tb_cell_reading *c, size_t at,
                         struct tb_named *out)
{
    struct tb_str rest = tb_cell_from(c, at);

    for (size_t n = rest.n < c->o->longest ? rest.n : c->o->longest; n > 0; n--)
        if (tb_cell_text_is_end(&c->t, at + n) &&
            tb_name_find(c->o, tb_str_n(rest.p, n), out))
            return n;
    return 0;
}

/* The end of the word at AT: a name that holds signs may be glued to it. */
static size_t word_end(const struct tb_cell_reading *c, size_t at)
{
    size_t end = at;
    struct tb_named name;
    struct tb_name_run run;

    do
        end += tb_cell_text_size(&c->t, end);
    while (!tb_cell_text_is_end(&c->t, end));
    for (size_t i = at + tb_cell_text_size(&c->t, at); i < end;
         i += tb_cell_text_size(&c->t, i))
        if (i + whole_name(c, i, &name) > end &&
            tb_names_split(c->o, tb_cell_part(c, at, i), &run))
            return i;
    return end;
}

static void take_run(struct tb_cell_reading *c, const struct tb_name_run *run,
                     size_t at)
{
    for (size_t i = 0; i < run->count; i++) {
        struct tb_named name = run->names[i];
        name.from += at;
        tb_cell_take_name(c, name);
    }
}

static void say_ambiguous(struct tb_cell_reading *c,
                          const struct tb_name_run *run, struct tb_str word)
{
    struct tb_buf names = { 0 };

    for (size_t i = 0; i < run->count; i++)
        tb_buf_addf(&names, "%s%.*s", i > 0 ? "、" : "", (int)run->names[i].n,
                    word.p + run->names[i].from);
    tb_cell_say(c, "“%.*s”有不止一种读法，已按“%s”认定", TB_STR_ARG(word),
                tb_buf_text(&names));
    tb_buf_free(&names);
}

/* Does a name (no code) begin at AT? */
static bool name_begins(const struct tb_cell_reading *c, size_t at)
{
    struct tb_str rest = tb_cell_from(c, at);
    struct tb_named name;

    for (size_t n = rest.n < c->o->longest ? rest.n : c->o->longest; n > 3; n--)
        if ((unsigned char)rest.p[0] >= 0x80 &&
            tb_name_find(c->o, tb_str_n(rest.p, n), &name))
            return true;
    return false;
}

/* What stands behind a name from FROM on and is none goes to TO at most: up to
 * a name, where words of a duty or of an office end. */
static size_t remark_end(const struct tb_cell_reading *c, size_t from,
                         size_t to)
{
    size_t duty = tb_names_duty(tb_cell_from(c, from));

    for (size_t i = from + tb_cell_text_size(&c->t, from); i < to;
         i += tb_cell_text_size(&c->t, i))
        if ((i == from + duty ||
             tb_names_is_office(tb_cell_part(c, from, i))) &&
            name_begins(c, i))
            return i;
    return to;
}

/* Behind names stands something that is none: it is said of the last. */
static size_t take_remark(struct tb_cell_reading *c, size_t from, size_t to)
{
    static const char *const exceptions[] = { "除", "不含", "不包括", NULL };
    struct tb_str rest = tb_cell_from(c, from), said;
    size_t until;

    if (c->last.is_group && tb_cell_cut_front(&rest, exceptions)) {
        until = tb_cell_exception_end(c, from);
        if (tb_cell_take_exception(c, tb_cell_part(c, from, until)))
            return until;
    }
    to = remark_end(c, from, to);
    said = tb_cell_text_source(&c->t, from, to);
    tb_cell_say(c, "“%.*s”后的“%.*s”作为说明保留",
                TB_STR_ARG(tb_cell_text_source(&c->t, c->last.from,
                                               c->last.from + c->last.n)),
                TB_STR_ARG(said));
    tb_cell_add_condition(c, said);
    return to;
}

/* A word that is no name as a whole. */
static size_t take_word(struct tb_cell_reading *c, size_t at)
{
    static const char *const reviewing[] = { "审核", "审查", "复核",
                                             "初审", "复审", NULL };
    static const char *const filling[] = { "组织填报", "组织填写", "填写",
                                           "填报",     "采集",     "组织",
                                           NULL };
    size_t end = word_end(c, at);
    struct tb_str word = tb_cell_part(c, at, end), plain = word;
    struct tb_name_run run;

    if (tb_cell_cut_end(&plain, reviewing) && !c->sense->is_review) {
        tb_cell_finish_name(c);
        take_reviewers(c, plain);
        return end;
    }
    if (!c->sense->is_review)
        tb_cell_cut_end(&plain, filling);
    if (tb_names_split(c->o, plain, &run)) {
        take_run(c, &run, at);
        if (run.is_ambiguous)
            say_ambiguous(c, &run, plain);
        return end;
    }
    tb_cell_finish_name(c);
    if (take_special(c, plain))
        return end;
    tb_names_split(c->o, word, &run);
    if (run.count > 0) {
        take_run(c, &run, at);
        return take_remark(c, at + run.end, end);
    }
    if (tb_names_split_short(c->o, plain, &run)) {
        take_run(c, &run, at);
        tb_cell_say(c, "“%.*s”按简称拆成 %zu 个部门", TB_STR_ARG(plain),
                    run.count);
        return end;
    }
    if (tb_cell_text_opens(&c->t, end)) /* said of what is unknown */
        end = tb_cell_text_close(&c->t, end);
    end += tb_cell_text_closes(&c->t, end);
    say_unknown(c, tb_cell_text_source(&c->t, at, end), word);
    return end;
}

/* "除护理系外的各系部", "由教务处牵头": before a name; 0 when nothing. */
static size_t take_front(struct tb_cell_reading *c, size_t at)
{
    struct tb_str rest = tb_cell_from(c, at);
    size_t end;

    if (tb_str_starts(rest, "由"))
        return strlen("由");
    if (!tb_str_starts(rest, "除"))
        return 0;
    tb_cell_finish_name(c);
    end = tb_cell_exception_end(c, at);
    if (!tb_cell_take_exception(c, tb_cell_part(c, at, end)))
        return 0;
    if (tb_str_starts(tb_cell_from(c, end), "的"))
        end += strlen("的");
    return end - at;
}

static size_t take_at(struct tb_cell_reading *c, size_t at)
{
    size_t n = tb_cell_text_separator(&c->t, at);
    struct tb_named name;

    if (n > 0) {
        tb_cell_finish_name(c);
        return at + n;
    }
    if (tb_cell_text_opens(&c->t, at))
        return tb_cell_take_bracket(c, at);
    if ((n = whole_name(c, at, &name)) > 0) {
        name.from = at;
        tb_cell_take_name(c, name);
        return at + n;
    }
    if (c->has_last && (n = tb_names_connector(tb_cell_from(c, at))) > 0)
        return at + n;
    if ((n = take_front(c, at)) > 0)
        return at + n;
    if (tb_cell_text_closes(&c->t, at)) {
        tb_cell_say(c, "多了一个右括号，未采用");
        return at + 1;
    }
    return take_word(c, at);
}

void tb_assign_cell(const struct tb_organisation *o, struct tb_str cell,
                    const struct tb_cell_sense *sense, struct tb_shares *s)
{
    struct tb_cell_reading c = { .o = o, .sense = sense, .s = s };

    *s = (struct tb_shares){ .reviews =
                                 tb_alloc(o->count + 1, sizeof *s->reviews) };
    c.excluded = tb_alloc(o->count + 1, sizeof *c.excluded);
    tb_cell_text_make(cell, &c.t);
    for (size_t at = 0; at < c.t.text.n;)
        at = take_at(&c, at);
    tb_cell_finish_name(&c);
    tb_buf_free(&c.condition);
    tb_cell_text_free(&c.t);
    free(c.excluded);
}

void tb_shares_free(struct tb_shares *s)
{
    free(s->list);
    free(s->classes);
    free(s->reviews);
    free(s->notes);
    tb_arena_free(&s->arena);
    *s = (struct tb_shares){ 0 };
}
