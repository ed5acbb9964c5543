/* verb_assign_level.c - tianbao assign level: what a level of review is called,
 * and who may act at it. */
#include "assign_level.h"
#include "verbs.h"

struct options {
    const char *name, *people, *reason;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('n', "name", struct options, name, "TEXT",
             "what the office calls this level"),
    CLI_TEXT('p', "people", struct options, people, "LIST",
             "who may act at it: 工号 or names, commas between; \"\": nobody "
             "is named"),
    CLI_TEXT('r', "reason", struct options, reason, "TEXT",
             "why; a change of people needs it"),
    CLI_END,
};

static int print_level(struct cli *cli, enum tb_level level)
{
    struct tb_store *store = &cli->campaign->store;
    struct tb_members people = { 0 };
    struct tb_buf name = { 0 };
    int rc = tb_level_name(store, level, &name, &cli->err);

    if (rc == 0)
        rc = tb_level_people(store, level, &people, &cli->err);
    if (rc == 0) {
        printf("%-10s  %s：", tb_levels[level].code, name.p);
        for (size_t i = 0; i < people.count; i++)
            printf("%s%.*s %.*s", i > 0 ? "、" : "",
                   TB_STR_ARG(people.list[i].person.id),
                   TB_STR_ARG(people.list[i].person.name));
        puts(people.count > 0 ? "" : "未指定，可审核的人均可");
    }
    tb_members_free(&people);
    tb_buf_free(&name);
    return rc;
}

static int print_levels(struct cli *cli)
{
    int rc = 0;

    for (int i = 0; i < TB_LEVELS && rc == 0; i++)
        if (cli->campaign->levels[i])
            rc = print_level(cli, (enum tb_level)i);
    return rc;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const struct tb_level_wishes wishes = { args[0], o->name, o->people,
                                            o->reason };
    bool changes = o->name || o->people;

    if (!args[0] && (changes || o->reason))
        return cli_usage(cli, "which level? it has %s",
                         "department, lead, school");
    if (args[0] && !changes)
        return cli_usage(cli, "what is to change? --name, or --people");
    if (changes && tb_assign_level(cli->campaign, &wishes, &cli->err) < 0)
        return CLI_FAILED;
    return cli->quiet ? 0 : print_levels(cli);
}

const struct cli_verb verb_assign_level = {
    .name = "assign level",
    .synopsis = "tianbao assign level [LEVEL [--name TEXT] [--people LIST "
                "--reason TEXT]]",
    .summary = N_("show, name or man the levels of review"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
