/* file.c - reading and replacing whole files. */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"
#include "utf8.h"

static int read_all(int fd, size_t limit, struct tb_buf *out,
                    struct tb_err *err)
{
    ssize_t n;

    tb_buf_clear(out);
    do {
        char *at = tb_buf_room(out, 65536);
        n = read(fd, at, 65536);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return tb_fail(err, "cannot read: %s", strerror(errno));
        out->n += (size_t)n;
        if (out->n > limit)
            return tb_fail(err, "larger than the limit of %zu MiB",
                           limit >> 20);
    } while (n != 0);
    tb_buf_add(out, tb_str(""));
    return 0;
}

int tb_file_read(const char *path, size_t limit, struct tb_buf *out,
                 struct tb_err *err)
{
    struct stat st;
    int rc = -1, fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return tb_fail(err, "%s: cannot open: %s", path, strerror(errno));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        tb_fail(err, "not a plain file");
    else
        rc = read_all(fd, limit, out, err);
    close(fd);
    return rc == 0 ? 0 : tb_fail_in(err, "%s", path);
}

static int fail_io(struct tb_err *err, const char *what, const char *path)
{
    return tb_fail_as(err, TB_IO, "%s: cannot %s: %s", path, tb_translate(what),
                      strerror(errno));
}

static int write_all(int fd, struct tb_str b)
{
    while (b.n > 0) {
        ssize_t n = write(fd, b.p, b.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        b = tb_str_from(b, (size_t)n);
    }
    return 0;
}

static int sync_folder(const char *path, struct tb_err *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? tb_strdup(tb_str_n(path, (size_t)(slash - path) + 1))
                         : tb_strdup(tb_str("."));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = 0;

    if (fd < 0 || fsync(fd) < 0)
        rc = fail_io(err, "sync", folder);
    if (fd >= 0)
        close(fd);
    free(folder);
    return rc;
}

int tb_file_replace(const char *tmp, const char *path, struct tb_err *err)
{
    int fd = open(tmp, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fsync(fd) < 0) {
        if (fd >= 0)
            close(fd);
        return fail_io(err, "sync", tmp);
    }
    close(fd);
    if (rename(tmp, path) < 0)
        return fail_io(err, "rename into place", path);
    return sync_folder(path, err);
}

int tb_file_write(const char *path, struct tb_str bytes, struct tb_err *err)
{
    struct tb_buf tmp = { 0 };
    int fd, rc = -1;

    tb_buf_addf(&tmp, "%s.XXXXXX", path);
    fd = mkstemp(tmp.p);
    if (fd < 0) {
        fail_io(err, "create", path);
        goto done;
    }
    rc = write_all(fd, bytes);
    if (close(fd) < 0 || rc < 0) {
        rc = fail_io(err, "write", path);
        unlink(tmp.p);
        goto done;
    }
    rc = tb_file_replace(tmp.p, path, err);
    if (rc < 0)
        unlink(tmp.p);
done:
    tb_buf_free(&tmp);
    return rc;
}

int tb_file_mkdir(const char *path, struct tb_err *err)
{
    if (mkdir(path, 0700) < 0 && errno != EEXIST)
        return fail_io(err, "make folder", path);
    if (!tb_file_is_folder(path))
        return tb_fail_as(err, TB_IO, "%s: is there and is no folder", path);
    return 0;
}

bool tb_file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool tb_file_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool tb_file_is_writable(const char *path)
{
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

const char *tb_file_folder(const char *path, struct tb_buf *out)
{
    const char *slash = strrchr(path, '/');

    tb_buf_clear(out);
    if (!slash)
        tb_buf_adds(out, ".");
    else
        tb_buf_add(out,
                   tb_str_n(path, slash > path ? (size_t)(slash - path) : 1));
    return out->p;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int tb_file_list(const char *path, char ***names, size_t *count,
                 struct tb_err *err)
{
    DIR *dir = opendir(path);
    struct dirent *e;
    size_t room = 0;

    *names = NULL;
    *count = 0;
    if (!dir)
        return tb_fail(err, "%s: cannot open: %s", path, strerror(errno));
    while ((e = readdir(dir))) {
        if (e->d_name[0] == '.')
            continue;
        *names = tb_grow(*names, *count, &room, sizeof **names);
        (*names)[(*count)++] = tb_strdup(tb_str(e->d_name));
    }
    closedir(dir);
    if (*count > 0)
        qsort(*names, *count, sizeof **names, by_bytes);
    return 0;
}

const char *tb_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

void tb_file_safe_name(struct tb_str name, struct tb_buf *out)
{
    tb_buf_clear(out);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool bad = (unsigned char)c < 0x20 || c == 0x7F ||
                   strchr("/\\:*?\"<>|", c) != NULL;
        if ((c == '.' || c == '-' || c == '~') && out->n == 0)
            bad = true;
        tb_buf_addc(out, bad ? '_' : c);
    }
    out->n = out->n ? tb_utf8_cut(out->p, out->n, 200) : 0;
    if (out->p)
        out->p[out->n] = '\0';
}
