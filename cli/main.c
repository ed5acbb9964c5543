/* main.c - tianbao: find the verb, read its options, run it. */
#include <libintl.h>
#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "date.h"
#include "file.h"
#include "mem.h"
#include "opt.h"
#include "verbs.h"

/* Who does this, and when, as the options say or the machine does. */
static int set_context(struct cli *cli)
{
    const struct passwd *user = getpwuid(geteuid());
    const char *day = cli->as_of;
    struct tb_date date;
    time_t now = time(NULL);
    struct tm local;
    size_t length;

    snprintf(cli->context.actor, sizeof cli->context.actor, "%s",
             user ? user->pw_name : "unknown");
    snprintf(cli->context.person, sizeof cli->context.person, "%s",
             cli->by ? cli->by : "");
    localtime_r(&now, &local);
    strftime(cli->context.now, sizeof cli->context.now, "%Y-%m-%dT%H:%M:%S",
             &local);
    if (!day)
        return 0;
    length = strlen(day);
    if (!tb_date_parse(tb_str(day), &date) || date.day == 0 ||
        (length != 10 && length != 19) || day[4] != '-' || day[7] != '-')
        return cli_usage(cli, "'%s' is no day; write 2022-10-08", day);
    snprintf(cli->context.now, sizeof cli->context.now, "%.10sT%.8s", day,
             length > 10 ? day + 11 : "00:00:00");
    return 0;
}

static int check_color(struct cli *cli)
{
    static const char *const words[] = { "auto", "always", "never" };

    for (size_t i = 0; cli->color && i < TB_LEN(words); i++)
        if (strcmp(cli->color, words[i]) == 0)
            return 0;
    return cli->color ? cli_usage(cli, "'%s' is none of auto, always, never",
                                  cli->color)
                      : 0;
}

/* What of VERB's words is missing, or too much: fail with its first form, in
 * one line. */
static int wrong_arguments(struct cli *cli, const struct cli_verb *v,
                           const char *format)
{
    const char *p = v->synopsis, *next = strstr(p, "\n       tianbao");
    const char *end = next ? next : p + strlen(p);
    struct tb_buf form = { 0 };

    for (; p < end; p++)
        if (*p != '\n')
            tb_buf_addc(&form, *p);
        else
            p += strspn(p + 1, " ") - (p[1] == ' ');
    cli_usage(cli, format, form.p);
    tb_buf_free(&form);
    return CLI_FAILED;
}

static int check_arguments(struct cli *cli, const struct cli_verb *v,
                           char **args)
{
    struct tb_buf names = { 0 };

    if (v->subs && args[0] && (!v->run || v->args_max == 0))
        return cli_unknown_verb(cli, v->subs, args[0]);
    if (!v->run) {
        cli_list_verbs(v->subs, &names);
        cli_usage(cli, "a sub-verb is missing: %s", names.p);
        tb_buf_free(&names);
        return CLI_FAILED;
    }
    if (cli->argc < v->args_min)
        return wrong_arguments(cli, v, N_("something is missing; usage: %s"));
    if (v->args_max >= 0 && cli->argc > v->args_max)
        return wrong_arguments(cli, v, N_("too many arguments; usage: %s"));
    return 0;
}

/* On stderr, for what is printed may be read by a program. */
static void tell_old(const struct cli *cli, const struct cli_old *old)
{
    if (old && !cli->quiet)
        fprintf(stderr, tb_translate("tianbao: '%s --%s' is now '%s%s%s'\n"),
                old->verb->name, old->opt.name, old->now->name,
                old->alone ? " --" : "", old->alone ? old->opt.name : "");
}

static int run_verb(struct cli *cli, const struct cli_verb *v, char **words)
{
    const struct cli_old *old = cli_renew(&v, words);
    void *options = tb_alloc(1, v->options_size ? v->options_size : 1);
    int rc;

    cli->verb = v;
    if (v->defaults)
        memcpy(options, v->defaults, v->options_size);
    rc = cli_read_words(cli, v, options, words);
    tell_old(cli, old);
    if (rc == 0 && cli->wants_help) {
        cli_print_help(v, stdout);
        goto done;
    }
    if (rc < 0 || (rc = check_color(cli)) < 0 || (rc = set_context(cli)) < 0 ||
        (rc = check_arguments(cli, v, words)) < 0 ||
        (v->needs_campaign && (rc = cli_open_campaign(cli)) < 0))
        goto done;
    rc = v->run(cli, options, words);
    cli_tick_wipe();
    if (cli->campaign && cli->campaign->is_unlogged && !cli->quiet)
        fprintf(stderr,
                tb_translate("tianbao: the folder %s cannot be written: this "
                             "is not in the log\n"),
                cli->campaign->folder);
done:
    free(options);
    return rc;
}

/* WORDS are all behind the program's name. */
static int run_program(struct cli *cli, char **words)
{
    const struct cli_verb *v;

    if (cli_read_words(cli, &cli_program, cli, words) < 0)
        return CLI_FAILED;
    if (cli->wants_help || cli->wants_version) {
        if (cli->wants_help)
            cli_print_help(&cli_program, stdout);
        else
            printf("tianbao %s\n", TIANBAO_VERSION);
        return TB_OK;
    }
    if (!words[0]) {
        cli_print_help(&cli_program, stderr);
        return cli_usage(cli, "a verb is missing");
    }
    v = cli_find_verb(cli_verbs, words[0]);
    return v ? run_verb(cli, cli_choose(v, words + 1), words + 1)
             : cli_unknown_verb(cli, cli_verbs, words[0]);
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
    int rc;

    umask(077);
    set_language();
    rc = run_program(&cli, argv + (argc > 0));
    tb_campaign_close(cli.campaign);
    tb_complaints_free(&cli.complaints);
    if (rc == CLI_FAILED) {
        fflush(stdout);
        fprintf(stderr, "tianbao%s%s: %s\n", cli.verb ? " " : "",
                cli.verb ? cli.verb->name : "", cli.err.msg);
        rc = cli.err.status != TB_OK ? (int)cli.err.status : TB_INTERNAL;
    }
    return close_stdout(rc);
}
