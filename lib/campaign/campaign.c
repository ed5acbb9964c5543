/* campaign.c - opening a campaign, changing it, remembering. */
#include "campaign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "event.h"
#include "file.h"
#include "last.h"
#include "mem.h"
#include "people.h"

const char *tb_campaign_path(const struct tb_campaign *c, const char *name,
                             struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_addf(out, "%s/%s", c->folder, name);
    return out->p;
}

/* Load the dictionary in FOLDER; complaints are a failure. */
static int load_dictionary(const char *folder, struct tb_dict **dict,
                           struct tb_complaints *complaints, struct tb_err *err)
{
    if (tb_dict_load(folder, dict, complaints, err) < 0)
        return -1;
    if (complaints->count > 0)
        return tb_fail_as(err, TB_DICTIONARY,
                          "the dictionary in %s has %zu faults", folder,
                          complaints->count);
    return 0;
}

static int read_levels(struct tb_campaign *c, struct tb_err *err)
{
    struct tb_buf text = { 0 };
    struct tb_str rest, word;
    int rc = -1;

    if (tb_store_get(c->store.db, "levels", &text, err) < 0)
        goto done;
    for (rest = tb_buf_str(&text); tb_str_next(&rest, ",", &word);) {
        size_t level = tb_word_find(tb_levels, TB_LEVELS, word);
        if (level == TB_LEVELS) {
            tb_fail_as(err, TB_INTERNAL, "no level '%.*s'", TB_STR_ARG(word));
            goto done;
        }
        c->levels[level] = true;
    }
    rc = 0;
done:
    tb_buf_free(&text);
    return rc;
}

static int read_settings(struct tb_campaign *c, struct tb_err *err)
{
    const struct {
        const char *key;
        struct tb_buf *out;
    } settings[] = {
        { "id", &c->id },           { "secret", &c->secret },
        { "school", &c->school },   { "year", &c->year },
        { "edition", &c->edition }, { "closed", &c->closed },
        { "windows", &c->others },
    };

    for (size_t i = 0; i < TB_LEN(settings); i++)
        if (tb_store_get(c->store.db, settings[i].key, settings[i].out, err) <
            0)
            return -1;
    if (read_levels(c, err) < 0 ||
        tb_windows_set(&c->windows, tb_buf_str(&c->year), err) < 0)
        return -1;
    return tb_windows_change(&c->windows, tb_buf_str(&c->others), err);
}

/* A closed campaign goes by the dictionary that it was closed with. */
static void find_schema(const struct tb_campaign *c, struct tb_buf *path)
{
    if (c->closed.n == 0 ||
        !tb_file_is_folder(tb_campaign_path(c, TB_CLOSED_SCHEMA, path)))
        tb_campaign_path(c, "schema", path);
}

/* A 工号 that nobody has would be in the log for ever. */
static int check_who(struct tb_campaign *c, struct tb_err *err)
{
    return c->context.person[0]
               ? tb_member_find(&c->store, tb_str(c->context.person), NULL,
                                NULL, err)
               : 0;
}

int tb_campaign_open(const char *folder, const struct tb_context *context,
                     struct tb_complaints *complaints,
                     struct tb_campaign **campaign, struct tb_err *err)
{
    struct tb_campaign *c = tb_alloc(1, sizeof *c);
    struct tb_buf path = { 0 };
    int rc = -1;

    c->folder = tb_strdup(tb_str(folder));
    c->context = *context;
    tb_campaign_path(c, "tianbao.db", &path);
    if (!tb_file_exists(path.p)) {
        tb_fail(err, "%s is no campaign; make one with 'tianbao init'", folder);
        goto done;
    }
    if (tb_db_open(path.p, TB_DB_ANY, &c->store.db, err) < 0)
        goto done;
    c->is_read_only = tb_db_is_read_only(c->store.db);
    if (tb_store_get(c->store.db, "closed", &c->closed, err) < 0)
        goto done;
    find_schema(c, &path);
    if (load_dictionary(path.p, &c->dict, complaints, err) < 0)
        goto done;
    tb_campaign_path(c, "tianbao.db", &path);
    if (tb_store_upgrade(c->store.db, c->dict, err) < 0) {
        tb_fail_in(err, "%s", path.p);
        goto done;
    }
    tb_campaign_path(c, TB_LAST_FILE, &path);
    if (tb_file_exists(path.p) && tb_last_follow(path.p, c->dict, err) < 0)
        goto done;
    c->store.dict = c->dict;
    c->store.context = &c->context;
    rc = read_settings(c, err);
    if (rc == 0)
        rc = check_who(c, err);
done:
    tb_buf_free(&path);
    if (rc < 0)
        tb_campaign_close(c);
    else
        *campaign = c;
    return rc;
}

void tb_campaign_close(struct tb_campaign *c)
{
    if (!c)
        return;
    tb_db_close(c->store.db);
    tb_dict_free(c->dict);
    tb_buf_free(&c->school);
    tb_buf_free(&c->year);
    tb_buf_free(&c->edition);
    tb_buf_free(&c->id);
    tb_buf_free(&c->secret);
    tb_buf_free(&c->closed);
    tb_buf_free(&c->others);
    free(c->folder);
    free(c);
}

int tb_campaign_log(struct tb_campaign *c, struct tb_err *err, const char *verb,
                    const char *format, ...)
{
    char *text = NULL;
    va_list args;
    int rc;

    c->is_unlogged = c->is_read_only;
    if (c->is_unlogged)
        return 0;
    va_start(args, format);
    rc = vasprintf(&text, format, args);
    va_end(args);
    if (rc < 0)
        return tb_fail_as(err, TB_NOMEM, "out of memory");
    rc = tb_log_add(&c->store, verb, tb_str(text), err);
    free(text);
    return rc;
}

int tb_campaign_may_change(const struct tb_campaign *c, struct tb_err *err)
{
    return c->is_read_only
               ? tb_fail_as(err, TB_IO,
                            "the folder %s cannot be written; nothing can be "
                            "changed there",
                            c->folder)
               : 0;
}

/* A transaction; one that reads a moment, where nothing can be written. */
static int begin(struct tb_campaign *c, bool when_closed, struct tb_err *err)
{
    if (!when_closed && tb_campaign_may_change(c, err) < 0)
        return -1;
    if (tb_db_begin(c->store.db, err) < 0 ||
        tb_store_get(c->store.db, "closed", &c->closed, err) < 0)
        return -1;
    if (when_closed || c->closed.n == 0)
        return 0;
    return tb_fail_as(
        err, TB_REFUSED,
        "the campaign was closed on %.10s; nothing can be changed",
        c->closed.p);
}

static int run(struct tb_campaign *c, tb_change_fn *change, void *ctx,
               bool when_closed, struct tb_err *err)
{
    int rc;

    if (c->depth > 0)
        return change(c, ctx, err);
    c->depth++;
    rc = begin(c, when_closed, err);
    if (rc == 0)
        rc = change(c, ctx, err);
    if (rc == 0)
        rc = tb_db_commit(c->store.db, err);
    tb_db_rollback(c->store.db);
    c->depth--;
    return rc;
}

int tb_change(struct tb_campaign *c, tb_change_fn *change, void *ctx,
              struct tb_err *err)
{
    return run(c, change, ctx, false, err);
}

int tb_record(struct tb_campaign *c, tb_change_fn *change, void *ctx,
              struct tb_err *err)
{
    return run(c, change, ctx, true, err);
}

enum tb_level tb_campaign_next_level(const struct tb_campaign *c,
                                     enum tb_state state)
{
    enum tb_level at = tb_state_level(state);
    int next = at == TB_LEVEL_NONE ? 0 : (int)at + 1;

    while (next < TB_LEVELS && !c->levels[next])
        next++;
    return (enum tb_level)next;
}

enum tb_level tb_campaign_last_level(const struct tb_campaign *c)
{
    int last = TB_LEVELS - 1;

    while (last > 0 && !c->levels[last])
        last--;
    return (enum tb_level)last;
}

const char *tb_campaign_levels(const struct tb_campaign *c, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    for (int i = 0; i < TB_LEVELS; i++)
        if (c->levels[i])
            tb_buf_addf(out, "%s%s", out->n > 0 ? "," : "", tb_levels[i].code);
    return out->p;
}
