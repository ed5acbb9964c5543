/* verb_assign_change.c - tianbao assign change: other people, other days. */
#include "dict_meant.h"
#include "verb_assign.h"

struct options {
    struct assign_wishes wishes;
};

static const struct cli_opt opts[] = { ASSIGN_WISHES(struct options), CLI_END };

static bool is_of_slices(const struct assign_wishes *w)
{
    return w->collector || w->approver || w->deadline;
}

bool assign_is_wished(const struct assign_wishes *w)
{
    return is_of_slices(w) || w->review_days || w->lead_deadline ||
           w->school_deadline;
}

int assign_check(struct cli *cli, const struct assign_wishes *w)
{
    const struct tb_table *table;

    if (!is_of_slices(w) && (w->table || w->department || w->reason))
        return cli_usage(cli, "--table, --department and --reason are of a "
                              "--collector, --approver or --deadline");
    if (!w->table && !w->department && (w->collector || w->approver))
        return cli_usage(cli, "which --table, or of which --department?");
    return tb_table_named(cli->campaign->dict, w->table, &table, &cli->err);
}

struct tb_assign_wishes assign_wishes_of(const struct cli *cli,
                                         const struct assign_wishes *w)
{
    return (struct tb_assign_wishes){
        .table = w->table ? tb_dict_meant(cli->campaign->dict, tb_str(w->table))
                          : NULL,
        .department = w->department,
        .people = { [TB_ROLE_COLLECTOR] = w->collector,
                    [TB_ROLE_APPROVER] = w->approver },
        .deadline = w->deadline,
        .reason = w->reason,
        .review_days = w->review_days,
        .until = { [TB_LEVEL_LEAD] = w->lead_deadline,
                   [TB_LEVEL_SCHOOL] = w->school_deadline },
    };
}

void assign_tell_changed(struct cli *cli, const struct assign_wishes *w,
                         const struct tb_assign_changed *x)
{
    static const char *const roles[TB_ROLES] = {
        [TB_ROLE_COLLECTOR] = "采集人", [TB_ROLE_APPROVER] = "审核人"
    };

    for (size_t i = 0; i < TB_ROLES; i++)
        if (x->is_default[i])
            cli_tell(cli, "%s默认%s改为 %s：凡没有另行指定的表\n",
                     w->department, roles[i], tb_buf_text(&x->who[i]));
        else if (x->people[i] > 0)
            cli_tell(cli, "%s改为 %s：%lld 个填报单元\n", roles[i],
                     tb_buf_text(&x->who[i]), x->people[i]);
    if (x->deadline > 0)
        cli_tell(cli, "截止日期改为 %s：%lld 个填报单元\n", x->day,
                 x->deadline);
    if (w->review_days)
        cli_tell(cli, "部门审核期限改为 %s 天\n", w->review_days);
    if (w->lead_deadline)
        cli_tell(cli, "归口审核截止日期改为 %s\n", w->lead_deadline);
    if (w->school_deadline)
        cli_tell(cli, "学校复审截止日期改为 %s\n", w->school_deadline);
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_assign_changed changed = { 0 };
    struct tb_assign_wishes wishes;
    int rc;

    (void)args;
    if (assign_check(cli, &o->wishes) < 0)
        return CLI_FAILED;
    if (!assign_is_wished(&o->wishes))
        return cli_usage(cli, "what is to change? see 'tianbao help assign "
                              "change'");
    wishes = assign_wishes_of(cli, &o->wishes);
    rc = tb_assign_change(cli->campaign, &wishes, &changed, &cli->err);
    if (rc == 0)
        assign_tell_changed(cli, &o->wishes, &changed);
    tb_assign_changed_free(&changed);
    return rc < 0 ? CLI_FAILED : TB_OK;
}

const struct cli_verb verb_assign_change = {
    .name = "assign change",
    .synopsis = "tianbao assign change [--table TABLE] [--department NAME] "
                "--reason TEXT\n"
                "               [--collector ID] [--approver ID] "
                "[--deadline DAY]\n"
                "       tianbao assign change [--review-days N] "
                "[--lead-deadline DAY]\n"
                "               [--school-deadline DAY]",
    .summary = N_("change who is responsible, or until when"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
