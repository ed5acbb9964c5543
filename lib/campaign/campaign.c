/* campaign.c - creating, opening, remembering. */
#include "campaign.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "baseline.h"
#include "dict_book.h"
#include "event.h"
#include "file.h"
#include "last.h"
#include "lint.h"
#include "mem.h"
#include "people_load.h"
#include "slice.h"

static void join(const char *folder, const char *name, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_addf(out, "%s/%s", folder, name);
}

const char *tb_campaign_path(const struct tb_campaign *c, const char *name,
                             struct tb_buf *out)
{
    join(c->folder, name, out);
    return out->p;
}

#define IDENTITY 64 /* the id, then the secret, 32 digits each */

static int random_identity(char out[IDENTITY + 1], struct tb_err *err)
{
    unsigned char bytes[IDENTITY / 2];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return tb_fail_as(err, TB_INTERNAL, "no random numbers: %s",
                          strerror(errno));
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return 0;
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

/* Parse and check the edition that a campaign is to begin with. */
static int check_edition(const char *edition, const struct tb_buf *bytes,
                         struct tb_dict **dict,
                         struct tb_complaints *complaints, struct tb_err *err)
{
    struct tb_str texts[TB_DICT_FILES];

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    if (tb_dict_parse(texts, dict, complaints, err) < 0 ||
        (complaints->count == 0 && tb_dict_lint(*dict, complaints, err) < 0))
        return tb_fail_in(err, "%s", edition);
    if (complaints->count > 0)
        return tb_fail_as(err, TB_DICTIONARY,
                          "the dictionary in %s has %zu faults", edition,
                          complaints->count);
    return 0;
}

static int write_schema(const char *folder, const struct tb_buf *texts,
                        struct tb_err *err)
{
    struct tb_buf path = { 0 };
    int rc;

    join(folder, "schema", &path);
    rc = tb_file_mkdir(path.p, err);
    for (size_t i = 0; rc == 0 && i < TB_DICT_FILES; i++) {
        tb_buf_clear(&path);
        tb_buf_addf(&path, "%s/schema/%s", folder, tb_dict_files[i]);
        if (texts[i].n == 0)
            unlink(path.p); /* of an attempt that failed */
        else
            rc = tb_file_write(path.p, tb_buf_str(&texts[i]), err);
    }
    tb_buf_free(&path);
    return rc;
}

static int make_folders(const char *folder, struct tb_err *err)
{
    static const char *const names[] = { "archive", "out" };
    struct tb_buf path = { 0 };
    int rc = tb_file_mkdir(folder, err);

    for (size_t i = 0; rc == 0 && i < TB_LEN(names); i++) {
        join(folder, names[i], &path);
        rc = tb_file_mkdir(path.p, err);
    }
    tb_buf_free(&path);
    return rc;
}

static int check_levels(const char *levels, struct tb_err *err)
{
    static const char *const allowed[] = { "department", "department,school",
                                           "department,lead",
                                           "department,lead,school" };

    for (size_t i = 0; i < TB_LEN(allowed); i++)
        if (strcmp(levels, allowed[i]) == 0)
            return 0;
    return tb_fail_as(err, TB_USAGE,
                      "levels '%s' are none of: department; "
                      "department,school; department,lead; "
                      "department,lead,school",
                      levels);
}

static int check_identity(const char *identity, struct tb_err *err)
{
    if (!identity || (strlen(identity) == IDENTITY &&
                      strspn(identity, "0123456789abcdef") == IDENTITY))
        return 0;
    return tb_fail_as(err, TB_USAGE, "an identity has %d digits 0-9a-f",
                      IDENTITY);
}

static int store_settings(struct tb_db *db, const struct tb_campaign_plan *plan,
                          const struct tb_context *context, struct tb_err *err)
{
    char identity[IDENTITY + 1], id[IDENTITY / 2 + 1];
    const struct {
        const char *key, *value;
    } settings[] = {
        { "id", id },
        { "secret", identity + IDENTITY / 2 },
        { "school", plan->school },
        { "year", plan->year },
        { "edition", plan->edition },
        { "levels", plan->levels },
        { "created", context->now },
        { "windows", plan->windows ? plan->windows : "" },
    };

    if (plan->identity)
        memcpy(identity, plan->identity, sizeof identity);
    else if (random_identity(identity, err) < 0)
        return -1;
    snprintf(id, sizeof id, "%.32s", identity);
    for (size_t i = 0; i < TB_LEN(settings); i++)
        if (tb_store_set(db, settings[i].key, tb_str(settings[i].value), err) <
            0)
            return -1;
    return tb_log_add(&(struct tb_store){ db, NULL, context }, "init",
                      tb_str(plan->school), err);
}

/* The database is made under another name, so that it is whole or absent. */
static int create_database(const struct tb_campaign_plan *plan,
                           const struct tb_context *context,
                           const struct tb_dict *dict, struct tb_err *err)
{
    struct tb_buf draft = { 0 }, final = { 0 };
    struct tb_db *db = NULL;
    int rc = -1;

    join(plan->folder, "tianbao.db.new", &draft);
    join(plan->folder, "tianbao.db", &final);
    unlink(draft.p);
    if (tb_db_open(draft.p, TB_DB_CREATE, &db, err) < 0 ||
        tb_store_create(db, dict, err) < 0 || tb_db_begin(db, err) < 0 ||
        store_settings(db, plan, context, err) < 0 ||
        (plan->organisation &&
         tb_organisation_load(db, plan->organisation, err) < 0) ||
        (plan->staff && tb_staff_load(db, plan->staff, err) < 0) ||
        tb_db_commit(db, err) < 0)
        goto done;
    tb_db_close(db);
    db = NULL;
    rc = tb_file_replace(draft.p, final.p, err);
done:
    tb_db_close(db);
    if (rc < 0)
        unlink(draft.p);
    tb_buf_free(&draft);
    tb_buf_free(&final);
    return rc;
}

/* What an attempt that failed may have left of another year. */
static void forget_last(const char *folder)
{
    static const char *const names[] = { TB_LAST_FILE, TB_BASELINE_LIST };
    struct tb_buf path = { 0 };

    for (size_t i = 0; i < TB_LEN(names); i++) {
        join(folder, names[i], &path);
        unlink(path.p);
    }
    tb_buf_free(&path);
}

int tb_campaign_create(const struct tb_campaign_plan *plan,
                       const struct tb_context *context,
                       struct tb_complaints *complaints, struct tb_err *err)
{
    struct tb_dict *dict = NULL;
    struct tb_windows windows;
    struct tb_buf path = { 0 }, texts[TB_DICT_FILES] = { { 0 } };
    int rc = -1;

    join(plan->folder, "tianbao.db", &path);
    if (tb_file_exists(path.p)) {
        tb_fail_as(err, TB_REFUSED, "%s already holds a campaign",
                   plan->folder);
        goto done;
    }
    if (tb_windows_set(&windows, tb_str(plan->year), err) < 0 ||
        tb_windows_change(&windows, tb_str(plan->windows), err) < 0 ||
        check_levels(plan->levels, err) < 0 ||
        check_identity(plan->identity, err) < 0 ||
        tb_dict_texts(plan->edition_path, texts, err) < 0 ||
        check_edition(plan->edition_path, texts, &dict, complaints, err) < 0 ||
        make_folders(plan->folder, err) < 0 ||
        write_schema(plan->folder, texts, err) < 0)
        goto done;
    forget_last(plan->folder);
    if ((plan->last && tb_baseline_load(plan->folder, dict, plan->last,
                                        plan->baseline, err) < 0))
        goto done;
    rc = create_database(plan, context, dict, err);
done:
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&texts[i]);
    tb_dict_free(dict);
    tb_buf_free(&path);
    return rc;
}

static int read_levels(struct tb_campaign *c, struct tb_err *err)
{
    struct tb_buf text = { 0 };
    struct tb_str rest, word;
    int rc = -1;

    if (tb_store_get(c->db, "levels", &text, err) < 0 ||
        check_levels(tb_buf_text(&text), err) < 0)
        goto done;
    for (rest = tb_buf_str(&text); tb_str_next(&rest, ",", &word);)
        c->levels[tb_word_find(tb_levels, TB_LEVELS, word)] = true;
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
        if (tb_store_get(c->db, settings[i].key, settings[i].out, err) < 0)
            return -1;
    if (read_levels(c, err) < 0 ||
        tb_windows_set(&c->windows, tb_buf_str(&c->year), err) < 0)
        return -1;
    return tb_windows_change(&c->windows, tb_buf_str(&c->others), err);
}

/* A 工号 that nobody has would be in the log for ever. */
static int check_who(struct tb_campaign *c, struct tb_err *err)
{
    long long known = 1;

    if (c->context.person[0] &&
        tb_db_int(c->db, &known, 0, err, "SELECT 1 FROM staff WHERE id = ?1",
                  "s", c->context.person) < 0)
        return -1;
    return known ? 0
                 : tb_fail_as(err, TB_USAGE, "unknown 工号 '%s'",
                              c->context.person);
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
    if (tb_db_open(path.p, TB_DB_WRITE, &c->db, err) < 0)
        goto done;
    tb_campaign_path(c, "schema", &path);
    if (load_dictionary(path.p, &c->dict, complaints, err) < 0)
        goto done;
    tb_campaign_path(c, "tianbao.db", &path);
    if (tb_store_upgrade(c->db, c->dict, err) < 0) {
        tb_fail_in(err, "%s", path.p);
        goto done;
    }
    tb_campaign_path(c, TB_LAST_FILE, &path);
    if (tb_file_exists(path.p) && tb_last_follow(path.p, c->dict, err) < 0)
        goto done;
    c->store = (struct tb_store){ c->db, c->dict, &c->context };
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
    tb_db_close(c->db);
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

    va_start(args, format);
    rc = vasprintf(&text, format, args);
    va_end(args);
    if (rc < 0)
        return tb_fail_as(err, TB_NOMEM, "out of memory");
    rc = tb_log_add(&c->store, verb, tb_str(text), err);
    free(text);
    return rc;
}

int tb_campaign_begin(struct tb_campaign *c, struct tb_err *err)
{
    if (tb_db_begin(c->db, err) < 0 ||
        tb_store_get(c->db, "closed", &c->closed, err) < 0)
        return -1;
    return c->closed.n == 0 ? 0
                            : tb_fail_as(err, TB_REFUSED,
                                         "the campaign was closed on %.10s; "
                                         "nothing can be changed",
                                         c->closed.p);
}

static int run(struct tb_campaign *c, tb_change_fn *change, void *ctx,
               bool when_closed, struct tb_err *err)
{
    int rc;

    if (c->depth > 0)
        return change(c, ctx, err);
    c->depth++;
    rc = when_closed ? tb_db_begin(c->db, err) : tb_campaign_begin(c, err);
    if (rc == 0)
        rc = change(c, ctx, err);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
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

/* How many slices are neither approved at the last level nor nil? */
static int count_unfinished(struct tb_campaign *c, long long *open,
                            struct tb_err *err)
{
    return tb_slices_count_open(&c->store, tb_campaign_last_level(c), open,
                                err);
}

int tb_campaign_end(struct tb_campaign *c, const char *reason,
                    struct tb_err *err)
{
    long long open;
    int rc = tb_campaign_begin(c, err);

    if (rc == 0)
        rc = count_unfinished(c, &open, err);
    if (rc == 0 && open > 0 && !reason)
        rc = tb_fail_as(err, TB_REFUSED,
                        "%lld slices are not approved; give a --reason to "
                        "close nevertheless",
                        open);
    if (rc == 0)
        rc = tb_store_set(c->db, "closed", tb_str(c->context.now), err);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "close", "%lld open; %s", open,
                             reason ? reason : "");
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
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
