/* verb_review.c - tianbao review: list, approve, return. */
#include "cli.h"
#include "report.h"
#include "review.h"

struct options {
    const char *department, *level, *by, *reason;
    bool all;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "the slices of this department"),
    CLI_FLAG('a', "all", struct options, all,
             "every slice that is ready (approve only)"),
    CLI_TEXT('l', "level", struct options, level, "LEVEL",
             "department, lead or school (default: the next)"),
    CLI_TEXT('b', "by", struct options, by, "ID",
             "the reviewer's 工号; must be marked as able to review"),
    CLI_TEXT('r', "reason", struct options, reason, "TEXT",
             "the opinion; a return needs one"),
    CLI_END,
};

typedef int decide_fn(struct tb_campaign *campaign,
                      const struct tb_review_slice *slice,
                      const struct tb_review_decision *decision,
                      struct tb_err *err);

struct action {
    const char *name, *done;
    decide_fn *decide;
};

static const struct action actions[] = {
    { "list", NULL, NULL },
    { "approve", "approved", tb_review_approve },
    { "return", "returned", tb_review_return },
};

struct tally {
    size_t done, refused;
};

/* With --all or --department alone, slices that nobody filed are not meant. */
static bool is_meant(const struct tb_review_slice *s, bool named,
                     struct tb_str last_level)
{
    if (named)
        return true;
    return s->submission != 0 && !tb_str_is(s->state, "returned") &&
           !tb_str_eq(s->state, last_level);
}

static int decide(struct cli *cli, const struct action *a,
                  const struct options *o, const char *table, struct tally *t)
{
    const struct tb_review_decision d = { o->level, o->by, o->reason };
    struct tb_review_list list = { 0 };
    int rc =
        tb_review_read(cli->campaign, table, o->department, &list, &cli->err);

    for (size_t i = 0; rc == 0 && i < list.count; i++) {
        const struct tb_review_slice *s = &list.slices[i];
        struct tb_err err = { 0 };
        if (!is_meant(s, table != NULL, tb_campaign_last_level(cli->campaign)))
            continue;
        if (a->decide(cli->campaign, s, &d, &err) == 0) {
            cli_say(cli, "%s %.*s %.*s (%.*s)\n", a->done,
                    TB_STR_ARG(s->table->no), TB_STR_ARG(s->table->name),
                    TB_STR_ARG(s->department));
            t->done++;
        } else if (err.status == TB_REFUSED) {
            fprintf(stderr, "%s\n", err.msg);
            t->refused++;
        } else {
            cli->err = err;
            rc = -1;
        }
    }
    tb_review_list_free(&list);
    return rc;
}

/* TABLES ends with NULL; none means all. */
static int list(struct cli *cli, const struct options *o, char **tables)
{
    struct tb_review_list l = { 0 };
    int rc = 0;

    do {
        rc = tb_review_read(cli->campaign, *tables, o->department, &l,
                            &cli->err);
    } while (rc == 0 && *tables && *++tables);
    if (rc == 0)
        tb_report_slices(&l, stdout);
    tb_review_list_free(&l);
    return rc == 0 ? TB_OK : CLI_FAILED;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    const struct action *a = NULL;
    struct tally t = { 0 };

    for (size_t i = 0; i < TB_LEN(actions); i++)
        if (strcmp(actions[i].name, args[0]) == 0)
            a = &actions[i];
    if (!a)
        return cli_usage(cli, "'%s' is none of list, approve, return", args[0]);
    if (!a->decide)
        return list(cli, o, args + 1);
    if (o->all && a->decide == tb_review_return)
        return cli_usage(cli, "a return names its tables, or a "
                              "--department; not --all");
    if (cli->argc == 1 && !o->all && !o->department)
        return cli_usage(cli, "which? name tables, a --department or --all");
    for (int i = 1; i < cli->argc; i++)
        if (decide(cli, a, o, args[i], &t) < 0)
            return CLI_FAILED;
    if (cli->argc == 1 && decide(cli, a, o, NULL, &t) < 0)
        return CLI_FAILED;
    if (t.done + t.refused == 0)
        cli_say(cli, "nothing to %s\n", a->name);
    if (t.refused > 0)
        return t.done > 0 ? TB_PARTLY : TB_REFUSED;
    return TB_OK;
}

const struct cli_verb verb_review = {
    .name = "review",
    .synopsis = "tianbao review list [--department NAME] [TABLE...]\n"
                "       tianbao review approve [options] --all|TABLE...\n"
                "       tianbao review return [options] --reason TEXT "
                "TABLE...",
    .summary = N_("decide on what is filed: approve or return"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run,
};
