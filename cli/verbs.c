/* verbs.c - the verbs, the options of all of them, and what they were. */
#include "verbs.h"

/* In the order of the work. */
const struct cli_verb *const cli_verbs[] = {
    &verb_init,   &verb_assign, &verb_import, &verb_validate,
    &verb_review, &verb_merge,  &verb_export, &verb_status,
    &verb_log,    &verb_close,  &verb_help,   NULL
};

const struct cli_opt cli_globals[] = {
    CLI_TEXT('C', "directory", struct cli, folder, "DIR",
             "the campaign's folder (default: this one)"),
    CLI_FLAG('q', "quiet", struct cli, quiet,
             "print only what needs attention"),
    CLI_TEXT('b', "by", struct cli, by, "ID", "the 工号 of who does this"),
    CLI_TEXT(0, "as-of", struct cli, as_of, "DATE",
             "what day it is: 2022-10-08 or 2022-10-08T09:30:00"),
    CLI_TEXT(0, "color", struct cli, color, "WHEN",
             "colours: auto, always or never (default: auto)"),
    CLI_FLAG('h', "help", struct cli, wants_help, "print this"),
    CLI_END,
};

static const struct cli_opt program_opts[] = {
    CLI_FLAG(0, "version", struct cli, wants_version, "print the version"),
    CLI_END,
};

const struct cli_verb cli_program = {
    .name = "",
    .synopsis =
        "tianbao [-C DIR] [-q] [--as-of DATE] [--by ID] [--color WHEN]\n"
        "        VERB [options] [arguments]",
    .summary =
        N_("Run a college's yearly collection of talent-training status data."),
    .subs = cli_verbs,
    .opts = program_opts,
};

/* The first that stands in a command line counts: the rules of an edition were
 * --rules --dictionary DIR. */
const struct cli_old cli_olds[] = {
    { &verb_validate, CLI_OLD_FLAG("rules"), &verb_validate_rules, false },
    { &verb_validate, CLI_OLD_TEXT("dictionary"), &verb_validate_dictionary,
      false },
    { &verb_import, CLI_OLD_TEXT("nil"), &verb_import_nil, false },
    { &verb_assign, CLI_OLD_FLAG("show"), &verb_assign_show, false },
    { &verb_assign, CLI_OLD_TEXT("collector"), &verb_assign_change, true },
    { &verb_assign, CLI_OLD_TEXT("approver"), &verb_assign_change, true },
    { &verb_assign, CLI_OLD_TEXT("deadline"), &verb_assign_change, true },
    { &verb_assign, CLI_OLD_TEXT("review-days"), &verb_assign_change, true },
    { &verb_assign, CLI_OLD_TEXT("lead-deadline"), &verb_assign_change, true },
    { &verb_assign, CLI_OLD_TEXT("school-deadline"), &verb_assign_change,
      true },
    { &verb_review_approve, CLI_OLD_FLAG("signed"), &verb_review_signed,
      false },
    { &verb_status, CLI_OLD_FLAG("appraisal"), &verb_status_appraisal, false },
    { &verb_log, CLI_OLD_FLAG("verify"), &verb_log_verify, false },
    { NULL, CLI_END, NULL, false },
};

/* ---- the tree ---- */

const char *cli_last_name(const struct cli_verb *v)
{
    const char *space = strrchr(v->name, ' ');

    return space ? space + 1 : v->name;
}

const struct cli_verb *cli_find_verb(const struct cli_verb *const *verbs,
                                     const char *name)
{
    for (size_t i = 0; verbs && verbs[i]; i++)
        if (strcmp(cli_last_name(verbs[i]), name) == 0)
            return verbs[i];
    return NULL;
}

const struct cli_verb *cli_parent(const struct cli_verb *v)
{
    for (size_t i = 0; cli_verbs[i]; i++)
        for (size_t k = 0; cli_verbs[i]->subs && cli_verbs[i]->subs[k]; k++)
            if (cli_verbs[i]->subs[k] == v)
                return cli_verbs[i];
    return NULL;
}

void cli_list_verbs(const struct cli_verb *const *verbs, struct tb_buf *out)
{
    for (size_t i = 0; verbs[i]; i++)
        tb_buf_addf(out, "%s%s", i > 0 ? ", " : "", cli_last_name(verbs[i]));
}

void cli_come_near(struct cli_near *near, const char *candidate)
{
    size_t least = near->best ? near->distance : 3;
    size_t d = tb_str_distance(near->name, candidate);

    if (d < least && d < strlen(candidate)) {
        near->distance = d;
        near->best = candidate;
    }
}

int cli_unknown_verb(struct cli *cli, const struct cli_verb *const *verbs,
                     const char *name)
{
    struct cli_near near = { .name = name };
    struct tb_buf names = { 0 };

    for (size_t i = 0; verbs[i]; i++)
        cli_come_near(&near, cli_last_name(verbs[i]));
    cli_list_verbs(verbs, &names);
    if (near.best)
        cli_usage(cli,
                  verbs == cli_verbs
                      ? N_("unknown verb '%s'; did you mean '%s'?")
                      : N_("unknown sub-verb '%s'; did you mean '%s'?"),
                  name, near.best);
    else if (verbs == cli_verbs)
        cli_usage(cli, "unknown verb '%s'; see 'tianbao --help'", name);
    else
        cli_usage(cli, "'%s' is none of %s", name, names.p);
    tb_buf_free(&names);
    return CLI_FAILED;
}
