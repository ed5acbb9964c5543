/* inflate_all.c - inflate what read_all reads, and do nothing with it: the
 * floor under any reader that uses zlib. */
#include <stdio.h>

#include "zip.h"

static int inflate_part(struct tb_zip *zip, size_t index,
                        unsigned long long *bytes, struct tb_err *err)
{
    static char block[65536];
    long n;

    if (tb_zip_start(zip, index, err) < 0)
        return -1;
    while ((n = tb_zip_read(zip, block, sizeof block, err)) > 0)
        *bytes += (unsigned long long)n;
    return n < 0 ? -1 : tb_zip_finish(zip, err);
}

static int inflate_file(const char *path, unsigned long long *bytes,
                        struct tb_err *err)
{
    const struct tb_limits *limits = &tb_limits_default;
    struct tb_source source;
    struct tb_zip *zip = NULL;
    int rc = tb_source_open(path, limits->file, &source, err);

    if (rc == 0)
        rc = tb_zip_open(&source, limits, &zip, err);
    for (size_t i = 0; rc == 0 && i < tb_zip_count(zip); i++) {
        struct tb_str name = tb_zip_name(zip, i);
        if (tb_str_starts(name, "xl/worksheets/sheet") ||
            tb_str_is(name, "xl/sharedstrings.xml"))
            rc = inflate_part(zip, i, bytes, err);
    }
    tb_zip_close(zip);
    tb_source_close(&source);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

int main(int argc, char **argv)
{
    unsigned long long bytes = 0;
    struct tb_err err = { 0 };

    for (int i = 1; i < argc; i++)
        if (inflate_file(argv[i], &bytes, &err) < 0) {
            fprintf(stderr, "%s\n", err.msg);
            return 1;
        }
    printf("%llu bytes\n", bytes);
    return 0;
}
