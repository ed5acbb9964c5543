/*
 * names.h - names for files, made of names that people have.
 *
 * What a file's name cannot hold is replaced; so that "甲/系" and "甲:系" do
 * not share a file, a name that was changed carries the beginning of the
 * SHA-256 of what it was, and is the same whatever other names there are.
 */
#ifndef TB_NAMES_H
#define TB_NAMES_H

#include "buf.h"
#include "map.h"
#include "mem.h"

/* The names given out in one folder.  Starts as { 0 }. */
struct tb_names {
    struct tb_map taken; /* in lower case: some file systems see no other */
    struct tb_arena arena;
};

/* A name for TEXT that none before has; OUT is replaced. */
void tb_names_make(struct tb_names *names, struct tb_str text,
                   struct tb_buf *out);
void tb_names_free(struct tb_names *names);

#endif
