/* create.c - a new campaign, whole or not at all. */
#include "create.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "dict_book.h"
#include "event.h"
#include "file.h"
#include "last.h"
#include "lint.h"
#include "value_check.h"

static void join_path(const char *folder, const char *name, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_addf(out, "%s/%s", folder, name);
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

    join_path(folder, "schema", &path);
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
        join_path(folder, names[i], &path);
        rc = tb_file_mkdir(path.p, err);
    }
    tb_buf_free(&path);
    return rc;
}

/* LEVELS, by their codes or in Chinese, as they are stored; NULL: no such. */
static const char *known_levels(const char *levels)
{
    static const char *const known[2][2] = {
        { "department", "department,school" },
        { "department,lead", "department,lead,school" },
    };
    bool has[TB_LEVELS + 1] = { false };
    struct tb_str rest = tb_str(levels), word;

    while (tb_str_next(&rest, ",，、", &word))
        has[tb_level_find(word)] = true;
    if (has[TB_LEVEL_NONE] || !has[TB_LEVEL_DEPARTMENT])
        return NULL;
    return known[has[TB_LEVEL_LEAD]][has[TB_LEVEL_SCHOOL]];
}

static int check_levels(const char *levels, struct tb_err *err)
{
    if (known_levels(levels))
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
        { "levels", known_levels(plan->levels) },
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
    struct tb_people_result unasked = { 0 };
    struct tb_people_result *people = plan->people ? plan->people : &unasked;
    struct tb_db *db = NULL;
    int rc = -1;

    join_path(plan->folder, "tianbao.db.new", &draft);
    join_path(plan->folder, "tianbao.db", &final);
    unlink(draft.p);
    if (tb_db_open(draft.p, TB_DB_CREATE, &db, err) < 0 ||
        tb_store_create(db, dict, err) < 0 || tb_db_begin(db, err) < 0 ||
        store_settings(db, plan, context, err) < 0 ||
        (plan->organisation &&
         tb_organisation_load(db, plan->organisation, people, err) < 0) ||
        (plan->staff && tb_staff_load(db, plan->staff, people, err) < 0) ||
        tb_db_commit(db, err) < 0)
        goto done;
    tb_db_close(db);
    db = NULL;
    rc = tb_file_replace(draft.p, final.p, err);
done:
    tb_db_close(db);
    if (rc < 0)
        unlink(draft.p);
    tb_people_result_free(&unasked);
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
        join_path(folder, names[i], &path);
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

    join_path(plan->folder, "tianbao.db", &path);
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
