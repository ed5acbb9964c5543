/*
 * cli.h - what the verbs of the program share.
 *
 * A verb is a row in a table: its name, options, and a function that makes
 * one or two library calls and prints what they say.
 */
#ifndef TB_CLI_H
#define TB_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "campaign.h"
#include "view.h"

enum cli_opt_kind { CLI_OPT_END, CLI_OPT_FLAG, CLI_OPT_TEXT, CLI_OPT_NUMBER };

struct cli_opt {
    enum cli_opt_kind kind;
    char letter; /* 0: none */
    const char *name, *argument, *help;
    size_t offset;
};

#define CLI_FLAG(letter, name, type, member, help)                     \
    {                                                                  \
        CLI_OPT_FLAG, letter, name, NULL, help, offsetof(type, member) \
    }
#define CLI_TEXT(letter, name, type, member, argument, help)               \
    {                                                                      \
        CLI_OPT_TEXT, letter, name, argument, help, offsetof(type, member) \
    }
#define CLI_NUMBER(letter, name, type, member, argument, help)               \
    {                                                                        \
        CLI_OPT_NUMBER, letter, name, argument, help, offsetof(type, member) \
    }
#define CLI_END                             \
    {                                       \
        CLI_OPT_END, 0, NULL, NULL, NULL, 0 \
    }

struct cli {
    const char *folder; /* -C */
    bool quiet;
    struct tb_context context;
    struct tb_campaign *campaign; /* open when the verb needs one */
    struct tb_complaints complaints;
    struct tb_err err;
    int argc;     /* of the arguments after the options */
    char *output; /* what is printed for a file, while it is printed */
    size_t output_size;
};

/* CLI_FAILED: cli->err says what and with which status. */
#define CLI_FAILED (-1)

struct cli_verb {
    const char *name;
    const char *synopsis; /* lines, as in the man page */
    const char *summary;
    const struct cli_opt *opts;
    const void *defaults;
    size_t options_size;
    int args_min, args_max; /* args_max -1: any number */
    bool needs_campaign;
    int (*run)(struct cli *cli, const void *options, char **args);
};

extern const struct cli_verb *const cli_verbs[]; /* ends with NULL */

extern const struct cli_verb verb_init, verb_assign, verb_import, verb_validate,
    verb_review, verb_merge, verb_export, verb_status, verb_log, verb_close,
    verb_help;

const struct cli_verb *cli_find_verb(const char *name);
void cli_print_help(const struct cli_verb *verb, FILE *out);

/* What is wrong with the dictionary, one line each, on stderr. */
void cli_print_complaints(const struct tb_complaints *complaints,
                          const char *folder);

/* Open the campaign in cli->folder; for verbs that do not always need one. */
int cli_open_campaign(struct cli *cli);

/* Where to print: PATH, or stdout when it is NULL.  What was printed to a file
 * is put there whole by cli_output_close, which returns RC or CLI_FAILED. */
FILE *cli_output_open(struct cli *cli, const char *path);
int cli_output_close(struct cli *cli, FILE *out, const char *path, int rc);

/* What --format (NULL: by the ending of OUTPUT, else text) and --output ask
 * for.  CLI_FAILED: no such format, or a workbook without a file. */
int cli_view_choose(struct cli *cli, const char *format, const char *output,
                    struct tb_view_options *view);

/* Say which file was written, if one was.  Returns RC. */
int cli_view_done(const struct tb_view_options *view, int rc);

/* Unless --quiet. */
void cli_say(const struct cli *cli, const char *format, ...) TB_PRINTF(2, 3);

/* Fail with TB_USAGE. */
int cli_usage(struct cli *cli, const char *format, ...) TB_PRINTF(2, 3);

/* "…; did you mean 'import'?" when NAME is near one of NAMES (ends NULL). */
const char *cli_nearest(const char *name, const char *const *names);

/* Folder NAME where it is installed, or in the tree that the program was built
 * from; NULL when it is in neither. */
const char *cli_beside(const char *name, struct tb_buf *out);

/* The folder of edition NAME: NAME itself if it is a folder, else one that
 * stands beside the program or is installed with it; NULL when none. */
const char *cli_edition(const char *name, struct tb_buf *out);

#endif
