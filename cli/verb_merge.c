/* verb_merge.c - tianbao merge: build the final tables. */
#include "cli.h"
#include "merge.h"

static void print_conflicts(const struct tb_merge_result *r)
{
    for (size_t i = 0; i < r->conflicts.count; i++) {
        const struct tb_conflict *c = &r->conflicts.list[i];
        printf("冲突 %.*s %.*s [%.*s] %.*s: %.*s“%.*s”，%.*s“%.*s”\n",
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
    cli_tell(
        cli,
        "共 %lld 行，%zu 张表（其中 %lld 行由多个部门填报的数据合并而成）\n",
        r.rows, r.tables, r.joined);
    if (r.open_slices > 0)
        cli_tell(cli, "%lld 个填报单元未审核通过，未纳入\n", r.open_slices);
    if (r.conflict_keys > 0)
        cli_tell(cli,
                 "%zu 个主键有冲突，未纳入：请人工裁定，由部门改正后重新报送\n",
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
