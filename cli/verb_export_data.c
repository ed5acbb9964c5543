/* verb_export_data.c - tianbao export workbook, csv, dictionary. */
#include "dict_book.h"
#include "export.h"
#include "file.h"
#include "verbs.h"

/* ---- workbook ---- */

struct workbook_options {
    const char *output;
    bool draft;
};

static const struct cli_opt workbook_opts[] = {
    CLI_TEXT('o', "output", struct workbook_options, output, "FILE",
             "where to (default: out/SCHOOL_YEAR.xlsx in the campaign)"),
    CLI_FLAG(0, "draft", struct workbook_options, draft,
             "to look at, also when it may not go up; every sheet says so"),
    CLI_END,
};

static int run_workbook(struct cli *cli, const void *options, char **args)
{
    const struct workbook_options *o = options;
    const struct tb_export_options what = { .path = o->output,
                                            .draft = o->draft };
    struct tb_export_result r = { 0 };
    int rc = tb_export_workbook(cli->campaign, &what, &r, &cli->err);

    (void)args;
    if (rc == 0) {
        printf("%s\n", r.path.p);
        cli_tell(cli, "%zu 张表，%lld 行；已回读核对\n", r.tables, r.rows);
    }
    tb_buf_free(&r.path);
    return rc;
}

const struct cli_verb verb_export_workbook = {
    .name = "export workbook",
    .synopsis = "tianbao export workbook [--draft] [--output FILE]",
    .summary = N_("write the workbook that is uploaded"),
    .opts = workbook_opts,
    .options_size = sizeof(struct workbook_options),
    .needs_campaign = true,
    .run = run_workbook,
};

/* ---- csv ---- */

struct csv_options {
    const char *output;
    bool raw, draft;
};

static const struct cli_opt csv_opts[] = {
    CLI_FLAG(0, "raw", struct csv_options, raw,
             "texts as they are: do not defuse formulas"),
    CLI_TEXT('o', "output", struct csv_options, output, "DIR",
             "where to (default: out/csv in the campaign)"),
    CLI_FLAG(0, "draft", struct csv_options, draft,
             "to look at, also when it may not go up; the files say so"),
    CLI_END,
};

static int run_csv(struct cli *cli, const void *options, char **args)
{
    const struct csv_options *o = options;
    const struct tb_export_options what = { .path = o->output,
                                            .safe = !o->raw,
                                            .draft = o->draft };
    struct tb_export_result r = { 0 };
    int rc = tb_export_csv(cli->campaign, &what, &r, &cli->err);

    (void)args;
    if (rc == 0) {
        printf("%s\n", r.path.p);
        cli_tell(cli, "%zu 张表，%lld 行\n", r.tables, r.rows);
    }
    tb_buf_free(&r.path);
    return rc;
}

const struct cli_verb verb_export_csv = {
    .name = "export csv",
    .synopsis = "tianbao export csv [--raw] [--draft] [--output DIR]",
    .summary = N_("write the merged tables as CSV files"),
    .opts = csv_opts,
    .options_size = sizeof(struct csv_options),
    .needs_campaign = true,
    .run = run_csv,
};

/* ---- dictionary ---- */

struct dictionary_options {
    const char *edition, *output;
};

static const struct cli_opt dictionary_opts[] = {
    CLI_TEXT('e', "edition", struct dictionary_options, edition, "NAME",
             "of this edition, not of the campaign"),
    CLI_TEXT('o', "output", struct dictionary_options, output, "FILE",
             "where to (default: out/dictionary.xlsx in the campaign)"),
    CLI_END,
};

/* Of an edition: no campaign is needed. */
static int run_dictionary(struct cli *cli, const void *options, char **args)
{
    const struct dictionary_options *o = options;
    struct tb_buf schema = { 0 }, path = { 0 };
    int rc = -1;

    (void)args;
    if (o->edition && !o->output) {
        cli_usage(cli, "the dictionary of an edition needs --output FILE");
        goto done;
    }
    if (!o->edition) {
        if (cli_open_campaign(cli) < 0)
            goto done;
        tb_campaign_path(cli->campaign, "schema", &schema);
    } else if (!cli_edition(o->edition, &schema) ||
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

const struct cli_verb verb_export_dictionary = {
    .name = "export dictionary",
    .synopsis = "tianbao export dictionary [--edition NAME] [--output FILE]",
    .summary = N_("write the dictionary as one workbook"),
    .opts = dictionary_opts,
    .options_size = sizeof(struct dictionary_options),
    .run = run_dictionary,
};
