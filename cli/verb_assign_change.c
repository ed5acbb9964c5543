/* verb_assign_change.c - tianbao assign change: other people, other days. */
#include "assign_change.h"
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
    if (!is_of_slices(w) && (w->table || w->department || w->reason))
        return cli_usage(cli, "--table, --department and --reason are of a "
                              "--collector, --approver or --deadline");
    if (!w->table && (w->collector || w->approver))
        return cli_usage(cli, "which --table?");
    if (w->table && !tb_dict_find(cli->campaign->dict, tb_str(w->table)))
        return cli_usage(cli, "unknown table '%s'", w->table);
    return 0;
}

static int change_settings(struct cli *cli, const struct assign_wishes *w)
{
    const struct {
        const char *key, *value;
    } settings[] = { { "review_days", w->review_days },
                     { "deadline_lead", w->lead_deadline },
                     { "deadline_school", w->school_deadline } };

    for (size_t i = 0; i < TB_LEN(settings); i++)
        if (settings[i].value &&
            tb_assign_setting(cli->campaign, settings[i].key, settings[i].value,
                              &cli->err) < 0)
            return CLI_FAILED;
    return 0;
}

int assign_change(struct cli *cli, const struct assign_wishes *w)
{
    const char *people[] = {
        [TB_ASSIGN_COLLECTOR] = w->collector, [TB_ASSIGN_APPROVER] = w->approver
    };
    const struct tb_table *t =
        w->table ? tb_dict_find(cli->campaign->dict, tb_str(w->table)) : NULL;
    struct tb_str department = tb_str(w->department ? w->department : "");

    if (change_settings(cli, w) < 0)
        return CLI_FAILED;
    for (int role = 0; role < (int)TB_LEN(people); role++) {
        const struct tb_assign_change x = { .table = t ? t->no : tb_str(""),
                                            .department = department,
                                            .role = (enum tb_assign_role)role,
                                            .person = tb_str(people[role]),
                                            .reason = w->reason };
        if (people[role] && tb_assign_person(cli->campaign, &x, &cli->err) < 0)
            return CLI_FAILED;
    }
    if (w->deadline &&
        tb_assign_deadline(cli->campaign, t ? t->no : tb_str(""), department,
                           w->deadline, w->reason, &cli->err) < 0)
        return CLI_FAILED;
    return TB_OK;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;

    (void)args;
    if (assign_check(cli, &o->wishes) < 0)
        return CLI_FAILED;
    if (!assign_is_wished(&o->wishes))
        return cli_usage(cli, "what is to change? see 'tianbao help assign "
                              "change'");
    return assign_change(cli, &o->wishes);
}

const struct cli_verb verb_assign_change = {
    .name = "assign change",
    .synopsis = "tianbao assign change --table TABLE [--department NAME] "
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
