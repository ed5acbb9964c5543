/* dossier.c - one query each. */
#include "dossier.h"

#include <stdio.h>

#include "sheet.h"

typedef int take_fn(struct tb_stmt *s, void *ctx);

/* Run SQL for the slice or submission ID (?1) and, unless it is NULL, the
 * table NO (?2). */
static int run(struct tb_db *db, const char *sql, long long id,
               const struct tb_str *no, take_fn *take, void *ctx,
               struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(db, sql, &s, err);

    if (rc == 0)
        rc = tb_stmt_bind(s, err, no ? "iS" : "i", id, no);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1)
        rc = take(s, ctx);
    tb_stmt_free(s);
    return rc;
}

/* ---- the slice ---- */

static const char head_sql[] =
    "SELECT s.submitted_at, x.name, u.sheet, coalesce(u.version, 0)"
    " FROM slice s LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN file x ON x.sha256 = u.file WHERE s.id = ?1";

static int take_head(struct tb_stmt *s, void *ctx)
{
    struct tb_dossier_head *h = ctx;
    struct tb_str *const members[] = { &h->submitted_at, &h->file, &h->sheet };

    for (size_t i = 0; i < TB_LEN(members); i++)
        *members[i] = tb_arena_copy(&h->arena, tb_stmt_text(s, (int)i));
    h->version = tb_stmt_int(s, (int)TB_LEN(members));
    return 0;
}

int tb_dossier_head(struct tb_db *db, long long slice,
                    struct tb_dossier_head *head, struct tb_err *err)
{
    return run(db, head_sql, slice, NULL, take_head, head, err);
}

void tb_dossier_head_free(struct tb_dossier_head *head)
{
    tb_arena_free(&head->arena);
    *head = (struct tb_dossier_head){ 0 };
}

/* ---- versions ---- */

static const char versions_sql[] =
    "SELECT u.version, u.imported_at, coalesce(u.person, u.actor), p.name, "
    "x.name, u.sheet,"
    " u.rows_filed + u.rows_kept, u.rows_rejected, u.late, u.current, "
    "u.rows_kept"
    " FROM submission u LEFT JOIN file x ON x.sha256 = u.file"
    " LEFT JOIN staff p ON p.id = u.person"
    " WHERE u.slice = ?1 ORDER BY u.id DESC";

struct each_version {
    tb_dossier_version_fn *each;
    void *ctx;
};

static int take_version(struct tb_stmt *s, void *ctx)
{
    const struct each_version *e = ctx;
    const struct tb_dossier_version v = {
        .version = tb_stmt_int(s, 0),
        .at = tb_stmt_text(s, 1),
        .who = tb_stmt_text(s, 2),
        .name = tb_stmt_text(s, 3),
        .file = tb_stmt_text(s, 4),
        .sheet = tb_stmt_text(s, 5),
        .rows = tb_stmt_int(s, 6),
        .rejected = tb_stmt_int(s, 7),
        .late = tb_stmt_text(s, 8),
        .is_current = tb_stmt_int(s, 9) != 0,
        .kept = tb_stmt_int(s, 10),
    };

    return e->each(&v, e->ctx);
}

int tb_dossier_versions(struct tb_db *db, long long slice,
                        tb_dossier_version_fn *each, void *ctx,
                        struct tb_err *err)
{
    struct each_version e = { each, ctx };

    return run(db, versions_sql, slice, NULL, take_version, &e, err);
}

/* ---- decisions ---- */

static const char decisions_sql[] =
    "SELECT d.at, d.level, d.action, coalesce(d.person, d.actor),"
    " p.name, d.reason, coalesce(u.version, 0)"
    " FROM decision d LEFT JOIN submission u ON u.id = d.submission"
    " LEFT JOIN staff p ON p.id = d.person"
    " WHERE d.slice = ?1 ORDER BY d.id";

struct each_decision {
    tb_dossier_decision_fn *each;
    void *ctx;
};

static int take_decision(struct tb_stmt *s, void *ctx)
{
    const struct each_decision *e = ctx;
    const struct tb_dossier_decision d = {
        .at = tb_stmt_text(s, 0),
        .level = tb_stmt_text(s, 1),
        .action = tb_stmt_text(s, 2),
        .who = tb_stmt_text(s, 3),
        .name = tb_stmt_text(s, 4),
        .reason = tb_stmt_text(s, 5),
        .version = tb_stmt_int(s, 6),
    };

    return e->each(&d, e->ctx);
}

int tb_dossier_decisions(struct tb_db *db, long long slice,
                         tb_dossier_decision_fn *each, void *ctx,
                         struct tb_err *err)
{
    struct each_decision e = { each, ctx };

    return run(db, decisions_sql, slice, NULL, take_decision, &e, err);
}

/* ---- findings ---- */

static const char findings_sql[] =
    "SELECT f.severity, f.status, f.rule, f.aspect, f.message, f.hint,"
    " f.first_seen, f.field, f.value, f.key, f.submission IS NULL, f.line,"
    " c.place, e.text, coalesce(e.person, e.actor), p.name, e.at, "
    "f.fingerprint, x.name"
    " FROM finding f"
    /* a row that was kept stands in the sheet that it came from */
    " LEFT JOIN submission_column c ON"
    "  c.submission = coalesce(f.origin, f.submission) AND"
    "  c.field = f.field"
    " LEFT JOIN submission o ON o.id = f.origin"
    " LEFT JOIN file x ON x.sha256 = o.file"
    " LEFT JOIN explanation e ON e.fingerprint = f.fingerprint"
    " LEFT JOIN staff p ON p.id = e.person"
    " WHERE f.status IN ('new', 'still', 'explained') AND (f.submission = ?1"
    "  OR (f.submission IS NULL AND f.table_no = ?2))"
    " ORDER BY f.status <> 'explained', f.severity, f.rule, f.line, f.id";

struct each_finding {
    tb_dossier_finding_fn *each;
    void *ctx;
};

static void show_cell(struct tb_stmt *s, char out[40])
{
    long long line = tb_stmt_int(s, 11);
    char column[8];

    out[0] = '\0';
    if (line > 0 && !tb_stmt_is_null(s, 12)) {
        tb_column_name((uint32_t)tb_stmt_int(s, 12), column);
        snprintf(out, 40, "%s%lld", column, line);
    } else if (line > 0) {
        snprintf(out, 40, "第%lld行", line);
    }
}

static int take_finding(struct tb_stmt *s, void *ctx)
{
    const struct each_finding *e = ctx;
    struct tb_dossier_finding f = {
        .severity = (enum tb_severity)tb_stmt_int(s, 0),
        .status = tb_stmt_text(s, 1),
        .rule = tb_stmt_text(s, 2),
        .aspect = tb_stmt_text(s, 3),
        .message = tb_stmt_text(s, 4),
        .hint = tb_stmt_text(s, 5),
        .first_seen = tb_stmt_text(s, 6),
        .field = tb_stmt_text(s, 7),
        .value = tb_stmt_text(s, 8),
        .key = tb_stmt_text(s, 9),
        .is_of_table = tb_stmt_int(s, 10) != 0,
        .text = tb_stmt_text(s, 13),
        .who = tb_stmt_text(s, 14),
        .name = tb_stmt_text(s, 15),
        .at = tb_stmt_text(s, 16),
        .id = tb_stmt_text(s, 17),
        .file = tb_stmt_text(s, 18),
    };

    f.is_explained = tb_str_is(f.status, "explained");
    show_cell(s, f.cell);
    return e->each(&f, e->ctx);
}

int tb_dossier_findings(struct tb_db *db, const struct tb_table *table,
                        long long submission, tb_dossier_finding_fn *each,
                        void *ctx, struct tb_err *err)
{
    struct each_finding e = { each, ctx };

    return run(db, findings_sql, submission, &table->no, take_finding, &e, err);
}
