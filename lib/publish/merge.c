/* merge.c - approved slices become the final tables. */
#include "merge.h"

#include <stdlib.h>

#include "derive.h"
#include "freshness.h"
#include "mask.h"
#include "mem.h"
#include "merge_check.h"
#include "merged.h"
#include "slice.h"

/* One row of the final table, being put together. */
struct merge_row {
    struct tb_value *values; /* by used field */
    struct tb_buf *texts;    /* of the values that are texts */
    long long *from;         /* which filed row each value is of */
    long long *ids;          /* the filed rows that take part */
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
    struct merge_row row;
    struct tb_merged_table *out;
    struct tb_outcome_line line;    /* of this table so far */
    struct tb_arena arena;          /* what one table needs */
    struct tb_buf key, mine, other; /* of a conflict */
};

/* ---- one row ---- */

static void clear_merge_row(struct merge *m)
{
    for (size_t i = 0; i < m->count; i++) {
        m->row.values[i] = (struct tb_value){ .kind = TB_NULL };
        m->row.from[i] = 0;
    }
    m->row.id_count = 0;
    m->row.has_conflict = false;
}

static bool is_same_value(const struct tb_value *a, const struct tb_value *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TB_TEXT)
        return tb_str_eq(a->text, b->text);
    return a->kind == TB_INTEGER ? a->integer == b->integer
                                 : a->real == b->real;
}

/* As a report may show it. */
static struct tb_str show_masked(const struct tb_field *f,
                                 const struct tb_value *v, struct tb_buf *out)
{
    struct tb_buf text = { 0 };

    tb_value_show(v, &text);
    tb_buf_clear(out);
    tb_mask(f->personal, tb_buf_str(&text), out);
    tb_buf_free(&text);
    return tb_buf_str(out);
}

static struct tb_str show_merge_key(struct merge *m)
{
    struct tb_buf part = { 0 };

    tb_buf_clear(&m->key);
    for (size_t i = 0; i < m->count; i++)
        if (m->fields[i]->is_key) {
            show_masked(m->fields[i], &m->row.values[i], &part);
            tb_buf_addf(&m->key, "%s%.*s", m->key.n > 0 ? " " : "",
                        TB_STR_ARG(tb_buf_str(&part)));
        }
    tb_buf_free(&part);
    return tb_buf_str(&m->key);
}

/* Row OTHER says V where an earlier one said something else. */
static int add_conflict(struct merge *m, size_t field, const struct tb_value *v,
                        long long other)
{
    const struct tb_field *f = m->fields[field];
    struct merge_row *row = &m->row;
    const struct tb_conflict conflict = {
        .table = m->table,
        .key = show_merge_key(m),
        .field = f->name,
        .first = { row->from[field],
                   show_masked(f, &row->values[field], &m->mine), tb_str("") },
        .second = { other, show_masked(f, v, &m->other), tb_str("") },
    };

    m->result->conflict_keys += !row->has_conflict;
    row->has_conflict = true;
    return tb_conflict_add(&m->campaign->store, &conflict, m->err);
}

static void keep_value(struct merge_row *row, size_t field,
                       const struct tb_value *v, long long from)
{
    row->values[field] = *v;
    row->from[field] = from;
    if (v->kind == TB_TEXT) {
        tb_buf_clear(&row->texts[field]);
        tb_buf_add(&row->texts[field], v->text);
        row->values[field].text = tb_buf_str(&row->texts[field]);
    }
}

/* Take FROM into the row that is being put together. */
static int join_row(struct merge *m, const struct tb_data_row *from)
{
    struct merge_row *row = &m->row;

    row->ids =
        tb_grow(row->ids, row->id_count, &row->id_room, sizeof *row->ids);
    row->ids[row->id_count++] = from->id;
    for (size_t i = 0; i < m->count; i++) {
        const struct tb_value *v = &from->values[i];
        if (v->kind == TB_NULL)
            continue;
        if (row->values[i].kind == TB_NULL)
            keep_value(row, i, v, from->id);
        else if (!is_same_value(&row->values[i], v) &&
                 add_conflict(m, i, v, from->id) < 0)
            return -1;
    }
    return 0;
}

static bool has_same_key(const struct merge *m, const struct tb_data_row *other)
{
    if (!m->table->has_natural_key)
        return false;
    for (size_t i = 0; i < m->count; i++)
        if (m->fields[i]->is_key &&
            !is_same_value(&other->values[i], &m->row.values[i]))
            return false;
    return true;
}

/* The row is whole: put it, unless its key is in conflict. */
static int put_merge_row(struct merge *m)
{
    struct merge_row *row = &m->row;

    if (row->id_count == 0)
        return 0;
    if (row->has_conflict) {
        m->line.conflict += (long long)row->id_count;
        return 0;
    }
    m->line.out++;
    m->line.folded += (long long)row->id_count - 1;
    for (size_t i = 0; i < m->count; i++)
        if (m->fields[i]->is_key && !m->table->has_natural_key)
            row->values[i] =
                (struct tb_value){ .kind = TB_INTEGER, .integer = m->line.out };
    m->result->joined += row->id_count > 1;
    return tb_merged_put(m->out, row->values, row->ids, row->id_count, m->err);
}

static int take_approved(const struct tb_data_row *from, void *ctx)
{
    struct merge *m = ctx;

    m->line.in++;
    if (m->row.id_count > 0 && !has_same_key(m, from)) {
        if (put_merge_row(m) < 0)
            return -1;
        clear_merge_row(m);
    }
    return join_row(m, from);
}

/* ---- one table ---- */

static void begin_table(struct merge *m, const struct tb_table *t)
{
    struct tb_arena *arena = &m->arena;

    m->table = t;
    m->count = 0;
    m->line = (struct tb_outcome_line){ .table = t };
    m->fields = tb_arena_alloc(arena, t->count * sizeof *m->fields);
    m->row = (struct merge_row){
        .values = tb_arena_alloc(arena, t->count * sizeof *m->row.values),
        .texts = tb_arena_alloc(arena, t->count * sizeof *m->row.texts),
        .from = tb_arena_alloc(arena, t->count * sizeof *m->row.from),
    };
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            m->fields[m->count++] = &t->fields[i];
    clear_merge_row(m);
}

static void add_line(struct tb_merge_result *r, const struct tb_outcome_line *l)
{
    r->tables += l->out > 0;
    r->rows += l->out;
    r->all.in += l->in;
    r->all.out += l->out;
    r->all.folded += l->folded;
    r->all.conflict += l->conflict;
}

static void end_table(struct merge *m)
{
    add_line(m->result, &m->line);
    tb_merged_close(m->out);
    m->out = NULL;
    for (size_t i = 0; i < m->count; i++)
        tb_buf_free(&m->row.texts[i]);
    free(m->row.ids);
    tb_arena_free(&m->arena);
}

static int merge_table(struct merge *m, const struct tb_table *t)
{
    struct tb_store *store = &m->campaign->store;
    int rc = -1;

    begin_table(m, t);
    if (tb_merged_open(store, t, &m->out, m->err) == 0 &&
        tb_approved_rows_each(store, t, tb_campaign_last_level(m->campaign),
                              take_approved, m, m->err) == 0 &&
        put_merge_row(m) == 0)
        rc = tb_outcome_put(store, &m->line, m->err);
    end_table(m);
    return rc;
}

/* ---- all tables ---- */

static void add_broken(struct tb_str message, void *ctx)
{
    struct tb_merge_result *r = ctx;

    r->broken =
        tb_grow(r->broken, r->broken_count, &r->broken_room, sizeof *r->broken);
    r->broken[r->broken_count++] = tb_arena_copy(&r->arena, message);
}

static int derive_merged(struct merge *m)
{
    struct tb_derive_result derived = { 0 };
    int rc = tb_derive(m->campaign, true, &derived, m->err);

    for (size_t i = 0; i < derived.broken_count; i++)
        add_broken(derived.broken[i], m->result);
    tb_derive_result_free(&derived);
    return rc;
}

static int merge_all(struct merge *m)
{
    const struct tb_dict *d = m->campaign->dict;

    for (size_t i = 0; i < d->table_count; i++) {
        tb_tick(&m->campaign->tick, "合并 表", i, d->table_count);
        if (d->tables[i].origin != TB_ORIGIN_DERIVED &&
            merge_table(m, &d->tables[i]) < 0)
            return -1;
    }
    tb_tick(&m->campaign->tick, "合并 表", d->table_count, d->table_count);
    return 0;
}

static int merge_tables(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct merge *m = ctx;
    struct tb_merge_result *r = m->result;
    struct tb_store *store = &c->store;

    if (tb_merged_forget(store, err) < 0 || tb_outcome_forget(store, err) < 0 ||
        tb_merge_begun(store, err) < 0 ||
        tb_merge_check_rows(c, &r->changed, err) < 0 || merge_all(m) < 0 ||
        tb_slices_count_open(store, tb_campaign_last_level(c), &r->open_slices,
                             err) < 0 ||
        tb_conflicts_read(store, &r->conflicts, err) < 0 ||
        derive_merged(m) < 0)
        return -1;
    /* merged at all only when the derived tables are there too */
    if (r->broken_count == 0 &&
        (tb_merge_check_tables(c, add_broken, r, &r->faults, err) < 0 ||
         tb_merge_done(store, err) < 0))
        return -1;
    return tb_campaign_log(c, err, "merge",
                           "%lld rows, %zu conflicts, %lld changed, %lld "
                           "errors",
                           r->rows, r->conflict_keys, r->changed, r->faults);
}

/* Rows that were refused when they came in: known once all is written. */
static int add_rejected(struct merge *m)
{
    const struct tb_dict *d = m->campaign->dict;
    struct tb_outcome_line *lines = tb_alloc(d->table_count, sizeof *lines);
    int rc = tb_outcome_lines(&m->campaign->store, lines, m->err);

    for (size_t i = 0; i < d->table_count && rc == 0; i++)
        m->result->all.rejected += lines[i].rejected;
    free(lines);
    return rc;
}

int tb_merge_run(struct tb_campaign *c, struct tb_merge_result *result,
                 struct tb_err *err)
{
    struct merge m = { .campaign = c, .result = result, .err = err };
    int rc = tb_change(c, merge_tables, &m, err);

    if (rc == 0)
        rc = add_rejected(&m);
    tb_buf_free(&m.key);
    tb_buf_free(&m.mine);
    tb_buf_free(&m.other);
    return rc;
}

void tb_merge_result_free(struct tb_merge_result *r)
{
    tb_conflicts_free(&r->conflicts);
    free(r->broken);
    tb_arena_free(&r->arena);
    *r = (struct tb_merge_result){ 0 };
}
