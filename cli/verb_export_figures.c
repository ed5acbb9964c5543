/* verb_export_figures.c - tianbao export summary, lineage: what came out. */
#include "report.h"
#include "summary.h"
#include "verbs.h"

/* ---- summary ---- */

struct summary_options {
    const char *format, *output;
    bool filed, draft;
};

static const struct cli_opt summary_opts[] = {
    CLI_FLAG(0, "filed", struct summary_options, filed,
             "of what is filed, approved or not"),
    CLI_FLAG(0, "draft", struct summary_options, draft,
             "of what is merged although it may not go up"),
    CLI_FORMAT(struct summary_options),
    CLI_OUTPUT(struct summary_options),
    CLI_END,
};

static int run_summary(struct cli *cli, const void *options, char **args)
{
    const struct summary_options *o = options;
    enum tb_figures of = o->filed   ? TB_FIGURES_FILED
                         : o->draft ? TB_FIGURES_DRAFT
                                    : TB_FIGURES_MERGED;
    struct tb_view_options view;
    int rc;

    (void)args;
    if (o->filed && o->draft)
        return cli_usage(cli, "--filed and --draft: one or the other");
    rc = cli_view_choose(cli, o->format, o->output, &view);
    if (rc == 0)
        rc = tb_summary_print(cli->campaign, of, &view, &cli->err);
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_export_summary = {
    .name = "export summary",
    .synopsis = "tianbao export summary [--filed] [--draft] [--format NAME]\n"
                "               [--output FILE]",
    .summary = N_("hold the core indicators against their thresholds"),
    .opts = summary_opts,
    .options_size = sizeof(struct summary_options),
    .needs_campaign = true,
    .run = run_summary,
};

/* ---- lineage ---- */

struct lineage_options {
    const char *format, *output;
    bool unmask;
};

static const struct cli_opt lineage_opts[] = {
    CLI_FLAG(0, "unmask", struct lineage_options, unmask,
             "show personal values whole"),
    CLI_FORMAT(struct lineage_options),
    CLI_OUTPUT(struct lineage_options),
    CLI_END,
};

static int run_lineage(struct cli *cli, const void *options, char **args)
{
    const struct lineage_options *o = options;
    const struct tb_report_lineage_options lineage = {
        .field = args[0],
        .keys = (const char *const *)args + 1,
        .count = (size_t)cli->argc - 1,
        .unmask = o->unmask,
    };
    struct tb_view_options view;
    long long rows = 0;
    int rc = cli_view_choose(cli, o->format, o->output, &view);

    if (rc == 0)
        rc =
            tb_report_lineage(cli->campaign, &lineage, &view, &rows, &cli->err);
    if (rc == 0 && !cli->quiet)
        fprintf(stderr, "%lld 行\n", rows); /* stdout is the list */
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_export_lineage = {
    .name = "export lineage",
    .synopsis = "tianbao export lineage [--unmask] [--format NAME] "
                "[--output FILE]\n"
                "               TABLE.FIELD [KEY=VALUE ...]",
    .summary = N_("list the rows behind a figure"),
    .opts = lineage_opts,
    .options_size = sizeof(struct lineage_options),
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run_lineage,
};
