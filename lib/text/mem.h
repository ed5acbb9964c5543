/*
 * mem.h - memory that is there, or the process ends with status 71.
 *
 * Everything that matters is in a transaction or in a file that is renamed
 * when whole, so ending at once loses nothing.
 */
#ifndef TB_MEM_H
#define TB_MEM_H

#include <stddef.h>

#include "str.h"

void *tb_alloc(size_t count, size_t size); /* zeroed; free() it */
void *tb_realloc(void *old, size_t count, size_t size);
char *tb_strdup(struct tb_str s); /* NUL-terminated copy */

/* Make room for one more in an array that doubles; returns the array. */
void *tb_grow(void *array, size_t used, size_t *room, size_t size);

/* Many small things that are freed together. */
struct tb_arena {
    struct tb_chunk *chunk;
};

void *tb_arena_alloc(struct tb_arena *arena, size_t size);
/* The bytes of S, and a NUL behind them. */
struct tb_str tb_arena_copy(struct tb_arena *arena, struct tb_str s);
void tb_arena_free(struct tb_arena *arena);

#endif
