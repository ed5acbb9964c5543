/* verb_help.c - tianbao help: what a verb does and takes. */
#include "verbs.h"

/* Below "usage: ", all lines but the first behind as many blanks. */
static void print_forms(const struct cli_verb *v, FILE *out)
{
    const char *before = "usage: ";

    if (v->synopsis) {
        fprintf(out, "%s%s\n", before, v->synopsis);
        before = "       ";
    }
    for (size_t i = 0; v != &cli_program && v->subs && v->subs[i]; i++) {
        fprintf(out, "%s%s\n", before, v->subs[i]->synopsis);
        before = "       ";
    }
}

static void print_verbs(const struct cli_verb *const *verbs, FILE *out)
{
    int width = verbs == cli_verbs ? 10 : 14;

    for (; verbs && *verbs; verbs++)
        fprintf(out, "  %-*s %s\n", width, cli_last_name(*verbs),
                tb_translate((*verbs)->summary));
}

static void print_options(const struct cli_opt *o, FILE *out)
{
    char text[64];

    for (; o && o->kind != CLI_OPT_END; o++) {
        snprintf(text, sizeof text, "%c%c%c --%s%s%s", o->letter ? '-' : ' ',
                 o->letter ? o->letter : ' ', o->letter ? ',' : ' ', o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        fprintf(out, "  %-28s %s\n", text, tb_translate(o->help));
    }
}

void cli_print_help(const struct cli_verb *v, FILE *out)
{
    print_forms(v, out);
    fprintf(out, "%s\n", tb_translate(v->summary));
    if (v->subs)
        fputc('\n', out);
    print_verbs(v->subs, out);
    if (v->opts && v->opts[0].kind != CLI_OPT_END)
        fputc('\n', out);
    if (v == &cli_program)
        print_options(cli_globals, out);
    print_options(v->opts, out);
    if (v != &cli_program)
        return;
    fputs(tb_translate("\n'tianbao help VERB' says more; so does 'man "
                       "tianbao'.\n"),
          out);
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct cli_verb *const *verbs = cli_verbs;
    const struct cli_verb *v = NULL;

    (void)options;
    if (cli->argc == 0) {
        for (size_t i = 0; cli_verbs[i]; i++)
            printf("%-10s %s\n", cli_verbs[i]->name,
                   tb_translate(cli_verbs[i]->summary));
        return TB_OK;
    }
    for (; *args; args++) {
        if (!verbs)
            return cli_usage(cli, "'%s' has no sub-verbs", v->name);
        v = cli_find_verb(verbs, *args);
        if (!v)
            return cli_unknown_verb(cli, verbs, *args);
        verbs = v->subs;
    }
    cli_print_help(v, stdout);
    return TB_OK;
}

const struct cli_verb verb_help = {
    .name = "help",
    .synopsis = "tianbao help [VERB [SUBVERB]]",
    .summary = N_("explain a verb"),
    .args_max = 2,
    .run = run,
};
