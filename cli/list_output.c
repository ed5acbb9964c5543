/* list_output.c - where a list goes, and in which format. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

bool cli_wants_colour(const struct cli *cli, FILE *out)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

    if (cli->color && strcmp(cli->color, "auto") != 0)
        return strcmp(cli->color, "always") == 0;
    return isatty(fileno(out)) && !(no && no[0]) &&
           !(terminal && strcmp(terminal, "dumb") == 0);
}

int cli_view_choose(struct cli *cli, const char *format, const char *output,
                    struct tb_view_options *view)
{
    *view = (struct tb_view_options){ .out = stdout };
    view->colour = !output && cli_wants_colour(cli, stdout);
    return tb_view_choose(view, format, output, &cli->err);
}

int cli_view_done(const struct tb_view_options *view, int rc)
{
    if (rc >= 0 && view->path)
        printf("%s\n", view->path);
    return rc;
}
