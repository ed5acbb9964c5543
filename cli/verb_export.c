/* verb_export.c - tianbao export: templates, the workbook, CSV. */
#include "cli.h"
#include "export.h"
#include "file.h"
#include "template.h"

struct options {
    const char *output, *department;
    bool raw;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT('o', "output", struct options, output, "PATH",
             "where to (default: in the campaign's out/)"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "this department's template only"),
    CLI_FLAG(0, "raw", struct options, raw,
             "CSV as it is: do not defuse formulas"),
    CLI_END,
};

static void told(const struct tb_department *d, const char *path, int tables,
                 void *ctx)
{
    (void)d;
    cli_say(ctx, "%s: %d tables\n", path, tables);
}

static int export_templates(struct cli *cli, const struct options *o)
{
    struct tb_buf folder = { 0 };
    int rc;

    tb_campaign_path(cli->campaign, "out/templates", &folder);
    rc = tb_template_write_all(cli->campaign, o->output ? o->output : folder.p,
                               o->department, told, cli, &cli->err);
    tb_buf_free(&folder);
    return rc;
}

static int print_result(struct cli *cli, struct tb_export_result *r, int rc)
{
    if (rc == 0) {
        printf("%s\n", r->path.p);
        cli_say(cli, "%zu tables, %lld rows; read back and compared\n",
                r->tables, r->rows);
    }
    tb_buf_free(&r->path);
    return rc;
}

static int export_workbook(struct cli *cli, const struct options *o)
{
    struct tb_export_result r = { 0 };

    return print_result(
        cli, &r, tb_export_workbook(cli->campaign, o->output, &r, &cli->err));
}

static int export_csv(struct cli *cli, const struct options *o)
{
    struct tb_export_result r = { 0 };
    int rc = tb_export_csv(cli->campaign, o->output, !o->raw, &r, &cli->err);

    if (rc == 0) {
        printf("%s\n", r.path.p);
        cli_say(cli, "%zu tables, %lld rows\n", r.tables, r.rows);
    }
    tb_buf_free(&r.path);
    return rc;
}

static const struct {
    const char *name;
    int (*run)(struct cli *cli, const struct options *o);
} kinds[] = {
    { "templates", export_templates },
    { "workbook", export_workbook },
    { "csv", export_csv },
};

static int run(struct cli *cli, const void *options, char **args)
{
    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (strcmp(kinds[i].name, args[0]) == 0)
            return kinds[i].run(cli, options) == 0 ? TB_OK : CLI_FAILED;
    return cli_usage(cli, "'%s' is none of templates, workbook, csv", args[0]);
}

const struct cli_verb verb_export = {
    .name = "export",
    .synopsis = "tianbao export templates [--department NAME] [--output "
                "DIR]\n"
                "       tianbao export workbook [--output FILE]\n"
                "       tianbao export csv [--raw] [--output DIR]",
    .summary = N_("write templates, the upload workbook, or CSV"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_min = 1,
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
