/* filing.c - files, and the versions that are made of them. */
#include "filing.h"

#include "layout.h"
#include "rows_hash.h"
#include "types.h"

static const char *const note_kinds[] = {
    [TB_NOTE_CELL] = "cell",
    [TB_NOTE_ROW] = "row",
    [TB_NOTE_NUMBER] = "number",
};

/* ---- files ---- */

int tb_file_is_known(struct tb_store *store, const char *sha256, bool *known,
                     struct tb_err *err)
{
    long long found;

    if (tb_db_int(store->db, &found, 0, err,
                  "SELECT 1 FROM file WHERE sha256 = ?1", "s", sha256) < 0)
        return -1;
    *known = found != 0;
    return 0;
}

int tb_file_add(struct tb_store *store, const char *sha256, const char *name,
                uint64_t size, struct tb_err *err)
{
    return tb_db_do(
        store->db, err,
        "INSERT INTO file (sha256, name, size, imported_at, actor, person) "
        "VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, '')) ON CONFLICT DO NOTHING",
        "ssisss", sha256, name, (long long)size, store->context->now,
        store->context->actor, store->context->person);
}

/* ---- what is there ---- */

struct before_reading {
    struct tb_arena *arena;
    struct tb_submission *out;
};

static int take_before(struct tb_stmt *s, void *ctx)
{
    struct before_reading *r = ctx;

    tb_submission_take(s, 0, r->arena, r->out);
    return 0;
}

int tb_filing_before(struct tb_store *store,
                     const struct tb_filing_target *target,
                     struct tb_arena *arena, struct tb_submission *out,
                     struct tb_err *err)
{
    struct before_reading r = { arena, out };

    *out = (struct tb_submission){ 0 };
    if (target->slice) {
        *out = target->slice->now;
        return 0;
    }
    return tb_db_one(store->db, take_before, &r, err,
                     "SELECT " TB_SUBMISSION_COLUMNS " FROM submission u LEFT "
                     "JOIN file x ON x.sha256 = u.file LEFT JOIN staff w ON "
                     "w.id = u.person WHERE u.current = 1 AND u.kind = 'typed' "
                     "AND u.table_no = ?1 AND u.department = ?2",
                     "Si", &target->table->no, target->department) < 0
               ? -1
               : 0;
}

int tb_filing_has_sheet(struct tb_store *store, const struct tb_table *t,
                        long long id, const char *sha256, struct tb_str sheet,
                        bool *has, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    long long found;
    int rc;

    tb_buf_addf(&sql,
                "SELECT 1 FROM submission x WHERE x.file = ?2 AND x.sheet = ?3 "
                "AND (x.id = ?1 OR x.id IN (SELECT _origin FROM \"d_%.*s\" "
                "WHERE _submission = ?1)) LIMIT 1",
                TB_STR_ARG(t->no));
    rc = tb_db_int(store->db, &found, 0, err, sql.p, "isS", id, sha256, &sheet);
    *has = rc == 0 && found != 0;
    tb_buf_free(&sql);
    return rc;
}

int tb_filing_retire(struct tb_store *store, const struct tb_table *t,
                     long long id, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc = -1;

    if (id == 0)
        return 0;
    tb_layout_retire_sql(t, &sql);
    tb_buf_adds(&sql, " WHERE _submission = ?1");
    if (tb_db_do(store->db, err, sql.p, "i", id) < 0)
        goto done;
    tb_buf_clear(&sql);
    tb_buf_addf(&sql, "DELETE FROM \"d_%.*s\" WHERE _submission = ?1",
                TB_STR_ARG(t->no));
    if (tb_db_do(store->db, err, sql.p, "i", id) < 0 ||
        tb_db_do(store->db, err,
                 "UPDATE submission SET current = 0 WHERE id = ?1", "i",
                 id) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&sql);
    return rc;
}

/* ---- making one ---- */

/* Of a slice the next version; of typed figures the next of this table and
 * department. */
static int add_submission(struct tb_filing *f, const char *sha256,
                          struct tb_str sheet, struct tb_err *err)
{
    const struct tb_filing_target *t = &f->target;
    const struct tb_context *context = f->store->context;

    if (tb_db_do(f->store->db, err,
                 "INSERT INTO submission (kind, slice, table_no, file, sheet, "
                 "version, imported_at, actor, department, person) SELECT "
                 "iif(?1 = 0, 'typed', 'filed'), nullif(?1, 0), ?2, ?3, ?4, 1 "
                 "+ coalesce(max(version), 0), ?5, ?6, ?7, nullif(?8, '') FROM "
                 "submission WHERE CASE WHEN ?1 <> 0 THEN slice = ?1 ELSE "
                 "kind = 'typed' AND table_no = ?2 AND department = ?7 END",
                 "iSsSssis", t->slice ? t->slice->id : 0LL, &t->table->no,
                 sha256, &sheet, context->now, context->actor,
                 t->slice ? t->slice->department.id : t->department,
                 context->person) < 0)
        return -1;
    f->submission = tb_db_last_id(f->store->db);
    return 0;
}

static int prepare_rows(struct tb_filing *f, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_store_insert_sql("d_", "_submission, _line", f->target.table, &sql);
    rc = tb_db_prepare(f->store->db, sql.p, &f->insert, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_filing_open(struct tb_filing *f, struct tb_store *store,
                   const struct tb_filing_target *target, const char *sha256,
                   struct tb_str sheet, struct tb_err *err)
{
    *f = (struct tb_filing){ .store = store, .target = *target };
    if (tb_db_part_begin(store->db, err) < 0 ||
        add_submission(f, sha256, sheet, err) < 0 || prepare_rows(f, err) < 0)
        return -1;
    return tb_db_prepare(store->db,
                         "INSERT INTO cell_note (submission, data_id, line, "
                         "field, raw, trouble, kind, reason, detail) VALUES "
                         "(?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?)",
                         &f->note, err);
}

int tb_filing_close(struct tb_filing *f, bool keep, struct tb_err *err)
{
    return tb_db_part_end(f->store->db, keep, err);
}

void tb_filing_free(struct tb_filing *f)
{
    tb_stmt_free(f->insert);
    tb_stmt_free(f->note);
    *f = (struct tb_filing){ 0 };
}

int tb_filing_column(struct tb_filing *f, const struct tb_field *field,
                     size_t place, struct tb_err *err)
{
    return tb_db_do(f->store->db, err,
                    "INSERT INTO submission_column (submission, field, place) "
                    "VALUES (?1, ?2, ?3)",
                    "iSi", f->submission, &field->name, (long long)place);
}

int tb_filing_row(struct tb_filing *f, size_t line,
                  const struct tb_value *values, long long *row,
                  struct tb_err *err)
{
    const struct tb_table *t = f->target.table;
    int at = 2;

    if (tb_stmt_bind(f->insert, err, "ii", f->submission, (long long)line) < 0)
        return -1;
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used &&
            tb_stmt_bind_value(f->insert, ++at, &values[i], err) < 0)
            return -1;
    if (tb_stmt_step(f->insert, err) < 0)
        return -1;
    *row = tb_db_last_id(f->store->db);
    return 0;
}

int tb_filing_note(struct tb_filing *f, const struct tb_cell_note *n,
                   struct tb_err *err)
{
    const char *reason =
        n->kind == TB_NOTE_ROW ? tb_rejections[n->reason].code : NULL;

    if (tb_stmt_bind(f->note, err, "iiiSSissS", f->submission, n->row,
                     (long long)n->line,
                     n->field ? &n->field->name : &(struct tb_str){ 0 },
                     &n->raw, (long long)n->trouble, note_kinds[n->kind],
                     reason, &n->detail) < 0)
        return -1;
    return tb_stmt_step(f->note, err) < 0 ? -1 : 0;
}

int tb_filing_was_before(const struct tb_filing *f, const char *sha256,
                         struct tb_str sheet, bool *was, struct tb_err *err)
{
    const struct tb_filing_target *t = &f->target;
    long long found;
    int rc = tb_db_int(f->store->db, &found, 0, err,
                       "SELECT 1 FROM submission WHERE file = ?3 AND sheet = "
                       "?4 AND current = 0 AND id <> ?5 AND CASE WHEN ?1 <> 0 "
                       "THEN slice = ?1 ELSE kind = 'typed' AND table_no = ?2 "
                       "AND department = ?6 END LIMIT 1",
                       "iSsSii", t->slice ? t->slice->id : 0LL, &t->table->no,
                       sha256, &sheet, f->submission, t->department);

    *was = rc == 0 && found != 0;
    return rc;
}

static int find_lost_zeros(struct tb_filing *f, const struct tb_field *field,
                           long long *cells, struct tb_err *err)
{
    struct tb_buf sql = { 0 }, name = { 0 };
    int rc;

    tb_buf_add_quoted(&name, field->name, '"');
    tb_buf_addf(&sql,
                "UPDATE cell_note SET trouble = ?2, kind = 'cell' WHERE "
                "submission = ?1 AND kind = 'number' AND field = ?3 AND "
                "length(raw) < (SELECT max(length(%s)) FROM \"d_%.*s\" WHERE "
                "_submission = ?1 AND %s GLOB '0*')",
                name.p, TB_STR_ARG(f->target.table->no), name.p);
    rc = tb_db_do(f->store->db, err, sql.p, "iiS", f->submission,
                  (long long)TB_TROUBLE_ZEROS, &field->name);
    if (rc == 0)
        *cells += tb_db_changes(f->store->db);
    tb_buf_free(&sql);
    tb_buf_free(&name);
    return rc;
}

int tb_filing_lost_zeros(struct tb_filing *f, long long *cells,
                         struct tb_err *err)
{
    const struct tb_table *t = f->target.table;

    *cells = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && tb_types[t->fields[i].type].is_identifier &&
            find_lost_zeros(f, &t->fields[i], cells, err) < 0)
            return -1;
    return tb_db_do(f->store->db, err,
                    "DELETE FROM cell_note WHERE submission = ?1 AND kind = "
                    "'number'",
                    "i", f->submission);
}

/* Keep the hash of the rows as they were stored: later it tells whether they
 * still are. */
static int seal_rows(struct tb_filing *f, struct tb_err *err)
{
    char hash[65];
    long long rows;

    if (tb_rows_hash(f->store->db, f->target.table, f->submission, hash, &rows,
                     err) < 0)
        return -1;
    return tb_db_do(f->store->db, err,
                    "UPDATE submission SET rows_hash = ?2 WHERE id = ?1", "is",
                    f->submission, hash);
}

int tb_filing_stand(struct tb_filing *f, long long before,
                    const struct tb_submission *m, struct tb_err *err)
{
    if (tb_filing_retire(f->store, f->target.table, before, err) < 0 ||
        seal_rows(f, err) < 0 ||
        tb_db_do(f->store->db, err,
                 "UPDATE submission SET current = 1, content_hash = ?2, "
                 "rows_in = ?3, rows_filed = ?4, rows_rejected = ?5, "
                 "cells_changed = ?6, cells_unread = ?7, rows_kept = ?8, late "
                 "= nullif(?9, '') WHERE id = ?1",
                 "iSiiiiiiS", f->submission, &m->content_hash, m->rows_in,
                 m->filed, m->rejected, m->changed, m->unread, m->kept,
                 &m->late) < 0)
        return -1;
    return f->target.slice ? tb_slice_filed(f->store, f->target.slice->id, err)
                           : 0;
}
