/*
 * opt.h - the words behind a verb: options, their values, arguments.
 *
 * An option may be shortened as long as one only begins so; a word of several
 * letters is several options; behind "--" there are arguments only.
 */
#ifndef TB_OPT_H
#define TB_OPT_H

#include "cli.h"

enum cli_word {
    CLI_WORD_END,
    CLI_WORD_ARGUMENT,
    CLI_WORD_OPTION,
    CLI_WORD_UNKNOWN,
    CLI_WORD_SEVERAL,  /* it is short for more than one */
    CLI_WORD_NO_VALUE, /* and needs one */
    CLI_WORD_VALUE,    /* and takes none */
};

/* Starts with what is to be read and whose it is. */
struct cli_words {
    char **next; /* word; NULL ends them */
    const struct cli_verb *verb;
    bool with_subs;      /* options of its sub-verbs, and old ones, count too */
    char **at;           /* the word that was read last */
    const char *letters; /* of it that are still to be read */
    bool ended;          /* "--" was read */
    /* What was read: */
    const struct cli_opt *opt;
    bool is_global;    /* the option is one of every verb */
    const char *value; /* of the option; or the argument */
    char shown[64];    /* the option: -x, --name */
};

enum cli_word cli_next_word(struct cli_words *words);

/* The one of OPTS that is called NAME or, when NAME is one letter, has it; or
 * NULL. */
const struct cli_opt *cli_find_opt(const struct cli_opt *opts,
                                   const char *name);

/*
 * Read WORDS into OPTIONS and CLI, as VERB says.  The arguments are moved to
 * the front, CLI->argc gets their number; those of the program itself are all
 * that follows the first.  Stops when help is wanted.
 */
int cli_read_words(struct cli *cli, const struct cli_verb *verb, void *options,
                   char **words);

#endif
