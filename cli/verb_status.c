/* verb_status.c - tianbao status: what is in, what is missing, with whom. */
#include <stdlib.h>
#include <unistd.h>

#include "status.h"
#include "verbs.h"

struct options {
    const char *department, *table, *format, *output;
    bool all, late, json;
};

static const struct options defaults = { .format = "text" };

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "for this department: what to do next"),
    CLI_TEXT('t', "table", struct options, table, "TABLE", "this table only"),
    CLI_FLAG('a', "all", struct options, all, "every slice, done ones too"),
    CLI_FLAG('l', "late", struct options, late,
             "only what is overdue, and with whom"),
    CLI_FLAG(0, "json", struct options, json, "the same as --format json"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "text, json, csv or xlsx (default: text)"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "the workbook to write, with --format xlsx"),
    CLI_END,
};

/* Does standard output want colours?  See no-color.org. */
static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

    return isatty(STDOUT_FILENO) && !(no && no[0]) &&
           !(terminal && strcmp(terminal, "dumb") == 0);
}

static int print_text(struct cli *cli, const struct options *o,
                      const struct tb_progress *p)
{
    const struct tb_status_options options = { o->all, wants_colour() };

    if (o->late) {
        if (p->count > 0 || !cli->quiet)
            tb_status_late(cli->campaign, p, &options, stdout);
        return 0;
    }
    tb_status_head(cli->campaign, p, &options, stdout);
    if (o->department)
        tb_status_department(p, &options, stdout);
    else
        tb_status_matrix(p, &options, stdout);
    return 0;
}

static int print_json(struct cli *cli, const struct options *o,
                      const struct tb_progress *p)
{
    (void)cli;
    (void)o;
    tb_status_json(p, stdout);
    return 0;
}

static int print_csv(struct cli *cli, const struct options *o,
                     const struct tb_progress *p)
{
    (void)cli;
    (void)o;
    tb_status_csv(p, stdout);
    return 0;
}

static int write_book(struct cli *cli, const struct options *o,
                      const struct tb_progress *p)
{
    return tb_status_write(cli->campaign, p, o->output, &cli->err);
}

static const struct format {
    const char *name;
    int (*print)(struct cli *cli, const struct options *o,
                 const struct tb_progress *p);
} formats[] = {
    { "text", print_text },
    { "json", print_json },
    { "csv", print_csv },
    { "xlsx", write_book },
};

static int check_options(struct cli *cli, const struct options *o,
                         const char *format)
{
    bool is_book = strcmp(format, "xlsx") == 0;

    if (o->json && strcmp(o->format, "text") != 0 &&
        strcmp(o->format, "json") != 0)
        return cli_usage(cli, "--json and --format %s are two formats",
                         o->format);
    if (is_book && !o->output)
        return cli_usage(cli, "a workbook needs --output FILE");
    if (!is_book && o->output)
        return cli_usage(cli, "--output is for --format xlsx");
    if (o->late && o->all)
        return cli_usage(cli, "--all and --late contradict each other");
    return 0;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const char *name = o->json ? "json" : o->format;
    const struct format *format = NULL;
    struct tb_progress p = { 0 };
    int rc = CLI_FAILED;

    (void)args;
    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            format = &formats[i];
    if (!format)
        return cli_usage(cli, "unknown format '%s': text, json, csv or xlsx",
                         name);
    if (check_options(cli, o, name) < 0)
        return CLI_FAILED;
    if (tb_progress_read(cli->campaign, o->table, o->department, &p,
                         &cli->err) < 0)
        goto done;
    if (o->late)
        tb_progress_keep_late(&p);
    if (format->print(cli, o, &p) == 0)
        rc = TB_OK;
done:
    tb_progress_free(&p);
    return rc;
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
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
