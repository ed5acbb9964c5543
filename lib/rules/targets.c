/* targets.c - read once into a hash, then nothing more is asked per row. */
#include "targets.h"

#include <stdlib.h>

#include "mem.h"
#include "rule_sql.h"

#define LAST UINT32_MAX

struct tb_targets {
    struct tb_map index;  /* value -> its first entry */
    uint32_t *next;       /* another entry of the same value; LAST: none */
    struct tb_str *facts; /* WIDTH of each entry; p == NULL: no such fact */
    size_t count, next_room, facts_room, width;
    struct tb_arena arena;
};

static void add_target(struct tb_targets *t, struct tb_stmt *s)
{
    struct tb_str value = tb_arena_copy(&t->arena, tb_stmt_text(s, 0));
    uint32_t at = (uint32_t)t->count, first;

    t->next = tb_grow(t->next, t->count, &t->next_room, sizeof *t->next);
    t->next[at] = LAST;
    while (t->facts_room < (t->count + 1) * t->width)
        t->facts =
            tb_grow(t->facts, t->facts_room, &t->facts_room, sizeof *t->facts);
    for (size_t i = 0; i < t->width; i++)
        t->facts[at * t->width + i] =
            tb_stmt_is_null(s, (int)i + 1)
                ? tb_str_n(NULL, 0)
                : tb_arena_copy(&t->arena, tb_stmt_text(s, (int)i + 1));
    if (!tb_map_add(&t->index, value, at, &first)) {
        t->next[at] = t->next[first];
        t->next[first] = at;
    }
    t->count++;
}

int tb_targets_read(struct tb_db *db, const struct tb_field *via,
                    const struct tb_field *const *mirrors, size_t count,
                    struct tb_targets **targets, struct tb_err *err)
{
    struct tb_targets *t = tb_alloc(1, sizeof *t);
    struct tb_stmt *s = NULL;
    int rc;

    t->width = count;
    rc = tb_targets_prepare(db, via, mirrors, count, &s, err);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        add_target(t, s);
        rc = 0;
    }
    tb_stmt_free(s);
    if (rc < 0)
        tb_targets_free(t);
    else
        *targets = t;
    return rc;
}

void tb_targets_free(struct tb_targets *t)
{
    if (!t)
        return;
    tb_map_free(&t->index);
    free(t->next);
    free(t->facts);
    tb_arena_free(&t->arena);
    free(t);
}

bool tb_targets_has(const struct tb_targets *t, struct tb_str value)
{
    uint32_t ignored;

    return tb_map_find(&t->index, value, &ignored);
}

bool tb_targets_agree(const struct tb_targets *t, struct tb_str value,
                      size_t index, struct tb_str text, struct tb_str *fact)
{
    uint32_t at;

    if (!tb_map_find(&t->index, value, &at))
        return true;
    *fact = t->facts[at * t->width + index];
    for (; at != LAST; at = t->next[at]) {
        struct tb_str one = t->facts[at * t->width + index];
        if (!one.p || tb_str_eq(one, text))
            return true;
    }
    return false;
}
