/* zip.c - a distrustful index over minizip. */
#include "zip.h"

#include <minizip/unzip.h>
#include <stdlib.h>

#include "map.h"
#include "mem.h"

#define RATIO_FROM ((uint64_t)16 << 20) /* look at the ratio above this */
#define LOCAL_HEADER 30
#define EXTRA_MAX 4096 /* of a local header */

struct entry {
    struct tb_str name; /* folded */
    unz64_file_pos pos;
    uint64_t packed, size, start;
};

struct tb_zip {
    const struct tb_source *source;
    const struct tb_limits *limits;
    uint64_t seek; /* minizip's file position */
    unzFile file;
    struct entry *entries;
    size_t count, room, open;
    uint64_t read, total; /* inflated bytes: of the open part, of all */
    struct tb_map names;
    struct tb_arena arena;
};

/* minizip's view of a source. */

static voidpf io_open(voidpf zip, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return zip;
}

static uLong io_read(voidpf zip, voidpf stream, void *out, uLong n)
{
    struct tb_zip *z = stream;
    long got = tb_source_read(z->source, z->seek, out, n);

    (void)zip;
    if (got < 0)
        return 0;
    z->seek += (uint64_t)got;
    return (uLong)got;
}

static ZPOS64_T io_tell(voidpf zip, voidpf stream)
{
    (void)zip;
    return ((struct tb_zip *)stream)->seek;
}

static long io_seek(voidpf zip, voidpf stream, ZPOS64_T offset, int origin)
{
    struct tb_zip *z = stream;

    (void)zip;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR)
        offset += z->seek;
    else if (origin == ZLIB_FILEFUNC_SEEK_END)
        offset += z->source->size;
    if (offset > z->source->size)
        return -1;
    z->seek = offset;
    return 0;
}

static int io_nothing(voidpf zip, voidpf stream)
{
    (void)zip;
    (void)stream;
    return 0;
}

static struct tb_str fold_name(struct tb_zip *z, struct tb_str name)
{
    struct tb_str copy = tb_arena_copy(&z->arena, name);
    char *p = (char *)copy.p;

    for (size_t i = 0; i < copy.n; i++) {
        if (p[i] == '\\')
            p[i] = '/';
        else if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] - 'A' + 'a');
    }
    return copy;
}

/* The local header must lie right before the data and carry this name. */
static int check_local_name(struct tb_zip *z, struct tb_str name,
                            const struct entry *e, struct tb_err *err)
{
    unsigned char before[LOCAL_HEADER + 1024 + EXTRA_MAX];
    size_t fixed = LOCAL_HEADER + name.n;
    size_t n =
        fixed + EXTRA_MAX < e->start ? fixed + EXTRA_MAX : (size_t)e->start;

    if (tb_source_read(z->source, e->start - n, before, n) != (long)n)
        return tb_fail(err, "damaged zip archive: entry outside the file");
    for (size_t extra = 0; fixed + extra <= n; extra++) {
        const unsigned char *head = before + n - fixed - extra;
        if (memcmp(head, "PK\3\4", 4) == 0 &&
            (size_t)(head[26] | head[27] << 8) == name.n &&
            (size_t)(head[28] | head[29] << 8) == extra &&
            memcmp(head + LOCAL_HEADER, name.p, name.n) == 0)
            return 0;
    }
    return tb_fail(err, "damaged zip archive: '%.*s' has another name inside",
                   TB_STR_ARG(name));
}

static int add_entry(struct tb_zip *z, struct tb_err *err)
{
    unz_file_info64 info;
    char name[1024];
    struct entry *e;
    struct tb_str s;

    if (unzGetCurrentFileInfo64(z->file, &info, name, sizeof name, NULL, 0,
                                NULL, 0) != UNZ_OK ||
        info.size_filename >= sizeof name)
        return tb_fail(err, "damaged zip archive: its directory is broken");
    s = tb_str_n(name, info.size_filename);
    if (strlen(name) != s.n)
        return tb_fail(err, "damaged zip archive: a name with a zero byte");
    if (info.flag & 1)
        return tb_fail(err, "encrypted; save it without a password and send "
                            "it again");
    if (info.compression_method != 0 && info.compression_method != Z_DEFLATED)
        return tb_fail(err,
                       "'%s' is packed in an unusual way (method %lu); "
                       "open the file and save it again as .xlsx",
                       name, info.compression_method);
    z->entries = tb_grow(z->entries, z->count, &z->room, sizeof *z->entries);
    e = &z->entries[z->count];
    *e = (struct entry){ .name = fold_name(z, s),
                         .packed = info.compressed_size,
                         .size = info.uncompressed_size };
    if (unzGetFilePos64(z->file, &e->pos) != UNZ_OK ||
        unzOpenCurrentFile(z->file) != UNZ_OK)
        return tb_fail(err, "damaged zip archive: '%s' cannot be opened", name);
    e->start = unzGetCurrentFileZStreamPos64(z->file);
    unzCloseCurrentFile(z->file);
    if (e->start > z->source->size || e->packed > z->source->size - e->start)
        return tb_fail(err, "damaged zip archive: '%s' is cut off", name);
    if (check_local_name(z, s, e, err) < 0)
        return -1;
    if (!tb_map_add(&z->names, e->name, (uint32_t)z->count, NULL))
        return tb_fail(err, "damaged zip archive: '%s' is there twice", name);
    z->count++;
    return 0;
}

static int by_start(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;

    return (x->start > y->start) - (x->start < y->start);
}

static int check_overlap(const struct tb_zip *z, struct tb_err *err)
{
    const struct entry **order = tb_alloc(z->count, sizeof *order);
    int rc = 0;

    for (size_t i = 0; i < z->count; i++)
        order[i] = &z->entries[i];
    qsort(order, z->count, sizeof *order, by_start);
    for (size_t i = 1; i < z->count && rc == 0; i++)
        if (order[i - 1]->start + order[i - 1]->packed + LOCAL_HEADER >
            order[i]->start)
            rc = tb_fail(err, "damaged zip archive: '%.*s' and '%.*s' overlap",
                         TB_STR_ARG(order[i - 1]->name),
                         TB_STR_ARG(order[i]->name));
    free(order);
    return rc;
}

static int walk(struct tb_zip *z, struct tb_err *err)
{
    int rc = unzGoToFirstFile(z->file);

    while (rc == UNZ_OK) {
        if (z->count >= z->limits->entries)
            return tb_fail(err, "more than %llu files in the archive",
                           (unsigned long long)z->limits->entries);
        if (add_entry(z, err) < 0)
            return -1;
        rc = unzGoToNextFile(z->file);
    }
    if (rc != UNZ_END_OF_LIST_OF_FILE)
        return tb_fail(err, "damaged zip archive: its directory is broken");
    return check_overlap(z, err);
}

int tb_zip_open(const struct tb_source *source, const struct tb_limits *limits,
                struct tb_zip **zip, struct tb_err *err)
{
    struct tb_zip *z = tb_alloc(1, sizeof *z);
    zlib_filefunc64_def io = {
        .zopen64_file = io_open,
        .zread_file = io_read,
        .ztell64_file = io_tell,
        .zseek64_file = io_seek,
        .zclose_file = io_nothing,
        .zerror_file = io_nothing,
        .opaque = z,
    };

    z->source = source;
    z->limits = limits;
    z->open = SIZE_MAX;
    z->file = unzOpen2_64("", &io);
    if (!z->file) {
        tb_fail(err, "damaged zip archive: no directory at its end; the file "
                     "may be cut off, send it again");
        goto fail;
    }
    if (walk(z, err) < 0)
        goto fail;
    *zip = z;
    return 0;
fail:
    tb_zip_close(z);
    return -1;
}

void tb_zip_close(struct tb_zip *z)
{
    if (!z)
        return;
    if (z->file) {
        tb_zip_abandon(z);
        unzClose(z->file);
    }
    free(z->entries);
    tb_map_free(&z->names);
    tb_arena_free(&z->arena);
    free(z);
}

long tb_zip_find(const struct tb_zip *z, struct tb_str name)
{
    char folded[1024];
    uint32_t at;

    if (name.n >= sizeof folded)
        return -1;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        folded[i] = (char)(c == '\\'              ? '/'
                           : c >= 'A' && c <= 'Z' ? c - 'A' + 'a'
                                                  : c);
    }
    return tb_map_find(&z->names, tb_str_n(folded, name.n), &at) ? (long)at
                                                                 : -1;
}

size_t tb_zip_count(const struct tb_zip *z)
{
    return z->count;
}

struct tb_str tb_zip_name(const struct tb_zip *z, size_t index)
{
    return z->entries[index].name;
}

int tb_zip_start(struct tb_zip *z, size_t index, struct tb_err *err)
{
    struct entry *e = &z->entries[index];

    if (e->size > z->limits->part)
        return tb_fail(err, "'%.*s' inflates to more than %llu MiB",
                       TB_STR_ARG(e->name),
                       (unsigned long long)(z->limits->part >> 20));
    if (unzGoToFilePos64(z->file, &e->pos) != UNZ_OK ||
        unzOpenCurrentFile(z->file) != UNZ_OK)
        return tb_fail(err, "damaged zip archive: '%.*s' cannot be opened",
                       TB_STR_ARG(e->name));
    z->open = index;
    z->read = 0;
    return 0;
}

long tb_zip_read(struct tb_zip *z, void *out, size_t n, struct tb_err *err)
{
    const struct entry *e = &z->entries[z->open];
    int got = unzReadCurrentFile(z->file, out, (unsigned)n);

    if (got < 0)
        return tb_fail(err, "damaged zip archive: '%.*s' cannot be inflated",
                       TB_STR_ARG(e->name));
    z->read += (uint64_t)got;
    z->total += (uint64_t)got;
    if (z->read > z->limits->part || z->total > z->limits->total)
        return tb_fail(err, "'%.*s' inflates to more than the limit",
                       TB_STR_ARG(e->name));
    if (z->read > RATIO_FROM && z->read / (e->packed + 1) > z->limits->ratio)
        return tb_fail(err,
                       "'%.*s' inflates more than %llu-fold: this looks "
                       "like an attack",
                       TB_STR_ARG(e->name),
                       (unsigned long long)z->limits->ratio);
    return got;
}

int tb_zip_finish(struct tb_zip *z, struct tb_err *err)
{
    const struct entry *e = &z->entries[z->open];

    z->open = SIZE_MAX;
    if (unzCloseCurrentFile(z->file) != UNZ_OK || z->read != e->size)
        return tb_fail(err, "damaged zip archive: '%.*s' fails its check sum",
                       TB_STR_ARG(e->name));
    return 0;
}

void tb_zip_abandon(struct tb_zip *z)
{
    if (z->open != SIZE_MAX)
        unzCloseCurrentFile(z->file);
    z->open = SIZE_MAX;
}
