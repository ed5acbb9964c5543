/* verb_export_papers.c - tianbao export permissions, responsibility,
 * review-sheets, verify: what is signed. */
#include "permission_list.h"
#include "responsibility_sheet.h"
#include "responsibility_verify.h"
#include "review_sheet.h"
#include "verbs.h"

/* ---- permissions ---- */

struct permissions_options {
    const char *format, *output;
};

static const struct cli_opt permissions_opts[] = {
    CLI_FORMAT(struct permissions_options),
    CLI_TEXT('o', "output", struct permissions_options, output, "FILE",
             "the file to write (default: standard output, or out/ for xlsx)"),
    CLI_END,
};

static int run_permissions(struct cli *cli, const void *options, char **args)
{
    const struct permissions_options *o = options;
    const char *output = o->output;
    struct tb_buf path = { 0 };
    struct tb_view_options view;
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

const struct cli_verb verb_export_permissions = {
    .name = "export permissions",
    .synopsis = "tianbao export permissions [--format NAME] [--output FILE]",
    .summary = N_("list who may collect and review what"),
    .opts = permissions_opts,
    .options_size = sizeof(struct permissions_options),
    .needs_campaign = true,
    .run = run_permissions,
};

/* ---- responsibility ---- */

struct responsibility_options {
    const char *department, *output;
};

static const struct cli_opt responsibility_opts[] = {
    CLI_TEXT('d', "department", struct responsibility_options, department,
             "NAME", "the sheet of this department only"),
    CLI_TEXT('o', "output", struct responsibility_options, output, "DIR",
             "where to (default: out/responsibility in the campaign)"),
    CLI_END,
};

static void told_responsibility(const char *path, size_t tables,
                                const char *hash, void *ctx)
{
    char aloud[20];

    (void)ctx;
    tb_responsibility_aloud(hash, aloud);
    printf("%s: %zu 张表，%s\n", path, tables, aloud);
}

static int run_responsibility(struct cli *cli, const void *options, char **args)
{
    const struct responsibility_options *o = options;
    (void)args;
    return tb_responsibility_write(cli->campaign, o->output, o->department,
                                   told_responsibility, NULL, &cli->err);
}

const struct cli_verb verb_export_responsibility = {
    .name = "export responsibility",
    .synopsis =
        "tianbao export responsibility [--department NAME] [--output DIR]",
    .summary = N_("write the sheets that heads of departments sign"),
    .opts = responsibility_opts,
    .options_size = sizeof(struct responsibility_options),
    .needs_campaign = true,
    .run = run_responsibility,
};

/* ---- review-sheets ---- */

struct sheets_options {
    const char *output;
};

static const struct cli_opt sheets_opts[] = {
    CLI_TEXT('o', "output", struct sheets_options, output, "DIR",
             "where to (default: out/review-sheets in the campaign)"),
    CLI_END,
};

static void told_review(const struct tb_table *t, const char *path, void *ctx)
{
    (void)t;
    (void)ctx;
    printf("%s\n", path);
}

static int run_sheets(struct cli *cli, const void *options, char **args)
{
    const struct sheets_options *o = options;
    (void)args;
    return tb_review_sheets_write(cli->campaign, o->output, told_review, NULL,
                                  &cli->err);
}

const struct cli_verb verb_export_review_sheets = {
    .name = "export review-sheets",
    .synopsis = "tianbao export review-sheets [--output DIR]",
    .summary = N_("write for each table what was decided on it"),
    .opts = sheets_opts,
    .options_size = sizeof(struct sheets_options),
    .needs_campaign = true,
    .run = run_sheets,
};

/* ---- verify ---- */

static void told_difference(struct tb_str table, const char *text, bool differs,
                            void *ctx)
{
    (void)differs;
    printf("%s: %.*s%s%s\n", (const char *)ctx, TB_STR_ARG(table),
           table.n > 0 ? ": " : "", text);
}

/* Every file is looked at; the first that cannot be read is the last. */
static int run_verify(struct cli *cli, const void *options, char **args)
{
    int rc = TB_OK;

    (void)options;
    for (; *args; args++) {
        bool same = false;
        if (tb_responsibility_verify(cli->campaign, *args, told_difference,
                                     *args, &same, &cli->err) < 0)
            return CLI_FAILED;
        if (same)
            printf("%s: 与现状一致\n", *args);
        else
            rc = TB_FINDINGS;
    }
    return rc;
}

const struct cli_verb verb_export_verify = {
    .name = "export verify",
    .synopsis = "tianbao export verify FILE ...",
    .summary = N_("compare responsibility sheets with what is on record"),
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run_verify,
};
