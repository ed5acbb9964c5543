/* verb_validate.c - tianbao validate: run the checks, print the findings. */
#include "cli.h"
#include "dict_book.h"
#include "handbook.h"
#include "lint.h"
#include "report.h"
#include "validate.h"

struct options {
    const char *format, *table, *department, *fail_on, *dictionary;
    long samples;
    bool all, unmask, rules;
    const char *output;
};

static const struct options defaults = { .fail_on = "error", .samples = 3 };

static const struct cli_opt opts[] = {
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "text, csv, json, xlsx, markdown or html"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "print findings of this table only"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "print findings of this department only"),
    CLI_NUMBER('n', "samples", struct options, samples, "N",
               "cells shown per rule and sheet in text (default: 3)"),
    CLI_FLAG('a', "all", struct options, all, "show every cell"),
    CLI_FLAG(0, "unmask", struct options, unmask, "show personal values whole"),
    CLI_TEXT(0, "fail-on", struct options, fail_on, "LEVEL",
             "status 1 from: error, explain, warning, info, never"),
    CLI_TEXT(0, "dictionary", struct options, dictionary, "DIR",
             "check an edition instead of a campaign's data"),
    CLI_FLAG(0, "rules", struct options, rules,
             "print the rules as a handbook"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "the file to write (default: standard output)"),
    CLI_END,
};

/* Is there a finding, among those printed, at or above LEVEL? */
static bool is_above(const struct tb_report_counts *counts, const char *level)
{
    long long sum = 0;

    for (int i = TB_ERROR; i <= TB_INFO; i++) {
        sum += counts->by_severity[i];
        if (strcmp(tb_severity_name((enum tb_severity)i), level) == 0)
            return sum > 0;
    }
    return false;
}

static int check_options(struct cli *cli, const struct options *o)
{
    enum tb_severity ignored;

    if (strcmp(o->fail_on, "never") != 0 &&
        !tb_severity_parse(tb_str(o->fail_on), &ignored))
        return cli_usage(cli,
                         "unknown level '%s': error, explain, warning, "
                         "info or never",
                         o->fail_on);
    return 0;
}

static int load_edition(struct cli *cli, const char *path,
                        struct tb_dict **dict)
{
    struct tb_buf bytes[TB_DICT_FILES] = { { 0 } };
    struct tb_str texts[TB_DICT_FILES];
    int rc = tb_dict_texts(path, bytes, &cli->err);

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    if (rc == 0)
        rc = tb_dict_parse(texts, dict, &cli->complaints, &cli->err);
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&bytes[i]);
    return rc;
}

/* Load, compile, run the examples. */
static int check_dictionary(struct cli *cli, const char *name)
{
    struct tb_buf folder = { 0 };
    struct tb_dict *dict = NULL;
    size_t examples = 0;
    int rc = CLI_FAILED;

    if (!cli_edition(name, &folder)) {
        cli_usage(cli, "no edition '%s'", name);
        goto done;
    }
    if (load_edition(cli, folder.p, &dict) < 0 ||
        (cli->complaints.count == 0 &&
         tb_dict_lint(dict, &cli->complaints, &cli->err) < 0) ||
        (cli->complaints.count == 0 && /* what does not compile is not run */
         tb_dict_try_examples(dict, &cli->complaints, &examples, &cli->err) <
             0))
        goto done;
    cli_print_complaints(&cli->complaints, name);
    printf(tb_translate("%zu tables, %zu lists, %zu rules, %zu examples run, "
                        "%zu complaints\n"),
           dict->table_count, dict->list_count, dict->rule_count, examples,
           cli->complaints.count);
    rc = cli->complaints.count > 0 ? TB_DICTIONARY : TB_OK;
done:
    tb_dict_free(dict);
    tb_buf_free(&folder);
    return rc;
}

static void print_summary(const struct cli *cli,
                          const struct tb_validate_result *r,
                          const struct tb_report_counts *counts)
{
    cli_say(cli,
            "\n%lld errors, %lld to explain, %lld warnings, %lld notes\n"
            "%lld new, %lld still open, %lld resolved; %zu rules, %lld rows "
            "undecided\n",
            counts->by_severity[TB_ERROR], counts->by_severity[TB_EXPLAIN],
            counts->by_severity[TB_WARNING], counts->by_severity[TB_INFO],
            counts->fresh, counts->still, r->resolved, r->rules, r->undecided);
    if (r->explained > 0)
        cli_say(cli, "%lld more are explained\n", r->explained);
    if (r->returned > 0)
        cli_say(cli, "%lld approved slices have errors and were returned\n",
                r->returned);
    if (r->without_last > 0)
        cli_say(cli, "%zu rules need last year and were not run\n",
                r->without_last);
}

/* The rules of an edition, or of the campaign's own dictionary. */
static int print_handbook(struct cli *cli, const struct options *o,
                          const struct tb_view_options *view)
{
    struct tb_buf path = { 0 };
    struct tb_dict *dict = NULL;
    const struct tb_table *only = NULL;
    int rc = CLI_FAILED;

    tb_buf_addf(&path, "%s/schema", cli->folder);
    if (o->dictionary && !cli_edition(o->dictionary, &path)) {
        cli_usage(cli, "no edition '%s'", o->dictionary);
        goto done;
    }
    if (load_edition(cli, path.p, &dict) < 0)
        goto done;
    if (cli->complaints.count > 0) {
        cli_print_complaints(&cli->complaints, path.p);
        rc = TB_DICTIONARY;
        goto done;
    }
    if (o->table && !(only = tb_dict_find(dict, tb_str(o->table)))) {
        cli_usage(cli, "unknown table '%s'", o->table);
        goto done;
    }
    rc = cli_view_done(view, tb_handbook_print(dict, only, view, &cli->err));
done:
    tb_dict_free(dict);
    tb_buf_free(&path);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const struct tb_report_options report = {
        .table = o->table,
        .department = o->department,
        .samples = o->all ? 0 : o->samples,
        .unmask = o->unmask,
    };
    struct tb_validate_result r = { 0 };
    struct tb_report_counts counts = { 0 };
    struct tb_view_options view;
    int rc = CLI_FAILED;

    (void)args;
    if (cli_view_choose(cli, o->format, o->output, &view) < 0)
        return CLI_FAILED;
    if (o->rules)
        return print_handbook(cli, o, &view);
    if (check_options(cli, o) < 0)
        return CLI_FAILED;
    if (o->dictionary)
        return check_dictionary(cli, o->dictionary);
    if (cli_open_campaign(cli) < 0)
        return CLI_FAILED;
    if (tb_validate_run(cli->campaign, &r, &cli->err) < 0 ||
        tb_report_findings(cli->campaign, &report, &view, &counts, &cli->err) <
            0)
        goto done;
    cli_view_done(&view, 0);
    if (view.path || tb_view_is(&view, "text"))
        print_summary(cli, &r, &counts);
    for (size_t i = 0; i < r.broken_count; i++)
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r.broken[i]));
    rc = r.broken_count > 0              ? TB_DICTIONARY
         : is_above(&counts, o->fail_on) ? TB_FINDINGS
                                         : TB_OK;
done:
    tb_validate_result_free(&r);
    return rc;
}

const struct cli_verb verb_validate = {
    .name = "validate",
    .synopsis = "tianbao validate [options]\n"
                "       tianbao validate --dictionary DIR\n"
                "       tianbao validate --rules [--dictionary DIR] [--table "
                "TABLE]\n"
                "               [--format NAME] [--output FILE]",
    .summary = N_("check what is filed and list the findings"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .run = run,
};
