/* map.c - open addressing, FNV-1a. */
#include "map.h"

#include <stdlib.h>

#include "mem.h"

struct tb_map_slot {
    struct tb_str key; /* p == NULL: free */
    uint32_t value;
};

static size_t hash(struct tb_str s)
{
    uint64_t h = 1469598103934665603u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

static struct tb_map_slot *slot(const struct tb_map *map, struct tb_str key)
{
    size_t at = hash(key) & (map->room - 1);

    while (map->slots[at].key.p && !tb_str_eq(map->slots[at].key, key))
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static void widen(struct tb_map *map)
{
    struct tb_map old = *map;

    map->room = old.room ? old.room * 2 : 64;
    map->slots = tb_alloc(map->room, sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].key.p)
            *slot(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

bool tb_map_add(struct tb_map *map, struct tb_str key, uint32_t value,
                uint32_t *old)
{
    struct tb_map_slot *s;

    if (!key.p)
        key.p = "";
    if (map->used * 4 >= map->room * 3)
        widen(map);
    s = slot(map, key);
    if (s->key.p) {
        if (old)
            *old = s->value;
        return false;
    }
    s->key = key;
    s->value = value;
    map->used++;
    return true;
}

bool tb_map_find(const struct tb_map *map, struct tb_str key, uint32_t *value)
{
    const struct tb_map_slot *s;

    if (map->room == 0)
        return false;
    if (!key.p)
        key.p = "";
    s = slot(map, key);
    if (!s->key.p)
        return false;
    *value = s->value;
    return true;
}

void tb_map_free(struct tb_map *map)
{
    free(map->slots);
    *map = (struct tb_map){ 0 };
}
