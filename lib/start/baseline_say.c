/* baseline_say.c - what was not carried over, and why. */
#include <stdarg.h>
#include <stdio.h>

#include "baseline_parts.h"
#include "mem.h"
#include "utf8.h"

#define NAMES_SHOWN 8

#define NOTE_MAX 2000 /* bytes; names in files may be of any length */
#define NAME_MAX 100

/* Names come out of files: what would move the terminal's cursor is a blank. */
void baseline_note(struct baseline_load *l, const char *format, ...)
{
    struct tb_baseline *b = l->result;
    char text[NOTE_MAX];
    va_list args;
    size_t n;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    n = tb_utf8_cut(text, strlen(text), sizeof text - 4);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
            text[i] = ' ';
    b->notes =
        tb_grow(b->notes, b->note_count, &b->note_room, sizeof *b->notes);
    b->notes[b->note_count++] = tb_arena_copy(&b->arena, tb_str_n(text, n));
}

void baseline_name(struct baseline_names *n, struct tb_str name)
{
    if (n->count++ < NAMES_SHOWN)
        tb_buf_addf(&n->text, "%s%.*s", n->text.n > 0 ? "、" : "",
                    (int)tb_utf8_cut(name.p, name.n, NAME_MAX), name.p);
}

const char *baseline_names_text(struct baseline_names *n, const char *unit)
{
    if (n->count > NAMES_SHOWN)
        tb_buf_addf(&n->text, "等 %zu %s", n->count, unit);
    return tb_buf_text(&n->text);
}

static void add_reason(struct tb_buf *line, const char *text)
{
    tb_buf_addf(line, "%s%s", line->n > 0 ? "；" : "", text);
}

/* Rows that no table wanted lose nothing twice: their values are not counted.
 */
static bool is_lost(const struct baseline_source *s,
                    const struct baseline_column *c)
{
    return c->lost > 0 && (s->condition.n > 0 || !c->is_carried);
}

static void say_columns(const struct baseline_source *s, struct tb_buf *line)
{
    struct baseline_names gone = { .count = 0 }, unit = { .count = 0 },
                          unread = { .count = 0 };
    struct tb_buf one = { 0 };

    for (size_t i = 0; i < s->count; i++) {
        const struct baseline_column *c = &s->columns[i];
        tb_buf_clear(&one);
        if (is_lost(s, c) && c->other_unit.n > 0) {
            tb_buf_addf(&one, "%.*s（%.*s→%.*s）", TB_STR_ARG(c->name),
                        TB_STR_ARG(c->unit), TB_STR_ARG(c->other_unit));
            baseline_name(&unit, tb_buf_str(&one));
        } else if (is_lost(s, c)) {
            tb_buf_addf(&one, "%.*s%s", TB_STR_ARG(c->name),
                        c->is_carried ? "（部分行）" : "");
            baseline_name(&gone, tb_buf_str(&one));
        }
        tb_buf_clear(&one);
        tb_buf_addf(&one, "%.*s %lld 个", TB_STR_ARG(c->name), c->unread);
        if (c->unread > 0)
            baseline_name(&unread, tb_buf_str(&one));
    }
    tb_buf_clear(&one);
    if (gone.count > 0) {
        tb_buf_addf(&one, "字段 %s没有对应", baseline_names_text(&gone, "项"));
        add_reason(line, one.p);
        tb_buf_clear(&one);
    }
    if (unit.count > 0) {
        tb_buf_addf(&one, "单位不同：%s", baseline_names_text(&unit, "项"));
        add_reason(line, one.p);
        tb_buf_clear(&one);
    }
    if (unread.count > 0) {
        tb_buf_addf(&one, "值与本版本不符，已留空：%s",
                    baseline_names_text(&unread, "项"));
        add_reason(line, one.p);
    }
    tb_buf_free(&one);
    tb_buf_free(&gone.text);
    tb_buf_free(&unit.text);
    tb_buf_free(&unread.text);
}

static void say_source(struct baseline_load *l, const struct baseline_source *s)
{
    struct tb_buf line = { 0 }, one = { 0 };

    if (!s->is_continued) {
        if (s->rows > 0)
            tb_buf_addf(&one, "本版本没有对应的表（%lld 行）", s->rows);
    } else if (s->condition.n > 0 && s->taken < s->rows) {
        tb_buf_addf(&one, "%lld 行按“%.*s”不属于本版本的任何一张表",
                    s->rows - s->taken, TB_STR_ARG(s->condition));
    }
    if (one.n > 0)
        add_reason(&line, one.p);
    if (s->is_continued)
        say_columns(s, &line);
    if (line.n > 0)
        baseline_note(l, "%.*s：%s", TB_STR_ARG(s->name), line.p);
    tb_buf_free(&line);
    tb_buf_free(&one);
}

/* Tables that had nothing are said in one line. */
static void say_empty(struct baseline_load *l)
{
    struct baseline_names names = { .count = 0 };

    for (size_t i = 0; i < l->source_count; i++)
        if (!l->sources[i].is_continued && l->sources[i].rows == 0)
            baseline_name(&names, l->sources[i].name);
    if (names.count > 0)
        baseline_note(l, "上年没有数据、本版本也没有对应的表：%s",
                      baseline_names_text(&names, "张"));
    tb_buf_free(&names.text);
}

void baseline_say(struct baseline_load *l)
{
    for (size_t i = 0; i < l->source_count; i++)
        say_source(l, &l->sources[i]);
    say_empty(l);
}
