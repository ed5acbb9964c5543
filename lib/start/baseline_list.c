/* baseline_list.c - last year's task list, for this year's tables. */
#include <stdlib.h>

#include "baseline_parts.h"
#include "mem.h"
#include "task_list.h"

/* The lines of last year's list, by source. */
struct old_list {
    struct baseline_load *load;
    const struct tb_dict *dict; /* last year's */
    struct tb_str (*lines)[TB_TASK_CELLS];
    bool *is_there;
};

static int keep_line(const struct tb_str *cells, void *ctx)
{
    struct old_list *o = ctx;
    const struct tb_table *t = tb_dict_find(o->dict, cells[TB_TASK_TABLE]);
    size_t at = t ? (size_t)(t - o->dict->tables) : 0;

    if (!t)
        return 0;
    o->is_there[at] = true; /* sources are in the order of its tables */
    for (size_t k = 0; k < TB_TASK_CELLS; k++)
        o->lines[at][k] = tb_arena_copy(&o->load->arena, cells[k]);
    return 0;
}

/* The line that TABLE has from last year: that of the first table that it
 * continues.  Whether others were filled by others is said in OTHERS. */
static const struct tb_str *line_of(const struct old_list *o,
                                    const struct tb_table *table,
                                    struct baseline_names *others)
{
    const struct baseline_load *l = o->load;
    const struct tb_str *first = NULL;

    for (size_t i = 0; i < l->link_count; i++) {
        const struct tb_str *line = o->lines[l->links[i].source];
        if (l->links[i].table != table || !o->is_there[l->links[i].source])
            continue;
        if (!first)
            first = line;
        else if (!tb_str_eq(first[TB_TASK_FILLERS], line[TB_TASK_FILLERS]))
            baseline_name(others, line[TB_TASK_TABLE]);
    }
    return first;
}

static void say_others(struct baseline_load *l, const struct tb_str *line,
                       struct tb_str name, struct baseline_names *others)
{
    if (others->count > 0)
        baseline_note(l,
                      "%.*s：按上年 %.*s 的分工（%.*s）；%s上年由其他部门填报，"
                      "请核对",
                      TB_STR_ARG(name), TB_STR_ARG(line[TB_TASK_TABLE]),
                      TB_STR_ARG(line[TB_TASK_FILLERS]),
                      baseline_names_text(others, "张"));
}

/* This year's lines into OUT, with the names of this year's tables. */
static size_t make_lines(const struct old_list *o,
                         struct tb_str (*out)[TB_TASK_CELLS])
{
    struct baseline_load *l = o->load;
    size_t n = 0;

    for (size_t i = 0; i < l->dict->table_count; i++) {
        const struct tb_table *t = &l->dict->tables[i];
        struct baseline_names others = { .count = 0 };
        struct tb_buf name = { 0 };
        const struct tb_str *line = line_of(o, t, &others);
        if (line) {
            memcpy(out[n], line, sizeof out[n]);
            tb_buf_addf(&name, "%.*s%.*s", TB_STR_ARG(t->no),
                        TB_STR_ARG(t->name));
            out[n][TB_TASK_TABLE] = tb_arena_copy(&l->arena, tb_buf_str(&name));
            say_others(l, line, out[n++][TB_TASK_TABLE], &others);
        }
        tb_buf_free(&name);
        tb_buf_free(&others.text);
    }
    return n;
}

static void say_dropped(const struct old_list *o)
{
    struct baseline_load *l = o->load;
    struct baseline_names names = { .count = 0 };

    for (size_t i = 0; i < l->source_count; i++)
        if (o->is_there[i] && !l->sources[i].is_continued)
            baseline_name(&names, o->lines[i][TB_TASK_TABLE]);
    if (names.count > 0)
        baseline_note(
            l, "上年分工清单中有 %zu 张表在本版本没有对应的表，未沿用：%s",
            names.count, baseline_names_text(&names, "张"));
    tb_buf_free(&names.text);
}

/* Last year's task list, as it stood at the end, into FOLDER/assignment.csv;
 * days are this year's to give. */
int baseline_copy_list(struct baseline_load *l, struct tb_db *db,
                       struct tb_dict *old)
{
    struct tb_store store = { db, old, NULL };
    struct old_list o = { .load = l, .dict = old };
    struct tb_str(*lines)[TB_TASK_CELLS];
    struct tb_buf path = { 0 };
    struct tb_view_options view = { 0 };
    int rc = -1;

    o.lines = tb_alloc(l->source_count, sizeof *o.lines);
    o.is_there = tb_alloc(l->source_count, sizeof *o.is_there);
    lines = tb_alloc(l->dict->table_count, sizeof *lines);
    tb_buf_addf(&path, "%s/" TB_BASELINE_LIST, l->folder);
    if (tb_view_choose(&view, "csv", path.p, l->err) == 0 &&
        tb_task_list_each(&store, false, keep_line, &o, l->err) == 0) {
        rc = tb_task_list_show((const struct tb_str(*)[TB_TASK_CELLS])lines,
                               make_lines(&o, lines), &view, l->err);
        say_dropped(&o);
    }
    free(o.lines);
    free(o.is_there);
    free(lines);
    tb_buf_free(&path);
    return rc;
}
