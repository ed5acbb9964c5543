/* verb_validate.c - tianbao validate: run the checks, print the findings. */
#include "report.h"
#include "validate.h"
#include "verbs.h"

struct options {
    const char *format, *output, *table, *department, *fail_on;
    long samples;
    bool all, unmask;
};

static const struct options defaults = { .fail_on = "error", .samples = 3 };

static const struct cli_opt opts[] = {
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
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
    CLI_END,
};

/* Is there a finding, among those printed, at or above LEVEL? */
static bool is_above(const struct tb_report_counts *counts, const char *level)
{
    long long sum = 0;

    for (int i = TB_ERROR; i <= TB_INFO; i++) {
        sum += counts->by_severity[i];
        if (strcmp(tb_severities[i].code, level) == 0)
            return sum > 0;
    }
    return false;
}

static int check_options(struct cli *cli, const struct options *o)
{
    if (strcmp(o->fail_on, "never") != 0 &&
        tb_word_find(tb_severities, TB_SEVERITIES, tb_str(o->fail_on)) ==
            TB_SEVERITIES)
        return cli_usage(cli,
                         "unknown level '%s': error, explain, warning, "
                         "info or never",
                         o->fail_on);
    return 0;
}

static void print_summary(const struct cli *cli,
                          const struct tb_validate_result *r,
                          const struct tb_report_counts *counts)
{
    cli_tell(
        cli,
        "\n错误 %lld 个，需说明 %lld 个，警告 %lld 个，提示 %lld 个\n新增 %lld "
        "个，仍未解决 %lld 个，已解决 %lld 个；规则 %zu 条，无法判定 %lld 行\n",
        counts->by_severity[TB_ERROR], counts->by_severity[TB_EXPLAIN],
        counts->by_severity[TB_WARNING], counts->by_severity[TB_INFO],
        counts->fresh, counts->still, r->resolved, r->rules, r->undecided);
    if (counts->folded > 0)
        cli_tell(cli, "其中 %lld 个与别处同因，没有单列，改好起因后再看\n",
                 counts->folded);
    if (r->open.explained > 0)
        cli_tell(cli, "另有 %lld 个问题已说明\n", r->open.explained);
    if (r->returned > 0)
        cli_tell(cli, "%lld 个已审核通过的填报单元有错误，已退回\n",
                 r->returned);
    if (r->without_last > 0)
        cli_tell(cli, "%zu 条规则需要上年数据，未运行\n", r->without_last);
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
    if (check_options(cli, o) < 0 ||
        cli_view_choose(cli, o->format, o->output, &view) < 0 ||
        cli_open_campaign(cli) < 0)
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

static const struct cli_verb *const subs[] = {
    &verb_validate_rules,
    &verb_validate_dictionary,
    NULL,
};

const struct cli_verb verb_validate = {
    .name = "validate",
    .synopsis = "tianbao validate [--table TABLE] [--department NAME] "
                "[--format NAME]\n"
                "               [--output FILE] [--samples N] [--all] "
                "[--unmask]\n"
                "               [--fail-on LEVEL]",
    .summary = N_("check what is filed and list the findings"),
    .subs = subs,
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .run = run,
};
