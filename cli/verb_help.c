/* verb_help.c - tianbao help: what a verb does and takes. */
#include "cli.h"

static const struct cli_opt opts[] = { CLI_END };

static int run(struct cli *cli, const void *options, char **args)
{
    const struct cli_verb *v;

    (void)options;
    if (cli->argc == 0) {
        for (size_t i = 0; cli_verbs[i]; i++)
            printf("%-10s %s\n", cli_verbs[i]->name,
                   tb_translate(cli_verbs[i]->summary));
        return TB_OK;
    }
    v = cli_find_verb(args[0]);
    if (!v)
        return cli_usage(cli, "unknown verb '%s'; see 'tianbao help'", args[0]);
    cli_print_help(v, stdout);
    return TB_OK;
}

const struct cli_verb verb_help = {
    .name = "help",
    .synopsis = "tianbao help [VERB]",
    .summary = N_("explain a verb"),
    .opts = opts,
    .args_max = 1,
    .run = run,
};
