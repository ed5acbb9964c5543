/* verb_merge.c - tianbao merge: build the final tables. */
#include "cli.h"
#include "merge.h"

static void print_conflicts(const struct tb_merge_result *r)
{
    for (size_t i = 0; i < r->conflicts.count; i++) {
        const struct tb_conflict *c = &r->conflicts.list[i];
        printf(
            tb_translate(
                "conflict %.*s %.*s [%.*s] %.*s: %.*s “%.*s”, %.*s “%.*s”\n"),
            TB_STR_ARG(c->table->no), TB_STR_ARG(c->table->name),
            TB_STR_ARG(c->key), TB_STR_ARG(c->field),
            TB_STR_ARG(c->first.department), TB_STR_ARG(c->first.value),
            TB_STR_ARG(c->second.department), TB_STR_ARG(c->second.value));
    }
}

static int run(struct cli *cli, const void *options, char **args)
{
    struct tb_merge_result r = { 0 };
    int rc = CLI_FAILED;

    (void)options;
    (void)args;
    if (tb_merge_run(cli->campaign, &r, &cli->err) < 0)
        goto done;
    print_conflicts(&r);
    for (size_t i = 0; i < r.derived.broken_count; i++)
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r.derived.broken[i]));
    cli_say(cli,
            "%lld rows in %zu tables (%lld joined from several "
            "departments)\n",
            r.rows, r.tables, r.joined);
    if (r.open_slices > 0)
        cli_say(cli, "%lld slices are not approved and were left out\n",
                r.open_slices);
    if (r.conflict_keys > 0)
        cli_say(cli,
                "%zu keys are in conflict and were left out: a person "
                "decides, the departments correct and send again\n",
                r.conflict_keys);
    rc = r.derived.broken_count > 0 ? TB_DICTIONARY
         : r.conflict_keys > 0      ? TB_CONFLICTS
                                    : TB_OK;
done:
    tb_merge_result_free(&r);
    return rc;
}

const struct cli_verb verb_merge = {
    .name = "merge",
    .synopsis = "tianbao merge",
    .summary = N_("build the final tables from approved slices"),
    .needs_campaign = true,
    .run = run,
};
