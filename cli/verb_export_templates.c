/* verb_export_templates.c - tianbao export templates: what is to be filled. */
#include "dispatch.h"
#include "verbs.h"

struct options {
    const char *department, *prefill, *from, *output;
    bool eml;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "the templates of this department only"),
    CLI_TEXT('p', "prefill", struct options, prefill, "WHAT",
             "with rows: last (year's), or filed (now)"),
    CLI_FLAG(0, "eml", struct options, eml,
             "a message with each, ready to send"),
    CLI_TEXT(0, "from", struct options, from, "ADDRESS",
             "who sends the messages (default: your mail program says)"),
    CLI_TEXT('o', "output", struct options, output, "DIR",
             "where to (default: out/templates in the campaign)"),
    CLI_END,
};

static void told(const char *path, size_t tables, void *ctx)
{
    cli_tell(ctx, "%s: %zu 张表\n", path, tables);
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_buf folder = { 0 };
    struct tb_dispatch_result r = { 0 };
    enum tb_prefill_kind prefill = TB_PREFILL_NONE;
    int rc;

    (void)args;
    if (o->prefill && strcmp(o->prefill, "last") == 0)
        prefill = TB_PREFILL_LAST;
    else if (o->prefill && strcmp(o->prefill, "filed") == 0)
        prefill = TB_PREFILL_FILED;
    else if (o->prefill)
        return cli_usage(cli, "'%s' is neither last nor filed", o->prefill);
    tb_campaign_path(cli->campaign, "out/templates", &folder);
    rc = tb_dispatch_templates(cli->campaign,
                               &(struct tb_dispatch_options){
                                   o->output ? o->output : folder.p,
                                   o->department, o->eml, o->from, prefill },
                               told, cli, &r, &cli->err);
    if (rc == 0)
        cli_tell(cli, "%zu 个工作簿；哪个发给谁见 %s\n", r.workbooks,
                 r.manifest.p);
    if (rc == 0 && prefill == TB_PREFILL_LAST && !r.has_last)
        cli_tell(cli, "没有上年数据：各表为空表\n");
    if (rc == 0 && o->eml)
        cli_tell(cli, "%zu 封邮件，其中 %zu 封没有收件人地址\n", r.mails,
                 r.unaddressed);
    tb_dispatch_result_free(&r);
    tb_buf_free(&folder);
    return rc;
}

const struct cli_verb verb_export_templates = {
    .name = "export templates",
    .synopsis = "tianbao export templates [--department NAME] [--prefill WHAT] "
                "[--eml]\n"
                "               [--from ADDRESS] [--output DIR]",
    .summary = N_("write the workbooks that are to be filled"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .needs_campaign = true,
    .run = run,
};
