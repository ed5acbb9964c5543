/* verb_import.c - tianbao import: take returned files. */
#include "file.h"
#include "import.h"
#include "inbox.h"
#include "report.h"
#include "terminal.h"
#include "verbs.h"

#define NOTE_INDENT 12

struct options {
    const char *department, *table, *teacher, *late;
    bool accumulate, cloud, confirm, ignore_mark;
    long deletions;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "whose data it is, when the file does not say"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "which table it is, when the header does not say"),
    CLI_TEXT(0, "teacher", struct options, teacher, "ID",
             "whose rows they are (工号), when the file does not say"),
    CLI_FLAG(0, "ignore-mark", struct options, ignore_mark,
             "do not ask a template whose it is"),
    CLI_TEXT('l', "late", struct options, late, "REASON",
             "let it in after its day, and why"),
    CLI_FLAG(0, "cloud", struct options, cloud,
             "received from the ministry's cloud, not from a department"),
    CLI_FLAG('a', "accumulate", struct options, accumulate,
             "add to what is filed, by key; nothing goes"),
    CLI_FLAG(0, "confirm", struct options, confirm,
             "what is held as a likely mistake is meant"),
    CLI_NUMBER(0, "deletions", struct options, deletions, "N",
               "that many rows of what was accumulated may go"),
    CLI_END,
};

/* How many files and sheets went which way. */
struct tally {
    size_t files, filed, unchanged, refused, skipped; /* files; they add up */
    bool taken, failed; /* something was; something was not */
    size_t partly;      /* of FILED: something of it was refused */
    size_t rejected_rows, unread_cells, pending_rows, asked_rows;
    enum tb_status worst;
    struct tb_import_batch batch;
};

static void print_sheet(const struct cli *cli, const struct tb_import_sheet *s,
                        const char *path)
{
    static const char *const outcomes[] = {
        [TB_IMPORT_FILED] = "已收",   [TB_IMPORT_UNCHANGED] = "无变化",
        [TB_IMPORT_NIL] = "无数据",   [TB_IMPORT_EMPTY] = "无数据行",
        [TB_IMPORT_SKIPPED] = "跳过", [TB_IMPORT_REFUSED] = "拒收",
        [TB_IMPORT_HELD] = "待确认",  [TB_IMPORT_BAD] = "未收",
    };
    bool bad = s->outcome >= TB_IMPORT_REFUSED;
    FILE *out = bad ? stderr : stdout;

    struct tb_buf line = { 0 };

    bool told = bad || s->rejected + s->unread > 0 || s->has_unknown ||
                s->hidden > 0 || s->pending + s->asked > 0 ||
                s->outcome == TB_IMPORT_SKIPPED;

    if (cli->quiet && !told)
        return;
    if (bad || cli->quiet)
        fprintf(out, "%s:", path);
    fputs("  ", out);
    if (cli_wants_colour(cli, out))
        fputs(bad ? "\033[31m" : "\033[32m", out);
    tb_terminal_pad(out, tb_str(outcomes[s->outcome]), 10);
    if (cli_wants_colour(cli, out))
        fputs("\033[0m", out);
    tb_buf_add(&line, s->sheet.n > 0 || !s->table ? s->sheet : s->table->name);
    if (s->department.n > 0)
        tb_buf_addf(&line, " (%.*s%s%.*s)", TB_STR_ARG(s->department),
                    s->part.n > 0 ? " " : "", TB_STR_ARG(s->part));
    if (s->outcome == TB_IMPORT_UNCHANGED && s->locked != TB_LEVEL_NONE)
        tb_buf_addf(&line, "［%s已通过，已锁定］",
                    tb_levels[s->locked].chinese);
    if (s->rows_in > 0 && s->outcome > TB_IMPORT_SKIPPED)
        tb_buf_addf(&line, ": 共 %zu 行，都没有收", s->rows_in);
    else if (s->rows_in > 0)
        tb_buf_addf(&line, ": 共 %zu 行 = 收下 %zu + 未收 %zu", s->rows_in,
                    s->filed, s->rejected);
    if (s->unread > 0)
        tb_buf_addf(&line, "，%zu 个单元格未能读取", s->unread);
    if (s->is_early)
        tb_buf_adds(&line, "；注意：开始时间未到");
    if (s->pending > 0)
        tb_buf_addf(&line, "；%zu 行上年数据待核，没有收%.*s", s->pending,
                    TB_STR_ARG(s->waiting));
    if (s->over > 0)
        tb_buf_addf(&line, "；%zu 行上年数据不再有", s->over);
    if (s->kept > 0)
        tb_buf_addf(&line, "；原已提交的 %lld 行保留", s->kept);
    if (s->gone > 0 && s->outcome == TB_IMPORT_FILED)
        tb_buf_addf(&line, "；原已提交的 %lld 行不再有", s->gone);
    tb_terminal_wrap(out, NOTE_INDENT, TB_TERMINAL_WIDTH, tb_buf_str(&line));
    tb_buf_free(&line);
    if (s->note.n > 0) {
        fprintf(out, "%*s", NOTE_INDENT, "");
        tb_terminal_wrap(out, NOTE_INDENT, TB_TERMINAL_WIDTH, s->note);
    }
}

/* REFUSED outranks BADFILE: it is the office's to decide. */
static void note_fault(struct tally *t, enum tb_status status)
{
    t->failed = true;
    if (t->worst != TB_REFUSED)
        t->worst = status;
}

static void count_result(const struct tb_import_result *r, struct tally *t)
{
    bool filed = false, refused = false;

    for (size_t i = 0; i < r->count; i++) {
        const struct tb_import_sheet *s = &r->sheets[i];
        if (s->outcome <= TB_IMPORT_EMPTY && s->outcome != TB_IMPORT_NIL &&
            !s->is_old) {
            t->pending_rows += s->pending;
            t->asked_rows += s->asked;
        }
        filed = filed || s->outcome == TB_IMPORT_FILED ||
                s->outcome == TB_IMPORT_NIL || s->is_signed;
        t->taken = t->taken || s->outcome <= TB_IMPORT_EMPTY;
        if (s->outcome == TB_IMPORT_FILED || s->outcome == TB_IMPORT_EMPTY) {
            t->rejected_rows += s->rejected;
            t->unread_cells += s->unread;
        } else if (s->outcome > TB_IMPORT_SKIPPED) {
            refused = true;
            note_fault(t,
                       s->outcome == TB_IMPORT_BAD ? TB_BADFILE : TB_REFUSED);
        }
    }
    if (filed)
        t->filed++;
    else if (refused)
        t->refused++;
    else
        t->unchanged++;
    t->partly += filed && refused;
}

#define SHARES 10 /* of a divided sheet that are shown one by one */

/* A sheet that was divided: what all its shares come to. */
static void print_shares(const struct cli *cli,
                         const struct tb_import_result *r, size_t from,
                         size_t to)
{
    size_t rows = 0, filed = 0, slices = 0;

    for (size_t i = from; i < to; i++) {
        rows += r->sheets[i].rows_in;
        filed += r->sheets[i].filed;
        slices += r->sheets[i].department.n > 0;
    }
    cli_tell(
        cli,
        "  %.*s 按各行所属分给 %zu 个填报单元: 共 %zu 行 = 收下 %zu + 未收 "
        "%zu\n",
        TB_STR_ARG(r->sheets[from].table->name), slices, rows, filed,
        rows - filed);
}

/* The sheets of a file; of one that was divided into very many shares only
 * those with which something is wrong. */
static void print_sheets(const struct cli *cli,
                         const struct tb_import_result *r, const char *path)
{
    for (size_t i = 0, end; i < r->count; i = end) {
        for (end = i + 1; r->sheets[i].is_share && end < r->count &&
                          r->sheets[end].is_share &&
                          tb_str_eq(r->sheets[end].sheet, r->sheets[i].sheet);)
            end++;
        for (size_t k = i; k < end; k++)
            if (end - i <= SHARES || r->sheets[k].rejected > 0 ||
                r->sheets[k].outcome > TB_IMPORT_EMPTY)
                print_sheet(cli, &r->sheets[k], path);
        if (r->sheets[i].is_share)
            print_shares(cli, r, i, end);
    }
}

/* One file.  Only a broken machine stops the files after it. */
static int import_file(struct cli *cli, const struct tb_inbox_item *item,
                       const struct options *o, struct tally *t)
{
    const struct tb_import_options options = {
        .department = o->department,
        .table = o->table,
        .teacher = o->teacher,
        .ignores_mark = o->ignore_mark,
        .cloud = o->cloud,
        .late = o->late,
        .accumulates = o->accumulate,
        .confirms = o->confirm,
        .deletions = o->deletions,
        .batch = &t->batch,
    };
    struct tb_import_result r = { 0 };
    struct tb_err err = { 0 };
    int rc = tb_import_file(cli->campaign, item->path.p, &options, &r, &err);

    cli_tick_wipe();
    t->files++;
    if (rc < 0 && err.status >= TB_INTERNAL) {
        cli->err = err;
    } else if (rc < 0) {
        fflush(stdout);
        fprintf(stderr, "%s\n", err.msg);
        t->refused++;
        note_fault(t, err.status);
        rc = 0;
    } else {
        cli_tell(cli, "%s%s%s%s\n", item->shown.p, r.encoding ? " [" : "",
                 r.encoding ? r.encoding : "", r.encoding ? "]" : "");
        if (r.is_known)
            cli_tell(cli, "  内容完全相同的文件此前已导入过\n");
        if (r.is_old)
            cli_tell(cli, "  这是用另一份数据字典生成的旧模板：按表头读取\n");
        print_sheets(cli, &r, item->shown.p);
        count_result(&r, t);
    }
    tb_import_result_free(&r);
    return rc;
}

/* What is not read, and why. */
static void skip_item(const struct cli *cli, const struct tb_inbox_item *item,
                      struct tally *t)
{
    static const struct {
        const char *why;
        bool is_folder;
        bool is_fault; /* something may be in it */
    } skips[TB_INBOX_SKIPS] = {
        [TB_INBOX_LOCK] = { "打开着的工作簿的锁文件；请关闭工作簿，再导入工作簿"
                            "本身",
                            false, false },
        [TB_INBOX_HIDDEN] = { "隐藏文件", false, false },
        [TB_INBOX_LINK] = { "是链接，不跟随", false, false },
        [TB_INBOX_ODD] = { "不是普通文件", false, false },
        [TB_INBOX_DEEP] = { "文件夹太深，没有进入；请单独导入它", true, true },
        [TB_INBOX_CAMPAIGN] = { "是采集任务的文件夹，没有进入", true, false },
        [TB_INBOX_EMPTY] = { "文件夹里没有可以导入的文件", true, true },
    };
    bool is_fault = skips[item->skip].is_fault;

    cli_tick_wipe();
    if (is_fault) {
        fflush(stdout);
        fprintf(stderr, "%s: %s\n", item->shown.p, skips[item->skip].why);
        note_fault(t, TB_BADFILE);
    } else {
        cli_tell(cli, "%s\n  跳过      %s\n", item->shown.p,
                 skips[item->skip].why);
    }
    t->files += !skips[item->skip].is_folder;
    t->skipped += !skips[item->skip].is_folder;
}

static enum tb_status verdict(const struct tally *t)
{
    if (t->failed)
        return t->taken ? TB_PARTLY : t->worst;
    if (!t->taken && t->skipped == t->files)
        return TB_BADFILE;
    return t->rejected_rows + t->pending_rows + t->asked_rows > 0 ? TB_FINDINGS
                                                                  : TB_OK;
}

static void print_tally(const struct cli *cli, const struct tally *t,
                        bool is_list)
{
    if (t->rejected_rows + t->unread_cells > 0)
        cli_tell(cli,
                 "%zu 行被拒收，%zu 个单元格未能读取：请用 'tianbao validate' "
                 "查看位置和原因\n",
                 t->rejected_rows, t->unread_cells);
    if (t->pending_rows > 0)
        cli_tell(
            cli,
            "%zu 行上年数据待核，未计入：请部门逐行核对，在“核对”列选“已核”"
            "或“不再有”，重新提交\n",
            t->pending_rows);
    if (!is_list)
        return;
    cli_tell(cli,
             "收到 %zu 个文件 = 收下 %zu + 无变化 %zu + 拒收 %zu + 跳过 %zu",
             t->files, t->filed, t->unchanged, t->refused, t->skipped);
    if (t->partly > 0)
        cli_tell(cli, "；收下的文件中 %zu 个有工作表没有收", t->partly);
    cli_tell(cli, "\n");
}

static int run(struct cli *cli, const void *options, char **args)
{
    struct tally t = { 0 };
    struct tb_inbox in = { 0 };
    int rc = CLI_FAILED;

    for (int i = 0; i < cli->argc; i++)
        if (tb_inbox_add(&in, args[i], &cli->err) < 0)
            goto done;
    for (size_t i = 0; i < in.count; i++) {
        tb_tick(&cli->campaign->tick, "导入 文件", i, in.count);
        if (in.list[i].skip != TB_INBOX_TAKEN)
            skip_item(cli, &in.list[i], &t);
        else if (import_file(cli, &in.list[i], options, &t) < 0)
            goto done;
    }
    print_tally(cli, &t, in.count > 1 || tb_file_is_folder(args[0]));
    rc = (int)verdict(&t);
done:
    tb_inbox_free(&in);
    tb_import_batch_free(&t.batch);
    return rc;
}

static const struct cli_verb *const subs[] = { &verb_import_nil, NULL };

const struct cli_verb verb_import = {
    .name = "import",
    .synopsis =
        "tianbao import [--department NAME] [--table TABLE] "
        "[--teacher ID]\n"
        "               [--ignore-mark] [--late REASON] [--accumulate]\n"
        "               [--deletions N] [--confirm] FILE|FOLDER...\n"
        "       tianbao import --cloud [--table TABLE] [--ignore-mark] "
        "[--confirm]\n"
        "               FILE|FOLDER...",
    .summary = N_("take returned workbooks and CSV files"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run,
};
