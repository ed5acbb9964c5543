/* opt.c - read the words behind a verb. */
#include "opt.h"

#include <errno.h>
#include <stdlib.h>

#include "utf8.h"
#include "verbs.h"

/* ---- which option a word is ---- */

/* For an option by its letter, or by its name or the beginning of it. */
struct search {
    char letter;
    const char *name;
    size_t n;
    const struct cli_opt *exact, *begins;
    bool several;
};

static void compare(struct search *s, const struct cli_opt *o)
{
    if (s->letter) {
        if (!s->exact && o->letter == s->letter)
            s->exact = o;
    } else if (strncmp(o->name, s->name, s->n) != 0) {
        return;
    } else if (o->name[s->n] == '\0') {
        s->exact = s->exact ? s->exact : o;
    } else if (!s->begins) {
        s->begins = o;
    } else if (strcmp(s->begins->name, o->name) != 0) {
        s->several = true;
    }
}

static void compare_all(struct search *s, const struct cli_opt *opts)
{
    for (; opts && opts->kind != CLI_OPT_END; opts++)
        compare(s, opts);
}

static void search_verb(struct search *s, const struct cli_words *w)
{
    const struct cli_verb *const *sub = w->verb->subs;

    compare_all(s, w->verb->opts);
    if (!w->with_subs)
        return;
    for (; sub && *sub; sub++)
        compare_all(s, (*sub)->opts);
    for (const struct cli_old *old = cli_olds; old->verb; old++)
        if (old->verb == w->verb)
            compare(s, &old->opt);
}

/* What is there in full comes before what only begins so, and what is the
 * verb's own before what all have. */
static enum cli_word find(struct cli_words *w, const struct search *what)
{
    struct search own = *what, global = *what;

    search_verb(&own, w);
    compare_all(&global, cli_globals);
    w->is_global = !own.exact && (global.exact || !own.begins);
    w->opt = own.exact      ? own.exact
             : global.exact ? global.exact
             : own.begins   ? own.begins
                            : global.begins;
    if (!w->opt)
        return CLI_WORD_UNKNOWN;
    if (!own.exact && !global.exact &&
        (w->is_global ? global.several : own.several))
        return CLI_WORD_SEVERAL;
    return CLI_WORD_OPTION;
}

const struct cli_opt *cli_find_opt(const struct cli_opt *opts, const char *name)
{
    struct search s = { .letter = name[0] && !name[1] ? name[0] : '\0',
                        .name = name,
                        .n = strlen(name) };

    compare_all(&s, opts);
    return s.exact;
}

/* ---- word by word ---- */

/* The value of W's option: ATTACHED to it, or else the next word. */
static enum cli_word take_value(struct cli_words *w, const char *attached)
{
    w->value = attached;
    if (w->opt->kind == CLI_OPT_FLAG)
        return attached ? CLI_WORD_VALUE : CLI_WORD_OPTION;
    if (!attached && *w->next)
        w->value = *w->next++;
    return w->value ? CLI_WORD_OPTION : CLI_WORD_NO_VALUE;
}

static enum cli_word take_letter(struct cli_words *w)
{
    struct tb_str rest = tb_str(w->letters);
    size_t n = tb_utf8_size((unsigned char)rest.p[0]);
    struct search s = { .letter = rest.p[0] };
    enum cli_word found;

    n = n < rest.n ? n : rest.n;
    snprintf(w->shown, sizeof w->shown, "-%.*s", (int)n, rest.p);
    w->letters = n < rest.n ? rest.p + n : NULL;
    found = find(w, &s);
    if (found != CLI_WORD_OPTION || w->opt->kind == CLI_OPT_FLAG)
        return found;
    rest.p = w->letters;
    w->letters = NULL;
    return take_value(w, rest.p);
}

static enum cli_word take_name(struct cli_words *w, const char *name)
{
    size_t n = strcspn(name, "=");
    struct search s = { .name = name, .n = n };
    enum cli_word found = find(w, &s);

    if (found == CLI_WORD_OPTION)
        snprintf(w->shown, sizeof w->shown, "--%s", w->opt->name);
    else
        snprintf(w->shown, sizeof w->shown, "--%.*s", (int)n, name);
    return found != CLI_WORD_OPTION
               ? found
               : take_value(w, name[n] == '=' ? name + n + 1 : NULL);
}

enum cli_word cli_next_word(struct cli_words *w)
{
    const char *word;

    if (w->letters)
        return take_letter(w);
    if (*w->next && !w->ended && strcmp(*w->next, "--") == 0) {
        w->ended = true;
        w->next++;
    }
    if (!*w->next)
        return CLI_WORD_END;
    w->at = w->next++;
    word = *w->at;
    if (w->ended || word[0] != '-' || word[1] == '\0') {
        w->value = word;
        return CLI_WORD_ARGUMENT;
    }
    if (word[1] == '-')
        return take_name(w, word + 2);
    w->letters = word + 1;
    return take_letter(w);
}

/* ---- what is wrong with a word ---- */

#define OWNERS_SHOWN 3

struct owners {
    const char *name; /* of the option that is looked for */
    struct tb_buf list;
    size_t count;
};

static void ask(struct owners *x, const struct cli_verb *v)
{
    if (!cli_find_opt(v->opts, x->name) || ++x->count > OWNERS_SHOWN)
        return;
    tb_buf_adds(&x->list, x->count > 1 ? tb_translate(", ") : "");
    tb_buf_addf(&x->list, tb_translate("'tianbao %s'"), v->name);
}

static void ask_all(struct owners *x, const struct cli_verb *v)
{
    ask(x, v);
    for (size_t i = 0; v->subs && v->subs[i]; i++)
        ask(x, v->subs[i]);
}

/* Its own family first; a letter means something else in every other. */
static void find_owners(struct owners *x, const struct cli_verb *v)
{
    const struct cli_verb *parent = cli_parent(v);

    if (v != &cli_program)
        ask_all(x, parent ? parent : v);
    for (size_t i = 0; x->count == 0 && x->name[1] && cli_verbs[i]; i++)
        ask_all(x, cli_verbs[i]);
    if (x->count > OWNERS_SHOWN)
        tb_buf_adds(&x->list, ", …");
}

static int unknown_option(struct cli *cli, const struct cli_verb *v,
                          const char *shown)
{
    bool is_long = shown[1] == '-';
    struct owners owners = { .name = shown + (is_long ? 2 : 1) };
    struct cli_near near = { .name = owners.name };

    for (const struct cli_opt *o = v->opts; o && o->kind != CLI_OPT_END; o++)
        cli_come_near(&near, o->name);
    for (const struct cli_opt *o = cli_globals; o->kind != CLI_OPT_END; o++)
        cli_come_near(&near, o->name);
    find_owners(&owners, v);
    if (owners.count > 0)
        cli_usage(cli, "'%s' belongs to %s", shown, owners.list.p);
    else if (is_long && near.best)
        cli_usage(cli, "unknown option '%s'; did you mean '--%s'?", shown,
                  near.best);
    else
        cli_usage(cli, "unknown option '%s'", shown);
    tb_buf_free(&owners.list);
    return CLI_FAILED;
}

static int complain(struct cli *cli, const struct cli_words *w,
                    enum cli_word what)
{
    switch (what) {
    case CLI_WORD_NO_VALUE:
        return cli_usage(cli, "option '%s' needs a value", w->shown);
    case CLI_WORD_VALUE:
        return cli_usage(cli, "option '%s' takes no value", w->shown);
    case CLI_WORD_SEVERAL:
        return cli_usage(cli, "'%s' is short for more than one option",
                         w->shown);
    default:
        return unknown_option(cli, w->verb, w->shown);
    }
}

/* ---- all words ---- */

static int set_number(struct cli *cli, const struct cli_opt *o,
                      const char *value, long *number)
{
    char *end;

    errno = 0;
    *number = strtol(value, &end, 10);
    if (*end != '\0' || end == value || *number < 0 || errno == ERANGE)
        return cli_usage(cli, "--%s takes a number, not '%s'", o->name, value);
    return 0;
}

static int set_option(struct cli *cli, const struct cli_words *w, void *options)
{
    char *at = (char *)(w->is_global ? (void *)cli : options) + w->opt->offset;

    switch (w->opt->kind) {
    case CLI_OPT_FLAG:
        *(bool *)at = true;
        return 0;
    case CLI_OPT_TEXT:
        *(const char **)at = w->value;
        return 0;
    default:
        return set_number(cli, w->opt, w->value, (long *)at);
    }
}

int cli_read_words(struct cli *cli, const struct cli_verb *verb, void *options,
                   char **words)
{
    struct cli_words w = { .next = words, .verb = verb };
    enum cli_word what;

    cli->argc = 0;
    while (!cli->wants_help && (what = cli_next_word(&w)) != CLI_WORD_END) {
        if (what > CLI_WORD_OPTION)
            return complain(cli, &w, what);
        if (what == CLI_WORD_OPTION && set_option(cli, &w, options) < 0)
            return CLI_FAILED;
        if (what == CLI_WORD_ARGUMENT)
            words[cli->argc++] = *w.at;
        if (what == CLI_WORD_ARGUMENT && verb == &cli_program)
            while (*w.next)
                words[cli->argc++] = *w.next++;
    }
    words[cli->argc] = NULL;
    return 0;
}
