/* targets.c - read once into a hash, then nothing more is asked per row. */
#include "targets.h"

#include <stdlib.h>

#include "mem.h"
#include "rule_sql.h"
#include "suggest.h"
#include "utf8.h"

#define LAST UINT32_MAX
#define LOOKS 500 /* values for which all targets are looked through */

struct origin {
    size_t reference;
    long long row;
};

struct tb_targets {
    struct tb_map index;    /* value -> its first entry */
    uint32_t *next;         /* another entry of the same value; LAST: none */
    struct tb_str *facts;   /* WIDTH of each entry; p == NULL: no such fact */
    struct origin *origins; /* of each entry */
    size_t count, next_room, facts_room, origins_room, width;
    /* for values that are not there */
    struct tb_map forms; /* of all (tb_suggest_form) -> the first such entry */
    struct tb_str *values; /* each once */
    size_t value_count, values_room;
    bool has_forms;
    size_t looks;
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
    t->origins =
        tb_grow(t->origins, t->count, &t->origins_room, sizeof *t->origins);
    t->origins[at] = (struct origin){ (size_t)tb_stmt_int(s, (int)t->width + 1),
                                      tb_stmt_int(s, (int)t->width + 2) };
    if (!tb_map_add(&t->index, value, at, &first)) {
        t->next[at] = t->next[first];
        t->next[first] = at;
    } else {
        t->values = tb_grow(t->values, t->value_count, &t->values_room,
                            sizeof *t->values);
        t->values[t->value_count++] = value;
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
    tb_map_free(&t->forms);
    free(t->next);
    free(t->facts);
    free(t->origins);
    free(t->values);
    tb_arena_free(&t->arena);
    free(t);
}

bool tb_targets_has(const struct tb_targets *t, struct tb_str value)
{
    uint32_t ignored;

    return tb_map_find(&t->index, value, &ignored);
}

/* ---- what is near ---- */

/* Only once something is missing: most fields never ask. */
static void add_forms(struct tb_targets *t)
{
    struct tb_buf form = { 0 };

    t->has_forms = true;
    for (size_t i = 0; i < t->value_count; i++) {
        tb_suggest_form(t->values[i], &form);
        tb_map_add(&t->forms, tb_arena_copy(&t->arena, tb_buf_str(&form)),
                   (uint32_t)i, NULL);
    }
    tb_buf_free(&form);
}

bool tb_targets_near(struct tb_targets *t, struct tb_str value,
                     struct tb_str *near)
{
    struct tb_buf form = { 0 };
    size_t found = 0;
    uint32_t at;
    bool is_near;

    if (!t->has_forms)
        add_forms(t);
    tb_suggest_form(value, &form);
    is_near = tb_map_find(&t->forms, tb_buf_str(&form), &at);
    tb_buf_free(&form);
    if (is_near) {
        *near = t->values[at];
        return true;
    }
    if (tb_utf8_count(value) < 3 || t->looks++ >= LOOKS)
        return false;
    for (size_t i = 0; i < t->value_count && found < 2; i++)
        if (tb_is_one_edit(value, t->values[i])) {
            *near = t->values[i];
            found++;
        }
    return found == 1;
}

/* ---- mirrors ---- */

/* White space off the beginning of S. */
static void skip_space(struct tb_str *s)
{
    uint32_t c;
    size_t n;

    while (s->n > 0 && (n = tb_utf8_decode(*s, &c)) > 0 && tb_utf8_is_space(c))
        *s = tb_str_from(*s, n);
}

/* 测　甲 and 测甲 are one: names of two characters are often spread. */
static bool is_same(struct tb_str a, struct tb_str b)
{
    if (tb_str_eq(a, b))
        return true;
    for (;;) {
        skip_space(&a);
        skip_space(&b);
        if (a.n == 0 || b.n == 0 || a.p[0] != b.p[0])
            return a.n == 0 && b.n == 0;
        a = tb_str_from(a, 1);
        b = tb_str_from(b, 1);
    }
}

bool tb_targets_agree(const struct tb_targets *t, struct tb_str value,
                      size_t index, struct tb_str text,
                      struct tb_target *target)
{
    uint32_t at;

    if (!tb_map_find(&t->index, value, &at))
        return true;
    *target =
        (struct tb_target){ t->facts[at * t->width + index],
                            t->origins[at].reference, t->origins[at].row };
    for (; at != LAST; at = t->next[at]) {
        struct tb_str one = t->facts[at * t->width + index];
        if (!one.p || is_same(one, text))
            return true;
    }
    return false;
}
