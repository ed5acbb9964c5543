/* verb_validate_dictionary.c - tianbao validate dictionary: an edition. */
#include "dict_book.h"
#include "lint.h"
#include "verbs.h"

static int run(struct cli *cli, const void *options, char **args)
{
    struct tb_buf folder = { 0 };
    struct tb_dict *dict = NULL;
    size_t examples = 0;
    int rc = CLI_FAILED;

    (void)options;
    if (!cli_edition(args[0], &folder)) {
        cli_usage(cli, "no edition '%s'", args[0]);
        goto done;
    }
    if (tb_dict_read(folder.p, &dict, &cli->complaints, &cli->err) < 0 ||
        tb_dict_try(dict, &cli->complaints, &examples, &cli->err) < 0)
        goto done;
    cli_print_complaints(&cli->complaints, args[0]);
    printf(tb_translate("%zu tables, %zu lists, %zu rules, %zu examples run, "
                        "%zu complaints\n"),
           dict->table_count, dict->list_count, dict->rule_count, examples,
           cli->complaints.count);
    rc = cli->complaints.count > 0 ? TB_DICTIONARY : TB_OK;
done:
    tb_dict_free(dict);
    tb_buf_free(&folder);
    return rc;
}

const struct cli_verb verb_validate_dictionary = {
    .name = "validate dictionary",
    .synopsis = "tianbao validate dictionary DIR",
    .summary = N_("check an edition and run the examples of its rules"),
    .args_min = 1,
    .args_max = 1,
    .run = run,
};
