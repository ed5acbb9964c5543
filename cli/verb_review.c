/* verb_review.c - tianbao review: list, show, approve, return. */
#include "cli.h"
#include "dossier_report.h"
#include "report.h"
#include "review.h"
#include "signoff.h"

struct options {
    const char *department, *level, *by, *reason, *cells, *deadline, *file;
    const char *format, *output;
    long samples;
    bool is_signed, all, unmask;
};

static const struct options defaults = { .samples = 5 };

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "the slices of this department"),
    CLI_FLAG('a', "all", struct options, all,
             "approve: every slice that is ready; show: every row"),
    CLI_FLAG(0, "signed", struct options, is_signed,
             "decide what reviewers wrote on returned workbooks' covers"),
    CLI_TEXT('l', "level", struct options, level, "LEVEL",
             "department, lead or school (default: the next)"),
    CLI_TEXT('b', "by", struct options, by, "ID",
             "the reviewer's 工号; must be marked as able to review"),
    CLI_TEXT('r', "reason", struct options, reason, "TEXT",
             "the opinion; all but an approval needs one"),
    CLI_TEXT(0, "cells", struct options, cells, "CELLS",
             "return: the cells that are meant: 'C3 D5'"),
    CLI_TEXT(0, "deadline", struct options, deadline, "DAY",
             "return: until when it is to be filed again"),
    CLI_TEXT(0, "file", struct options, file, "FILE",
             "explain: the list of findings with the column explanation"),
    CLI_TEXT(
        'f', "format", struct options, format, "NAME",
        "list: text, csv, json, xlsx, markdown or html; show: text or json"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "list: the file to write"),
    CLI_NUMBER('n', "samples", struct options, samples, "N",
               "show: rows of each kind, cells of each rule (default: 5)"),
    CLI_FLAG(0, "unmask", struct options, unmask,
             "show: personal values whole"),
    CLI_END,
};

typedef int decide_fn(struct tb_campaign *campaign,
                      const struct tb_review_slice *slice,
                      const struct tb_review_decision *decision,
                      struct tb_err *err);

/* ARGS ends with NULL. */
typedef int other_fn(struct cli *cli, const struct options *o, char **args);

static other_fn list, show, explain;

/* A decision on slices, or something else. */
struct action {
    const char *name;
    other_fn *other;
    const char *done;
    decide_fn *decide;
};

static const struct action actions[] = {
    { "list", list, NULL, NULL },
    { "show", show, NULL, NULL },
    { "approve", NULL, N_("approved"), tb_review_approve },
    { "return", NULL, N_("returned"), tb_review_return },
    { "reopen", NULL, N_("reopened"), tb_review_reopen },
    { "explain", explain, NULL, NULL },
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
                  const struct options *o, const char *table, bool named,
                  struct tally *t)
{
    const struct tb_review_decision d = { .level = o->level,
                                          .by = o->by,
                                          .reason = o->reason,
                                          .cells = o->cells,
                                          .deadline = o->deadline };
    struct tb_review_list list = { 0 };
    int rc =
        tb_review_read(cli->campaign, table, o->department, &list, &cli->err);

    for (size_t i = 0; rc == 0 && i < list.count; i++) {
        const struct tb_review_slice *s = &list.slices[i];
        struct tb_err err = { 0 };
        if (!is_meant(s, named, tb_campaign_last_level(cli->campaign)))
            continue;
        if (a->decide(cli->campaign, s, &d, &err) == 0) {
            cli_say(cli, "%s %.*s %.*s (%.*s)\n", tb_translate(a->done),
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

/* No tables: all. */
static int list(struct cli *cli, const struct options *o, char **tables)
{
    struct tb_view_options view;
    struct tb_review_list l = { 0 };
    int rc = cli_view_choose(cli, o->format, o->output, &view);

    do {
        if (rc < 0)
            break;
        rc = tb_review_read(cli->campaign, *tables, o->department, &l,
                            &cli->err);
    } while (rc == 0 && *tables && *++tables);
    if (rc == 0)
        rc = tb_report_slices(&l, &view, &cli->err);
    tb_review_list_free(&l);
    return cli_view_done(&view, rc);
}

/* What a reviewer is to see of the slices of TABLES. */
static int show(struct cli *cli, const struct options *o, char **tables)
{
    const char *format = o->format ? o->format : "text";
    const struct tb_dossier_options d = { format, o->all ? 0 : o->samples,
                                          o->unmask };
    struct tb_review_list l = { 0 };
    int rc = 0;

    if (!*tables)
        return cli_usage(cli, "which? name tables");
    if (!tb_report_has_dossier_format(format))
        return cli_usage(cli, "unknown format '%s': text or json", format);
    for (; rc == 0 && *tables; tables++)
        rc = tb_review_read(cli->campaign, *tables, o->department, &l,
                            &cli->err);
    if (rc == 0 && l.count == 0)
        cli_say(cli, "nothing to show\n");
    else if (rc == 0)
        rc = tb_report_dossiers(cli->campaign, &l, &d, stdout, &cli->err);
    tb_review_list_free(&l);
    return rc == 0 ? TB_OK : CLI_FAILED;
}

static int explain(struct cli *cli, const struct options *o, char **ids)
{
    long long count = 0;

    if (!o->file && !ids[0])
        return cli_usage(cli, "which finding? give its id, or a --file");
    if (o->file &&
        tb_review_explain_file(cli->campaign, o->file, &count, &cli->err) < 0)
        return CLI_FAILED;
    if (ids[0] &&
        tb_review_explain(cli->campaign, ids, o->reason, &cli->err) < 0)
        return CLI_FAILED;
    for (; *ids; ids++)
        count++;
    cli_say(cli, "%lld findings explained\n", count);
    return TB_OK;
}

/* Source tables first: the others wait for them. */
static int decide_all(struct cli *cli, const struct action *a,
                      const struct options *o, struct tally *t)
{
    const struct tb_dict *d = cli->campaign->dict;

    if (a->decide != tb_review_approve)
        return decide(cli, a, o, NULL, false, t);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < d->table_count; i++)
            if (d->tables[i].is_source == (pass == 0) &&
                decide(cli, a, o, d->tables[i].no.p, false, t) < 0)
                return -1;
    return 0;
}

struct signing {
    const struct cli *cli;
    struct tally tally;
};

static void told(const struct tb_review_slice *s, const char *action,
                 const char *refused, void *ctx)
{
    struct signing *x = ctx;

    if (refused) {
        fprintf(stderr, "%s\n", refused);
        x->tally.refused++;
        return;
    }
    cli_say(x->cli, "%s %.*s %.*s (%.*s)\n", tb_translate(action),
            TB_STR_ARG(s->table->no), TB_STR_ARG(s->table->name),
            TB_STR_ARG(s->department));
    x->tally.done++;
}

static int finish(struct cli *cli, const struct tally *t, const char *action)
{
    if (t->done + t->refused == 0)
        cli_say(cli, "nothing to %s\n", action);
    if (t->refused > 0)
        return t->done > 0 ? TB_PARTLY : TB_REFUSED;
    return TB_OK;
}

/* What was written on covers, approvals and returns. */
static int decide_signed(struct cli *cli, const struct options *o)
{
    struct signing x = { .cli = cli };

    if (tb_signoff_decide(cli->campaign, o->department, told, &x, &cli->err) <
        0)
        return CLI_FAILED;
    return finish(cli, &x.tally, "decide");
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
        return cli_usage(cli,
                         "'%s' is none of list, show, approve, return, "
                         "reopen, explain",
                         args[0]);
    if (a->other)
        return a->other(cli, o, args + 1);
    if (o->is_signed && a->decide == tb_review_approve)
        return decide_signed(cli, o);
    if (o->all && a->decide != tb_review_approve)
        return cli_usage(cli,
                         "'%s' names its tables, or a --department; not "
                         "--all",
                         a->name);
    if (cli->argc == 1 && !o->all && !o->department)
        return cli_usage(cli, "which? name tables, a --department or --all");
    for (int i = 1; i < cli->argc; i++)
        if (decide(cli, a, o, args[i], true, &t) < 0)
            return CLI_FAILED;
    if (cli->argc == 1 && decide_all(cli, a, o, &t) < 0)
        return CLI_FAILED;
    return finish(cli, &t, a->name);
}

const struct cli_verb verb_review = {
    .name = "review",
    .synopsis = "tianbao review list [--department NAME] [--format NAME]\n"
                "               [--output FILE] [TABLE...]\n"
                "       tianbao review show [options] TABLE...\n"
                "       tianbao review approve [options] --all|TABLE...\n"
                "       tianbao review approve --signed [--department "
                "NAME]\n"
                "       tianbao review return|reopen [options] --reason TEXT "
                "TABLE...\n"
                "       tianbao review explain --reason TEXT ID...\n"
                "       tianbao review explain --file FILE",
    .summary = N_("decide on what is filed: approve, return, reopen"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run,
};
