/* verb_review.c - tianbao review: list and show; explain findings. */
#include "dossier_report.h"
#include "explain.h"
#include "report.h"
#include "review.h"
#include "verbs.h"

/* The slices of TABLES (NULL ends them; none: all) in L. */
static int read_slices(struct cli *cli, char **tables, const char *department,
                       struct tb_slices *l)
{
    int rc;

    do {
        rc = tb_review_read(cli->campaign, *tables, department, l, &cli->err);
    } while (rc == 0 && *tables && *++tables);
    return rc;
}

/* ---- list ---- */

struct list_options {
    const char *department, *format, *output;
};

static const struct cli_opt list_opts[] = {
    CLI_TEXT('d', "department", struct list_options, department, "NAME",
             "the slices of this department"),
    CLI_FORMAT(struct list_options),
    CLI_OUTPUT(struct list_options),
    CLI_END,
};

static int run_list(struct cli *cli, const void *options, char **tables)
{
    const struct list_options *o = options;
    struct tb_slices l = { 0 };
    struct tb_view_options view;
    int rc = cli_view_choose(cli, o->format, o->output, &view);

    if (rc == 0)
        rc = read_slices(cli, tables, o->department, &l);
    if (rc == 0)
        rc = tb_report_slices(&l, &view, &cli->err);
    tb_slices_free(&l);
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_review_list = {
    .name = "review list",
    .synopsis = "tianbao review list [--department NAME] [--format NAME]\n"
                "               [--output FILE] [TABLE...]",
    .summary = N_("list slices with their state and open findings"),
    .opts = list_opts,
    .options_size = sizeof(struct list_options),
    .args_max = -1,
    .needs_campaign = true,
    .run = run_list,
};

/* ---- show ---- */

struct show_options {
    const char *department, *format;
    long samples;
    bool all, unmask;
};

static const struct show_options show_defaults = { .format = "text",
                                                   .samples = 5 };

static const struct cli_opt show_opts[] = {
    CLI_TEXT('d', "department", struct show_options, department, "NAME",
             "the slices of this department"),
    CLI_TEXT('f', "format", struct show_options, format, "NAME",
             "text or json (default: text)"),
    CLI_NUMBER('n', "samples", struct show_options, samples, "N",
               "rows of each kind, cells of each rule (default: 5)"),
    CLI_FLAG('a', "all", struct show_options, all, "every row and finding"),
    CLI_FLAG(0, "unmask", struct show_options, unmask, "personal values whole"),
    CLI_END,
};

static int run_show(struct cli *cli, const void *options, char **tables)
{
    const struct show_options *o = options;
    const struct tb_dossier_options d = { o->format, o->all ? 0 : o->samples,
                                          o->unmask };
    struct tb_slices l = { 0 };
    int rc;

    if (!tb_report_has_dossier_format(o->format))
        return cli_usage(cli, "unknown format '%s': text or json", o->format);
    rc = read_slices(cli, tables, o->department, &l);
    if (rc == 0 && l.count == 0)
        cli_tell(cli, "没有可显示的内容\n");
    else if (rc == 0)
        rc = tb_report_dossiers(cli->campaign, &l, &d, stdout, &cli->err);
    tb_slices_free(&l);
    return rc;
}

const struct cli_verb verb_review_show = {
    .name = "review show",
    .synopsis = "tianbao review show [--department NAME] [--format NAME] "
                "[--samples N]\n"
                "               [--all] [--unmask] TABLE...",
    .summary = N_("show what changed in slices and what was found"),
    .opts = show_opts,
    .defaults = &show_defaults,
    .options_size = sizeof show_defaults,
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run_show,
};

/* ---- explain ---- */

struct explain_options {
    const char *reason, *file;
};

static const struct cli_opt explain_opts[] = {
    CLI_TEXT('r', "reason", struct explain_options, reason, "TEXT",
             "why the findings are right as they are"),
    CLI_TEXT(0, "file", struct explain_options, file, "FILE",
             "the list of findings with the column explanation"),
    CLI_END,
};

static int run_explain(struct cli *cli, const void *options, char **ids)
{
    const struct explain_options *o = options;
    long long count = 0;

    if (!o->file && !ids[0])
        return cli_usage(cli, "which finding? give its id, or a --file");
    if (o->file &&
        tb_explain_file(cli->campaign, o->file, &count, &cli->err) < 0)
        return CLI_FAILED;
    if (ids[0] && tb_explain(cli->campaign, ids, o->reason, &cli->err) < 0)
        return CLI_FAILED;
    cli_tell(cli, "已说明 %lld 个问题\n", count + cli->argc);
    return TB_OK;
}

const struct cli_verb verb_review_explain = {
    .name = "review explain",
    .synopsis = "tianbao review explain --reason TEXT ID...\n"
                "       tianbao review explain --file FILE",
    .summary = N_("say why a finding is right as it is"),
    .opts = explain_opts,
    .options_size = sizeof(struct explain_options),
    .args_max = -1,
    .needs_campaign = true,
    .run = run_explain,
};

static const struct cli_verb *const subs[] = {
    &verb_review_list,    &verb_review_show,
    &verb_review_approve, &verb_review_signed,
    &verb_review_return,  &verb_review_reopen,
    &verb_review_explain, NULL,
};

const struct cli_verb verb_review = {
    .name = "review",
    .summary = N_("decide on what is filed: approve, return, reopen"),
    .subs = subs,
};
