/* verb_assign.c - tianbao assign: load and show the task list. */
#include "assign.h"
#include "assign_change.h"
#include "cli.h"
#include "report.h"

struct options {
    bool dry_run, show, csv, by_teacher;
    const char *department, *table, *collector, *approver, *deadline, *reason;
    const char *review_days, *lead_deadline, *school_deadline;
    const char *format, *output;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_FLAG('n', "dry-run", struct options, dry_run,
             "only say what would come of it"),
    CLI_FLAG(0, "show", struct options, show, "show who fills what"),
    CLI_FLAG(0, "csv", struct options, csv,
             "show it as a task list that can be loaded again"),
    CLI_FLAG(0, "by-teacher", struct options, by_teacher,
             "a slice for each person of a class (校内教师)"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "show: text, csv, json, xlsx, markdown or html"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "show: the file to write"),
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "show, or change, this department only"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "show, or change, this table only"),
    CLI_TEXT(0, "collector", struct options, collector, "ID",
             "who fills TABLE for their department from now on"),
    CLI_TEXT(0, "approver", struct options, approver, "ID",
             "who reviews TABLE for their department from now on"),
    CLI_TEXT(0, "deadline", struct options, deadline, "DAY",
             "until when it is to be filed from now on"),
    CLI_TEXT('r', "reason", struct options, reason, "TEXT",
             "why; a change needs one"),
    CLI_TEXT(0, "review-days", struct options, review_days, "N",
             "days for a department's review (2 if not set)"),
    CLI_TEXT(0, "lead-deadline", struct options, lead_deadline, "DAY",
             "until when the lead departments review"),
    CLI_TEXT(0, "school-deadline", struct options, school_deadline, "DAY",
             "until when the school reviews"),
    CLI_END,
};

static void print_notes(const struct tb_assign_result *r)
{
    for (size_t i = 0; i < r->note_count; i++) {
        if (r->notes[i].line > 0)
            fprintf(stderr, tb_translate("row %zu: "), r->notes[i].line);
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r->notes[i].text));
    }
}

static int show(struct cli *cli, const struct options *o)
{
    const char *format = o->csv && !o->format && !o->output ? "csv" : o->format;
    struct tb_view_options view;
    struct tb_review_list list = { 0 };
    int rc = cli_view_choose(cli, format, o->output, &view);

    if (rc == 0 && o->csv)
        return cli_view_done(
            &view, tb_assign_print(cli->campaign, true, &view, &cli->err));
    if (rc == 0)
        rc = tb_review_read(cli->campaign, o->table, o->department, &list,
                            &cli->err);
    if (rc == 0)
        rc = tb_report_assigned(&list, &view, &cli->err);
    tb_review_list_free(&list);
    return cli_view_done(&view, rc);
}

/* Days and people of the options: done whether a list is loaded or not. */
static int change(struct cli *cli, const struct options *o)
{
    const struct {
        const char *key, *value;
    } settings[] = { { "review_days", o->review_days },
                     { "deadline_lead", o->lead_deadline },
                     { "deadline_school", o->school_deadline } };
    const char *people[] = {
        [TB_ASSIGN_COLLECTOR] = o->collector, [TB_ASSIGN_APPROVER] = o->approver
    };
    const struct tb_table *t =
        o->table ? tb_dict_find(cli->campaign->dict, tb_str(o->table)) : NULL;
    struct tb_str department = tb_str(o->department ? o->department : "");

    if (o->table && !t)
        return cli_usage(cli, "unknown table '%s'", o->table);
    if (!t && (o->collector || o->approver))
        return cli_usage(cli, "which --table?");
    for (size_t i = 0; i < TB_LEN(settings); i++)
        if (settings[i].value &&
            tb_assign_setting(cli->campaign, settings[i].key, settings[i].value,
                              &cli->err) < 0)
            return CLI_FAILED;
    for (int role = 0; role < (int)TB_LEN(people); role++) {
        const struct tb_assign_change x = { .table = t ? t->no : tb_str(""),
                                            .department = department,
                                            .role = (enum tb_assign_role)role,
                                            .person = tb_str(people[role]),
                                            .reason = o->reason };
        if (people[role] && tb_assign_person(cli->campaign, &x, &cli->err) < 0)
            return CLI_FAILED;
    }
    if (o->deadline &&
        tb_assign_deadline(cli->campaign, t ? t->no : tb_str(""), department,
                           o->deadline, o->reason, &cli->err) < 0)
        return CLI_FAILED;
    return TB_OK;
}

static bool changes(const struct options *o)
{
    return o->collector || o->approver || o->deadline || o->review_days ||
           o->lead_deadline || o->school_deadline;
}

static int load(struct cli *cli, const struct options *o, const char *path)
{
    const struct tb_assign_options options = { .dry_run = o->dry_run,
                                               .by_teacher = o->by_teacher };
    struct tb_assign_result r = { 0 };
    int rc = CLI_FAILED;

    if (tb_assign_load(cli->campaign, path, &options, &r, &cli->err) == 0) {
        print_notes(&r);
        cli_say(cli,
                "%zu tables: %zu slices to fill, %zu derived, %zu from the "
                "cloud, %zu without data\n%zu notes%s\n",
                r.tables, r.slices, r.derived, r.cloud, r.none, r.note_count,
                o->dry_run ? tb_translate(" (dry run: nothing changed)") : "");
        if (r.gone > 0)
            cli_say(cli, "%zu slices are no longer assigned\n", r.gone);
        rc = r.note_count > 0 ? TB_FINDINGS : TB_OK;
    }
    tb_assign_result_free(&r);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    int rc = TB_OK;

    if (o->show)
        return show(cli, o);
    if (cli->argc == 0 && !changes(o))
        return cli_usage(cli, "a task list is missing");
    if (cli->argc > 0)
        rc = load(cli, o, args[0]);
    if (rc != CLI_FAILED && changes(o) && change(cli, o) != TB_OK)
        rc = CLI_FAILED;
    return rc;
}

const struct cli_verb verb_assign = {
    .name = "assign",
    .synopsis =
        "tianbao assign [--dry-run] [--by-teacher] FILE\n"
        "       tianbao assign --show [--csv | --format NAME] [--output FILE]\n"
        "               [--department NAME] [--table TABLE]\n"
        "       tianbao assign --table TABLE [--department NAME] "
        "--reason TEXT\n"
        "               [--collector ID] [--approver ID] "
        "[--deadline DAY]\n"
        "       tianbao assign [--review-days N] [--lead-deadline "
        "DAY]\n"
        "               [--school-deadline DAY]",
    .summary = N_("load the task list: who fills which table"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
