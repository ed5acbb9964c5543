/* verb_close.c - tianbao close: end the campaign. */
#include "cli.h"
#include "closing.h"

struct options {
    const char *anyway;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT(0, "anyway", struct options, anyway, "REASON",
             "why it ends although something is missing"),
    CLI_TEXT('r', "reason", struct options, anyway, "REASON",
             "the same as --anyway"),
    CLI_END,
};

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;

    struct tb_buf missing = { 0 };
    int rc = tb_close(cli->campaign, o->anyway, &missing, &cli->err);

    (void)args;
    if (missing.n > 0)
        fprintf(rc == 0 ? stdout : stderr, "%s", missing.p);
    if (rc == 0)
        cli_tell(cli, "采集任务已结束；仍可查看和导出\n");
    tb_buf_free(&missing);
    return rc;
}

const struct cli_verb verb_close = {
    .name = "close",
    .synopsis = "tianbao close [--anyway REASON]",
    .summary = N_("end the campaign: afterwards nothing changes"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
