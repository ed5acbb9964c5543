/* verb_log.c - tianbao log: what was done, when, by whom. */
#include "cli.h"
#include "log.h"
#include "report.h"

struct options {
    bool verify;
    const char *format, *output;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "verify", struct options, verify,
             "is every entry as it was written, and none missing?"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "text, csv, json, xlsx, markdown or html"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "the file to write (default: standard output)"),
    CLI_END,
};

static int verify(struct cli *cli)
{
    struct tb_log_state s;
    int rc = CLI_FAILED;

    if (tb_log_verify(cli->campaign, &s, &cli->err) < 0)
        goto done;
    if (s.broken) {
        tb_fail_as(&cli->err, TB_FINDINGS, "%s", s.fault.p);
        goto done;
    }
    printf("%lld %s\n", s.entries, s.head);
    if (s.unchained > 0)
        cli_say(cli, "the first %lld are from before the chain\n", s.unchained);
    rc = TB_OK;
done:
    tb_log_state_free(&s);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;

    struct tb_view_options view;
    int rc;

    (void)args;
    if (o->verify)
        return verify(cli);
    rc = cli_view_choose(cli, o->format, o->output, &view);
    if (rc == 0)
        rc = tb_report_log(cli->campaign, &view, &cli->err);
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_log = {
    .name = "log",
    .synopsis = "tianbao log [--format NAME] [--output FILE]\n"
                "       tianbao log --verify",
    .summary = N_("show what was done, when and by whom"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
