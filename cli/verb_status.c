/* verb_status.c - tianbao status: what is in, what is missing, with whom. */
#include "cli.h"
#include "report.h"

struct options {
    const char *department, *table;
    bool all;
};

static const struct options defaults = { 0 };

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "this department only"),
    CLI_TEXT('t', "table", struct options, table, "TABLE", "this table only"),
    CLI_FLAG('a', "all", struct options, all, "every slice, done ones too"),
    CLI_END,
};

static void print_counts(const struct tb_review_list *l)
{
    static const char *const states[] = { "missing",    "returned", "submitted",
                                          "department", "lead",     "school",
                                          "nil" };

    for (size_t k = 0; k < TB_LEN(states); k++) {
        size_t n = 0;
        for (size_t i = 0; i < l->count; i++)
            n += tb_str_is(l->slices[i].state, states[k]);
        if (n > 0)
            printf("%s %zu  ", tb_review_state_chinese(tb_str(states[k])), n);
    }
    printf("共 %zu\n", l->count);
}

/* Leave only what somebody still has to do something about. */
static void keep_open(struct tb_review_list *l, struct tb_str last)
{
    size_t n = 0;

    for (size_t i = 0; i < l->count; i++)
        if (!tb_str_eq(l->slices[i].state, last) &&
            !tb_str_is(l->slices[i].state, "nil"))
            l->slices[n++] = l->slices[i];
    l->count = n;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tb_review_list l = { 0 };
    int rc =
        tb_review_read(cli->campaign, o->table, o->department, &l, &cli->err);

    (void)args;
    if (rc == 0) {
        printf("%s %s\n", tb_buf_text(&cli->campaign->school),
               cli->campaign->windows.academic);
        print_counts(&l);
        if (!o->all)
            keep_open(&l, tb_campaign_last_level(cli->campaign));
        if (l.count > 0)
            tb_report_slices(&l, stdout);
    }
    tb_review_list_free(&l);
    return rc == 0 ? TB_OK : CLI_FAILED;
}

const struct cli_verb verb_status = {
    .name = "status",
    .synopsis = "tianbao status [--all] [--department NAME] [--table TABLE]",
    .summary = N_("show what is in, what is missing and with whom"),
    .opts = opts,
    .defaults = &defaults,
    .options_size = sizeof defaults,
    .needs_campaign = true,
    .run = run,
};
