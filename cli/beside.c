/* beside.c - what is installed with the program. */
#include <unistd.h>

#include "cli.h"
#include "file.h"

const char *cli_beside(const char *name, struct tb_buf *out)
{
    static const char *const places[] = { "../share/tianbao", "..", "../..",
                                          "../share", "." };
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

    while (n > 0 && exe[n - 1] != '/')
        n--;
    for (size_t i = 0; n > 0 && i < TB_LEN(places); i++) {
        tb_buf_clear(out);
        tb_buf_addf(out, "%.*s%s/%s", (int)n, exe, places[i], name);
        if (tb_file_is_folder(out->p))
            return out->p;
    }
    return NULL;
}

const char *cli_edition(const char *name, struct tb_buf *out)
{
    struct tb_buf relative = { 0 };
    const char *found;

    tb_buf_clear(out);
    tb_buf_addf(out, "%s/tables.csv", name);
    if (tb_file_exists(out->p) ||
        (tb_file_exists(name) && !tb_file_is_folder(name))) {
        tb_buf_clear(out);
        tb_buf_adds(out, name);
        return out->p;
    }
    if (strchr(name, '/'))
        return NULL;
    tb_buf_addf(&relative, "schemas/%s", name);
    found = cli_beside(relative.p, out);
    tb_buf_free(&relative);
    return found;
}
