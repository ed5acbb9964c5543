/* source.h - bytes at an offset: of memory, or of a file that stays on disk. */
#ifndef TB_SOURCE_H
#define TB_SOURCE_H

#include <stdint.h>

#include "buf.h"

struct tb_source {
    uint64_t size;
    struct tb_str bytes; /* p == NULL: read from FD */
    int fd;
};

struct tb_source tb_source_bytes(struct tb_str bytes);

/* Open a plain file of at most LIMIT bytes; close with tb_source_close(). */
int tb_source_open(const char *path, uint64_t limit, struct tb_source *source,
                   struct tb_err *err);
void tb_source_close(struct tb_source *source);

/* Read up to N bytes at AT; returns how many, -1 when reading failed. */
long tb_source_read(const struct tb_source *source, uint64_t at, void *out,
                    size_t n);

/* All of it; OUT is replaced. */
int tb_source_all(const struct tb_source *source, struct tb_buf *out,
                  struct tb_err *err);

#endif
