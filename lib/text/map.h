/* map.h - a hash table from borrowed strings to numbers. */
#ifndef TB_MAP_H
#define TB_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* Starts as { 0 }.  The keys must live as long as the map. */
struct tb_map {
    struct tb_map_slot *slots;
    size_t used, room;
};

/* Add KEY unless it is there; *OLD (may be NULL) gets what stood there.
 * Returns true when it was added. */
bool tb_map_add(struct tb_map *map, struct tb_str key, uint32_t value,
                uint32_t *old);
bool tb_map_find(const struct tb_map *map, struct tb_str key, uint32_t *value);
void tb_map_free(struct tb_map *map);

#endif
