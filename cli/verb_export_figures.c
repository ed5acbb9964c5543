/* verb_export_figures.c - tianbao export summary, lineage: what came out. */
#include "lineage.h"
#include "summary.h"
#include "verbs.h"
#include "write_csv.h"

/* ---- summary ---- */

struct summary_options {
    const char *format, *output;
    bool filed;
};

static const struct summary_options summary_defaults = { .format = "text" };

static const struct cli_opt summary_opts[] = {
    CLI_FLAG(0, "filed", struct summary_options, filed,
             "of what is filed, approved or not"),
    CLI_TEXT('f', "format", struct summary_options, format, "NAME",
             "text, csv or xlsx (default: text)"),
    CLI_TEXT('o', "output", struct summary_options, output, "FILE",
             "where to (default: standard output)"),
    CLI_END,
};

static int run_summary(struct cli *cli, const void *options, char **args)
{
    const struct summary_options *o = options;
    FILE *out;
    int rc;

    (void)args;
    if (strcmp(o->format, "text") == 0 || strcmp(o->format, "csv") == 0) {
        out = cli_output_open(cli, o->output);
        rc = tb_summary_print(cli->campaign, o->filed, o->format, out,
                              &cli->err);
        return cli_output_close(cli, out, o->output, rc);
    }
    if (strcmp(o->format, "xlsx") != 0)
        return cli_usage(cli, "unknown format '%s': text, csv or xlsx",
                         o->format);
    if (!o->output)
        return cli_usage(cli, "a workbook needs --output FILE");
    rc = tb_summary_write(cli->campaign, o->filed, o->output, &cli->err);
    if (rc == 0)
        printf("%s\n", o->output);
    return rc;
}

const struct cli_verb verb_export_summary = {
    .name = "export summary",
    .synopsis =
        "tianbao export summary [--filed] [--format NAME] [--output FILE]",
    .summary = N_("hold the core indicators against their thresholds"),
    .opts = summary_opts,
    .defaults = &summary_defaults,
    .options_size = sizeof(struct summary_options),
    .needs_campaign = true,
    .run = run_summary,
};

/* ---- lineage ---- */

struct lineage_options {
    bool unmask;
};

static const struct cli_opt lineage_opts[] = {
    CLI_FLAG(0, "unmask", struct lineage_options, unmask,
             "show personal values whole"),
    CLI_END,
};

#define LINEAGE_HEAD "表号,数据表,部门,文件,工作表,行,主键,计入"

static int print_source(const struct tb_lineage_row *r, void *ctx)
{
    struct tb_buf line = { 0 };
    char number[24];
    const struct tb_str cells[] = {
        r->table->no,
        r->table->name,
        r->department,
        r->file,
        r->sheet,
        tb_str_n(number,
                 (size_t)snprintf(number, sizeof number, "%lld", r->line)),
        r->key,
        r->contribution,
    };

    if (++*(long long *)ctx == 1)
        puts(LINEAGE_HEAD);
    for (size_t i = 0; i < TB_LEN(cells); i++)
        tb_csv_add(&line, cells[i], i == 0, true);
    fwrite(line.p, 1, line.n, stdout);
    putchar('\n');
    tb_buf_free(&line);
    return 0;
}

static int run_lineage(struct cli *cli, const void *options, char **args)
{
    const struct lineage_options *o = options;
    long long rows = 0;
    int rc;

    rc = tb_lineage_run(cli->campaign, args[0], (const char *const *)args + 1,
                        (size_t)cli->argc - 1, o->unmask, print_source, &rows,
                        &cli->err);
    if (rc == 0 && !cli->quiet)
        fprintf(stderr, tb_translate("%lld rows\n"),
                rows); /* stdout is the list */
    return rc;
}

const struct cli_verb verb_export_lineage = {
    .name = "export lineage",
    .synopsis = "tianbao export lineage [--unmask] TABLE.FIELD [KEY=VALUE ...]",
    .summary = N_("list the rows behind a figure"),
    .opts = lineage_opts,
    .options_size = sizeof(struct lineage_options),
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run_lineage,
};
