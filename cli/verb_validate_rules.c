/* verb_validate_rules.c - tianbao validate rules: the rules as a handbook. */
#include "dict_book.h"
#include "handbook.h"
#include "verbs.h"

struct options {
    const char *dictionary, *table, *format, *output;
};

static const struct options defaults = { .format = "text" };

static const struct cli_opt opts[] = {
    CLI_TEXT(0, "dictionary", struct options, dictionary, "DIR",
             "of this edition, not of the campaign"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "the rules of this table only"),
    CLI_TEXT('f', "format", struct options, format, "NAME",
             "text, markdown or xlsx (default: text)"),
    CLI_TEXT('o', "output", struct options, output, "FILE",
             "where to (default: standard output)"),
    CLI_END,
};

static int print_rules(struct cli *cli, const struct options *o,
                       const struct tb_dict *dict, const struct tb_table *only)
{
    FILE *out;

    if (strcmp(o->format, "xlsx") != 0) {
        out = cli_output_open(cli, o->output);
        tb_handbook_print(dict, only, o->format, out);
        return cli_output_close(cli, out, o->output, TB_OK);
    }
    if (!o->output)
        return cli_usage(cli, "a workbook needs --output FILE");
    if (tb_handbook_write(dict, only, o->output, &cli->err) < 0)
        return CLI_FAILED;
    printf("%s\n", o->output);
    return TB_OK;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_buf path = { 0 };
    struct tb_dict *dict = NULL;
    const struct tb_table *only = NULL;
    int rc = CLI_FAILED;

    (void)args;
    tb_buf_addf(&path, "%s/schema", cli->folder);
    if (!tb_handbook_has_format(o->format))
        cli_usage(cli, "unknown format '%s': text, markdown or xlsx",
                  o->format);
    else if (o->dictionary && !cli_edition(o->dictionary, &path))
        cli_usage(cli, "no edition '%s'", o->dictionary);
    else if (tb_dict_read(path.p, &dict, &cli->complaints, &cli->err) < 0)
        rc = CLI_FAILED;
    else if (cli->complaints.count > 0)
        rc = TB_DICTIONARY;
    else if (o->table && !(only = tb_dict_find(dict, tb_str(o->table))))
        cli_usage(cli, "unknown table '%s'", o->table);
    else
        rc = print_rules(cli, o, dict, only);
    if (rc == TB_DICTIONARY)
        cli_print_complaints(&cli->complaints, path.p);
    tb_dict_free(dict);
    tb_buf_free(&path);
    return rc;
}

const struct cli_verb verb_validate_rules = {
    .name = "validate rules",
    .synopsis = "tianbao validate rules [--dictionary DIR] [--table TABLE] "
                "[--format NAME]\n"
                "               [--output FILE]",
    .summary = N_("print the rules as a handbook"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .run = run,
};
