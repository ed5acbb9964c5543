/* merge.c - approved slices become the final tables. */
#include "merge.h"

#include <stdio.h>
#include <stdlib.h>

#include "freshness.h"
#include "mask.h"
#include "mem.h"

/* One row of the final table, being put together. */
struct row {
    struct tb_value *values; /* by used field */
    struct tb_buf *texts;
    long long *from; /* which data row each value is of */
    long long *ids;  /* the data rows that take part */
    size_t id_count, id_room;
    bool has_conflict;
};

struct merge {
    struct tb_campaign *campaign;
    struct tb_merge_result *result;
    struct tb_err *err;
    const struct tb_table *table;
    const struct tb_field **fields; /* those in use */
    size_t count;
    struct row row;
    struct tb_stmt *insert, *source, *conflict;
    long long number; /* rows of this table so far */
};

/* ---- one row ---- */

static void clear_row(struct merge *m)
{
    for (size_t i = 0; i < m->count; i++) {
        m->row.values[i] = (struct tb_value){ .kind = TB_NULL };
        m->row.from[i] = 0;
    }
    m->row.id_count = 0;
    m->row.has_conflict = false;
}

static bool is_same(const struct tb_value *a, const struct tb_value *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TB_TEXT)
        return tb_str_eq(a->text, b->text);
    return a->kind == TB_INTEGER ? a->integer == b->integer
                                 : a->real == b->real;
}

static struct tb_str department_of(struct merge *m, long long id)
{
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_err ignored = { 0 };
    struct tb_str name = tb_str("");

    tb_buf_addf(&sql,
                "SELECT coalesce(nullif(p.short, ''), p.name) FROM \"d_%.*s\" "
                "d JOIN submission u ON u.id = d._submission JOIN slice s ON "
                "s.id = u.slice JOIN department p ON p.id = s.department "
                "WHERE d._id = ?1",
                TB_STR_ARG(m->table->no));
    if (tb_db_prepare(m->campaign->db, sql.p, &s, &ignored) == 0 &&
        tb_stmt_bind(s, &ignored, "i", id) == 0 &&
        tb_stmt_step(s, &ignored) == 1)
        name = tb_arena_copy(&m->result->arena, tb_stmt_text(s, 0));
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return name;
}

static struct tb_str shown(struct merge *m, const struct tb_value *v)
{
    struct tb_buf text = { 0 };
    struct tb_str copy;

    tb_value_show(v, &text);
    copy = tb_arena_copy(&m->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    return copy;
}

/* As a report may show it. */
static struct tb_str masked(struct merge *m, size_t field,
                            const struct tb_value *v)
{
    struct tb_buf text = { 0 };
    struct tb_str copy;

    tb_mask(m->fields[field]->personal, shown(m, v), &text);
    copy = tb_arena_copy(&m->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    return copy;
}

static struct tb_str key_of(struct merge *m)
{
    struct tb_buf key = { 0 };
    struct tb_str copy;

    for (size_t i = 0; i < m->count; i++)
        if (m->fields[i]->is_key) {
            struct tb_str part = shown(m, &m->row.values[i]);
            tb_buf_addf(&key, "%s%.*s", key.n > 0 ? " " : "", TB_STR_ARG(part));
        }
    copy = tb_arena_copy(&m->result->arena, tb_buf_str(&key));
    tb_buf_free(&key);
    return copy;
}

static int add_conflict(struct merge *m, size_t field,
                        const struct tb_value *other, long long other_id)
{
    struct tb_merge_result *r = m->result;
    struct tb_merge_conflict *c;

    r->conflicts = tb_grow(r->conflicts, r->conflict_count, &r->conflict_room,
                           sizeof *r->conflicts);
    c = &r->conflicts[r->conflict_count++];
    *c = (struct tb_merge_conflict){
        .table = m->table,
        .key = key_of(m),
        .field = m->fields[field]->name,
        .first = masked(m, field, &m->row.values[field]),
        .first_department = department_of(m, m->row.from[field]),
        .second = masked(m, field, other),
        .second_department = department_of(m, other_id),
    };
    r->conflict_keys += !m->row.has_conflict;
    m->row.has_conflict = true;
    if (tb_stmt_bind(m->conflict, m->err, "SSSiSiS", &m->table->no, &c->key,
                     &c->field, m->row.from[field], &c->first, other_id,
                     &c->second) < 0)
        return -1;
    return tb_stmt_step(m->conflict, m->err) < 0 ? -1 : 0;
}

/* Take the present row of S into the row that is being put together. */
static int join_row(struct merge *m, struct tb_stmt *s)
{
    struct row *row = &m->row;
    long long id = tb_stmt_int(s, 0);

    row->ids =
        tb_grow(row->ids, row->id_count, &row->id_room, sizeof *row->ids);
    row->ids[row->id_count++] = id;
    for (size_t i = 0; i < m->count; i++) {
        struct tb_value v = tb_stmt_value(s, (int)i + 1);
        if (v.kind == TB_NULL)
            continue;
        if (row->values[i].kind == TB_NULL) {
            row->values[i] = v;
            row->from[i] = id;
            if (v.kind == TB_TEXT) {
                tb_buf_clear(&row->texts[i]);
                tb_buf_add(&row->texts[i], v.text);
                row->values[i].text = tb_buf_str(&row->texts[i]);
            }
        } else if (!is_same(&row->values[i], &v) &&
                   add_conflict(m, i, &v, id) < 0) {
            return -1;
        }
    }
    return 0;
}

static bool is_same_key(const struct merge *m, struct tb_stmt *s)
{
    if (!m->table->has_natural_key)
        return false;
    for (size_t i = 0; i < m->count; i++)
        if (m->fields[i]->is_key) {
            struct tb_value v = tb_stmt_value(s, (int)i + 1);
            if (!is_same(&v, &m->row.values[i]))
                return false;
        }
    return true;
}

static int store_row(struct merge *m)
{
    struct row *row = &m->row;
    long long merged;

    if (row->id_count == 0 || row->has_conflict)
        return 0;
    m->number++;
    tb_stmt_reset(m->insert);
    for (size_t i = 0; i < m->count; i++) {
        struct tb_value number = { .kind = TB_INTEGER, .integer = m->number };
        bool renumber = m->fields[i]->is_key && !m->table->has_natural_key;
        if (tb_stmt_bind_value(m->insert, (int)i + 1,
                               renumber ? &number : &row->values[i],
                               m->err) < 0)
            return -1;
    }
    if (tb_stmt_step(m->insert, m->err) < 0)
        return -1;
    merged = tb_db_last_id(m->campaign->db);
    for (size_t i = 0; i < row->id_count; i++)
        if (tb_stmt_bind(m->source, m->err, "Sii", &m->table->no, merged,
                         row->ids[i]) < 0 ||
            tb_stmt_step(m->source, m->err) < 0)
            return -1;
    m->result->joined += row->id_count > 1;
    return 0;
}

/* ---- one table ---- */

static void rows_sql(const struct merge *m, struct tb_buf *sql)
{
    tb_buf_adds(sql, "SELECT d._id, ");
    tb_store_columns(m->table, sql);
    tb_buf_addf(sql,
                " FROM \"d_%.*s\" d JOIN submission u ON u.id = "
                "d._submission JOIN slice s ON s.id = u.slice WHERE u.current "
                "= 1 AND s.state = ?1 ORDER BY ",
                TB_STR_ARG(m->table->no));
    for (size_t i = 0; i < m->count && m->table->has_natural_key; i++)
        if (m->fields[i]->is_key) {
            tb_buf_adds(sql, "d.");
            tb_buf_add_quoted(sql, m->fields[i]->name, '"');
            tb_buf_adds(sql, ", ");
        }
    tb_buf_adds(sql, "s.department, d._id");
}

static int prepare_table(struct merge *m)
{
    struct tb_db *db = m->campaign->db;
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "DELETE FROM \"m_%.*s\"", TB_STR_ARG(m->table->no));
    rc = tb_db_run(db, sql.p, m->err);
    tb_buf_clear(&sql);
    tb_buf_addf(&sql, "INSERT INTO \"m_%.*s\" (", TB_STR_ARG(m->table->no));
    tb_store_columns(m->table, &sql);
    tb_buf_adds(&sql, ") VALUES (");
    for (size_t i = 0; i < m->count; i++)
        tb_buf_adds(&sql, i > 0 ? ", ?" : "?");
    tb_buf_adds(&sql, ")");
    if (rc == 0)
        rc = tb_db_prepare(db, sql.p, &m->insert, m->err);
    tb_buf_free(&sql);
    return rc;
}

static int merge_rows(struct merge *m)
{
    struct tb_str approved = tb_campaign_last_level(m->campaign);
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    rows_sql(m, &sql);
    rc = tb_db_prepare(m->campaign->db, sql.p, &s, m->err);
    if (rc == 0)
        rc = tb_stmt_bind(s, m->err, "S", &approved);
    clear_row(m);
    while (rc == 0 && (rc = tb_stmt_step(s, m->err)) == 1) {
        rc = 0;
        if (m->row.id_count > 0 && !is_same_key(m, s)) {
            rc = store_row(m);
            clear_row(m);
        }
        if (rc == 0)
            rc = join_row(m, s);
    }
    if (rc == 0)
        rc = store_row(m);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}

static int merge_table(struct merge *m, const struct tb_table *t)
{
    int rc = -1;

    m->table = t;
    m->count = 0;
    m->number = 0;
    m->fields = tb_alloc(t->count, sizeof *m->fields);
    m->row = (struct row){ 0 };
    m->row.values = tb_alloc(t->count, sizeof *m->row.values);
    m->row.texts = tb_alloc(t->count, sizeof *m->row.texts);
    m->row.from = tb_alloc(t->count, sizeof *m->row.from);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            m->fields[m->count++] = &t->fields[i];
    if (prepare_table(m) == 0)
        rc = merge_rows(m);
    m->result->tables += m->number > 0;
    m->result->rows += m->number;
    tb_stmt_free(m->insert);
    m->insert = NULL;
    for (size_t i = 0; i < t->count; i++)
        tb_buf_free(&m->row.texts[i]);
    free(m->row.values);
    free(m->row.texts);
    free(m->row.from);
    free(m->row.ids);
    free(m->fields);
    return rc;
}

/* ---- all tables ---- */

static int begin(struct merge *m)
{
    struct tb_db *db = m->campaign->db;

    if (tb_campaign_begin(m->campaign, m->err) < 0 ||
        tb_db_run(db, "DELETE FROM conflict; DELETE FROM merged_source",
                  m->err) < 0 ||
        tb_merge_begun(&m->campaign->store, m->err) < 0)
        return -1;
    if (tb_db_prepare(db, "INSERT INTO merged_source VALUES (?, ?, ?)",
                      &m->source, m->err) < 0)
        return -1;
    return tb_db_prepare(db,
                         "INSERT INTO conflict (table_no, key, field, "
                         "first_id, first_value, second_id, second_value) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)",
                         &m->conflict, m->err);
}

static int count_open(struct merge *m)
{
    struct tb_str approved = tb_campaign_last_level(m->campaign);

    return tb_db_int(m->campaign->db, &m->result->open_slices, 0, m->err,
                     "SELECT count(*) FROM slice WHERE state NOT IN (?1, "
                     "'nil')",
                     "S", &approved);
}

/* merged_at is set only when the derived tables are there too */
static int derive_merged(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct tb_merge_result *result = ctx;

    if (tb_derive(c, true, &result->derived, err) < 0)
        return -1;
    return result->derived.broken_count == 0 ? tb_merge_done(&c->store, err)
                                             : 0;
}

int tb_merge_run(struct tb_campaign *c, struct tb_merge_result *result,
                 struct tb_err *err)
{
    struct merge m = { .campaign = c, .result = result, .err = err };
    int rc = begin(&m);

    for (size_t i = 0; rc == 0 && i < c->dict->table_count; i++)
        if (c->dict->tables[i].origin != TB_ORIGIN_DERIVED)
            rc = merge_table(&m, &c->dict->tables[i]);
    if (rc == 0)
        rc = count_open(&m);
    tb_stmt_free(m.source);
    tb_stmt_free(m.conflict);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "merge", "%lld rows, %zu conflicts",
                             result->rows, result->conflict_keys);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc == 0 ? tb_change(c, derive_merged, result, err) : -1;
}

void tb_merge_result_free(struct tb_merge_result *r)
{
    free(r->conflicts);
    tb_derive_result_free(&r->derived);
    tb_arena_free(&r->arena);
    *r = (struct tb_merge_result){ 0 };
}
