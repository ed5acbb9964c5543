/* verb_assign.c - tianbao assign: load the task list. */
#include "verb_assign.h"
#include "assign.h"
#include "assign_people.h"

struct options {
    bool dry_run, by_teacher;
    const char *organisation, *staff;
    struct assign_wishes wishes;
};

static const struct cli_opt opts[] = {
    CLI_FLAG('n', "dry-run", struct options, dry_run,
             "only say what would come of it"),
    CLI_FLAG(0, "by-teacher", struct options, by_teacher,
             "a slice for each person of a class (校内教师)"),
    CLI_TEXT(0, "organisation", struct options, organisation, "FILE",
             "the departments, as they are by now"),
    CLI_TEXT(0, "staff", struct options, staff, "FILE",
             "the staff, as they are by now"),
    ASSIGN_WISHES(struct options),
    CLI_END,
};

/* ---- other departments, other people ---- */

static int print_difference(const struct tb_people_difference *d, void *ctx)
{
    static const char *const kinds[] = { "部门", "人员" };
    static const char *const fates[] = { "新增", "变更", "不再有" };

    (void)ctx;
    printf("%s%s %.*s %.*s", fates[d->fate], kinds[d->kind],
           TB_STR_ARG(d->code), TB_STR_ARG(d->name));
    if (d->fate == TB_PEOPLE_CHANGED)
        printf("：%.*s → %.*s", TB_STR_ARG(d->was), TB_STR_ARG(d->is));
    putchar('\n');
    return 0;
}

static void print_notes_of(const struct tb_people_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        if (notes->list[i].line > 0)
            fprintf(stderr, "第 %zu 行：", notes->list[i].line);
        fprintf(stderr, "%.*s\n", TB_STR_ARG(notes->list[i].text));
    }
}

static int change_people(struct cli *cli, const struct options *o)
{
    const struct tb_assign_people people = { .organisation = o->organisation,
                                             .staff = o->staff,
                                             .dry_run = o->dry_run,
                                             .each = print_difference };
    struct tb_assign_people_result r = { 0 };
    int rc = tb_assign_people(cli->campaign, &people, &r, &cli->err);

    print_notes_of(&r.lists.faults);
    if (rc == 0) {
        print_notes_of(&r.lists.notes);
        cli_tell(cli, "名单变动 %lld 处%s\n", r.changes,
                 o->dry_run ? "（试运行：未作任何更改）" : "");
        if (r.orphans > 0)
            cli_tell(cli,
                     "%lld 个填报单元的采集人或审核人已不在名单上：请用 assign "
                     "change 另定\n",
                     r.orphans);
    }
    tb_assign_people_result_free(&r);
    return rc;
}

/* ---- the task list ---- */

static void print_notes(const struct tb_assign_result *r)
{
    for (size_t i = 0; i < r->note_count; i++) {
        if (r->notes[i].line > 0)
            fprintf(stderr, "第 %zu 行%s%s：", r->notes[i].line,
                    r->notes[i].cell[0] ? " " : "", r->notes[i].cell);
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r->notes[i].text));
    }
}

static void print_result(struct cli *cli, const struct tb_assign_result *r,
                         bool dry_run)
{
    print_notes(r);
    cli_tell(cli,
             "%zu 张表：待填填报单元 %zu 个，自动生成 %zu 张，来自云端 %zu "
             "张，无数据 %zu 张\n%zu 条提示%s\n",
             r->tables, r->slices, r->derived, r->cloud, r->none, r->note_count,
             dry_run ? "（试运行：未作任何更改）" : "");
    if (r->gone > 0)
        cli_tell(cli, "%zu 个填报单元不再分配\n", r->gone);
}

/* The list, and what is wished beside it. */
struct loading {
    const char *path;
    const struct tb_assign_options *options;
    const struct tb_assign_wishes *wishes;
    struct tb_assign_result *result;
    struct tb_assign_changed *changed;
};

static int load_and_change(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct loading *l = ctx;

    return tb_assign_load(c, l->path, l->options, l->result, err) < 0 ||
                   tb_assign_change(c, l->wishes, l->changed, err) < 0
               ? -1
               : 0;
}

static int load_list(struct cli *cli, const struct options *o, char *path)
{
    const struct tb_assign_options how = { .dry_run = o->dry_run,
                                           .by_teacher = o->by_teacher };
    struct tb_assign_result r = { 0 };
    struct tb_assign_wishes wishes;
    struct tb_assign_changed changed = { 0 };
    struct loading l = { path, &how, &wishes, &r, &changed };
    bool changes = assign_is_wished(&o->wishes);
    int rc = CLI_FAILED;

    if (assign_check(cli, &o->wishes) < 0)
        return CLI_FAILED;
    if (o->dry_run && changes)
        return cli_usage(cli, "--dry-run tries a list, not a change");
    wishes = assign_wishes_of(cli, &o->wishes);
    if ((changes ? tb_change(cli->campaign, load_and_change, &l, &cli->err)
                 : tb_assign_load(cli->campaign, l.path, &how, &r,
                                  &cli->err)) == 0) {
        print_result(cli, &r, o->dry_run);
        if (changes)
            assign_tell_changed(cli, &o->wishes, &changed);
        rc = r.note_count > 0 ? TB_FINDINGS : TB_OK;
    }
    tb_assign_changed_free(&changed);
    tb_assign_result_free(&r);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    bool lists = o->organisation || o->staff;

    if (lists && (args[0] || o->by_teacher || assign_is_wished(&o->wishes)))
        return cli_usage(cli, "--organisation and --staff change people alone: "
                              "load the task list afterwards");
    if (!lists && !args[0])
        return cli_usage(cli, "which list? name the FILE");
    return lists ? change_people(cli, o) : load_list(cli, o, args[0]);
}

static const struct cli_verb *const subs[] = {
    &verb_assign_show,
    &verb_assign_change,
    &verb_assign_level,
    NULL,
};

const struct cli_verb verb_assign = {
    .name = "assign",
    .synopsis = "tianbao assign [--dry-run] [--by-teacher] [CHANGES] FILE\n"
                "       tianbao assign [--dry-run] [--organisation FILE] "
                "[--staff FILE]",
    .summary = N_("load the task list: who fills which table"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
