/* declared.c - declared checks over the current rows. */
#include "declared.h"

#include <stdio.h>
#include <stdlib.h>

#include "declared_say.h"
#include "mask.h"
#include "mem.h"
#include "rule_sql.h"
#include "targets.h"

/* ---- one pass over a table ---- */

/* A reference with the fields that mirror its target's facts. */
struct reference {
    const struct tb_field *via;
    struct tb_targets *targets;
    const struct tb_field **mirrors;
    size_t count;
    /* while a table that it refers to is not complete: what was not found */
    bool is_waiting;
    long long first, missing;
};

/* Values that must not repeat: a unique field's, or the key's (NULL). */
struct unique {
    const struct tb_field *field;
    struct tb_map rows; /* value -> _row of the first */
    struct tb_map told; /* values of which the first has been told */
};

struct pass {
    struct tb_declared_run *run;
    const struct tb_table *table;
    struct tb_stmt *stmt;
    struct tb_stmt *other; /* the row that has the same key */
    int *column;           /* of the statement, by field; -1: out of use */
    struct reference *references;
    size_t reference_count;
    struct unique *uniques;
    size_t unique_count;
    struct tb_buf key;
    struct tb_arena arena;
};

static struct tb_value value_of(const struct pass *p, const struct tb_field *f)
{
    return tb_stmt_value(p->stmt, p->column[f->index]);
}

static struct tb_str text_of(const struct pass *p, const struct tb_field *f)
{
    return tb_stmt_text(p->stmt, p->column[f->index]);
}

static int check_value(struct pass *p, const struct tb_field *f, long long row)
{
    struct tb_value v = value_of(p, f), applies = { .kind = TB_NULL };
    enum tb_check check;

    if (f->applies_field)
        applies = value_of(p, f->applies_field);
    tb_buf_clear(&p->run->expected);
    check =
        tb_value_check(f, &v, &applies, p->run->on->windows, &p->run->expected);
    return check == TB_CHECK_FINE
               ? 0
               : tb_say_value(p->run, check, p->table, f, row, &v);
}

/* A value that is not there: a finding, or one more to wait for. */
static int miss_target(struct pass *p, struct reference *ref, long long row,
                       struct tb_str value)
{
    struct tb_finding x = {
        .table = p->table, .field = ref->via, .row = row, .value = value
    };
    struct tb_str near;
    bool has_near;

    if (ref->is_waiting) {
        if (ref->missing++ == 0)
            ref->first = row;
        return 0;
    }
    has_near = tb_targets_near(ref->targets, value, &near);
    return tb_say_missing(p->run, &x, has_near ? near : tb_str(""));
}

static int report_waiting(struct pass *p, const struct reference *ref)
{
    struct tb_finding x = { .table = p->table,
                            .field = ref->via,
                            .row = ref->first };

    return ref->missing > 0 ? tb_say_waiting(p->run, &x, ref->missing) : 0;
}

static int check_mirrors(struct pass *p, const struct reference *ref,
                         long long row, struct tb_str via)
{
    int rc = 0;

    for (size_t i = 0; i < ref->count && rc == 0; i++) {
        const struct tb_field *f = ref->mirrors[i];
        struct tb_finding x = { .table = p->table, .field = f, .row = row };
        struct tb_target target;
        if (tb_stmt_is_null(p->stmt, p->column[f->index]))
            continue;
        x.value = text_of(p, f);
        if (tb_targets_agree(ref->targets, via, i, x.value, &target))
            continue;
        x.expected = target.fact;
        x.other_table = ref->via->references[target.reference].table;
        x.other_row = target.row;
        rc = tb_say_mirror(p->run, &x, ref->via, target.reference, via);
    }
    return rc;
}

static int check_reference(struct pass *p, struct reference *ref, long long row)
{
    struct tb_str rest, one;
    int rc = 0;

    if (tb_stmt_is_null(p->stmt, p->column[ref->via->index]))
        return 0;
    rest = text_of(p, ref->via);
    if (!ref->via->many) {
        if (tb_targets_has(ref->targets, rest))
            return check_mirrors(p, ref, row, rest);
        return miss_target(p, ref, row, rest);
    }
    while (rc == 0 && tb_str_next(&rest, "、，,；; ", &one))
        if (one.n > 0 && !tb_targets_has(ref->targets, one))
            rc = miss_target(p, ref, row, one);
    return rc;
}

/* What must not repeat, as one string in KEY; false when it is empty. */
static bool make_key(struct pass *p, const struct unique *u)
{
    tb_buf_clear(&p->key);
    if (u->field) {
        if (tb_stmt_is_null(p->stmt, p->column[u->field->index]))
            return false;
        tb_buf_add(&p->key, text_of(p, u->field));
        return true;
    }
    for (size_t i = 0; i < p->table->count; i++) {
        const struct tb_field *f = &p->table->fields[i];
        if (f->is_key && f->used) {
            tb_buf_add(&p->key, text_of(p, f));
            tb_buf_addc(&p->key, '\x1F');
        }
    }
    return true;
}

/* Is it the first time that KEY comes up again? */
static bool is_told(struct unique *u, struct tb_arena *arena, struct tb_str key)
{
    return !tb_map_add(&u->told, tb_arena_copy(arena, key), 0, NULL);
}

/* Two departments have filed the row: each hears of it, with what the other
 * has written otherwise. */
static int report_twice(struct pass *p, long long first, bool told,
                        long long row, struct tb_str key)
{
    struct tb_finding x = { .table = p->table,
                            .row = row,
                            .other_table = p->table,
                            .other_row = first,
                            .value = key };
    int rc = 0;

    if (!p->other)
        rc = tb_filed_row_prepare(p->run->on->db, p->table, &p->other,
                                  p->run->err);
    if (rc < 0 || tb_stmt_bind(p->other, p->run->err, "i", first) < 0 ||
        (rc = tb_stmt_step(p->other, p->run->err)) < 0)
        return -1;
    if (rc == 1)
        rc = tb_say_twice(p->run, &x, p->column, p->stmt, p->other);
    if (rc == 0 && !told) {
        x.row = first;
        x.other_row = row;
        rc = tb_say_twice(p->run, &x, p->column, p->other, p->stmt);
    }
    tb_stmt_reset(p->other);
    return rc;
}

static int check_unique(struct pass *p, struct unique *u, long long row)
{
    struct tb_str key;
    struct tb_finding x = { .table = p->table,
                            .field = u->field,
                            .row = row,
                            .other_table = p->table };
    uint32_t first;
    bool told;

    if (!make_key(p, u))
        return 0;
    key = tb_buf_str(&p->key);
    if (!tb_map_find(&u->rows, key, &first)) {
        tb_map_add(&u->rows, tb_arena_copy(&p->arena, key), (uint32_t)row,
                   NULL);
        return 0;
    }
    told = is_told(u, &p->arena, key);
    for (size_t i = 0; !u->field && i < p->key.n; i++)
        if (p->key.p[i] == '\x1F') /* to be shown */
            p->key.p[i] = ' ';
    x.value = tb_str_trim(key);
    if (!u->field)
        return report_twice(p, first, told, row, x.value);
    x.other_row = first;
    x.is_mutual = !told;
    return tb_say_unique(p->run, &x);
}

static int check_row(struct pass *p)
{
    long long row = tb_stmt_int(p->stmt, 0);
    int rc = 0;

    for (size_t i = 0; i < p->table->count && rc == 0; i++)
        if (p->table->fields[i].used)
            rc = check_value(p, &p->table->fields[i], row);
    for (size_t i = 0; i < p->reference_count && rc == 0; i++)
        rc = check_reference(p, &p->references[i], row);
    for (size_t i = 0; i < p->unique_count && rc == 0; i++)
        rc = check_unique(p, &p->uniques[i], row);
    return rc;
}

/* ---- setting a pass up ---- */

/* Is something still to come in a table that F refers to? */
static bool is_waiting(const struct tb_declared_run *r,
                       const struct tb_field *f)
{
    for (size_t i = 0; r->awaited && i < f->reference_count; i++)
        if (r->awaited[f->references[i].table - r->on->dict->tables].n > 0)
            return true;
    return false;
}

static int add_reference(struct pass *p, const struct tb_field *via)
{
    const struct tb_table *t = p->table;
    struct reference *ref = &p->references[p->reference_count++];

    ref->via = via;
    ref->is_waiting = is_waiting(p->run, via);
    ref->mirrors = tb_alloc(t->count, sizeof *ref->mirrors);
    for (size_t i = 0; i < t->count && !via->many; i++)
        if (t->fields[i].used && t->fields[i].mirror_via == via)
            ref->mirrors[ref->count++] = &t->fields[i];
    return tb_targets_read(p->run->on->db, via, ref->mirrors, ref->count,
                           &ref->targets, p->run->err);
}

static int prepare_pass(struct pass *p)
{
    const struct tb_table *t = p->table;
    int rc, column = 1;

    p->column = tb_alloc(t->count, sizeof *p->column);
    p->references = tb_alloc(t->count, sizeof *p->references);
    p->uniques = tb_alloc(t->count + 1, sizeof *p->uniques);
    rc = tb_filed_prepare(p->run->on->db, t, &p->stmt, p->run->err);
    if (t->has_natural_key)
        p->uniques[p->unique_count++].field = NULL;
    for (size_t i = 0; i < t->count && rc == 0; i++) {
        const struct tb_field *f = &t->fields[i];
        p->column[i] = f->used ? column++ : -1;
        if (f->used && f->is_unique)
            p->uniques[p->unique_count++].field = f;
        if (f->used && f->reference_count > 0)
            rc = add_reference(p, f);
    }
    return rc;
}

static void free_pass(struct pass *p)
{
    tb_stmt_free(p->stmt);
    tb_stmt_free(p->other);
    for (size_t i = 0; i < p->reference_count; i++) {
        tb_targets_free(p->references[i].targets);
        free(p->references[i].mirrors);
    }
    for (size_t i = 0; i < p->unique_count; i++) {
        tb_map_free(&p->uniques[i].rows);
        tb_map_free(&p->uniques[i].told);
    }
    free(p->references);
    free(p->uniques);
    free(p->column);
    tb_buf_free(&p->key);
    tb_arena_free(&p->arena);
}

static int check_table(struct tb_declared_run *r, const struct tb_table *t)
{
    struct pass p = { .run = r, .table = t };
    bool some = false;
    int rc = tb_filed_any(r->on->db, t, &some, r->err);

    if (rc < 0 || !some)
        return rc;
    rc = prepare_pass(&p);
    while (rc == 0 && (rc = tb_stmt_step(p.stmt, r->err)) == 1)
        rc = check_row(&p);
    for (size_t i = 0; i < p.reference_count && rc == 0; i++)
        rc = report_waiting(&p, &p.references[i]);
    free_pass(&p);
    return rc;
}

int tb_declared_run(const struct tb_rules *rules, const struct tb_str *awaited,
                    struct tb_err *err)
{
    const struct tb_dict *dict = rules->dict;
    struct tb_declared_run r = { .on = rules, .awaited = awaited, .err = err };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++) {
        tb_tick(rules->tick, "校验 表", i, dict->table_count);
        if (dict->tables[i].origin != TB_ORIGIN_DERIVED)
            rc = check_table(&r, &dict->tables[i]);
    }
    tb_tick(rules->tick, "校验 表", dict->table_count, dict->table_count);
    tb_declared_run_free(&r);
    return rc;
}
