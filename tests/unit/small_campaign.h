/* small_campaign.h - campaigns of a small dictionary, with rows filed. */
#ifndef TB_SMALL_CAMPAIGN_H
#define TB_SMALL_CAMPAIGN_H

#include "create.h"
#include "derive.h"
#include "import.h"
#include "merge.h"
#include "small_data.h"
#include "small_folder.h"
#include "validate.h"

static const struct tb_context small_context = {
    .now = "2022-09-10T08:00:00",
    .actor = "测试甲",
};

static inline void small_edition_file(const char *folder, size_t file,
                                      const char *text, const char *usual)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s", folder, tb_dict_files[file]);
    if (text || usual)
        small_write(path, tb_str(text ? text : usual));
}

/* The edition of TEXTS as a folder of CSV files. */
static inline void small_edition(const char *folder,
                                 const struct small_texts *t)
{
    small_mkdir(folder);
    small_edition_file(folder, 0, t->tables, USUAL_TABLES);
    small_edition_file(folder, 1, t->codes, USUAL_CODES);
    small_edition_file(folder, 2, t->fields, USUAL_FIELDS);
    small_edition_file(folder, 3, t->rules, NULL);
    small_edition_file(folder, 4, t->derived, NULL);
    small_edition_file(folder, 5, t->indicators, NULL);
    small_edition_file(folder, 6, t->examples, NULL);
}

/* Make the campaign NAME; LAST is last year's, or NULL. */
static inline int small_create(const char *name,
                               const struct small_texts *texts,
                               const char *last, struct tb_baseline *baseline,
                               struct tb_err *err)
{
    char folder[160], edition[160];
    struct tb_complaints complaints = { 0 };
    struct tb_buf got = { 0 };
    const struct tb_campaign_plan plan = {
        .folder = folder,
        .edition_path = edition,
        .edition = "small",
        .year = "2021-2022",
        .school = "测试学校",
        .levels = "department",
        .last = last,
        .baseline = baseline,
    };
    int rc;

    snprintf(folder, sizeof folder, "%s/%s", small_folder, name);
    snprintf(edition, sizeof edition, "%s-edition", name);
    small_edition(edition, texts);
    snprintf(edition, sizeof edition, "%s/%s-edition", small_folder, name);
    rc = tb_campaign_create(&plan, &small_context, &complaints, err);
    small_show(&complaints, &got);
    CHECK_STR("no complaints", tb_buf_text(&got), "");
    tb_complaints_free(&complaints);
    tb_buf_free(&got);
    return rc;
}

static inline struct tb_campaign *small_open(const char *name)
{
    struct tb_complaints complaints = { 0 };
    struct tb_campaign *c = NULL;
    struct tb_err err = { 0 };

    CHECK_INT(name,
              tb_campaign_open(small_path(name), &small_context, &complaints,
                               &c, &err),
              0);
    CHECK_STR(name, err.msg, "");
    tb_complaints_free(&complaints);
    return c;
}

/* A new campaign in which departments 甲系 and 乙系 fill every table. */
static inline struct tb_campaign *small_campaign(const char *name,
                                                 const struct small_texts *t)
{
    struct tb_campaign *c;
    struct tb_err err = { 0 };

    CHECK_INT(name, small_create(name, t, NULL, NULL, &err), 0);
    CHECK_STR(name, err.msg, "");
    c = small_open(name);
    small_insert(c->store.db, name, "department", "id, code, name",
                 "(1, 'A', '甲系'), (2, 'B', '乙系')");
    for (size_t i = 0; i < c->dict->table_count; i++) {
        char rows[96];
        int n = (int)c->dict->tables[i].no.n;
        const char *no = c->dict->tables[i].no.p;
        if (c->dict->tables[i].origin == TB_ORIGIN_DERIVED)
            continue;
        snprintf(rows, sizeof rows, "('%.*s', 1), ('%.*s', 2)", n, no, n, no);
        small_insert(c->store.db, name, "slice", "table_no, department", rows);
    }
    return c;
}

/* DEPARTMENT files TEXT, a CSV of table NO, as FILE. */
static inline void small_file(struct tb_campaign *c, const char *department,
                              const char *no, const char *file,
                              const char *text)
{
    const struct tb_import_options options = { .department = department,
                                               .table = no };
    struct tb_import_result result = { 0 };
    struct tb_err err = { 0 };

    small_write(file, tb_str(text));
    CHECK_INT(file,
              tb_import_file(c, small_path(file), &options, &result, &err), 0);
    CHECK_STR(file, err.msg, "");
    for (size_t i = 0; i < result.count; i++)
        CHECK_INT(file, result.sheets[i].outcome, TB_IMPORT_FILED);
    tb_import_result_free(&result);
    small_remove(file);
}

/* Derive from what is filed. */
static inline void small_derive(struct tb_campaign *c)
{
    struct tb_derive_result result = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("derive", tb_derive(c, false, &result, &err), 0);
    CHECK_INT("nothing broken", result.broken_count, 0);
    tb_derive_result_free(&result);
}

/* Every filed slice is approved, and merged. */
static inline void small_merge(struct tb_campaign *c)
{
    struct tb_validate_result checked = { 0 };
    struct tb_merge_result merged = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("validate", tb_validate_run(c, &checked, &err), 0);
    CHECK_INT("approve",
              tb_db_run(c->store.db,
                        "UPDATE slice SET state = 'department' WHERE id IN "
                        "(SELECT slice FROM submission WHERE current = 1)",
                        &err),
              0);
    CHECK_INT("merge", tb_merge_run(c, &merged, &err), 0);
    CHECK_STR("merge", err.msg, "");
    tb_validate_result_free(&checked);
    tb_merge_result_free(&merged);
}

static inline void small_close(struct tb_campaign *c, const char *name)
{
    char edition[96];

    tb_campaign_close(c);
    snprintf(edition, sizeof edition, "%s-edition", name);
    small_remove(name);
    small_remove(edition);
}

#endif
