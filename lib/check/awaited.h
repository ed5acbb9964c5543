/* awaited.h - who has still to hand something in. */
#ifndef TB_AWAITED_H
#define TB_AWAITED_H

#include "campaign.h"
#include "slice.h"

/*
 * What each table waits for, one text per table of the dictionary, "" for
 * nothing: the first departments that have not filed ("护理系、教务处等"), or,
 * of a table that nobody fills while others are filled, that somebody be
 * assigned.  The texts are kept in ARENA.  Free the list with free().
 */
struct tb_str *tb_awaited(const struct tb_dict *dict,
                          const struct tb_slices *slices,
                          struct tb_arena *arena);

#endif
