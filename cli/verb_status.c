/* verb_status.c - tianbao status: what is in, what is missing, with whom. */
#include "status.h"
#include "verbs.h"

struct options {
    const char *department, *table, *format, *output;
    bool all, late, json;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "for this department: what to do next"),
    CLI_TEXT('t', "table", struct options, table, "TABLE", "this table only"),
    CLI_FLAG('a', "all", struct options, all, "every slice, done ones too"),
    CLI_FLAG('l', "late", struct options, late,
             "only what is overdue, and with whom"),
    CLI_FLAG(0, "json", struct options, json, "the same as --format json"),
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
    CLI_END,
};

static int print(struct cli *cli, const struct options *o,
                 const struct tb_view_options *view)
{
    const struct tb_status_options options = { .all = o->all,
                                               .colour = view->colour,
                                               .is_late = o->late,
                                               .is_department = o->department,
                                               .is_quiet = cli->quiet };
    struct tb_progress p = { 0 };
    int rc =
        tb_progress_read(cli->campaign, o->table, o->department, &p, &cli->err);

    if (rc == 0 && o->late)
        tb_progress_keep_late(&p);
    if (rc == 0)
        rc = tb_status_print(cli->campaign, &p, &options, view, &cli->err);
    tb_progress_free(&p);
    return rc;
}

static int check_options(struct cli *cli, const struct options *o)
{
    if (o->json && o->format && strcmp(o->format, "json") != 0)
        return cli_usage(cli, "--json and --format %s are two formats",
                         o->format);
    if (o->late && o->all)
        return cli_usage(cli, "--all and --late contradict each other");
    return 0;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_view_options view = { 0 };
    int rc = check_options(cli, o);

    (void)args;
    if (rc == 0)
        rc = cli_view_choose(cli, o->json ? "json" : o->format, o->output,
                             &view);
    if (rc == 0)
        rc = print(cli, o, &view);
    return cli_view_done(&view, rc);
}

static const struct cli_verb *const subs[] = { &verb_status_appraisal, NULL };

const struct cli_verb verb_status = {
    .name = "status",
    .synopsis = "tianbao status [--all | --late] [--department NAME] "
                "[--table TABLE]\n"
                "               [--json | --format NAME] [--output FILE]",
    .summary = N_("show what is in, what is missing and with whom"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
