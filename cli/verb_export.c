/* verb_export.c - tianbao export: templates, the workbook, CSV, papers. */
#include "cli.h"
#include "dict_book.h"
#include "dispatch.h"
#include "export.h"
#include "file.h"
#include "permission_list.h"
#include "report.h"
#include "responsibility_sheet.h"
#include "review_sheet.h"
#include "summary.h"

struct options {
    const char *output, *department, *edition, *format, *prefill, *from;
    bool raw, filed, unmask, eml;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT('o', "output", struct options, output, "PATH",
             "where to (default: in the campaign's out/)"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "this department's template or responsibility sheet only"),
    CLI_FLAG(0, "eml", struct options, eml,
             "templates: a message with each, ready to send"),
    CLI_TEXT(0, "from", struct options, from, "ADDRESS",
             "who sends the messages (default: your mail program says)"),
    CLI_TEXT('p', "prefill", struct options, prefill, "WHAT",
             "templates with rows: last (year's), or filed (now)"),
    CLI_FLAG(0, "raw", struct options, raw,
             "CSV as it is: do not defuse formulas"),
    CLI_TEXT('e', "edition", struct options, edition, "NAME",
             "the dictionary of this edition, not of a campaign"),
    CLI_FLAG(0, "filed", struct options, filed,
             "summary of what is filed, approved or not"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "of lists: text, csv, json, xlsx, markdown or html"),
    CLI_FLAG(0, "unmask", struct options, unmask,
             "lineage: show personal values whole"),
    CLI_END,
};

static void told(const char *path, size_t tables, void *ctx)
{
    cli_say(ctx, "%s: %zu tables\n", path, tables);
}

static int export_templates(struct cli *cli, const struct options *o,
                            char **args)
{
    struct tb_buf folder = { 0 };
    struct tb_dispatch_result r = { 0 };
    enum tb_prefill_kind prefill = TB_PREFILL_NONE;
    int rc;

    (void)args;
    if (o->prefill && strcmp(o->prefill, "last") == 0)
        prefill = TB_PREFILL_LAST;
    else if (o->prefill && strcmp(o->prefill, "filed") == 0)
        prefill = TB_PREFILL_FILED;
    else if (o->prefill)
        return cli_usage(cli, "'%s' is neither last nor filed", o->prefill);
    tb_campaign_path(cli->campaign, "out/templates", &folder);
    rc = tb_dispatch_templates(cli->campaign,
                               &(struct tb_dispatch_options){
                                   o->output ? o->output : folder.p,
                                   o->department, o->eml, o->from, prefill },
                               told, cli, &r, &cli->err);
    if (rc == 0)
        cli_say(cli, "%zu workbooks; %s says who gets which\n", r.workbooks,
                r.manifest.p);
    if (rc == 0 && o->eml)
        cli_say(cli, "%zu messages, %zu without a receiver's address\n",
                r.mails, r.unaddressed);
    tb_dispatch_result_free(&r);
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

static int export_workbook(struct cli *cli, const struct options *o,
                           char **args)
{
    struct tb_export_result r = { 0 };

    (void)args;
    return print_result(
        cli, &r, tb_export_workbook(cli->campaign, o->output, &r, &cli->err));
}

static int export_csv(struct cli *cli, const struct options *o, char **args)
{
    struct tb_export_result r = { 0 };
    int rc;

    (void)args;
    rc = tb_export_csv(cli->campaign, o->output, !o->raw, &r, &cli->err);

    if (rc == 0) {
        printf("%s\n", r.path.p);
        cli_say(cli, "%zu tables, %lld rows\n", r.tables, r.rows);
    }
    tb_buf_free(&r.path);
    return rc;
}

static int export_dictionary(struct cli *cli, const struct options *o,
                             char **args)
{
    struct tb_buf schema = { 0 }, path = { 0 };
    int rc = -1;

    (void)args;
    if (o->edition && !o->output) {
        cli_usage(cli, "the dictionary of an edition needs --output FILE");
        goto done;
    }
    if (!o->edition)
        tb_campaign_path(cli->campaign, "schema", &schema);
    else if (!cli_edition(o->edition, &schema) ||
             !tb_file_is_folder(schema.p)) {
        cli_usage(cli, "no edition '%s'", o->edition);
        goto done;
    }
    if (o->output)
        tb_buf_adds(&path, o->output);
    else
        tb_campaign_path(cli->campaign, "out/dictionary.xlsx", &path);
    rc = tb_dict_book_write(schema.p, path.p, &cli->err);
    if (rc == 0)
        printf("%s\n", path.p);
done:
    tb_buf_free(&schema);
    tb_buf_free(&path);
    return rc;
}

static int export_summary(struct cli *cli, const struct options *o, char **args)
{
    struct tb_view_options view;
    int rc = cli_view_choose(cli, o->format, o->output, &view);

    (void)args;
    if (rc == 0)
        rc = tb_summary_print(cli->campaign, o->filed, &view, &cli->err);
    return cli_view_done(&view, rc);
}

static int export_lineage(struct cli *cli, const struct options *o, char **args)
{
    struct tb_report_lineage_options lineage = { .unmask = o->unmask };
    struct tb_view_options view;
    long long rows = 0;
    int rc;

    if (!args[0])
        return cli_usage(cli, "of which number? write TABLE.FIELD");
    lineage.field = args[0];
    lineage.keys = (const char *const *)args + 1;
    lineage.count = (size_t)cli->argc - 2;
    rc = cli_view_choose(cli, o->format, o->output, &view);
    if (rc == 0)
        rc =
            tb_report_lineage(cli->campaign, &lineage, &view, &rows, &cli->err);
    if (rc == 0 && !cli->quiet)
        fprintf(stderr, tb_translate("%lld rows\n"),
                rows); /* stdout is the list */
    return cli_view_done(&view, rc);
}

static int export_permissions(struct cli *cli, const struct options *o,
                              char **args)
{
    struct tb_view_options view;
    struct tb_buf path = { 0 };
    const char *output = o->output;
    int rc;

    (void)args;
    if (!output && o->format && strcmp(o->format, "xlsx") == 0)
        output = tb_campaign_path(cli->campaign, "out/permissions.xlsx", &path);
    rc = cli_view_choose(cli, o->format, output, &view);
    if (rc == 0)
        rc = tb_permission_list_print(cli->campaign, &view, &cli->err);
    rc = cli_view_done(&view, rc);
    tb_buf_free(&path);
    return rc;
}

static void told_responsibility(const struct tb_responsibility *r,
                                const char *path, void *ctx)
{
    char aloud[20];

    (void)ctx;
    tb_responsibility_aloud(r->hash, aloud);
    printf(tb_translate("%s: %zu tables, %s\n"), path, r->handed_count, aloud);
}

static int export_responsibility(struct cli *cli, const struct options *o,
                                 char **args)
{
    (void)args;
    return tb_responsibility_write(cli->campaign, o->output, o->department,
                                   told_responsibility, NULL, &cli->err);
}

static void told_review(const struct tb_table *t, const char *path, void *ctx)
{
    (void)t;
    (void)ctx;
    printf("%s\n", path);
}

static int export_review_sheets(struct cli *cli, const struct options *o,
                                char **args)
{
    (void)args;
    return tb_review_sheets_write(cli->campaign, o->output, told_review, NULL,
                                  &cli->err);
}

static void told_difference(struct tb_str table, const char *text, bool differs,
                            void *ctx)
{
    (void)differs;
    printf("%s: %.*s%s%s\n", (const char *)ctx, TB_STR_ARG(table),
           table.n > 0 ? ": " : "", text);
}

/* Every file is looked at; the first that cannot be read is the last. */
static int export_verify(struct cli *cli, const struct options *o, char **args)
{
    int rc = TB_OK;

    (void)o;
    if (!args[0])
        return cli_usage(cli, "which files? write verify FILE");
    for (; *args; args++) {
        bool same = false;
        if (tb_responsibility_verify(cli->campaign, *args, told_difference,
                                     *args, &same, &cli->err) < 0)
            return CLI_FAILED;
        if (same)
            printf(tb_translate("%s: the same\n"), *args);
        else
            rc = TB_FINDINGS;
    }
    return rc;
}

static const struct kind {
    const char *name;
    int (*run)(struct cli *cli, const struct options *o, char **args);
    bool takes_args;
} kinds[] = {
    { "templates", export_templates, false },
    { "workbook", export_workbook, false },
    { "csv", export_csv, false },
    { "summary", export_summary, false },
    { "lineage", export_lineage, true },
    { "dictionary", export_dictionary, false },
    { "permissions", export_permissions, false },
    { "responsibility", export_responsibility, false },
    { "review-sheets", export_review_sheets, false },
    { "verify", export_verify, true },
};

static int unknown_kind(struct cli *cli, const char *name)
{
    struct tb_buf names = { 0 };
    int rc;

    for (size_t i = 0; i < TB_LEN(kinds); i++)
        tb_buf_addf(&names, "%s%s", i > 0 ? ", " : "", kinds[i].name);
    rc = cli_usage(cli, "'%s' is none of %s", name, names.p);
    tb_buf_free(&names);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const struct kind *kind = NULL;

    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (strcmp(kinds[i].name, args[0]) == 0)
            kind = &kinds[i];
    if (!kind)
        return unknown_kind(cli, args[0]);
    if (args[1] && !kind->takes_args)
        return cli_usage(cli, "'%s' is one too many", args[1]);
    if (!(o->edition && kind->run == export_dictionary) &&
        cli_open_campaign(cli) < 0)
        return CLI_FAILED;
    return kind->run(cli, o, args + 1);
}

const struct cli_verb verb_export = {
    .name = "export",
    .synopsis = "tianbao export templates [--department NAME] [--prefill WHAT] "
                "[--eml]\n"
                "               [--from ADDRESS] [--output DIR]\n"
                "       tianbao export workbook [--output FILE]\n"
                "       tianbao export csv [--raw] [--output DIR]\n"
                "       tianbao export summary [--filed] [--format NAME] "
                "[--output FILE]\n"
                "       tianbao export lineage [--unmask] [--format NAME] "
                "[--output FILE]\n"
                "               TABLE.FIELD [KEY=VALUE ...]\n"
                "       tianbao export dictionary [--edition NAME] [--output "
                "FILE]\n"
                "       tianbao export permissions [--format NAME] [--output "
                "FILE]\n"
                "       tianbao export responsibility [--department NAME] "
                "[--output DIR]\n"
                "       tianbao export review-sheets [--output DIR]\n"
                "       tianbao export verify FILE ...",
    .summary = N_("write templates, the upload workbook, summaries, papers"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_min = 1,
    .args_max = -1,
    .run = run,
};
