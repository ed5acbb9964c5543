/* source.c - bytes of memory or of a file. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct tb_source tb_source_bytes(struct tb_str bytes)
{
    struct tb_source s = { bytes.n, bytes, -1 };

    if (!s.bytes.p)
        s.bytes.p = "";
    return s;
}

int tb_source_open(const char *path, uint64_t limit, struct tb_source *s,
                   struct tb_err *err)
{
    struct stat st;

    *s = (struct tb_source){ .fd = -1 };
    s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (s->fd < 0)
        return tb_fail(err, "cannot open: %s", strerror(errno));
    if (fstat(s->fd, &st) < 0 || !S_ISREG(st.st_mode))
        tb_fail(err, "not a plain file");
    else if ((uint64_t)st.st_size > limit)
        tb_fail(err, "larger than the limit of %llu MiB",
                (unsigned long long)(limit >> 20));
    else {
        s->size = (uint64_t)st.st_size;
        return 0;
    }
    tb_source_close(s);
    return -1;
}

void tb_source_close(struct tb_source *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}

long tb_source_read(const struct tb_source *s, uint64_t at, void *out, size_t n)
{
    size_t got = 0;

    if (at >= s->size)
        return 0;
    if (n > s->size - at)
        n = (size_t)(s->size - at);
    if (s->bytes.p) {
        memcpy(out, s->bytes.p + at, n);
        return (long)n;
    }
    while (got < n) {
        ssize_t r = pread(s->fd, (char *)out + got, n - got, (off_t)(at + got));
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -1;
        if (r == 0)
            break;
        got += (size_t)r;
    }
    return (long)got;
}

int tb_source_all(const struct tb_source *s, struct tb_buf *out,
                  struct tb_err *err)
{
    long n;

    tb_buf_clear(out);
    n = tb_source_read(s, 0, tb_buf_room(out, (size_t)s->size),
                       (size_t)s->size);
    if (n < 0)
        return tb_fail(err, "cannot read: %s", strerror(errno));
    out->n = (size_t)n;
    out->p[out->n] = '\0';
    return 0;
}
