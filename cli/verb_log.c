/* verb_log.c - tianbao log: what was done, when, by whom. */
#include "cli.h"
#include "event.h"
#include "report.h"

struct options {
    bool verify;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "verify", struct options, verify,
             "is every entry as it was written, and none missing?"),
    CLI_END,
};

static int print_entry(const struct tb_log_entry *e, void *ctx)
{
    (void)ctx;
    printf("%.*s ", TB_STR_ARG(e->at));
    tb_report_put(stdout, e->actor);
    printf(" %.*s: ", TB_STR_ARG(e->verb));
    tb_report_put(stdout, e->text);
    putchar('\n');
    return 0;
}

static int verify(struct cli *cli)
{
    struct tb_log_state s;
    int rc = CLI_FAILED;

    if (tb_log_verify(&cli->campaign->store, &s, &cli->err) < 0)
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

    (void)args;
    if (o->verify)
        return verify(cli);
    return tb_log_read(&cli->campaign->store, print_entry, NULL, &cli->err) == 0
               ? TB_OK
               : CLI_FAILED;
}

const struct cli_verb verb_log = {
    .name = "log",
    .synopsis = "tianbao log [--verify]",
    .summary = N_("show what was done, when and by whom"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
