/* verb_assign_show.c - tianbao assign show: who fills what. */
#include "report.h"
#include "review.h"
#include "task_list.h"
#include "verbs.h"

struct options {
    const char *department, *table;
    bool csv;
};

static const struct cli_opt opts[] = {
    CLI_FLAG(0, "csv", struct options, csv,
             "as a task list that can be loaded again"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "this department only"),
    CLI_TEXT('t', "table", struct options, table, "TABLE", "this table only"),
    CLI_END,
};

static void print_slice(const struct tb_slice *s)
{
    struct tb_buf name = { 0 };

    tb_buf_addf(&name, "%.*s %.*s", TB_STR_ARG(s->table->no),
                TB_STR_ARG(s->table->name));
    tb_report_pad(stdout, tb_buf_str(&name), 44);
    tb_buf_clear(&name);
    tb_slice_show(s, &name);
    tb_report_pad(stdout, tb_buf_str(&name), 17);
    printf(" %.*s\n", TB_STR_ARG(s->reviewer.shown));
    tb_buf_free(&name);
}

static int print_csv(struct cli *cli)
{
    struct tb_buf list = { 0 };
    int rc = tb_task_list_csv(&cli->campaign->store, true, &list, &cli->err);

    if (rc == 0)
        fwrite(list.p, 1, list.n, stdout);
    tb_buf_free(&list);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_slices list = { 0 };
    int rc;

    (void)args;
    if (o->csv && (o->department || o->table))
        return cli_usage(cli, "a task list is of all departments and tables");
    if (o->csv)
        return print_csv(cli);
    rc = tb_review_read(cli->campaign, o->table, o->department, &list,
                        &cli->err);
    for (size_t i = 0; rc == 0 && i < list.count; i++)
        print_slice(&list.list[i]);
    tb_slices_free(&list);
    return rc;
}

const struct cli_verb verb_assign_show = {
    .name = "assign show",
    .synopsis = "tianbao assign show [--csv] [--department NAME] "
                "[--table TABLE]",
    .summary = N_("show who fills what"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
