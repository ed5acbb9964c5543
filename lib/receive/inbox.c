/* inbox.c - walking the folders of what came in. */
#include "inbox.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "buf.h"
#include "file.h"

#define CAMPAIGN "tianbao.db"

static void add_item(struct tb_inbox *in, struct tb_str path, size_t below,
                     enum tb_inbox_skip skip)
{
    struct tb_str kept = tb_arena_copy(&in->arena, path);

    in->list = tb_grow(in->list, in->count, &in->room, sizeof *in->list);
    in->list[in->count++] =
        (struct tb_inbox_item){ kept, tb_str_from(kept, below), skip };
}

static int is_named(const struct dirent *e)
{
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

/* By bytes: the same order whatever the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_system_file(const char *name)
{
    static const char *const names[] = { "Thumbs.db", "desktop.ini",
                                         "__MACOSX" };

    for (size_t i = 0; i < TB_LEN(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static enum tb_inbox_skip judge_name(const char *name)
{
    if (strncmp(name, "~$", 2) == 0 || strncmp(name, ".~lock.", 7) == 0 ||
        strncmp(name, ".~", 2) == 0)
        return TB_INBOX_LOCK;
    return name[0] == '.' || is_system_file(name) ? TB_INBOX_HIDDEN
                                                  : TB_INBOX_TAKEN;
}

static bool is_campaign(const char *folder)
{
    struct tb_buf path = { 0 };
    bool is;

    tb_buf_addf(&path, "%s/" CAMPAIGN, folder);
    is = tb_file_exists(path.p);
    tb_buf_free(&path);
    return is;
}

static int walk(struct tb_inbox *in, const char *folder, size_t below,
                int depth, struct tb_err *err);

static int take_entry(struct tb_inbox *in, struct tb_str path, const char *name,
                      size_t below, int depth, struct tb_err *err)
{
    enum tb_inbox_skip skip = judge_name(name);
    struct stat st = { 0 };

    if (skip == TB_INBOX_TAKEN && lstat(path.p, &st) < 0)
        return tb_fail(err, "%s: cannot open: %s", path.p, strerror(errno));
    if (skip == TB_INBOX_TAKEN && S_ISDIR(st.st_mode)) {
        if (depth < TB_INBOX_DEPTH && !is_campaign(path.p))
            return walk(in, path.p, below, depth + 1, err);
        skip = depth < TB_INBOX_DEPTH ? TB_INBOX_CAMPAIGN : TB_INBOX_DEEP;
    } else if (skip == TB_INBOX_TAKEN && !S_ISREG(st.st_mode)) {
        skip = S_ISLNK(st.st_mode) ? TB_INBOX_LINK : TB_INBOX_ODD;
    }
    add_item(in, path, below, skip);
    return 0;
}

/* What is in FOLDER; of paths the first BELOW bytes need not be shown. */
static int walk(struct tb_inbox *in, const char *folder, size_t below,
                int depth, struct tb_err *err)
{
    struct dirent **entries = NULL;
    struct tb_buf path = { 0 };
    int rc = 0, n = scandir(folder, &entries, is_named, by_bytes);

    if (n < 0)
        return tb_fail(err, "%s: cannot open: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        tb_buf_clear(&path);
        tb_buf_addf(&path, "%s/%s", folder, name);
        if (rc == 0)
            rc = take_entry(in, tb_buf_str(&path), name, below, depth, err);
        free(entries[i]);
    }
    free(entries);
    tb_buf_free(&path);
    return rc;
}

int tb_inbox_add(struct tb_inbox *in, const char *path, struct tb_err *err)
{
    size_t before = in->count, n = strlen(path);
    bool any = false;

    if (!tb_file_is_folder(path)) {
        const char *name = tb_file_name(path);
        bool is_lock = judge_name(name) == TB_INBOX_LOCK;
        add_item(in, tb_str(path), (size_t)(name - path),
                 is_lock ? TB_INBOX_LOCK : TB_INBOX_TAKEN);
        return 0;
    }
    if (is_campaign(path)) {
        add_item(in, tb_str(path), 0, TB_INBOX_CAMPAIGN);
        return 0;
    }
    if (walk(in, path, n + 1, 0, err) < 0)
        return -1;
    for (size_t i = before; i < in->count; i++)
        any = any || in->list[i].skip == TB_INBOX_TAKEN;
    if (!any)
        add_item(in, tb_str(path), 0, TB_INBOX_EMPTY);
    return 0;
}

void tb_inbox_free(struct tb_inbox *in)
{
    free(in->list);
    tb_arena_free(&in->arena);
    *in = (struct tb_inbox){ 0 };
}
