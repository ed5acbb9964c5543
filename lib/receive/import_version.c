/* import_version.c - the rows of a sheet become the version that stands. */
#include "import_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "accumulate.h"
#include "event.h"
#include "mem.h"
#include "person.h"
#include "rows_hash.h"

static int new_submission(struct tb_import *im,
                          const struct tb_import_target *t,
                          const struct tb_import_sheet *s, long long *id)
{
    if (tb_db_do(im->campaign->db, im->err,
                 "INSERT INTO submission (kind, slice, table_no, file, sheet, "
                 "version, imported_at, actor, department, person) SELECT "
                 "iif(?1 = 0, 'typed', 'filed'), nullif(?1, 0), ?2, ?3, ?4, 1 "
                 "+ coalesce(max(version), 0), ?5, ?6, ?7, nullif(?8, '') FROM "
                 "submission WHERE CASE WHEN ?1 <> 0 THEN slice = ?1 ELSE "
                 "kind = 'typed' AND table_no = ?2 AND department = ?7 END",
                 "iSsSssis", t->slice, &s->table->no, im->sha256, &s->sheet,
                 im->campaign->context.now, im->campaign->context.actor,
                 t->department.id, im->campaign->context.person) < 0)
        return -1;
    *id = tb_db_last_id(im->campaign->db);
    return 0;
}

static int store_columns(struct tb_import_rows *r)
{
    for (size_t i = 0; i < r->plan->columns; i++)
        if (r->plan->fields[i] &&
            tb_db_do(r->import->campaign->db, r->import->err,
                     "INSERT INTO submission_column VALUES (?1, ?2, ?3)", "iSi",
                     r->submission, &r->plan->fields[i]->name,
                     (long long)i) < 0)
            return -1;
    return 0;
}

/* What is filed now for T: its submission, or 0. */
static int current_submission(struct tb_campaign *c,
                              const struct tb_import_target *t,
                              const struct tb_table *table, long long *id,
                              struct tb_err *err)
{
    return tb_db_int(c->db, id, 0, err,
                     "SELECT id FROM submission WHERE current = 1 AND CASE "
                     "WHEN ?1 <> 0 THEN slice = ?1 ELSE kind = 'typed' AND "
                     "table_no = ?2 AND department = ?3 END",
                     "iSi", t->slice, &table->no, t->department.id);
}

/* Has this very sheet been added before, and are its rows there still? */
static int was_added(struct tb_import_rows *r, const struct tb_import_target *t,
                     bool *was)
{
    const struct tb_import_sheet *s = r->sheet;
    struct tb_campaign *c = r->import->campaign;
    struct tb_buf sql = { 0 };
    long long old, found = 0;
    int rc = current_submission(c, t, s->table, &old, r->import->err);

    tb_buf_addf(&sql,
                "SELECT 1 FROM submission x WHERE x.file = ?2 AND x.sheet = ?3 "
                "AND (x.id = ?1 OR x.id IN (SELECT _origin FROM \"d_%.*s\" "
                "WHERE _submission = ?1)) LIMIT 1",
                TB_STR_ARG(s->table->no));
    if (rc == 0 && old)
        rc = tb_db_int(c->db, &found, 0, r->import->err, sql.p, "isS", old,
                       r->import->sha256, &s->sheet);
    *was = found != 0;
    tb_buf_free(&sql);
    return rc;
}

/* Is this the version that stands already?  A slice that was returned takes
 * the same rows as a new version: its department stands by them. */
static int is_unchanged(struct tb_import_rows *r,
                        const struct tb_import_target *t, const char *hash,
                        bool *same)
{
    const struct tb_import_sheet *s = r->sheet;
    struct tb_campaign *c = r->import->campaign;
    long long found = 0, old = 0;

    *same = false;
    if (r->import->options->accumulates && was_added(r, t, same) < 0)
        return -1;
    if (*same)
        return 0;
    if (t->slice && !tb_str_is(tb_buf_str(&t->state), "submitted"))
        return 0;
    if (current_submission(c, t, s->table, &old, r->import->err) < 0 ||
        tb_db_int(c->db, &found, 0, r->import->err,
                  "SELECT 1 FROM submission WHERE id = ?1 AND content_hash = "
                  "?2 AND rows_rejected = ?3 AND cells_unread = ?4 AND (?5 OR "
                  "rows_kept = 0)",
                  "isiii", old, hash, (long long)s->rejected,
                  (long long)s->unread,
                  (long long)r->import->options->accumulates) < 0)
        return -1;
    *same = found != 0;
    return 0;
}

/* What is filed for T, if anything, becomes a version before. */
int tb_import_retire(struct tb_campaign *c, const struct tb_import_target *t,
                     const struct tb_table *table, struct tb_err *err)
{
    long long old;

    if (current_submission(c, t, table, &old, err) < 0)
        return -1;
    return old ? tb_store_retire(c->db, table, old, err) : 0;
}

/* Keep the hash of the rows as they were stored: later it tells whether they
 * still are. */
static int seal(struct tb_db *db, const struct tb_table *table,
                long long submission, struct tb_err *err)
{
    char hash[65];
    long long rows;

    if (tb_rows_hash(db, table, submission, hash, &rows, err) < 0)
        return -1;
    return tb_db_do(db, err,
                    "UPDATE submission SET rows_hash = ?2 WHERE id = ?1", "is",
                    submission, hash);
}

/* The new version takes the place of the old. */
static int supersede(struct tb_import_rows *r, const struct tb_import_target *t,
                     const char *hash)
{
    struct tb_db *db = r->import->campaign->db;
    struct tb_err *err = r->import->err;
    const struct tb_import_sheet *s = r->sheet;

    if (tb_import_retire(r->import->campaign, t, s->table, err) < 0 ||
        seal(db, s->table, r->submission, err) < 0 ||
        tb_db_do(db, err,
                 "UPDATE submission SET current = 1, content_hash = ?2, "
                 "rows_in = ?3, rows_filed = ?4, rows_rejected = ?5, "
                 "cells_changed = ?6, cells_unread = ?7, rows_kept = ?8 WHERE "
                 "id = ?1",
                 "isiiiiii", r->submission, hash, (long long)s->rows_in,
                 (long long)s->filed, (long long)s->rejected,
                 (long long)s->changed, (long long)s->unread, s->kept) < 0)
        return -1;
    if (t->is_late && r->import->options->late &&
        tb_db_do(db, err, "UPDATE submission SET late = ?2 WHERE id = ?1", "is",
                 r->submission, r->import->options->late) < 0)
        return -1;
    return tb_db_do(db, err,
                    "UPDATE slice SET state = 'submitted', reason = NULL, "
                    "submitted_at = ?2 WHERE id = ?1",
                    "is", t->slice, r->import->campaign->context.now);
}

static void describe_oddities(const struct tb_import_rows *r,
                              struct tb_buf *text)
{
    const struct tb_import_sheet *s = r->sheet;

    if (s->foreign > 0)
        tb_buf_addf(text, "%zu 行不是本人（%.*s）的，未导入。", s->foreign,
                    TB_STR_ARG(r->person));
    if (r->person.n > 0 && !r->owner)
        tb_buf_adds(text, "此表没有教工号列，未核对各行是否是本人的。");
    if (s->hidden > 0)
        tb_buf_addf(text, "有 %zu 行是隐藏的（或被筛选掉），也已读入。",
                    s->hidden);
    if (s->formulas > 0)
        tb_buf_addf(text, "有 %zu 个单元格是公式，只取文件中保存的结果。",
                    s->formulas);
}

static void describe(struct tb_import_rows *r)
{
    const struct tb_intake_plan *p = r->plan;
    struct tb_buf text = { 0 };

    r->sheet->has_unknown = p->unknown.n > 0;
    if (p->unknown.n > 0)
        tb_buf_addf(&text, "未导入的列：%s。", p->unknown.p);
    if (p->missing.n > 0 && p->missing.n < 400)
        tb_buf_addf(&text, "文件中没有的列：%s。", p->missing.p);
    if (r->samples.n > 0)
        tb_buf_addf(&text, "规范化 %zu 个单元格（%s%s）。", r->sheet->changed,
                    r->samples.p, r->sheet->changed > 3 ? " 等" : "");
    describe_oddities(r, &text);
    r->sheet->note =
        tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

/* What becomes of the rows of the version before. */
static int join(struct tb_import_rows *r, const struct tb_import_target *t)
{
    struct tb_campaign *c = r->import->campaign;
    struct tb_import_sheet *s = r->sheet;
    long long old = 0;

    if (s->rows_in == 0 ||
        current_submission(c, t, s->table, &old, r->import->err) < 0)
        return s->rows_in == 0 ? 0 : -1;
    if (!old)
        return 0;
    if (r->import->options->accumulates)
        return tb_accumulate(c, s->table, old, r->submission, &s->kept,
                             r->import->err);
    if (tb_db_int(c->db, &r->was_accumulated, 0, r->import->err,
                  "SELECT rows_kept FROM submission WHERE id = ?1", "i",
                  old) < 0)
        return -1;
    return tb_accumulate_gone(c, s->table, old, r->submission, &s->gone,
                              r->import->err);
}

/* What came day by day is not to be lost by one file that has less. */
static bool may_go(struct tb_import_rows *r, const struct tb_import_target *t)
{
    struct tb_import_sheet *s = r->sheet;
    const struct tb_import_options *o = r->import->options;

    (void)t;
    if (!r->was_accumulated || o->deletions < 0 || s->gone <= o->deletions)
        return true;
    tb_import_say(r->import, s, TB_IMPORT_REFUSED,
                  "此表是逐次累积的，本文件缺少其中 %lld 行；追加请用 "
                  "--accumulate，确要删除请用 --deletions %lld",
                  s->gone, s->gone);
    return false;
}

int tb_import_file_rows(struct tb_import *im, size_t index,
                        const struct tb_intake_plan *plan,
                        struct tb_import_sheet *s,
                        const struct tb_import_target *t)
{
    struct tb_import_rows r = { .import = im, .plan = plan, .sheet = s };
    char hash[65];
    bool same;
    int rc = -1;

    if (t->is_person) {
        r.person = t->part;
        r.owner = tb_table_person(s->table);
    }

    if (tb_db_run(im->campaign->db, "SAVEPOINT sheet", im->err) < 0 ||
        tb_rows_prepare(&r) < 0 ||
        new_submission(im, t, s, &r.submission) < 0 || store_columns(&r) < 0)
        goto done;
    if (tb_book_read(im->book, index, tb_rows_take, &r, im->err) < 0 ||
        tb_rows_find_lost_zeros(&r) < 0)
        goto done;
    tb_hash_finish(r.hash, hash);
    r.hash = NULL;
    memcpy(s->hash, hash, sizeof s->hash);
    describe(&r);
    if (is_unchanged(&r, t, hash, &same) < 0 || (!same && join(&r, t) < 0))
        goto done;
    s->outcome = s->rows_in == 0 ? TB_IMPORT_EMPTY
                 : same          ? TB_IMPORT_UNCHANGED
                                 : TB_IMPORT_FILED;
    if (s->outcome == TB_IMPORT_FILED && may_go(&r, t)) {
        rc = supersede(&r, t, hash);
        if (rc == 0 && im->options->cloud)
            rc = tb_holder_cloud_filed(im->campaign, s->table, im->err);
    } else
        rc = tb_db_run(im->campaign->db, "ROLLBACK TO sheet", im->err);
    if (rc == 0)
        rc = tb_db_run(im->campaign->db, "RELEASE sheet", im->err);
done:
    tb_rows_free(&r);
    return rc;
}
