/* verb_validate_rules.c - tianbao validate rules: the rules as a handbook. */
#include "dict_book.h"
#include "handbook.h"
#include "verbs.h"

struct options {
    const char *dictionary, *table, *format, *output;
};

static const struct cli_opt opts[] = {
    CLI_TEXT(0, "dictionary", struct options, dictionary, "DIR",
             "of this edition, not of the campaign"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "the rules of this table only"),
    CLI_FORMAT(struct options),
    CLI_OUTPUT(struct options),
    CLI_END,
};

static int print_rules(struct cli *cli, const struct tb_view_options *view,
                       const struct tb_dict *dict, const struct tb_table *only)
{
    return cli_view_done(view, tb_handbook_print(dict, only, view, &cli->err));
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_buf path = { 0 };
    struct tb_dict *dict = NULL;
    const struct tb_table *only = NULL;
    struct tb_view_options view;
    int rc = CLI_FAILED;

    (void)args;
    tb_buf_addf(&path, "%s/schema", cli->folder);
    if (cli_view_choose(cli, o->format, o->output, &view) < 0)
        rc = CLI_FAILED;
    else if (o->dictionary && !cli_edition(o->dictionary, &path))
        cli_usage(cli, "no edition '%s'", o->dictionary);
    else if (tb_dict_read(path.p, &dict, &cli->complaints, &cli->err) < 0)
        rc = CLI_FAILED;
    else if (cli->complaints.count > 0)
        rc = TB_DICTIONARY;
    else if (o->table && !(only = tb_dict_find(dict, tb_str(o->table))))
        cli_usage(cli, "unknown table '%s'", o->table);
    else
        rc = print_rules(cli, &view, dict, only);
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
    .options_size = sizeof(struct options),
    .run = run,
};
