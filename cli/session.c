/* session.c - what every verb says and opens. */
#include <stdarg.h>

#include "cli.h"

int cli_usage(struct cli *cli, const char *format, ...)
{
    char text[sizeof cli->err.msg]; /* as much as is kept */
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    tb_fail_as(&cli->err, TB_USAGE, "%s", text);
    return CLI_FAILED;
}

void cli_tell(const struct cli *cli, const char *format, ...)
{
    va_list args;

    if (cli->quiet)
        return;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
}

void cli_print_complaints(const struct tb_complaints *all, const char *folder)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct tb_complaint *c = &all->list[i];
        fprintf(stderr, "%s%s%s:%zu%s%s: %.*s\n", folder, folder[0] ? "/" : "",
                c->file, c->line, c->column[0] ? ":" : "", c->column,
                TB_STR_ARG(c->text));
    }
}

int cli_open_campaign(struct cli *cli)
{
    int rc = tb_campaign_open(cli->folder, &cli->context, &cli->complaints,
                              &cli->campaign, &cli->err);

    if (rc < 0)
        cli_print_complaints(&cli->complaints, "schema");
    else
        cli_tick_begin(cli);
    return rc;
}
