/* verb_status_appraisal.c - tianbao status appraisal: how departments file. */
#include "scores.h"
#include "verbs.h"

struct options {
    const char *format, *output;
    bool json;
};

static const struct options defaults = { .format = "text" };

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "json", struct options, json, "the same as --format json"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "text, json, csv or xlsx (default: text)"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "the workbook to write, with --format xlsx"),
    CLI_END,
};

static bool has_format(const char *name)
{
    static const char *const formats[] = { "text", "json", "csv", "xlsx" };

    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i], name) == 0)
            return true;
    return false;
}

static int check_options(struct cli *cli, const struct options *o)
{
    bool is_book = strcmp(o->format, "xlsx") == 0;

    if (!has_format(o->format))
        return cli_usage(cli, "unknown format '%s': text, json, csv or xlsx",
                         o->format);
    if (o->json && strcmp(o->format, "text") != 0 &&
        strcmp(o->format, "json") != 0)
        return cli_usage(cli, "--json and --format %s are two formats",
                         o->format);
    if (is_book && !o->output)
        return cli_usage(cli, "a workbook needs --output FILE");
    if (!is_book && o->output)
        return cli_usage(cli, "--output is for --format xlsx");
    return 0;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const char *format = o->json ? "json" : o->format;
    struct tb_appraisal a = { 0 };
    int rc = CLI_FAILED;

    (void)args;
    if (check_options(cli, o) < 0 ||
        tb_appraisal_read(cli->campaign, &a, &cli->err) < 0)
        goto done;
    rc = TB_OK;
    if (strcmp(format, "xlsx") == 0)
        rc = tb_scores_write(cli->campaign, &a, o->output, &cli->err);
    else
        tb_scores_print(cli->campaign, &a, format, stdout);
done:
    tb_appraisal_free(&a);
    return rc;
}

const struct cli_verb verb_status_appraisal = {
    .name = "status appraisal",
    .synopsis = "tianbao status appraisal [--json | --format NAME] [--output "
                "FILE]",
    .summary = N_("how timely, complete and good each department's data is"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
