/* main.c - tianbao: find the verb, read its options, run it. */
#include <getopt.h>
#include <libintl.h>
#include <locale.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "date.h"
#include "file.h"
#include "mem.h"

#define OPTS_MAX 24

/* In the order of the work. */
const struct cli_verb *const cli_verbs[] = {
    &verb_init,   &verb_assign, &verb_import, &verb_validate,
    &verb_review, &verb_merge,  &verb_export, &verb_status,
    &verb_log,    &verb_close,  &verb_help,   NULL
};

const struct cli_verb *cli_find_verb(const char *name)
{
    for (size_t i = 0; cli_verbs[i]; i++)
        if (strcmp(cli_verbs[i]->name, name) == 0)
            return cli_verbs[i];
    return NULL;
}

const char *cli_nearest(const char *name, const char *const *names)
{
    const char *best = NULL;
    size_t least = 3;

    for (size_t i = 0; names[i]; i++) {
        size_t d = tb_str_distance(name, names[i]);
        if (d < least && d < strlen(names[i])) {
            least = d;
            best = names[i];
        }
    }
    return best;
}

int cli_usage(struct cli *cli, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    tb_fail_as(&cli->err, TB_USAGE, "%s", text);
    return CLI_FAILED;
}

void cli_say(const struct cli *cli, const char *format, ...)
{
    va_list args;

    if (cli->quiet)
        return;
    va_start(args, format);
    vprintf(tb_translate(format), args);
    va_end(args);
}

void cli_print_complaints(const struct tb_complaints *all, const char *folder)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct tb_complaint *c = &all->list[i];
        fprintf(stderr, "%s%s%s:%zu%s%s: %.*s\n", folder, folder[0] ? "/" : "",
                c->file, c->line, c->column[0] ? ":" : "", c->column,
                TB_STR_ARG(c->text));
    }
}

const char *cli_beside(const char *name, struct tb_buf *out)
{
    static const char *const places[] = { "../share/tianbao", "..", "../..",
                                          "../share", "." };
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

    while (n > 0 && exe[n - 1] != '/')
        n--;
    for (size_t i = 0; n > 0 && i < TB_LEN(places); i++) {
        tb_buf_clear(out);
        tb_buf_addf(out, "%.*s%s/%s", (int)n, exe, places[i], name);
        if (tb_file_is_folder(out->p))
            return out->p;
    }
    return NULL;
}

const char *cli_edition(const char *name, struct tb_buf *out)
{
    struct tb_buf relative = { 0 };
    const char *found;

    tb_buf_clear(out);
    tb_buf_addf(out, "%s/tables.csv", name);
    if (tb_file_exists(out->p) ||
        (tb_file_exists(name) && !tb_file_is_folder(name))) {
        tb_buf_clear(out);
        tb_buf_adds(out, name);
        return out->p;
    }
    if (strchr(name, '/'))
        return NULL;
    tb_buf_addf(&relative, "schemas/%s", name);
    found = cli_beside(relative.p, out);
    tb_buf_free(&relative);
    return found;
}

/* ---- help ---- */

static void print_option(const struct cli_opt *o, FILE *out)
{
    char text[64];

    snprintf(text, sizeof text, "%c%c%c--%s%s%s", o->letter ? '-' : ' ',
             o->letter ? o->letter : ' ', o->letter ? ',' : ' ', o->name,
             o->argument ? " " : "", o->argument ? o->argument : "");
    fprintf(out, "  %-28s %s\n", text, tb_translate(o->help));
}

void cli_print_help(const struct cli_verb *v, FILE *out)
{
    fprintf(out, "usage: %s\n%s\n", v->synopsis, tb_translate(v->summary));
    if (v->opts && v->opts[0].kind != CLI_OPT_END)
        fputc('\n', out);
    for (const struct cli_opt *o = v->opts; o && o->kind != CLI_OPT_END; o++)
        print_option(o, out);
}

static const char program_synopsis[] =
    "tianbao [-C DIR] [-q] [--as-of DATE] [--by ID] VERB [options] [arguments]";

static void print_program_help(FILE *out)
{
    fprintf(out, "usage: %s\n", program_synopsis);
    fprintf(out, "%s\n\n",
            tb_translate("Run a college's yearly collection of "
                         "talent-training status data."));
    for (size_t i = 0; cli_verbs[i]; i++)
        fprintf(out, "  %-10s %s\n", cli_verbs[i]->name,
                tb_translate(cli_verbs[i]->summary));
    fputs(tb_translate(
              "\n"
              "  -C, --directory DIR  the campaign's folder (default: this "
              "one)\n"
              "  -q, --quiet          print only what needs attention\n"
              "      --by ID          the 工号 of who does this\n"
              "      --as-of DATE     what day it is: 2022-10-08 or "
              "2022-10-08T09:30:00\n"
              "      --version        print the version\n"
              "\n"
              "'tianbao help VERB' says more; so does 'man tianbao'.\n"),
          out);
}

/* ---- options ---- */

static size_t count_opts(const struct cli_verb *v)
{
    size_t n = 0;

    while (v->opts && v->opts[n].kind != CLI_OPT_END)
        n++;
    return n;
}

static void suggest_option(struct cli *cli, const struct cli_verb *v,
                           const char *word)
{
    const char *names[OPTS_MAX + 2] = { 0 }, *near;
    size_t n = count_opts(v), length;
    char name[64];

    for (size_t i = 0; i < n; i++)
        names[i] = v->opts[i].name;
    names[n] = "help";
    if (strncmp(word, "--", 2) != 0) {
        cli_usage(cli, "unknown option '%s'", word);
        return;
    }
    length = strcspn(word + 2, "=");
    snprintf(name, sizeof name, "%.*s", (int)length, word + 2);
    near = cli_nearest(name, names);
    if (near)
        cli_usage(cli, "unknown option '--%s'; did you mean '--%s'?", name,
                  near);
    else
        cli_usage(cli, "unknown option '--%s'", name);
}

static int set_option(struct cli *cli, const struct cli_opt *o, void *options,
                      const char *value)
{
    char *at = (char *)options + o->offset, *end;

    switch (o->kind) {
    case CLI_OPT_FLAG:
        *(bool *)at = true;
        return 0;
    case CLI_OPT_TEXT:
        *(const char **)at = value;
        return 0;
    default:
        *(long *)at = strtol(value, &end, 10);
        if (*end != '\0' || end == value || *(long *)at < 0)
            return cli_usage(cli, "--%s takes a number, not '%s'", o->name,
                             value);
        return 0;
    }
}

#define HELP_OPTION 1000

/* Returns 0, or 1 when help was asked for, or CLI_FAILED. */
static int read_options(struct cli *cli, const struct cli_verb *v, int argc,
                        char **argv, void *options)
{
    struct option longs[OPTS_MAX + 2] = { 0 };
    char shorts[2 * OPTS_MAX + 4] = ":h";
    size_t n = count_opts(v);
    int c;

    for (size_t i = 0; i < n; i++) {
        bool has_value = v->opts[i].kind != CLI_OPT_FLAG;
        longs[i] = (struct option){ v->opts[i].name,
                                    has_value ? required_argument : no_argument,
                                    NULL, 256 + (int)i };
        if (v->opts[i].letter)
            snprintf(shorts + strlen(shorts), 3, "%c%s", v->opts[i].letter,
                     has_value ? ":" : "");
    }
    longs[n] = (struct option){ "help", no_argument, NULL, HELP_OPTION };
    optind = 0;
    opterr = 0;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct cli_opt *o = NULL;
        if (c == 'h' || c == HELP_OPTION)
            return 1;
        if (c == ':')
            return cli_usage(cli, "option '%s' needs a value",
                             argv[optind - 1]);
        if (c == '?') {
            suggest_option(cli, v, argv[optind - 1]);
            return CLI_FAILED;
        }
        for (size_t i = 0; i < n; i++)
            if (c == 256 + (int)i || c == v->opts[i].letter)
                o = &v->opts[i];
        if (set_option(cli, o, options, optarg) < 0)
            return CLI_FAILED;
    }
    return 0;
}

static int check_arguments(struct cli *cli, const struct cli_verb *v)
{
    if (cli->argc < v->args_min)
        return cli_usage(cli, "something is missing; usage: %s", v->synopsis);
    if (v->args_max >= 0 && cli->argc > v->args_max)
        return cli_usage(cli, "too many arguments; usage: %s", v->synopsis);
    return 0;
}

/* ---- running ---- */

FILE *cli_output_open(struct cli *cli, const char *path)
{
    return path ? open_memstream(&cli->output, &cli->output_size) : stdout;
}

int cli_output_close(struct cli *cli, FILE *out, const char *path, int rc)
{
    if (!path)
        return rc;
    if (out)
        fclose(out);
    if (rc >= 0 && tb_file_write(path, tb_str_n(cli->output, cli->output_size),
                                 &cli->err) < 0)
        rc = CLI_FAILED;
    if (rc >= 0)
        printf("%s\n", path);
    free(cli->output);
    cli->output = NULL;
    return rc;
}

int cli_open_campaign(struct cli *cli)
{
    int rc = tb_campaign_open(cli->folder, &cli->context, &cli->complaints,
                              &cli->campaign, &cli->err);

    if (rc < 0)
        cli_print_complaints(&cli->complaints, "schema");
    return rc;
}

static int run_verb(struct cli *cli, const struct cli_verb *v, int argc,
                    char **argv)
{
    void *options = tb_alloc(1, v->options_size ? v->options_size : 1);
    int rc;

    if (v->defaults)
        memcpy(options, v->defaults, v->options_size);
    rc = read_options(cli, v, argc, argv, options);
    if (rc == 1) {
        cli_print_help(v, stdout);
        rc = TB_OK;
        goto done;
    }
    cli->argc = argc - optind;
    if (rc < 0 || (rc = check_arguments(cli, v)) < 0)
        goto done;
    if (v->needs_campaign && (rc = cli_open_campaign(cli)) < 0)
        goto done;
    rc = v->run(cli, options, argv + optind);
done:
    free(options);
    return rc;
}

static int set_context(struct cli *cli, const char *as_of)
{
    const struct passwd *user = getpwuid(geteuid());
    struct tb_date date;
    time_t now = time(NULL);
    struct tm local;
    size_t length;

    snprintf(cli->context.actor, sizeof cli->context.actor, "%s",
             user ? user->pw_name : "unknown");
    localtime_r(&now, &local);
    strftime(cli->context.now, sizeof cli->context.now, "%Y-%m-%dT%H:%M:%S",
             &local);
    if (!as_of)
        return 0;
    length = strlen(as_of);
    if (!tb_date_parse(tb_str(as_of), &date) || date.day == 0 ||
        (length != 10 && length != 19) || as_of[4] != '-' || as_of[7] != '-')
        return cli_usage(cli, "'%s' is no day; write 2022-10-08", as_of);
    snprintf(cli->context.now, sizeof cli->context.now, "%.10sT%.8s", as_of,
             length > 10 ? as_of + 11 : "00:00:00");
    return 0;
}

static int unknown_verb(struct cli *cli, const char *name)
{
    const char *names[32] = { 0 }, *near;

    for (size_t i = 0; cli_verbs[i]; i++)
        names[i] = cli_verbs[i]->name;
    near = cli_nearest(name, names);
    if (near)
        return cli_usage(cli, "unknown verb '%s'; did you mean '%s'?", name,
                         near);
    return cli_usage(cli, "unknown verb '%s'; see 'tianbao --help'", name);
}

/* The options before the verb.  Returns the index of the verb, 0 when the
 * work is done, CLI_FAILED. */
static int global_options(struct cli *cli, int argc, char **argv)
{
    static const struct option longs[] = {
        { "directory", required_argument, NULL, 'C' },
        { "quiet", no_argument, NULL, 'q' },
        { "as-of", required_argument, NULL, 'a' },
        { "by", required_argument, NULL, 'b' },
        { "version", no_argument, NULL, 'v' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    const char *as_of = NULL;
    int c;

    opterr = 0;
    while ((c = getopt_long(argc, argv, "+:C:qh", longs, NULL)) != -1) {
        switch (c) {
        case 'C':
            cli->folder = optarg;
            break;
        case 'q':
            cli->quiet = true;
            break;
        case 'a':
            as_of = optarg;
            break;
        case 'b':
            snprintf(cli->context.person, sizeof cli->context.person, "%s",
                     optarg);
            break;
        case 'v':
            printf("tianbao %s\n", TIANBAO_VERSION);
            return 0;
        case 'h':
            print_program_help(stdout);
            return 0;
        case ':':
            return cli_usage(cli, "option '%s' needs a value",
                             argv[optind - 1]);
        default:
            return cli_usage(cli, "unknown option '%s'; see 'tianbao --help'",
                             argv[optind - 1]);
        }
    }
    if (set_context(cli, as_of) < 0)
        return CLI_FAILED;
    if (optind >= argc) {
        print_program_help(stderr);
        return cli_usage(cli, "a verb is missing");
    }
    return optind;
}

/* A full disk shows only when stdout is flushed: nothing may be lost there. */
static int close_stdout(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "tianbao: %s\n",
            tb_translate("cannot write to standard output"));
    return TB_IO;
}

/* Messages in the user's language, as UTF-8; numbers and letters stay as they
 * are in C, so that data is read the same everywhere. */
static void set_language(void)
{
    struct tb_buf path = { 0 };
    const char *folder = cli_beside("locale", &path);

    setlocale(LC_MESSAGES, "");
    if (folder)
        bindtextdomain("tianbao", folder);
    bind_textdomain_codeset("tianbao", "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8"); /* strerror */
    tb_buf_free(&path);
}

int main(int argc, char **argv)
{
    struct cli cli = { .folder = "." };
    const struct cli_verb *verb = NULL;
    int rc, at;

    umask(077);
    set_language();
    at = rc = global_options(&cli, argc, argv);
    if (at > 0) {
        verb = cli_find_verb(argv[at]);
        rc = verb ? run_verb(&cli, verb, argc - at, argv + at)
                  : unknown_verb(&cli, argv[at]);
    }
    tb_campaign_close(cli.campaign);
    tb_complaints_free(&cli.complaints);
    if (rc == CLI_FAILED) {
        fflush(stdout);
        fprintf(stderr, "tianbao%s%s: %s\n", verb ? " " : "",
                verb ? verb->name : "", cli.err.msg);
        rc = cli.err.status != TB_OK ? (int)cli.err.status : TB_INTERNAL;
    }
    return close_stdout(rc);
}
