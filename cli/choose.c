/* choose.c - which verb a command line names. */
#include "opt.h"
#include "verbs.h"

static void take_out(char **at)
{
    for (; *at; at++)
        at[0] = at[1];
}

const struct cli_verb *cli_choose(const struct cli_verb *v, char **words)
{
    struct cli_words w = { .next = words, .verb = v, .with_subs = true };
    const struct cli_verb *sub;
    enum cli_word what;

    while ((what = cli_next_word(&w)) != CLI_WORD_END && !w.ended) {
        if (what != CLI_WORD_ARGUMENT)
            continue;
        sub = cli_find_verb(v->subs, w.value);
        if (sub)
            take_out(w.at);
        return sub ? sub : v;
    }
    return v;
}

static const struct cli_old *find_old(const struct cli_verb *v,
                                      const struct cli_opt *o)
{
    for (const struct cli_old *old = cli_olds; old->verb; old++)
        if (old->verb == v && strcmp(old->opt.name, o->name) == 0)
            return old;
    return NULL;
}

/* The option at AT goes; a value that it has becomes an argument. */
static void replace_old(const struct cli_old *old, char **at)
{
    char *value = strchr(*at, '=');

    if (old->opt.kind == CLI_OPT_TEXT && value)
        *at = value + 1;
    else
        take_out(at);
}

const struct cli_old *cli_renew(const struct cli_verb **verb, char **words)
{
    struct cli_words w = { .next = words, .verb = *verb, .with_subs = true };
    const struct cli_old *first = NULL;
    bool has_argument = false;
    char **at = NULL;
    enum cli_word what;

    while ((what = cli_next_word(&w)) != CLI_WORD_END) {
        const struct cli_old *old =
            what == CLI_WORD_OPTION || what == CLI_WORD_NO_VALUE
                ? find_old(*verb, w.opt)
                : NULL;
        has_argument = has_argument || what == CLI_WORD_ARGUMENT;
        if (old && (!first || old < first)) {
            first = old;
            at = w.at;
        }
    }
    if (!first || (first->alone && has_argument))
        return NULL;
    if (!first->alone)
        replace_old(first, at);
    *verb = first->now;
    return first;
}
