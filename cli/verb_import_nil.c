/* verb_import_nil.c - tianbao import nil: a department has no data. */
#include "import.h"
#include "verbs.h"

struct options {
    const char *department, *teacher, *reason, *late;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "whose declaration it is; needed"),
    CLI_TEXT(0, "teacher", struct options, teacher, "ID",
             "the teacher (工号) who has no rows"),
    CLI_TEXT(0, "reason", struct options, reason, "TEXT",
             "why there is no data"),
    CLI_TEXT('l', "late", struct options, late, "REASON",
             "let it in after its day, and why"),
    CLI_END,
};

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_buf who = { 0 };
    int rc = CLI_FAILED;

    if (!o->department)
        return cli_usage(cli, "whose? name a --department");
    if (tb_import_nil(cli->campaign, args[0], o->department, o->teacher,
                      o->reason ? o->reason : "", o->late, &who,
                      &cli->err) == 0) {
        cli_tell(cli, "%s (%s): 本年度无数据\n", args[0], tb_buf_text(&who));
        rc = TB_OK;
    }
    tb_buf_free(&who);
    return rc;
}

const struct cli_verb verb_import_nil = {
    .name = "import nil",
    .synopsis = "tianbao import nil --department NAME [--teacher ID] "
                "[--reason TEXT]\n"
                "               [--late REASON] TABLE",
    .summary = N_("declare that a department has no data for a table"),
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_min = 1,
    .args_max = 1,
    .needs_campaign = true,
    .run = run,
};
