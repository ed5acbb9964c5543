/*
 * verbs.h - the verbs as a tree, and which of them a command line names.
 */
#ifndef TB_VERBS_H
#define TB_VERBS_H

#include "cli.h"

/* The sub-verbs. */
extern const struct cli_verb verb_assign_show, verb_assign_change,
    verb_assign_level, verb_import_nil, verb_validate_rules,
    verb_validate_dictionary, verb_review_list, verb_review_show,
    verb_review_approve, verb_review_signed, verb_review_return,
    verb_review_reopen, verb_review_explain, verb_export_templates,
    verb_export_workbook, verb_export_csv, verb_export_summary,
    verb_export_lineage, verb_export_dictionary, verb_export_permissions,
    verb_export_responsibility, verb_export_review_sheets, verb_export_verify,
    verb_status_appraisal, verb_log_verify;

/* The options of every verb, before and behind it; of struct cli. */
extern const struct cli_opt cli_globals[];

/* What stands before the first verb: the program as a verb of its own. */
extern const struct cli_verb cli_program;

#define CLI_OLD_FLAG(name)                   \
    {                                        \
        CLI_OPT_FLAG, 0, name, NULL, NULL, 0 \
    }
#define CLI_OLD_TEXT(name)                   \
    {                                        \
        CLI_OPT_TEXT, 0, name, NULL, NULL, 0 \
    }

/* An option in whose place a sub-verb stands now. */
struct cli_old {
    const struct cli_verb *verb;
    struct cli_opt opt;
    const struct cli_verb *now;
    bool alone; /* when no argument stands beside it, and it stays an option */
};

extern const struct cli_old cli_olds[]; /* ends with a verb that is NULL */

/* One of VERBS by the last word of its name, or NULL. */
const struct cli_verb *cli_find_verb(const struct cli_verb *const *verbs,
                                     const char *name);
const char *cli_last_name(const struct cli_verb *verb);

/* The verb of which VERB is a part; NULL when of none. */
const struct cli_verb *cli_parent(const struct cli_verb *verb);

/* The names of VERBS, as in a sentence. */
void cli_list_verbs(const struct cli_verb *const *verbs, struct tb_buf *out);

/* NAME is none of VERBS: fail with the one that is near, or with all. */
int cli_unknown_verb(struct cli *cli, const struct cli_verb *const *verbs,
                     const char *name);

/* Starts with what was typed; BEST gets what came nearest, if near enough. */
struct cli_near {
    const char *name, *best;
    size_t distance;
};

void cli_come_near(struct cli_near *near, const char *candidate);

/* The sub-verb of VERB that is the first argument among WORDS (it is taken
 * out), or VERB. */
const struct cli_verb *cli_choose(const struct cli_verb *verb, char **words);

/* Is there an option among WORDS in whose place a sub-verb stands now?  Then
 * *VERB becomes that and the option is taken out; else NULL. */
const struct cli_old *cli_renew(const struct cli_verb **verb, char **words);

#endif
