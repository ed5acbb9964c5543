/* migrate.c - older layouts, step by step up to this one. */
#include <stdio.h>

#include "layout.h"

/* ---- as they were in layout 3 ---- */

#define SLICE_TABLE                                                           \
    "CREATE TABLE slice ("                                                    \
    " id INTEGER PRIMARY KEY, table_no TEXT NOT NULL,"                        \
    " department INTEGER NOT NULL REFERENCES department,"                     \
    " part TEXT NOT NULL DEFAULT '', reviewer INTEGER REFERENCES department," \
    " lead INTEGER REFERENCES department,"                                    \
    " collector TEXT, approver TEXT, deadline TEXT, submitted_at TEXT,"       \
    " state TEXT NOT NULL DEFAULT 'missing', reason TEXT,"                    \
    " UNIQUE (table_no, department, part));"
#define EXPLANATION_TABLE                                                 \
    "CREATE TABLE explanation ("                                          \
    " fingerprint TEXT PRIMARY KEY, value TEXT, expected TEXT,"           \
    " message TEXT NOT NULL,"                                             \
    " text TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL) WITHOUT" \
    " ROWID;"
#define FIRST_CHECK_TABLE                                    \
    "CREATE TABLE IF NOT EXISTS first_check ("               \
    " submission INTEGER PRIMARY KEY REFERENCES submission," \
    " at TEXT NOT NULL, errors INTEGER NOT NULL,"            \
    " explains INTEGER NOT NULL);"
#define SIGNOFF_TABLE                                             \
    "CREATE TABLE signoff ("                                      \
    " slice INTEGER PRIMARY KEY REFERENCES slice,"                \
    " submission INTEGER NOT NULL REFERENCES submission,"         \
    " person TEXT NOT NULL, verdict TEXT NOT NULL, opinion TEXT," \
    " at TEXT NOT NULL);"

/* Give d_ and h_ the column _origin, where they do not have it yet. */
static int add_origins(struct tb_db *db, const struct tb_dict *dict,
                       struct tb_err *err)
{
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++)
        for (size_t k = 0; k < 2 && rc == 0; k++) {
            char table[64], sql[128];
            long long there;
            snprintf(table, sizeof table, "%s%.*s", tb_layout_prefixes[k],
                     TB_STR_ARG(dict->tables[i].no));
            snprintf(sql, sizeof sql,
                     "ALTER TABLE \"%s\" ADD COLUMN _origin INTEGER", table);
            rc = tb_db_int(db, &there, 0, err,
                           "SELECT count(*) FROM pragma_table_info(?1) WHERE "
                           "name = '_origin'",
                           "s", table);
            if (rc == 0 && !there)
                rc = tb_db_run(db, sql, err);
        }
    return rc;
}

/* Version 2 counts broken rules, and keeps former versions in h_. */
static int migrate_to_2(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    if (add_origins(db, dict, err) < 0)
        return -1;
    tb_buf_adds(&sql, "ALTER TABLE validation ADD COLUMN broken INTEGER NOT "
                      "NULL DEFAULT 0;");
    for (size_t i = 0; i < dict->table_count; i++) {
        int n = (int)dict->tables[i].no.n;
        const char *no = dict->tables[i].no.p;
        tb_layout_retire_sql(&dict->tables[i], &sql);
        tb_buf_addf(&sql,
                    " WHERE _submission IN (SELECT id FROM submission WHERE "
                    "current = 0); DELETE FROM \"d_%.*s\" WHERE _submission IN "
                    "(SELECT id FROM submission WHERE current = 0);",
                    n, no);
    }
    rc = tb_db_run(db, tb_buf_text(&sql), err);
    tb_buf_free(&sql);
    return rc;
}

/* Version 3: slices have parts, people and deadlines; submissions that are
 * no slice's have a department; explanations; the log is a chain. */
static int migrate_to_3(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err)
{
    if (add_origins(db, dict, err) < 0)
        return -1;
    return tb_db_run(
        db,
        "ALTER TABLE slice RENAME TO old_slice;" SLICE_TABLE
        "INSERT INTO slice (id, table_no, department, reviewer, state, reason)"
        " SELECT id, table_no, department, reviewer, state, reason FROM "
        "old_slice; DROP TABLE old_slice;" EXPLANATION_TABLE SIGNOFF_TABLE
            FIRST_CHECK_TABLE
        "ALTER TABLE submission ADD COLUMN rows_kept INTEGER NOT NULL DEFAULT "
        "0; ALTER TABLE finding ADD COLUMN origin INTEGER;"
        "ALTER TABLE submission ADD COLUMN department INTEGER REFERENCES "
        "department; ALTER TABLE submission ADD COLUMN late TEXT;"
        "ALTER TABLE assignment ADD COLUMN lead TEXT;"
        "ALTER TABLE assignment ADD COLUMN deadline TEXT;"
        "ALTER TABLE assignment ADD COLUMN collectors TEXT;"
        "ALTER TABLE assignment ADD COLUMN approvers TEXT;"
        "ALTER TABLE submission ADD COLUMN rows_hash TEXT;"
        "ALTER TABLE decision ADD COLUMN person TEXT;"
        "ALTER TABLE staff ADD COLUMN email TEXT;"
        "ALTER TABLE event ADD COLUMN hash TEXT;"
        "INSERT OR REPLACE INTO setting SELECT 'log_before', "
        "coalesce(max(id), 0) FROM event",
        err);
}

/* The tables of layouts 3 and 4, children before parents. */
static const char *const layout_3[] = {
    "setting",       "department",  "staff",      "assignment",
    "slice",         "file",        "submission", "submission_column",
    "cell_note",     "validation",  "finding",    "explanation",
    "signoff",       "first_check", "decision",   "conflict",
    "merged_source", "event",
};

static const char indexes_3[] =
    "DROP INDEX submission_slice; DROP INDEX submission_table;"
    "DROP INDEX cell_note_submission; DROP INDEX finding_submission;"
    "DROP INDEX finding_fingerprint;";

/* Empty yet, where layout.sql has made them on the way from layout 3. */
static const char new_in_5_gone[] =
    "DROP TABLE IF EXISTS co_reviewer; DROP TABLE IF EXISTS level_person;"
    "DROP TABLE IF EXISTS carried; DROP TABLE IF EXISTS told;"
    "DROP TABLE IF EXISTS merged_table; DROP TABLE IF EXISTS merge_fault;";

/* For each table of layout 3 the statement FORMAT, which names it. */
static int each_of_3(struct tb_db *db, const char *format, struct tb_err *err)
    __attribute__((format(printf, 2, 0)));

static int each_of_3(struct tb_db *db, const char *format, struct tb_err *err)
{
    char sql[160];
    int rc = 0;

    for (size_t i = 0; i < TB_LEN(layout_3) && rc == 0; i++) {
        snprintf(sql, sizeof sql, format, layout_3[i], layout_3[i]);
        rc = tb_db_run(db, sql, err);
    }
    return rc;
}

/* Version 4: every table STRICT, with its checks; kinds of parts, people and
 * reasons in columns of their own (layout_4.sql says from what). */
static int migrate_to_4(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err)
{
    (void)dict;
    if (each_of_3(db, "ALTER TABLE %s RENAME TO old_%s", err) < 0 ||
        tb_db_run(db, indexes_3, err) < 0 ||
        tb_db_run(db, tb_layout_sql, err) < 0 ||
        tb_db_run(db, tb_layout_4_sql, err) < 0)
        return -1;
    return each_of_3(db, "DROP TABLE old_%s -- %s", err);
}

static int add_column_name(struct tb_stmt *s, void *ctx)
{
    struct tb_buf *names = ctx;

    tb_buf_addf(names, "%s%s", names->n > 0 ? ", " : "", tb_stmt_chars(s, 0));
    return 0;
}

/* What X and old_X have in common goes over.  Whatever is new starts empty, or
 * with its default. */
static int carry_over(struct tb_db *db, const char *table, struct tb_err *err)
{
    struct tb_buf sql = { 0 }, names = { 0 };
    int rc = tb_db_each(db, add_column_name, &names, err,
                        "SELECT name FROM pragma_table_info(?1) WHERE name IN "
                        "(SELECT name FROM pragma_table_info('old_' || ?1))",
                        "s", table);

    if (rc == 0) {
        tb_buf_addf(&sql, "INSERT INTO %s (%s) SELECT %s FROM old_%s", table,
                    names.p, names.p, table);
        rc = tb_db_run(db, sql.p, err);
    }
    tb_buf_free(&sql);
    tb_buf_free(&names);
    return rc;
}

/* Version 5: who may act at a level, further reviewers, days on which filling
 * starts, what each department was told, what merge found.  No column went, so
 * every table is made anew and filled from the old one; of a campaign that came
 * here from layout 3 they are such already, which does no harm. */
static int migrate_to_5(struct tb_db *db, const struct tb_dict *dict,
                        struct tb_err *err)
{
    int rc;

    (void)dict;
    if (each_of_3(db, "ALTER TABLE %s RENAME TO old_%s", err) < 0 ||
        tb_db_run(db, indexes_3, err) < 0 ||
        tb_db_run(db, new_in_5_gone, err) < 0 ||
        tb_db_run(db, tb_layout_sql, err) < 0)
        return -1;
    rc = 0;
    for (size_t i = 0; i < TB_LEN(layout_3) && rc == 0; i++)
        rc = carry_over(db, layout_3[i], err);
    return rc < 0 ? -1 : each_of_3(db, "DROP TABLE old_%s -- %s", err);
}

tb_migrate_fn *const tb_migrations[TB_STORE_VERSION - 1] = {
    migrate_to_2, migrate_to_3, migrate_to_4, migrate_to_5
};
