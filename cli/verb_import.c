/* verb_import.c - tianbao import: take returned files. */
#include <stdlib.h>

#include "file.h"
#include "import.h"
#include "report.h"
#include "terminal.h"
#include "verbs.h"

#define NOTE_INDENT 12

struct options {
    const char *department, *table, *teacher, *late;
    bool accumulate, cloud;
    long deletions;
};

static const struct cli_opt opts[] = {
    CLI_TEXT('d', "department", struct options, department, "NAME",
             "whose data it is, when the file does not say"),
    CLI_TEXT('t', "table", struct options, table, "TABLE",
             "which table it is, when the header does not say"),
    CLI_TEXT(0, "teacher", struct options, teacher, "ID",
             "whose rows they are (工号), when the file does not say"),
    CLI_TEXT('l', "late", struct options, late, "REASON",
             "let it in after its day, and why"),
    CLI_FLAG(0, "cloud", struct options, cloud,
             "received from the ministry's cloud, not from a department"),
    CLI_FLAG('a', "accumulate", struct options, accumulate,
             "add to what is filed, by key; nothing goes"),
    CLI_NUMBER(0, "deletions", struct options, deletions, "N",
               "that many rows of what was accumulated may go"),
    CLI_END,
};

/* How many files and sheets went which way. */
struct tally {
    size_t taken, failed, refused, rejected_rows, unread_cells;
    size_t locks; /* passed over */
    enum tb_status worst;
};

static void print_sheet(const struct cli *cli, const struct tb_import_sheet *s,
                        const char *path)
{
    static const char *const outcomes[] = {
        [TB_IMPORT_FILED] = "已收",   [TB_IMPORT_UNCHANGED] = "无变化",
        [TB_IMPORT_NIL] = "无数据",   [TB_IMPORT_EMPTY] = "无数据行",
        [TB_IMPORT_SKIPPED] = "跳过", [TB_IMPORT_REFUSED] = "拒收",
        [TB_IMPORT_BAD] = "未收",
    };
    bool bad = s->outcome >= TB_IMPORT_REFUSED;
    FILE *out = bad ? stderr : stdout;

    struct tb_buf line = { 0 };

    bool told = bad || s->rejected + s->unread > 0 || s->has_unknown ||
                s->hidden > 0 || s->outcome == TB_IMPORT_SKIPPED;

    if (cli->quiet && !told)
        return;
    if (bad || cli->quiet)
        fprintf(out, "%s:", tb_file_name(path));
    fputs("  ", out);
    tb_terminal_pad(out, tb_str(outcomes[s->outcome]), 10);
    tb_buf_add(&line, s->sheet.n > 0 || !s->table ? s->sheet : s->table->name);
    if (s->department.n > 0)
        tb_buf_addf(&line, " (%.*s%s%.*s)", TB_STR_ARG(s->department),
                    s->part.n > 0 ? " " : "", TB_STR_ARG(s->part));
    if (s->rows_in > 0)
        tb_buf_addf(&line, ": 共 %zu 行 = 收下 %zu + 未收 %zu", s->rows_in,
                    s->filed, s->rejected);
    if (s->unread > 0)
        tb_buf_addf(&line, "，%zu 个单元格未能读取", s->unread);
    if (s->pending > 0)
        tb_buf_addf(&line, "；%zu 行上年内容尚未核对", s->pending);
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

static void count_result(const struct tb_import_result *r, struct tally *t)
{
    bool taken = false, refused = false;

    for (size_t i = 0; i < r->count; i++) {
        const struct tb_import_sheet *s = &r->sheets[i];
        taken = taken || s->outcome <= TB_IMPORT_EMPTY;
        t->rejected_rows += s->rejected;
        t->unread_cells += s->unread;
        if (s->outcome == TB_IMPORT_REFUSED) {
            t->worst = TB_REFUSED;
            refused = true;
        } else if (s->outcome == TB_IMPORT_BAD) {
            t->worst = t->worst == TB_REFUSED ? TB_REFUSED : TB_BADFILE;
            refused = true;
        }
    }
    t->taken += taken;
    t->refused += refused;
}

/* One file.  Only a broken machine stops the files after it. */
static int import_file(struct cli *cli, const char *path,
                       const struct options *o, struct tally *t)
{
    const struct tb_import_options options = {
        .department = o->department,
        .table = o->table,
        .teacher = o->teacher,
        .cloud = o->cloud,
        .late = o->late,
        .accumulates = o->accumulate,
        .deletions = o->deletions,
    };
    struct tb_import_result r = { 0 };
    struct tb_err err = { 0 };
    int rc = tb_import_file(cli->campaign, path, &options, &r, &err);

    if (rc < 0 && err.status >= TB_INTERNAL) {
        cli->err = err;
    } else if (rc < 0) {
        fflush(stdout);
        fprintf(stderr, "%s\n", err.msg);
        t->failed++;
        t->worst = err.status;
        rc = 0;
    } else {
        cli_tell(cli, "%s%s%s%s\n", tb_file_name(path), r.encoding ? " [" : "",
                 r.encoding ? r.encoding : "", r.encoding ? "]" : "");
        if (r.is_known)
            cli_tell(cli, "  内容完全相同的文件此前已导入过\n");
        if (r.is_old)
            cli_tell(cli, "  这是用另一份数据字典生成的旧模板：按表头读取\n");
        for (size_t i = 0; i < r.count; i++)
            print_sheet(cli, &r.sheets[i], path);
        count_result(&r, t);
    }
    tb_import_result_free(&r);
    return rc;
}

/* Lock files of office programs are no one's data. */
static bool is_lock_file(const char *name)
{
    return name[0] == '~' && name[1] == '$';
}

static int import_folder(struct cli *cli, const char *path,
                         const struct options *o, struct tally *t)
{
    char **names = NULL;
    size_t count = 0;
    int rc = tb_file_list(path, &names, &count, &cli->err);

    for (size_t i = 0; rc == 0 && i < count; i++) {
        struct tb_buf file = { 0 };
        tb_buf_addf(&file, "%s/%s", path, names[i]);
        if (!is_lock_file(names[i]) && !tb_file_is_folder(file.p))
            rc = import_file(cli, file.p, o, t);
        tb_buf_free(&file);
    }
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return rc;
}

static enum tb_status verdict(const struct tally *t)
{
    size_t bad = t->failed + t->refused;

    if (bad > 0)
        return t->taken > 0 ? TB_PARTLY : t->worst;
    if (t->taken == 0 && t->locks > 0)
        return TB_BADFILE;
    return t->rejected_rows > 0 ? TB_FINDINGS : TB_OK;
}

static int run(struct cli *cli, const void *options, char **args)
{
    const struct options *o = options;
    struct tally t = { 0 };

    for (int i = 0; i < cli->argc; i++) {
        if (is_lock_file(tb_file_name(args[i]))) {
            fprintf(stderr,
                    "%s: 打开着的工作簿的锁文件，跳过；请关闭工作簿，"
                    "再导入工作簿本身\n",
                    args[i]);
            t.locks++;
            continue;
        }
        if ((tb_file_is_folder(args[i]) ? import_folder(cli, args[i], o, &t)
                                        : import_file(cli, args[i], o, &t)) < 0)
            return CLI_FAILED;
    }
    if (t.rejected_rows + t.unread_cells > 0)
        cli_tell(cli,
                 "%zu 行被拒收，%zu 个单元格未能读取：请用 'tianbao validate' "
                 "查看位置和原因\n",
                 t.rejected_rows, t.unread_cells);
    return (int)verdict(&t);
}

static const struct cli_verb *const subs[] = { &verb_import_nil, NULL };

const struct cli_verb verb_import = {
    .name = "import",
    .synopsis = "tianbao import [--department NAME] [--table TABLE] "
                "[--teacher ID]\n"
                "               [--late REASON] [--accumulate] [--deletions "
                "N] FILE|FOLDER...\n"
                "       tianbao import --cloud [--table TABLE] FILE|FOLDER...",
    .summary = N_("take returned workbooks and CSV files"),
    .subs = subs,
    .opts = opts,
    .options_size = sizeof(struct options),
    .args_min = 1,
    .args_max = -1,
    .needs_campaign = true,
    .run = run,
};
