/* verb_log.c - tianbao log: what was done, when, by whom. */
#include "event.h"
#include "report.h"
#include "verbs.h"

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

static int run(struct cli *cli, const void *options, char **args)
{
    (void)options;
    (void)args;
    return tb_log_read(&cli->campaign->store, print_entry, NULL, &cli->err);
}

static const struct cli_verb *const subs[] = { &verb_log_verify, NULL };

const struct cli_verb verb_log = {
    .name = "log",
    .synopsis = "tianbao log",
    .summary = N_("show what was done, when and by whom"),
    .subs = subs,
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
        cli_say(cli, "the first %lld are from before the chain\n", s.unchained);
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
