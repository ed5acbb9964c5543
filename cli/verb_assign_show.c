/* verb_assign_show.c - tianbao assign show: who fills what. */
#include "report.h"
#include "review.h"
#include "task_list.h"
#include "verbs.h"

struct options {
    const char *department, *table, *format, *output;
    bool csv;
};

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "csv", struct options, csv,
             "as a task list that can be loaded again"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "this department only"),
    CLI_TEXT('t', "table", struct options, table, "TABLE", "this table only"),
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
    CLI_END,
};

static int print_list(struct cli *cli, const struct options *o,
                      const struct tb_view_options *view)
{
    struct tb_slices list = { 0 };
    int rc = tb_review_read(cli->campaign, o->table, o->department, &list,
                            &cli->err);

    if (rc == 0)
        rc = tb_report_assigned(&list, view, &cli->err);
    tb_slices_free(&list);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const char *format = o->csv && !o->format && !o->output ? "csv" : o->format;
    struct tb_view_options view;
    int rc;

    (void)args;
    if (o->csv && (o->department || o->table))
        return cli_usage(cli, "a task list is of all departments and tables");
    rc = cli_view_choose(cli, format, o->output, &view);
    if (rc == 0)
        rc = o->csv ? tb_task_list_print(&cli->campaign->store, true, &view,
                                         &cli->err)
                    : print_list(cli, o, &view);
    return cli_view_done(&view, rc);
}

const struct cli_verb verb_assign_show = {
    .name = "assign show",
    .synopsis = "tianbao assign show [--csv] [--department NAME] "
                "[--table TABLE]\n"
                "               [--format NAME] [--output FILE]",
    .summary = N_("show who fills what"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
