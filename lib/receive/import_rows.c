/* import_rows.c - the rows of one sheet, on their way into the store. */
#include "import_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "mem.h"
#include "person.h"
#include "template.h"
#include "types.h"
#include "utf8.h"

#define NOTE_RAW_MAX 1024 /* bytes of a raw value that are kept */

/* KIND: cell, row (that is rejected for REASON, else NULL) or number. */
static int store_note(struct tb_import_rows *r, long long data_id, size_t line,
                      const struct tb_field *f, enum tb_trouble trouble,
                      const char *kind, const char *reason,
                      struct tb_str detail)
{
    const struct tb_cell *c = f ? r->cells[f->index] : NULL;
    struct tb_str raw = c ? c->raw : tb_str("");
    struct tb_value id = { .kind = data_id ? TB_INTEGER : TB_NULL,
                           .integer = data_id };

    raw.n = tb_utf8_cut(raw.p, raw.n, NOTE_RAW_MAX);
    if (trouble != TB_FINE || reason) /* part of what this version is */
        tb_hash_add(r->hash, raw);
    if (tb_stmt_bind(r->note, r->import->err, "iviSSissS", r->submission, &id,
                     (long long)line, f ? &f->name : &(struct tb_str){ 0 },
                     &raw, (long long)trouble, kind, reason, &detail) < 0)
        return -1;
    return tb_stmt_step(r->note, r->import->err) < 0 ? -1 : 0;
}

static bool read_cells(struct tb_import_rows *r, const struct tb_row *row)
{
    const struct tb_intake_plan *p = r->plan;
    bool any = false;

    for (size_t i = 0; i < p->table->count; i++) {
        r->values[i] = (struct tb_value){ .kind = TB_NULL };
        r->troubles[i] = TB_FINE;
        r->changed[i] = false;
        r->cells[i] = NULL;
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f =
            c->column < p->columns ? p->fields[c->column] : NULL;
        size_t at;
        if (!f)
            continue;
        at = f->index;
        r->cells[at] = c;
        r->troubles[at] =
            tb_value_read(f, c, &r->texts[at], &r->values[at], &r->changed[at]);
        any =
            any || r->values[at].kind != TB_NULL || r->troubles[at] != TB_FINE;
    }
    return any;
}

static void add_value(const struct tb_value *v, struct tb_buf *out)
{
    switch (v->kind) {
    case TB_TEXT:
        tb_buf_add(out, v->text);
        break;
    case TB_INTEGER:
        tb_buf_addf(out, "%lld", (long long)v->integer);
        break;
    case TB_REAL:
        tb_buf_add(out, tb_str_n((const char *)&v->real, sizeof v->real));
        break;
    default:
        break;
    }
    tb_buf_addc(out, '\x1F');
}

/* The key as one string; false when a part of it is missing. */
static bool make_key(struct tb_import_rows *r)
{
    const struct tb_table *t = r->plan->table;

    tb_buf_clear(&r->key);
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (r->values[i].kind == TB_NULL && f->required)
            return false;
        add_value(&r->values[i], &r->key);
    }
    return true;
}

/* The part of the key that is missing, else its first. */
static const struct tb_field *key_at_fault(const struct tb_import_rows *r)
{
    const struct tb_table *t = r->plan->table;
    const struct tb_field *at = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (r->values[i].kind == TB_NULL)
            return f;
        if (!at)
            at = f;
    }
    return at;
}

/* Why this row cannot be filed, and at which field (NULL: the key); a note
 * keeps it. */
static int reject(struct tb_import_rows *r, size_t line,
                  const struct tb_field *at, const char *reason,
                  const char *format, ...) TB_PRINTF(5, 6);

static int reject(struct tb_import_rows *r, size_t line,
                  const struct tb_field *at, const char *reason,
                  const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!at)
        at = key_at_fault(r);
    r->sheet->rejected++;
    return store_note(r, 0, line, at, at ? r->troubles[at->index] : TB_FINE,
                      "row", reason, tb_str(text));
}

/* Is the row the one's who may file it?  A row that names nobody is not. */
static bool is_own(const struct tb_import_rows *r)
{
    struct tb_buf shown = { 0 };
    bool own;

    if (!r->owner)
        return true;
    tb_value_show(&r->values[r->owner->index], &shown);
    own = tb_str_eq(tb_buf_str(&shown), r->person);
    tb_buf_free(&shown);
    return own;
}

static int insert_row(struct tb_import_rows *r, size_t line)
{
    struct tb_err *err = r->import->err;

    if (tb_stmt_bind(r->insert, err, "ii", r->submission, (long long)line) < 0)
        return -1;
    tb_buf_clear(&r->key);
    for (size_t i = 0; i < r->order_count; i++) {
        const struct tb_value *v = &r->values[r->order[i]->index];
        if (tb_stmt_bind_value(r->insert, (int)i + 3, v, err) < 0)
            return -1;
        add_value(v, &r->key);
    }
    tb_buf_addc(&r->key, '\n');
    tb_hash_add(r->hash, tb_buf_str(&r->key));
    return tb_stmt_step(r->insert, err) < 0 ? -1 : 0;
}

/* A sample or two of what was brought into another form. */
static void add_sample(struct tb_import_rows *r, size_t line,
                       const struct tb_field *f)
{
    struct tb_buf shown = { 0 };
    char column[8];

    if (r->sheet->changed > 3 || f->personal.n > 0)
        return;
    tb_value_show(&r->values[f->index], &shown);
    tb_column_name(r->cells[f->index]->column, column);
    tb_buf_addf(&r->samples, "%s%s%zu“%.*s”→%s", r->samples.n ? "，" : "",
                column, line, TB_STR_ARG(r->cells[f->index]->raw),
                tb_buf_text(&shown));
    tb_buf_free(&shown);
}

static int store_notes(struct tb_import_rows *r, size_t line, long long data_id)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count; i++) {
        if (r->troubles[i] == TB_FINE && !r->changed[i])
            continue;
        if (r->changed[i]) {
            r->sheet->changed++;
            add_sample(r, line, &t->fields[i]);
        } else {
            r->sheet->unread++;
        }
        if (store_note(r, data_id, line, &t->fields[i], r->troubles[i], "cell",
                       NULL, tb_str("")) < 0)
            return -1;
    }
    return 0;
}

/* A blank 序号 that is the whole key says nothing: count instead. */
static void number_row(struct tb_import_rows *r)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count && !t->has_natural_key; i++)
        if (t->fields[i].is_key && r->values[i].kind == TB_NULL &&
            r->troubles[i] == TB_FINE)
            r->values[i] =
                (struct tb_value){ .kind = TB_INTEGER,
                                   .integer = (int64_t)r->sheet->filed + 1 };
}

/* ---- identifiers that a spreadsheet has made numbers ---- */

/* Remember the identifiers that are numbers in the file: once all rows are
 * in, they can be compared with the others. */
static int note_numbers(struct tb_import_rows *r, size_t line,
                        long long data_id)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count; i++)
        if (r->cells[i] && r->cells[i]->kind == TB_CELL_NUMBER &&
            r->values[i].kind == TB_TEXT &&
            tb_types[t->fields[i].type].is_identifier &&
            store_note(r, data_id, line, &t->fields[i], TB_FINE, "number", NULL,
                       tb_str("")) < 0)
            return -1;
    return 0;
}

/*
 * Where a column has values that begin with 0, a number that is shorter than
 * the longest of them has lost its own.  The others were numbers by habit.
 */
int tb_rows_find_lost_zeros(struct tb_import_rows *r)
{
    struct tb_db *db = r->import->campaign->db;
    const struct tb_table *t = r->plan->table;
    struct tb_buf sql = { 0 }, name = { 0 };
    int rc = 0;

    for (size_t i = 0; i < r->order_count && rc == 0; i++) {
        const struct tb_field *f = r->order[i];
        if (!tb_types[f->type].is_identifier)
            continue;
        tb_buf_clear(&name);
        tb_buf_clear(&sql);
        tb_buf_add_quoted(&name, f->name, '"');
        tb_buf_addf(&sql,
                    "UPDATE cell_note SET trouble = ?2, kind = 'cell' WHERE "
                    "submission = ?1 AND kind = 'number' AND field = ?3 AND "
                    "length(raw) < "
                    "(SELECT max(length(%s)) FROM \"d_%.*s\" WHERE "
                    "_submission = ?1 AND %s GLOB '0*')",
                    name.p, TB_STR_ARG(t->no), name.p);
        rc = tb_db_do(db, r->import->err, sql.p, "iiS", r->submission,
                      (long long)TB_TROUBLE_ZEROS, &f->name);
        if (rc == 0)
            r->sheet->unread += (size_t)tb_db_changes(db);
    }
    if (rc == 0)
        rc = tb_db_do(db, r->import->err,
                      "DELETE FROM cell_note WHERE submission = ?1 AND kind = "
                      "'number'",
                      "i", r->submission);
    tb_buf_free(&sql);
    tb_buf_free(&name);
    return rc;
}

/* What its sender may not have meant. */
static void count_oddities(struct tb_import_rows *r, const struct tb_row *row)
{
    r->sheet->hidden += row->hidden;
    for (size_t i = 0; i < r->plan->table->count; i++)
        r->sheet->formulas += r->cells[i] && r->cells[i]->formula;
}

/* Does the row still say that it is last year's? */
static bool is_pending(const struct tb_intake_plan *p, const struct tb_row *row)
{
    const struct tb_cell *c =
        p->pending < 0 ? NULL : tb_row_at(row, (uint32_t)p->pending);

    return c && tb_str_is(tb_str_trim(c->raw), TB_TEMPLATE_PENDING);
}

int tb_rows_take(const struct tb_row *row, void *ctx)
{
    struct tb_import_rows *r = ctx;
    long long data_id;
    uint32_t first;

    if (row->number <= r->plan->header_row || !read_cells(r, row))
        return 0;
    if (is_pending(r->plan, row)) {
        r->sheet->pending++;
        return 0;
    }
    r->sheet->rows_in++;
    count_oddities(r, row);
    number_row(r);
    if (!make_key(r))
        return reject(r, row->number, NULL, "key", "主键未填写或无法识别");
    if (!is_own(r)) {
        r->sheet->foreign++;
        return reject(r, row->number, r->owner, "foreign", TB_IMPORT_FOREIGN);
    }
    if (r->plan->table->has_natural_key) {
        struct tb_str key = tb_buf_str(&r->key);
        if (tb_map_find(&r->keys, key, &first))
            return reject(r, row->number, NULL, "twice", "与第 %u 行的主键相同",
                          first);
        tb_map_add(&r->keys, tb_arena_copy(&r->arena, key),
                   (uint32_t)row->number, NULL);
    }
    if (insert_row(r, row->number) < 0)
        return -1;
    r->sheet->filed++;
    data_id = tb_db_last_id(r->import->campaign->db);
    if (store_notes(r, row->number, data_id) < 0)
        return -1;
    return note_numbers(r, row->number, data_id);
}

int tb_rows_prepare(struct tb_import_rows *r)
{
    const struct tb_table *t = r->plan->table;
    struct tb_db *db = r->import->campaign->db;
    struct tb_buf sql = { 0 };
    int rc;

    r->order = tb_alloc(t->count, sizeof *r->order);
    r->values = tb_alloc(t->count, sizeof *r->values);
    r->troubles = tb_alloc(t->count, sizeof *r->troubles);
    r->changed = tb_alloc(t->count, sizeof *r->changed);
    r->texts = tb_alloc(t->count, sizeof *r->texts);
    r->cells = tb_alloc(t->count, sizeof *r->cells);
    r->hash = tb_hash_new();
    tb_buf_addf(&sql, "INSERT INTO \"d_%.*s\" (_submission, _line, ",
                TB_STR_ARG(t->no));
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, ") VALUES (?, ?");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            r->order[r->order_count++] = &t->fields[i];
            tb_buf_adds(&sql, ", ?");
        }
    tb_buf_adds(&sql, ")");
    rc = tb_db_prepare(db, sql.p, &r->insert, r->import->err);
    if (rc == 0)
        rc = tb_db_prepare(db,
                           "INSERT INTO cell_note (submission, data_id, line, "
                           "field, raw, trouble, kind, reason, detail) VALUES "
                           "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &r->note, r->import->err);
    tb_buf_free(&sql);
    return rc;
}

void tb_rows_free(struct tb_import_rows *r)
{
    char ignored[65];

    tb_stmt_free(r->insert);
    tb_stmt_free(r->note);
    for (size_t i = 0; r->texts && i < r->plan->table->count; i++)
        tb_buf_free(&r->texts[i]);
    free(r->order);
    free(r->values);
    free(r->troubles);
    free(r->changed);
    free(r->texts);
    free(r->cells);
    tb_map_free(&r->keys);
    tb_arena_free(&r->arena);
    tb_buf_free(&r->key);
    tb_buf_free(&r->samples);
    if (r->hash)
        tb_hash_finish(r->hash, ignored);
}
