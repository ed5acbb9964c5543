/* awaited.c - the slices that are missing, table by table. */
#include "awaited.h"

#include "mem.h"

#define SHOWN 3 /* departments */

/* SLICES from FROM on are those of one table; returns where the next begins. */
static size_t await_table(const struct tb_slices *slices, size_t from,
                          struct tb_buf *names)
{
    const struct tb_table *t = slices->list[from].table;
    long long before = 0;
    size_t i, count = 0;

    tb_buf_clear(names);
    for (i = from; i < slices->count && slices->list[i].table == t; i++) {
        const struct tb_slice *s = &slices->list[i];
        if (s->state != TB_STATE_MISSING || s->department.id == before)
            continue;
        before = s->department.id;
        if (count++ < SHOWN)
            tb_buf_addf(names, "%s%.*s", names->n > 0 ? "、" : "",
                        TB_STR_ARG(s->department.shown));
    }
    if (count > SHOWN)
        tb_buf_adds(names, "等");
    return i;
}

struct tb_str *tb_awaited(const struct tb_dict *dict,
                          const struct tb_slices *slices,
                          struct tb_arena *arena)
{
    struct tb_str *awaited = tb_alloc(dict->table_count, sizeof *awaited);
    struct tb_buf names = { 0 };
    size_t next;

    /* what refers to a table that nobody fills waits for whoever will */
    for (size_t i = 0; i < dict->table_count; i++)
        awaited[i] = tb_str(slices->count > 0 &&
                                    dict->tables[i].origin != TB_ORIGIN_DERIVED
                                ? "分配填报部门"
                                : "");
    for (size_t i = 0; i < slices->count; i = next) {
        next = await_table(slices, i, &names);
        awaited[slices->list[i].table - dict->tables] =
            tb_arena_copy(arena, tb_buf_str(&names));
    }
    tb_buf_free(&names);
    return awaited;
}
