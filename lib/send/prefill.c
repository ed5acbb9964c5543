/* prefill.c - rows for a template, read as they are written. */
#include "prefill.h"

#include <stdlib.h>

#include "file.h"
#include "last.h"
#include "mem.h"
#include "person.h"

struct tb_prefill {
    struct tb_campaign *campaign;
    struct tb_db *last; /* last year's data; NULL: what is filed now */
    const struct tb_portion *portion;
    struct tb_stmt *stmt; /* of the slice whose rows are being read */
    struct tb_err err;    /* the first failure */
};

int tb_prefill_open(struct tb_campaign *c, enum tb_prefill_kind kind,
                    struct tb_prefill **out, struct tb_err *err)
{
    struct tb_prefill *p = NULL;
    struct tb_buf path = { 0 };
    int rc = 0;

    *out = NULL;
    tb_campaign_path(c, TB_LAST_FILE, &path);
    if (kind == TB_PREFILL_NONE ||
        (kind == TB_PREFILL_LAST && !tb_file_exists(path.p)))
        goto done;
    p = tb_alloc(1, sizeof *p);
    p->campaign = c;
    if (kind == TB_PREFILL_LAST)
        rc = tb_db_open(path.p, TB_DB_READ, &p->last, err);
    if (rc == 0)
        *out = p;
    else
        free(p);
done:
    tb_buf_free(&path);
    return rc;
}

void tb_prefill_close(struct tb_prefill *p)
{
    if (!p)
        return;
    tb_stmt_free(p->stmt);
    tb_db_close(p->last);
    free(p);
}

int tb_prefill_check(const struct tb_prefill *p, struct tb_err *err)
{
    if (!p || p->err.status == TB_OK)
        return 0;
    *err = p->err;
    return -1;
}

/*
 * Last year's rows of T that this department filed; of a teacher, those that
 * are theirs.  Rows of which nobody knows who filed them are for the one
 * department that fills the table, if it is one.
 */
static void last_sql(const struct tb_table *t, bool is_person,
                     struct tb_buf *sql)
{
    const struct tb_field *who = is_person ? tb_table_person(t) : NULL;

    tb_buf_adds(sql, "SELECT ");
    tb_store_columns(t, sql);
    tb_buf_addf(sql,
                " FROM \"m_%.*s\" WHERE (_department = ?1 OR (_department IS "
                "NULL AND ?2 = 1))",
                TB_STR_ARG(t->no));
    if (who) {
        tb_buf_adds(sql, " AND ");
        tb_buf_add_quoted(sql, who->name, '"');
        tb_buf_adds(sql, " = ?3");
    } else if (is_person) {
        tb_buf_adds(sql, " AND 0");
    }
    tb_buf_adds(sql, " ORDER BY _id");
}

static int prepare_last(struct tb_prefill *p,
                        const struct tb_portion_slice *slice)
{
    const struct tb_portion *o = p->portion;
    struct tb_buf sql = { 0 };
    long long fillers;
    int rc = tb_db_int(p->campaign->db, &fillers, 0, &p->err,
                       "SELECT count(DISTINCT department) FROM slice WHERE "
                       "table_no = ?1",
                       "S", &slice->table->no);

    last_sql(slice->table, o->person.n > 0, &sql);
    if (rc == 0)
        rc = tb_db_prepare(p->last, sql.p, &p->stmt, &p->err);
    if (rc == 0)
        rc = tb_stmt_bind(p->stmt, &p->err, o->person.n > 0 ? "SiS" : "Si",
                          &o->department->code, fillers, &o->person);
    tb_buf_free(&sql);
    return rc;
}

static int prepare_filed(struct tb_prefill *p,
                         const struct tb_portion_slice *slice)
{
    const struct tb_table *t = slice->table;
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_adds(&sql, "SELECT ");
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql,
                " FROM \"d_%.*s\" WHERE _submission = (SELECT u.id FROM "
                "submission u JOIN slice s ON s.id = u.slice WHERE u.current = "
                "1 AND s.table_no = ?1 AND s.department = ?2 AND s.part = ?3 "
                "AND s.kind <> 'cloud') "
                "ORDER BY _id",
                TB_STR_ARG(t->no));
    rc = tb_db_prepare(p->campaign->db, sql.p, &p->stmt, &p->err);
    if (rc == 0)
        rc = tb_stmt_bind(p->stmt, &p->err, "SiS", &t->no,
                          p->portion->department->id, &slice->part);
    tb_buf_free(&sql);
    return rc;
}

static int next_row(const struct tb_portion_slice *slice, size_t index,
                    struct tb_value *values, void *ctx)
{
    struct tb_prefill *p = ctx;
    const struct tb_table *t = slice->table;
    int column = 0, rc = 1;

    if (index == 0) {
        tb_stmt_free(p->stmt);
        p->stmt = NULL;
        rc = (p->last ? prepare_last : prepare_filed)(p, slice) == 0 ? 1 : 0;
    }
    if (rc == 1)
        rc = tb_stmt_step(p->stmt, &p->err);
    for (size_t i = 0; rc == 1 && i < t->count; i++)
        if (t->fields[i].used)
            values[i] = tb_stmt_value(p->stmt, column++);
    return rc == 1 ? 1 : 0;
}

struct tb_template_fill tb_prefill_fill(struct tb_prefill *p,
                                        const struct tb_portion *portion)
{
    struct tb_template_fill fill = { 0 };

    if (!p)
        return fill;
    p->portion = portion;
    fill.rows = next_row;
    fill.ctx = p;
    fill.is_pending = p->last != NULL;
    return fill;
}
