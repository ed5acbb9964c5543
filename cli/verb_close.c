/* verb_close.c - tianbao close: end the campaign. */
#include "cli.h"

struct options {
    const char *reason;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT('r', "reason", struct options, reason, "TEXT",
             "why it ends although slices are open"),
    CLI_END,
};

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;

    (void)args;
    if (tb_campaign_end(cli->campaign, o->reason, &cli->err) < 0)
        return CLI_FAILED;
    cli_tell(cli, "采集任务已结束；仍可查看和导出\n");
    return TB_OK;
}

const struct cli_verb verb_close = {
    .name = "close",
    .synopsis = "tianbao close [--reason TEXT]",
    .summary = N_("end the campaign: afterwards nothing changes"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
