/* make_zip.h - zip archives in memory, right and wrong ones. */
#ifndef TB_MAKE_ZIP_H
#define TB_MAKE_ZIP_H

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "buf.h"

/* One entry; what is 0 or NULL is as it should be. */
struct zip_part {
    const char *name;
    size_t name_size;       /* when NAME holds a NUL */
    const char *local_name; /* in the local header, if another */
    const char *data;
    size_t size; /* of DATA; 0: to its NUL */
    unsigned flags, method;
    uint32_t wrong_crc;      /* added to the right one */
    const char *no_data_but; /* no data of its own: that of this entry */
};

/* Starts as { 0 }. */
struct zip_maker {
    struct tb_buf out, directory;
    unsigned count;
    const char *names[16];
    uint32_t at[16];
};

static inline void zip_number(struct tb_buf *b, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        tb_buf_addc(b, (char)(i < 8 ? value >> 8 * i : 0));
}

/* The fields that both headers share. */
static inline void zip_common(struct tb_buf *b, const struct zip_part *p,
                              struct tb_str packed, size_t size, size_t name)
{
    uLong crc = crc32(0, (const Bytef *)p->data, (uInt)size);

    zip_number(b, 20, 2);
    zip_number(b, p->flags, 2);
    zip_number(b, p->method, 2);
    zip_number(b, 0x5A210000, 4); /* time and date */
    zip_number(b, (uint32_t)crc + p->wrong_crc, 4);
    zip_number(b, packed.n, 4);
    zip_number(b, size, 4);
    zip_number(b, name, 2);
    zip_number(b, 0, 2);
}

static inline struct tb_str zip_pack(const struct zip_part *p, size_t size,
                                     struct tb_buf *room)
{
    z_stream z = { 0 };

    if (p->method != Z_DEFLATED)
        return tb_str_n(p->data, size);
    deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    z.next_in = (Bytef *)p->data;
    z.avail_in = (uInt)size;
    z.avail_out = (uInt)deflateBound(&z, (uLong)size);
    z.next_out = (Bytef *)tb_buf_room(room, z.avail_out);
    deflate(&z, Z_FINISH);
    room->n = z.total_out;
    deflateEnd(&z);
    return tb_buf_str(room);
}

static inline void zip_add(struct zip_maker *m, const struct zip_part *p)
{
    struct tb_buf room = { 0 };
    size_t size = p->size ? p->size : strlen(p->data);
    struct tb_str packed = zip_pack(p, size, &room);
    struct tb_str name =
        tb_str_n(p->name, p->name_size ? p->name_size : strlen(p->name));
    struct tb_str local = p->local_name ? tb_str(p->local_name) : name;
    uint32_t at = (uint32_t)m->out.n;

    if (m->count < 16) {
        m->names[m->count] = p->name;
        m->at[m->count] = at;
    }
    if (!p->no_data_but) {
        tb_buf_add(&m->out, tb_str_n("PK\3\4", 4));
        zip_common(&m->out, p, packed, size, local.n);
        tb_buf_add(&m->out, local);
        tb_buf_add(&m->out, packed);
    }
    for (unsigned i = 0; p->no_data_but && i < m->count && i < 16; i++)
        if (strcmp(m->names[i], p->no_data_but) == 0)
            at = m->at[i];
    tb_buf_add(&m->directory, tb_str_n("PK\1\2", 4));
    zip_number(&m->directory, 20, 2);
    zip_common(&m->directory, p, packed, size, name.n);
    zip_number(&m->directory, 0, 2 + 2 + 2 + 4);
    zip_number(&m->directory, at, 4);
    tb_buf_add(&m->directory, name);
    m->count++;
    tb_buf_free(&room);
}

/* Add the directory.  The archive is in OUT; free both buffers. */
static inline struct tb_str zip_end(struct zip_maker *m)
{
    size_t at = m->out.n;

    tb_buf_add(&m->out, tb_buf_str(&m->directory));
    tb_buf_add(&m->out, tb_str_n("PK\5\6\0\0\0\0", 8));
    zip_number(&m->out, m->count, 2);
    zip_number(&m->out, m->count, 2);
    zip_number(&m->out, m->directory.n, 4);
    zip_number(&m->out, at, 4);
    zip_number(&m->out, 0, 2);
    return tb_buf_str(&m->out);
}

static inline void zip_free(struct zip_maker *m)
{
    tb_buf_free(&m->out);
    tb_buf_free(&m->directory);
    *m = (struct zip_maker){ 0 };
}

#endif
