/* verb_review_decide.c - tianbao review approve, signed, return, reopen. */
#include "level.h"
#include "review_all.h"
#include "verbs.h"

/* How many slices, while each is told. */
struct tally {
    const struct cli *cli;
    size_t decided, refused;
};

/* "：归口审核": at which level S, which was as it says, is approved now, where
 * there is more than one; and which department has to approve it too. */
static void show_level(struct tb_campaign *c, const struct tb_slice *s,
                       struct tb_buf *out)
{
    enum tb_level level = tb_campaign_next_level(c, s->state);
    struct tb_co_review all = { 0 };
    struct tb_buf name = { 0 };
    struct tb_err err = { 0 };

    if (c->levels[TB_LEVEL_LEAD] || c->levels[TB_LEVEL_SCHOOL])
        if (level != TB_LEVEL_NONE &&
            tb_level_name(&c->store, level, &name, &err) == 0)
            tb_buf_addf(out, "：%s", name.p);
    if (level == TB_LEVEL_DEPARTMENT && c->context.person[0] &&
        tb_co_review_read(&c->store, s, 0, &all, &err) == 0 && all.several &&
        all.awaited > 0)
        tb_buf_addf(out, "，还须%s审核", all.names.p);
    tb_buf_free(&name);
    tb_co_review_free(&all);
}

static void told(const struct tb_slice *s, enum tb_action action,
                 const char *refused, void *ctx)
{
    struct tally *t = ctx;
    struct tb_buf whose = { 0 }, level = { 0 };

    if (refused) {
        fprintf(stderr, "%s\n", refused);
        t->refused++;
        return;
    }
    tb_slice_show(s, &whose);
    if (action == TB_APPROVE)
        show_level(t->cli->campaign, s, &level);
    cli_tell(t->cli, "%s %.*s %.*s (%.*s)%s\n", tb_actions[action].chinese,
             TB_STR_ARG(s->table->no), TB_STR_ARG(s->table->name),
             TB_STR_ARG(tb_buf_str(&whose)), tb_buf_text(&level));
    tb_buf_free(&whose);
    tb_buf_free(&level);
    t->decided++;
}

static int finish(struct cli *cli, const struct tally *t, const char *action)
{
    if (t->decided + t->refused == 0)
        cli_tell(cli, "没有可%s的填报单元\n", action);
    if (t->refused > 0)
        return t->decided > 0 ? TB_PARTLY : TB_REFUSED;
    return TB_OK;
}

/* ALL: without tables, every department is meant. */
static int decide(struct cli *cli, enum tb_action action, char **tables,
                  const char *department, bool all,
                  const struct tb_review_decision *d)
{
    struct tally t = { .cli = cli };

    if (!tables[0] && !department && !all)
        return cli_usage(cli, action == TB_APPROVE
                                  ? N_("which? name tables, a --department or "
                                       "--all")
                                  : N_("which? name tables or a --department"));
    if (tb_review_all(cli->campaign, action, tables, department, d, told, &t,
                      &cli->err) < 0)
        return CLI_FAILED;
    return finish(cli, &t, tb_actions[action].chinese);
}

/* ---- approve ---- */

struct approve_options {
    const char *department, *level, *reason;
    bool all;
};

static const struct cli_opt approve_opts[] = {
    CLI_TEXT('d', "department", struct approve_options, department, "NAME",
             "the slices of this department"),
    CLI_FLAG('a', "all", struct approve_options, all,
             "every slice that is ready"),
    CLI_TEXT('l', "level", struct approve_options, level, "LEVEL",
             "department, lead or school (default: the next)"),
    CLI_TEXT('r', "reason", struct approve_options, reason, "TEXT",
             "the opinion"),
    CLI_END,
};

static int run_approve(struct cli *cli, const void *options, char **tables)
{
    const struct approve_options *o = options;
    const struct tb_review_decision d = { .level = o->level,
                                          .reason = o->reason };

    return decide(cli, TB_APPROVE, tables, o->department, o->all, &d);
}

const struct cli_verb verb_review_approve = {
    .name = "review approve",
    .synopsis = "tianbao review approve [--department NAME] [--level LEVEL] "
                "[--reason TEXT]\n"
                "               --all|TABLE...",
    .summary = N_("approve slices at their next level"),
    .opts = approve_opts,
    .options_size = sizeof(struct approve_options),
    .args_max = -1,
    .needs_campaign = true,
    .run = run_approve,
};

/* ---- signed ---- */

struct signed_options {
    const char *department;
};

static const struct cli_opt signed_opts[] = {
    CLI_TEXT('d', "department", struct signed_options, department, "NAME",
             "the slices of this department"),
    CLI_END,
};

/* What was written on covers, approvals and returns. */
static int run_signed(struct cli *cli, const void *options, char **args)
{
    const struct signed_options *o = options;
    struct tally t = { .cli = cli };

    (void)args;
    if (tb_review_signed(cli->campaign, o->department, told, &t, &cli->err) < 0)
        return CLI_FAILED;
    return finish(cli, &t, "审核");
}

const struct cli_verb verb_review_signed = {
    .name = "review signed",
    .synopsis = "tianbao review signed [--department NAME]",
    .summary = N_("decide what reviewers wrote on covers"),
    .opts = signed_opts,
    .options_size = sizeof(struct signed_options),
    .needs_campaign = true,
    .run = run_signed,
};

/* ---- return ---- */

struct return_options {
    const char *department, *level, *reason, *cells, *deadline;
};

static const struct cli_opt return_opts[] = {
    CLI_TEXT('d', "department", struct return_options, department, "NAME",
             "the slices of this department"),
    CLI_TEXT('l', "level", struct return_options, level, "LEVEL",
             "department, lead or school (default: the next)"),
    CLI_TEXT('r', "reason", struct return_options, reason, "TEXT",
             "why; needed"),
    CLI_TEXT(0, "cells", struct return_options, cells, "CELLS",
             "the cells that are meant: 'C3 D5'"),
    CLI_TEXT(0, "deadline", struct return_options, deadline, "DAY",
             "until when it is to be filed again"),
    CLI_END,
};

static int run_return(struct cli *cli, const void *options, char **tables)
{
    const struct return_options *o = options;
    const struct tb_review_decision d = { .level = o->level,
                                          .reason = o->reason,
                                          .cells = o->cells,
                                          .deadline = o->deadline };

    return decide(cli, TB_RETURN, tables, o->department, false, &d);
}

const struct cli_verb verb_review_return = {
    .name = "review return",
    .synopsis = "tianbao review return [--department NAME] [--level LEVEL] "
                "[--cells CELLS]\n"
                "               [--deadline DAY] --reason TEXT TABLE...",
    .summary = N_("send slices back to their department"),
    .opts = return_opts,
    .options_size = sizeof(struct return_options),
    .args_max = -1,
    .needs_campaign = true,
    .run = run_return,
};

/* ---- reopen ---- */

struct reopen_options {
    const char *department, *reason;
};

static const struct cli_opt reopen_opts[] = {
    CLI_TEXT('d', "department", struct reopen_options, department, "NAME",
             "the slices of this department"),
    CLI_TEXT('r', "reason", struct reopen_options, reason, "TEXT",
             "why; needed"),
    CLI_END,
};

static int run_reopen(struct cli *cli, const void *options, char **tables)
{
    const struct reopen_options *o = options;
    const struct tb_review_decision d = { .reason = o->reason };

    return decide(cli, TB_REOPEN, tables, o->department, false, &d);
}

const struct cli_verb verb_review_reopen = {
    .name = "review reopen",
    .synopsis = "tianbao review reopen [--department NAME] --reason TEXT "
                "TABLE...",
    .summary = N_("unlock approved slices: their department files anew"),
    .opts = reopen_opts,
    .options_size = sizeof(struct reopen_options),
    .args_max = -1,
    .needs_campaign = true,
    .run = run_reopen,
};
