/* verb_status_appraisal.c - tianbao status appraisal: how departments file. */
#include "scores.h"
#include "verbs.h"

struct options {
    const char *format, *output;
    bool json;
};

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "json", struct options, json, "the same as --format json"),
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
    CLI_END,
};

static int print(struct cli *cli, const struct tb_view_options *view)
{
    struct tb_appraisal a = { 0 };
    int rc = tb_appraisal_read(cli->campaign, &a, &cli->err);

    if (rc == 0)
        rc = tb_scores_print(cli->campaign, &a, view, &cli->err);
    tb_appraisal_free(&a);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_view_options view;
    int rc;

    (void)args;
    if (o->json && o->format && strcmp(o->format, "json") != 0)
        return cli_usage(cli, "--json and --format %s are two formats",
                         o->format);
    rc = cli_view_choose(cli, o->json ? "json" : o->format, o->output, &view);
    if (rc == 0)
        rc = print(cli, &view);
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_status_appraisal = {
    .name = "status appraisal",
    .synopsis = "tianbao status appraisal [--json | --format NAME] [--output "
                "FILE]",
    .summary = N_("how timely, complete and good each department's data is"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
