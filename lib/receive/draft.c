/* draft.c - copying, archiving, removing. */
#include "draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "sheet.h"

#define COPY_BLOCK 65536

static int write_all(int fd, const char *bytes, size_t n)
{
    size_t done = 0;

    while (done < n) {
        ssize_t w = write(fd, bytes + done, n - done);
        if (w < 0 && errno != EINTR)
            return -1;
        done += w > 0 ? (size_t)w : 0;
    }
    return 0;
}

static int copy_bytes(const struct tb_source *s, int fd, char hex[65])
{
    struct tb_hash *h = tb_hash_new();
    char block[COPY_BLOCK];
    uint64_t at = 0;
    long n;
    int rc = 0;

    while (rc == 0 && (n = tb_source_read(s, at, block, sizeof block)) != 0) {
        if (n < 0) {
            rc = -1;
            break;
        }
        tb_hash_add(h, tb_str_n(block, (size_t)n));
        rc = write_all(fd, block, (size_t)n);
        at += (uint64_t)n;
    }
    tb_hash_finish(h, hex);
    return rc;
}

int tb_draft_make(const char *path, const char *folder, struct tb_draft *d,
                  struct tb_err *err)
{
    struct tb_source source = { .fd = -1 };
    int fd = -1, rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, err) < 0)
        return -1;
    tb_buf_addf(&d->path, "%s/draft.XXXXXX", folder);
    fd = mkstemp(d->path.p);
    if (fd < 0) {
        tb_buf_clear(&d->path);
        tb_fail_as(err, TB_IO, "cannot archive: %s", strerror(errno));
    } else if (copy_bytes(&source, fd, d->sha256) < 0) {
        tb_fail_as(err, TB_IO, "cannot be copied to the archive: %s",
                   strerror(errno));
    } else {
        rc = tb_source_open(d->path.p, tb_limits_default.file, &d->source, err);
    }
    if (fd >= 0)
        close(fd);
    tb_source_close(&source);
    return rc;
}

int tb_draft_keep(struct tb_draft *d, const char *folder, struct tb_err *err)
{
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/%s", folder, d->sha256);
    rc = tb_file_replace(d->path.p, path.p, err);
    if (rc == 0)
        tb_buf_clear(&d->path);
    tb_buf_free(&path);
    return rc;
}

void tb_draft_drop(struct tb_draft *d)
{
    tb_source_close(&d->source);
    if (d->path.n > 0)
        unlink(d->path.p);
    tb_buf_free(&d->path);
}
