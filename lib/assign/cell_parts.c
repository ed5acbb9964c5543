/* cell_parts.c - what is said of a name in a cell: conditions, exceptions. */
#include "cell_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "mem.h"
#include "utf8.h"

void tb_cell_say(struct tb_cell_reading *c, const char *format, ...)
{
    struct tb_shares *s = c->s;
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s->notes =
        tb_grow(s->notes, s->note_count, &s->note_room, sizeof *s->notes);
    s->notes[s->note_count++] = tb_arena_copy(
        &s->arena, tb_str_n(text, tb_utf8_cut(text, strlen(text), 396)));
}

struct tb_str tb_cell_from(const struct tb_cell_reading *c, size_t at)
{
    return tb_str_from(tb_buf_str(&c->t.text), at);
}

struct tb_str tb_cell_part(const struct tb_cell_reading *c, size_t from,
                           size_t to)
{
    return tb_str_n(c->t.text.p + from, to - from);
}

/* ---- what is said of a name ---- */

static void add_share(struct tb_shares *s, struct tb_assign_share share)
{
    for (size_t i = 0; i < s->count; i++) {
        struct tb_assign_share *x = &s->list[i];
        if (x->department != share.department ||
            !tb_str_eq(x->condition, share.condition))
            continue;
        x->is_named = x->is_named || share.is_named;
        x->by_class = x->by_class && share.by_class;
        return;
    }
    share.condition = tb_arena_copy(&s->arena, share.condition);
    s->list = tb_grow(s->list, s->count, &s->room, sizeof *s->list);
    s->list[s->count++] = share;
}

static void add_class(struct tb_shares *s, struct tb_str name)
{
    for (size_t i = 0; i < s->class_count; i++)
        if (tb_str_eq(s->classes[i], name))
            return;
    s->classes =
        tb_grow(s->classes, s->class_count, &s->class_room, sizeof *s->classes);
    s->classes[s->class_count++] = tb_arena_copy(&s->arena, name);
}

/* The last name is complete: its shares. */
void tb_cell_finish_name(struct tb_cell_reading *c)
{
    struct tb_assign_share x = { .condition = tb_buf_str(&c->condition) };
    const struct tb_group *g;

    if (!c->has_last)
        return;
    c->has_last = false;
    if (!c->last.is_group) {
        x.department = c->last.at;
        x.is_named = true;
        add_share(c->s, x);
    } else {
        g = &c->o->sets[c->last.at];
        x.by_class = g->is_class;
        if (g->is_class)
            add_class(c->s, g->name);
        for (size_t i = 0; i < g->count; i++) {
            x.department = g->members[i];
            if (!c->excluded[x.department])
                add_share(c->s, x);
        }
        memset(c->excluded, 0, c->o->count * sizeof *c->excluded);
    }
    tb_buf_clear(&c->condition);
}

void tb_cell_take_name(struct tb_cell_reading *c, struct tb_named name)
{
    tb_cell_finish_name(c);
    tb_buf_clear(&c->condition);
    tb_buf_adds(&c->condition, "");
    c->last = name;
    c->has_last = true;
}

void tb_cell_add_condition(struct tb_cell_reading *c, struct tb_str words)
{
    if (words.n > 0)
        tb_buf_addf(&c->condition, "%s%.*s", c->condition.n ? "；" : "",
                    TB_STR_ARG(words));
}

/* ---- 除护理系外 ---- */

bool tb_cell_cut_front(struct tb_str *text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (tb_str_starts(*text, words[i])) {
            *text = tb_str_from(*text, strlen(words[i]));
            return true;
        }
    return false;
}

/* Cut the first of ENDS, which ends with NULL, off WORD. */
bool tb_cell_cut_end(struct tb_str *word, const char *const *ends)
{
    for (size_t i = 0; ends[i]; i++) {
        size_t n = strlen(ends[i]);
        if (word->n > n && memcmp(word->p + word->n - n, ends[i], n) == 0) {
            word->n -= n;
            return true;
        }
    }
    return false;
}

/* The departments of a list without conditions; what is none is said. */
bool tb_cell_mark_names(struct tb_cell_reading *c, struct tb_str list,
                        bool *is_in)
{
    struct tb_str one;
    struct tb_name_run run;
    bool any = false;

    while (tb_str_next(&list, "、,;/|", &one)) {
        if (one.n > 0 && !tb_names_split(c->o, one, &run))
            tb_cell_say(c, "“%.*s”中没有这样的部门，未除去", TB_STR_ARG(one));
        for (size_t i = 0; one.n > 0 && i < run.count; i++) {
            const struct tb_named *n = &run.names[i];
            const struct tb_group *g = n->is_group ? &c->o->sets[n->at] : NULL;
            any = true;
            if (!g)
                is_in[n->at] = true;
            for (size_t k = 0; g && k < g->count; k++)
                is_in[g->members[k]] = true;
        }
    }
    return any;
}

/* TEXT (normalised) says who of a group is meant not to: mark them. */
bool tb_cell_take_exception(struct tb_cell_reading *c, struct tb_str text)
{
    static const char *const fronts[] = { "除去",   "除了", "除", "不包括",
                                          "不包含", "不含", NULL };
    static const char *const ends[] = { "以外", "之外", "除外", "不含", NULL };
    static const char *const outside[] = { "外", NULL };
    bool is_exception = tb_cell_cut_front(&text, fronts);

    if (tb_cell_cut_end(&text, ends))
        is_exception = true;
    else if (is_exception) /* but 省外 is a condition */
        tb_cell_cut_end(&text, outside);
    return is_exception && tb_cell_mark_names(c, text, c->excluded);
}

/* Where an exception that begins at AT ends: behind 外, or with the cell. */
size_t tb_cell_exception_end(const struct tb_cell_reading *c, size_t at)
{
    static const char outside[] = "外";
    size_t n = tb_str_find(tb_cell_from(c, at), outside);

    return at + n < c->t.text.n ? at + n + sizeof outside - 1 : c->t.text.n;
}

/* ---- brackets ---- */

/* A bracket that does not close: its words without any brackets, so that they
 * can be written in brackets again. */
static void add_open_condition(struct tb_cell_reading *c, size_t at)
{
    struct tb_buf words = { 0 };

    tb_buf_adds(&words, "");
    for (size_t n; at < c->t.text.n; at += n) {
        n = tb_cell_text_size(&c->t, at);
        if (!tb_cell_text_opens(&c->t, at) && !tb_cell_text_closes(&c->t, at))
            tb_buf_add(&words, tb_cell_text_source(&c->t, at, at + n));
    }
    tb_cell_say(c, "括号没有右半边，“%s”作为说明保留", words.p);
    tb_cell_add_condition(c, tb_buf_str(&words));
    tb_buf_free(&words);
}

size_t tb_cell_take_bracket(struct tb_cell_reading *c, size_t at)
{
    size_t close = tb_cell_text_close(&c->t, at);
    size_t end = close < c->t.text.n ? close + 1 : close;
    struct tb_str inside = tb_cell_text_source(&c->t, at + 1, close);

    if (!c->has_last)
        tb_cell_say(c, "“%.*s”之前没有部门，未采用",
                    TB_STR_ARG(tb_cell_text_source(&c->t, at, end)));
    else if (c->last.is_group &&
             tb_cell_take_exception(c, tb_cell_part(c, at + 1, close)))
        return end;
    else if (close == c->t.text.n)
        add_open_condition(c, at);
    else
        tb_cell_add_condition(c, inside);
    return end;
}
