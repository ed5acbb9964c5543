/* verb_log.c - tianbao log: what was done, when, by whom. */
#include "cli.h"

static const struct cli_opt opts[] = { CLI_END };

static int run(struct cli *cli, const void *options, char **args)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(cli->campaign->db,
                           "SELECT at, actor, verb, text FROM event ORDER BY "
                           "id",
                           &s, &cli->err);

    (void)options;
    (void)args;
    while (rc == 0 && (rc = tb_stmt_step(s, &cli->err)) == 1) {
        printf("%s %s %s: %s\n", tb_stmt_chars(s, 0), tb_stmt_chars(s, 1),
               tb_stmt_chars(s, 2), tb_stmt_chars(s, 3));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc == 0 ? TB_OK : CLI_FAILED;
}

const struct cli_verb verb_log = {
    .name = "log",
    .synopsis = "tianbao log",
    .summary = N_("show what was done, when and by whom"),
    .opts = opts,
    .needs_campaign = true,
    .run = run,
};
