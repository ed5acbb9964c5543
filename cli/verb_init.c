/* verb_init.c - tianbao init: create a campaign. */
#include "assign.h"
#include "cli.h"
#include "create.h"
#include "file.h"

struct options {
    const char *edition, *year, *school, *organisation, *staff, *levels,
        *identity, *from, *windows;
};

static const struct options defaults = { .edition = "2022",
                                         .levels = "department" };

static const struct cli_opt opts[] = {
    CLI_TEXT('e', "edition", struct options, edition, "NAME",
             "the edition, or a folder with one (default: 2022)"),
    CLI_TEXT('y', "year", struct options, year, "YEAR",
             "the academic year: 2021-2022"),
    CLI_TEXT('s', "school", struct options, school, "NAME",
             "the school's full name"),
    CLI_TEXT('o', "organisation", struct options, organisation, "FILE",
             "the departments (XLSX or CSV)"),
    CLI_TEXT('p', "staff", struct options, staff, "FILE",
             "the staff (XLSX or CSV)"),
    CLI_TEXT('l', "levels", struct options, levels, "LIST",
             "levels of review: department[,lead][,school]"),
    CLI_TEXT('f', "from", struct options, from, "LAST",
             "last year's campaign folder or exported workbook"),
    CLI_TEXT('w', "windows", struct options, windows, "LIST",
             "other periods: 学年=FROM/TO;财年=FROM/TO;时点=DAY"),
    CLI_TEXT(0, "identity", struct options, identity, "HEX",
             "64 digits: set up again, keeping templates valid"),
    CLI_END,
};

static void print_baseline(const struct cli *cli, const struct tb_baseline *b)
{
    cli_tell(cli, "上年数据：%zu 张表，%lld 行\n", b->tables, b->rows);
    if (b->unread > 0)
        cli_tell(cli, "%lld 个单元格与本版本不符，已留空\n", b->unread);
    for (size_t i = 0; i < b->note_count; i++)
        fprintf(stderr, "%.*s\n", TB_STR_ARG(b->notes[i]));
}

static void print_people_notes(const struct tb_people_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        if (notes->list[i].line > 0)
            fprintf(stderr, "第 %zu 行：", notes->list[i].line);
        fprintf(stderr, "%.*s\n", TB_STR_ARG(notes->list[i].text));
    }
}

/* Who filled what last year fills it this year; what no longer resolves is
 * said.  Not a reason to have no campaign. */
static void carry_over(struct cli *cli, const char *folder)
{
    const struct tb_assign_options options = { .is_last_years = true };
    struct tb_assign_result r = { 0 };
    struct tb_buf list = { 0 };
    struct tb_err err = { 0 };

    tb_buf_addf(&list, "%s/" TB_BASELINE_LIST, folder);
    cli->folder = folder;
    if (!tb_file_exists(list.p) || cli_open_campaign(cli) < 0)
        goto done;
    if (tb_assign_load(cli->campaign, list.p, &options, &r, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        goto done;
    }
    for (size_t i = 0; i < r.note_count; i++)
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r.notes[i].text));
    cli_tell(cli, "已按上年分配：%zu 张表，%zu 个填报单元\n", r.tables,
             r.slices);
done:
    tb_assign_result_free(&r);
    tb_buf_free(&list);
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_buf edition = { 0 };
    struct tb_baseline baseline = { 0 };
    struct tb_people_result people = { 0 };
    struct tb_campaign_plan plan = {
        .folder = args[0],
        .edition_path = cli_edition(o->edition, &edition),
        .edition = tb_file_name(o->edition),
        .year = o->year,
        .school = o->school,
        .organisation = o->organisation,
        .staff = o->staff,
        .levels = o->levels,
        .identity = o->identity,
        .windows = o->windows,
        .last = o->from,
        .baseline = &baseline,
        .people = &people,
    };
    int rc = CLI_FAILED;

    if (!o->year || !o->school) {
        cli_usage(cli, "--year and --school are needed");
    } else if (!plan.edition_path) {
        cli_usage(cli, "no edition '%s' is installed", o->edition);
    } else if (tb_campaign_create(&plan, &cli->context, &cli->complaints,
                                  &cli->err) < 0) {
        cli_print_complaints(&cli->complaints, plan.edition_path);
        print_people_notes(&people.faults);
    } else {
        cli_tell(cli, "已建立 %s：%s，%s，%s 版本\n", args[0], o->school,
                 o->year, plan.edition);
        print_people_notes(&people.notes);
        if (o->organisation)
            cli_tell(cli, "%zu 个部门，%zu 人\n", people.departments,
                     people.people);
        if (o->from)
            print_baseline(cli, &baseline);
        if (o->from && o->organisation)
            carry_over(cli, args[0]);
        cli_tell(cli, "下一步：tianbao -C %s assign TASKLIST\n", args[0]);
        rc = TB_OK;
    }
    tb_people_result_free(&people);
    tb_baseline_free(&baseline);
    tb_buf_free(&edition);
    return rc;
}

const struct cli_verb verb_init = {
    .name = "init",
    .synopsis = "tianbao init [options] --year YEAR --school NAME FOLDER",
    .summary = N_("create a campaign in a new folder"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_min = 1,
    .args_max = 1,
    .run = run,
};
