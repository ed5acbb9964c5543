/* verb_assign.c - tianbao assign: load the task list. */
#include "verb_assign.h"
#include "assign.h"

struct options {
    bool dry_run, by_teacher;
    struct assign_wishes wishes;
};

static const struct cli_opt opts[] = {
    CLI_FLAG('n', "dry-run", struct options, dry_run,
             "only say what would come of it"),
    CLI_FLAG(0, "by-teacher", struct options, by_teacher,
             "a slice for each person of a class (校内教师)"),
    ASSIGN_WISHES(struct options),
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
    bool changes = assign_is_wished(&o->wishes);
    int rc;

    if (assign_check(cli, &o->wishes) < 0)
        return CLI_FAILED;
    if (o->dry_run && changes)
        return cli_usage(cli, "--dry-run tries a list, not a change");
    rc = load(cli, o, args[0]);
    if (rc != CLI_FAILED && changes && assign_change(cli, &o->wishes) != TB_OK)
        rc = CLI_FAILED;
    return rc;
}

static const struct cli_verb *const subs[] = {
    &verb_assign_show,
    &verb_assign_change,
    NULL,
};

const struct cli_verb verb_assign = {
    .name = "assign",
    .synopsis = "tianbao assign [--dry-run] [--by-teacher] [CHANGES] FILE",
    .summary = N_("load the task list: who fills which table"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_min = 1,
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
