/* verb_assign.c - tianbao assign: load and show the task list. */
#include "assign.h"
#include "cli.h"
#include "report.h"

struct options {
    bool dry_run, show;
    const char *department, *table;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_FLAG('n', "dry-run", struct options, dry_run,
             "only say what would come of it"),
    CLI_FLAG(0, "show", struct options, show, "show who fills what"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "show this department only"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "show this table only"),
    CLI_END,
};

static void print_notes(const struct tb_assign_result *r)
{
    for (size_t i = 0; i < r->note_count; i++) {
        if (r->notes[i].line > 0)
            fprintf(stderr, "row %zu: ", r->notes[i].line);
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r->notes[i].text));
    }
}

static int show(struct cli *cli, const struct options *o)
{
    struct tb_review_list list = { 0 };
    int rc = tb_review_read(cli->campaign, o->table, o->department, &list,
                            &cli->err);

    for (size_t i = 0; rc == 0 && i < list.count; i++) {
        const struct tb_review_slice *s = &list.slices[i];
        struct tb_buf name = { 0 };
        tb_buf_addf(&name, "%.*s %.*s", TB_STR_ARG(s->table->no),
                    TB_STR_ARG(s->table->name));
        tb_report_pad(stdout, tb_buf_str(&name), 44);
        tb_report_pad(stdout, s->department, 17);
        printf(" %.*s\n", TB_STR_ARG(s->reviewer));
        tb_buf_free(&name);
    }
    tb_review_list_free(&list);
    return rc == 0 ? TB_OK : CLI_FAILED;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_assign_result r = { 0 };
    int rc = CLI_FAILED;

    if (o->show)
        return show(cli, o);
    if (cli->argc == 0)
        return cli_usage(cli, "a task list is missing");
    if (tb_assign_load(cli->campaign, args[0], o->dry_run, &r, &cli->err) ==
        0) {
        print_notes(&r);
        cli_say(cli,
                "%zu tables: %zu slices to fill, %zu derived, %zu from the "
                "cloud, %zu without data\n%zu notes%s\n",
                r.tables, r.slices, r.derived, r.cloud, r.none, r.note_count,
                o->dry_run ? " (dry run: nothing changed)" : "");
        rc = r.note_count > 0 ? TB_FINDINGS : TB_OK;
    }
    tb_assign_result_free(&r);
    return rc;
}

const struct cli_verb verb_assign = {
    .name = "assign",
    .synopsis = "tianbao assign [--dry-run] FILE\n"
                "       tianbao assign --show [--department NAME] "
                "[--table TABLE]",
    .summary = N_("load the task list: who fills which table"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
