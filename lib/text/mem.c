/* mem.c - allocation that does not fail, and arenas. */
#include "mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "err.h"

#define CHUNK_SIZE ((size_t)64 * 1024)

struct tb_chunk {
    struct tb_chunk *next;
    size_t used, room;
    max_align_t data[];
};

static void *must(void *p)
{
    if (!p) {
        fputs("tianbao: out of memory\n", stderr);
        _Exit(TB_NOMEM);
    }
    return p;
}

void *tb_alloc(size_t count, size_t size)
{
    return must(calloc(count ? count : 1, size ? size : 1));
}

void *tb_realloc(void *old, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        must(NULL);
    return must(realloc(old, total ? total : 1));
}

char *tb_strdup(struct tb_str s)
{
    char *copy = tb_alloc(s.n + 1, 1);

    if (s.n > 0)
        memcpy(copy, s.p, s.n);
    return copy;
}

void *tb_grow(void *array, size_t used, size_t *room, size_t size)
{
    if (used < *room)
        return array;
    *room = *room ? *room * 2 : 8;
    return tb_realloc(array, *room, size);
}

void *tb_arena_alloc(struct tb_arena *arena, size_t size)
{
    struct tb_chunk *c = arena->chunk;
    size_t need = (size + 7) & ~(size_t)7;

    if (!c || c->room - c->used < need) {
        size_t room = need > CHUNK_SIZE ? need : CHUNK_SIZE;
        c = must(calloc(1, sizeof *c + room));
        c->room = room;
        c->next = arena->chunk;
        arena->chunk = c;
    }
    c->used += need;
    return (char *)c->data + c->used - need;
}

struct tb_str tb_arena_copy(struct tb_arena *arena, struct tb_str s)
{
    char *copy = tb_arena_alloc(arena, s.n + 1);

    if (s.n > 0)
        memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return tb_str_n(copy, s.n);
}

void tb_arena_free(struct tb_arena *arena)
{
    while (arena->chunk) {
        struct tb_chunk *next = arena->chunk->next;
        free(arena->chunk);
        arena->chunk = next;
    }
}
