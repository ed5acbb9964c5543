/* verb_merge.c - tianbao merge: build the final tables. */
#include "cli.h"
#include "merge.h"
#include "words.h"

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

#define SHOWN 20 /* faults */

struct fault_list {
    long long shown, all;
};

static int print_fault(const struct tb_outcome_fault *f, void *ctx)
{
    static const char *const heads[] = {
        [TB_FAULT_CHANGED] = "变动", [TB_FAULT_CHECK] = "错误"
    };
    struct fault_list *list = ctx;

    if (list->all++ >= SHOWN)
        return 0;
    list->shown++;
    printf("%s %.*s %.*s", heads[f->kind], TB_STR_ARG(f->table->no),
           TB_STR_ARG(f->table->name));
    if (f->key.n > 0)
        printf(" [%.*s]", TB_STR_ARG(f->key));
    if (f->field.n > 0)
        printf(" %.*s", TB_STR_ARG(f->field));
    printf(" %.*s%s%.*s\n", TB_STR_ARG(f->message), f->rule.n > 0 ? " " : "",
           TB_STR_ARG(tb_check_name(f->rule)));
    return 0;
}

static int print_faults(struct cli *cli, const struct tb_merge_result *r)
{
    struct fault_list list = { 0 };
    long long all = r->changed + r->faults;

    if (tb_outcome_faults_each(&cli->campaign->store, print_fault, &list,
                               &cli->err) < 0)
        return -1;
    if (all > list.shown)
        printf("另有 %lld 处\n", all - list.shown);
    return 0;
}

/* What is in the way of going up. */
static void tell_what_blocks(struct cli *cli, const struct tb_merge_result *r)
{
    if (r->conflict_keys > 0)
        cli_tell(cli,
                 "%zu 个主键有冲突，未纳入：请人工裁定，由部门改正后重新报送\n",
                 r->conflict_keys);
    if (r->changed > 0)
        cli_tell(cli, "%lld 份数据在审核通过后被改动：不能上报\n", r->changed);
    if (r->faults > 0)
        cli_tell(cli, "合并后校验有错误 %lld 个：不能上报\n", r->faults);
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
    if (print_faults(cli, &r) < 0)
        goto done;
    for (size_t i = 0; i < r.broken_count; i++)
        fprintf(stderr, "%.*s\n", TB_STR_ARG(r.broken[i]));
    cli_tell(
        cli,
        "共 %lld 行，%zu 张表（其中 %lld 行由多个部门填报的数据合并而成）\n",
        r.rows, r.tables, r.joined);
    cli_tell(
        cli,
        "已审 %lld 行 = 合并后 %lld 行 + 并入同主键的 %lld 行 + 冲突未纳入 "
        "%lld 行；导入时未收 %lld 行\n",
        r.all.in, r.all.out, r.all.folded, r.all.conflict, r.all.rejected);
    if (r.open_slices > 0)
        cli_tell(cli, "%lld 个填报单元未审核通过，未纳入\n", r.open_slices);
    tell_what_blocks(cli, &r);
    rc = r.broken_count > 0              ? TB_DICTIONARY
         : r.conflict_keys > 0           ? TB_CONFLICTS
         : r.changed > 0 || r.faults > 0 ? TB_FINDINGS
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
