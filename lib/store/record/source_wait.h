/*
 * source_wait.h - source tables, and what refers to them: nothing that does is
 * approved before they are, at the last level (R11).
 */
#ifndef TB_SOURCE_WAIT_H
#define TB_SOURCE_WAIT_H

#include "slice.h"

/* Does T refer to SOURCE, a source table, so that it must wait for it?  Source
 * tables refer to each other, so they wait for nothing. */
bool tb_source_is_of(const struct tb_table *source, const struct tb_table *t);

/* What a table waits for. */
struct tb_source_wait {
    struct tb_str on; /* "1.4.1（航海系、轮机系等）、1.4.2（…）"; "": nothing */
    long ready; /* number of the day on which the last of its sources was
                   approved; 0: it has none, they wait, or nobody knows */
};

/*
 * One of every table of the dictionary, in its order; LAST is the last level.
 * The texts are kept in ARENA.  Free *WAITS with free() whatever happens.
 */
int tb_source_waits_read(struct tb_store *store, enum tb_level last,
                         struct tb_source_wait **waits, struct tb_arena *arena,
                         struct tb_err *err);

#endif
