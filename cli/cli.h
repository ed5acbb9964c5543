/*
 * cli.h - what the verbs of the program share.
 *
 * A verb is a row in a table: its name, options, and a function that makes
 * one or two library calls and prints what they say.  A verb may have
 * sub-verbs, which are verbs too, each with its own options.
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

/* Where MEMBER is; does not compile unless it is a WANTED. */
#define CLI_AT(type, member, wanted) \
    _Generic(((type *)0)->member, wanted : offsetof(type, member))

#define CLI_FLAG(letter, name, type, member, help)                         \
    {                                                                      \
        CLI_OPT_FLAG, letter, name, NULL, help, CLI_AT(type, member, bool) \
    }
#define CLI_TEXT(letter, name, type, member, argument, help) \
    {                                                        \
        CLI_OPT_TEXT, letter, name, argument, help,          \
            CLI_AT(type, member, const char *)               \
    }
#define CLI_NUMBER(letter, name, type, member, argument, help) \
    {                                                          \
        CLI_OPT_NUMBER, letter, name, argument, help,          \
            CLI_AT(type, member, long)                         \
    }
/* The options of every list, for cli_view_choose(). */
#define CLI_FORMAT(type)                          \
    CLI_TEXT('f', "format", type, format, "NAME", \
             N_("text, csv, json, xlsx, markdown or html"))
#define CLI_OUTPUT(type)                          \
    CLI_TEXT('o', "output", type, output, "FILE", \
             N_("the file to write (default: standard output)"))
#define CLI_END                             \
    {                                       \
        CLI_OPT_END, 0, NULL, NULL, NULL, 0 \
    }

struct cli {
    const char *folder, *by, *as_of, *color; /* options of every verb */
    bool quiet, wants_help, wants_version;   /* so are these */
    const struct cli_verb *verb;             /* that runs, once it is known */
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
    const char *name;     /* of a sub-verb with its verb's: "export csv" */
    const char *synopsis; /* lines, as in the man page; NULL: its subs' only */
    const char *summary;
    const struct cli_verb *const *subs; /* ends with NULL; NULL: none */
    const struct cli_opt *opts;         /* NULL: none */
    const void *defaults;
    size_t options_size;
    int args_min, args_max; /* args_max -1: any number */
    bool needs_campaign;
    int (*run)(struct cli *cli, const void *options,
               char **args); /* NULL: one of SUBS must be named */
};

extern const struct cli_verb *const cli_verbs[]; /* ends with NULL */

extern const struct cli_verb verb_init, verb_assign, verb_import, verb_validate,
    verb_review, verb_merge, verb_export, verb_status, verb_log, verb_close,
    verb_help;

void cli_print_help(const struct cli_verb *verb, FILE *out);

/* What is wrong with the dictionary, one line each, on stderr. */
void cli_print_complaints(const struct tb_complaints *complaints,
                          const char *folder);

/* Open the campaign in cli->folder; for verbs that do not always need one. */
int cli_open_campaign(struct cli *cli);

/* From now on what takes longer than a second says on standard error how far
 * it is, if that is a terminal; the line is wiped in the end, and before
 * anything else is printed. */
void cli_tick_begin(const struct cli *cli);
void cli_tick_wipe(void);

/* What --format (NULL: by the ending of OUTPUT, else text) and --output ask
 * for.  CLI_FAILED: no such format, or a workbook without a file. */
int cli_view_choose(struct cli *cli, const char *format, const char *output,
                    struct tb_view_options *view);

/* Does stream OUT want colours: always, never, or (as --color says, or not at
 * all) when it is a terminal?  See no-color.org. */
bool cli_wants_colour(const struct cli *cli, FILE *out);

/* Say which file was written, if one was.  Returns RC. */
int cli_view_done(const struct tb_view_options *view, int rc);

/* What is said of data, in the campaign's language: unless --quiet. */
void cli_tell(const struct cli *cli, const char *format, ...) TB_PRINTF(2, 3);

/* Fail with TB_USAGE. */
int cli_usage(struct cli *cli, const char *format, ...) TB_PRINTF(2, 3);

/* Folder NAME where it is installed, or in the tree that the program was built
 * from; NULL when it is in neither. */
const char *cli_beside(const char *name, struct tb_buf *out);

/* The folder of edition NAME: NAME itself if it is a folder, else one that
 * stands beside the program or is installed with it; NULL when none. */
const char *cli_edition(const char *name, struct tb_buf *out);

#endif
