/* verb_log.c - tianbao log: what was done, when, by whom. */
#include "event.h"
#include "report.h"
#include "verbs.h"

struct options {
    const char *format, *output;
};

static const struct cli_opt opts[] = {
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
    CLI_END,
};

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_view_options view;
    int rc = cli_view_choose(cli, o->format, o->output, &view);

    (void)args;
    if (rc == 0)
        rc = tb_report_log(cli->campaign, &view, &cli->err);
    return cli_view_done(&view, rc);
}

static const struct cli_verb *const subs[] = { &verb_log_verify, NULL };

const struct cli_verb verb_log = {
    .name = "log",
    .synopsis = "tianbao log [--format NAME] [--output FILE]",
    .summary = N_("show what was done, when and by whom"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};

/* ---- verify ---- */

static int run_verify(struct cli *cli, const void *options, char **args)
{
    struct tb_log_state s;
    int rc = CLI_FAILED;

    (void)options;
    (void)args;
    if (tb_log_verify(&cli->campaign->store, &s, &cli->err) < 0)
        goto done;
    if (s.broken) {
        tb_fail_as(&cli->err, TB_FINDINGS, "%s", s.fault.p);
        goto done;
    }
    printf("%lld %s\n", s.entries, s.head);
    if (s.unchained > 0)
        cli_tell(cli, "最早的 %lld 条是启用链式校验之前的\n", s.unchained);
    rc = TB_OK;
done:
    tb_log_state_free(&s);
    return rc;
}

const struct cli_verb verb_log_verify = {
    .name = "log verify",
    .synopsis = "tianbao log verify",
    .summary = N_("is every entry as it was written, and none missing?"),
    .needs_campaign = true,
    .run = run_verify,
};
