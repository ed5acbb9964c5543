/* verb_validate.c - tianbao validate: run the checks, print the findings. */
#include "report.h"
#include "tell.h"
#include "validate.h"
#include "verbs.h"

struct options {
    const char *format, *output, *table, *department, *fail_on;
    long samples;
    bool all, unmask, since_told;
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
    CLI_FLAG(0, "since-told", struct options, since_told,
             "only what this department has not been shown yet"),
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
    if (o->since_told && !o->department)
        return cli_usage(cli, "--since-told is of a --department");
    return 0;
}

/* R NULL: nothing was run. */
static void print_summary(const struct cli *cli,
                          const struct tb_validate_result *r,
                          const struct tb_report_counts *counts)
{
    cli_tell(cli,
             "\n错误 %lld 个，需说明 %lld 个，警告 %lld 个，提示 %lld 个\n",
             counts->by_severity[TB_ERROR], counts->by_severity[TB_EXPLAIN],
             counts->by_severity[TB_WARNING], counts->by_severity[TB_INFO]);
    if (!r)
        return;
    cli_tell(cli,
             "新增 %lld 个，仍未解决 %lld 个，已解决 %lld 个；规则 %zu "
             "条，无法判定 %lld 行\n",
             counts->fresh, counts->still, r->resolved, r->rules, r->undecided);
    if (counts->folded > 0)
        cli_tell(cli, "其中 %lld 个与别处同因，没有单列，改好起因后再看\n",
                 counts->folded);
    if (r->open.explained > 0)
        cli_tell(cli, "另有 %lld 个问题已说明\n", r->open.explained);
    if (r->reviewed.returned > 0)
        cli_tell(cli, "%lld 个已审核通过的填报单元有错误，已退回\n",
                 r->reviewed.returned);
    if (r->reviewed.kept > 0)
        cli_tell(
            cli,
            "%lld 个已审核通过的填报单元有错误，但所依据的数据源还没有定稿，"
            "暂不退回\n",
            r->reviewed.kept);
    if (r->reviewed.given > 0)
        cli_tell(cli, "%lld 个此前自动退回的填报单元已无错误，恢复审核结果\n",
                 r->reviewed.given);
    if (r->without_last > 0)
        cli_tell(cli, "%zu 条规则需要上年数据，未运行\n", r->without_last);
}

/* Nothing is checked any more: what follows is what was found last. */
static void tell_that_it_is_over(const struct cli *cli)
{
    if (!cli->quiet)
        fprintf(stderr, "采集任务已于 %.10s 结束：以下是最后一次校验的结果\n",
                cli->campaign->closed.p);
}

/* It has been shown to the department: from now on it is no news. */
static int tell_department(struct cli *cli, const struct options *o)
{
    struct tb_finding_query query = { .explained = true };

    return tb_table_named(cli->campaign->dict, o->table, &query.table,
                          &cli->err) < 0 ||
                   tb_department_id(&cli->campaign->store, o->department,
                                    &query.department, &cli->err) < 0
               ? -1
               : tb_tell(cli->campaign, &query, &cli->err);
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const struct tb_report_options report = {
        .table = o->table,
        .department = o->department,
        .samples = o->all ? 0 : o->samples,
        .unmask = o->unmask,
        .untold = o->since_told,
    };
    struct tb_validate_result r = { 0 };
    struct tb_report_counts counts = { 0 };
    struct tb_view_options view;
    bool is_over;
    int rc = CLI_FAILED;

    (void)args;
    if (check_options(cli, o) < 0 ||
        cli_view_choose(cli, o->format, o->output, &view) < 0 ||
        cli_open_campaign(cli) < 0)
        return CLI_FAILED;
    is_over = cli->campaign->closed.n > 0;
    if (is_over)
        tell_that_it_is_over(cli);
    if ((!is_over && tb_validate_run(cli->campaign, &r, &cli->err) < 0) ||
        tb_report_findings(cli->campaign, &report, &view, &counts, &cli->err) <
            0)
        goto done;
    cli_view_done(&view, 0);
    if (o->department && !is_over && tell_department(cli, o) < 0)
        goto done;
    if (view.path || tb_view_is(&view, "text"))
        print_summary(cli, is_over ? NULL : &r, &counts);
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
                "               [--since-told] [--fail-on LEVEL]",
    .summary = N_("check what is filed and list the findings"),
    .subs = subs,
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .run = run,
};
