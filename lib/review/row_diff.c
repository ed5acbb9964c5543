/* row_diff.c - a hash over the rows of now, asked with each row of then. */
#include "row_diff.h"

#include <stdlib.h>

#define NONE UINT32_MAX

/* CELLS: of the fields in use, each ended by a NUL (which no cell holds):
 * a wide table of mostly empty cells would be mostly struct tb_str. */
struct kept {
    long long line;
    struct tb_str cells;
    uint32_t next; /* with the same identity */
    uint32_t free; /* of the first: the next that is not matched yet */
    uint32_t tail; /* of the first: the last */
    bool is_matched;
};

struct side {
    struct kept *rows;
    size_t count, room;
};

struct tb_row_diff {
    const struct tb_table *table;
    tb_row_change_fn *each;
    void *ctx;
    struct side now, left; /* LEFT: of then, without a match */
    struct tb_map heads;   /* identity -> first row of now that has it */
    struct tb_str *a, *b;  /* unpacked: now and then */
    struct tb_str *none;   /* the cells of a row that is not there */
    struct tb_row_counts counts;
    struct tb_buf text;
    struct tb_arena arena;
};

struct tb_row_diff *tb_row_diff_new(const struct tb_table *t,
                                    tb_row_change_fn *each, void *ctx)
{
    struct tb_row_diff *d = tb_alloc(1, sizeof *d);

    d->table = t;
    d->each = each;
    d->ctx = ctx;
    d->a = tb_alloc(t->count, sizeof *d->a);
    d->b = tb_alloc(t->count, sizeof *d->b);
    d->none = tb_alloc(t->count, sizeof *d->none);
    for (size_t i = 0; i < t->count; i++)
        d->a[i] = d->b[i] = d->none[i] = tb_str("");
    return d;
}

void tb_row_diff_free(struct tb_row_diff *d)
{
    if (!d)
        return;
    free(d->now.rows);
    free(d->left.rows);
    free(d->a);
    free(d->b);
    free(d->none);
    tb_map_free(&d->heads);
    tb_buf_free(&d->text);
    tb_arena_free(&d->arena);
    free(d);
}

/* ---- rows ---- */

static void pack(struct tb_row_diff *d, const struct tb_str *cells)
{
    const struct tb_table *t = d->table;

    tb_buf_clear(&d->text);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_buf_add(&d->text, cells[i]);
            tb_buf_addc(&d->text, '\0');
        }
}

static void unpack(const struct tb_row_diff *d, struct tb_str packed,
                   struct tb_str *cells)
{
    const struct tb_table *t = d->table;

    for (size_t i = 0; i < t->count; i++) {
        const char *end = t->fields[i].used && packed.n > 0
                              ? memchr(packed.p, '\0', packed.n)
                              : NULL;
        if (!end)
            continue;
        cells[i] = tb_str_n(packed.p, (size_t)(end - packed.p));
        packed = tb_str_from(packed, cells[i].n + 1);
    }
}

static struct kept *keep(struct tb_row_diff *d, struct side *s, long long line,
                         const struct tb_str *cells)
{
    struct kept *k;

    pack(d, cells);
    s->rows = tb_grow(s->rows, s->count, &s->room, sizeof *s->rows);
    k = &s->rows[s->count++];
    *k = (struct kept){ .line = line,
                        .cells = tb_arena_copy(&d->arena, tb_buf_str(&d->text)),
                        .next = NONE,
                        .free = NONE };
    return k;
}

/* The cells whose being part of the key is IS_KEY; true when one is filled. */
static bool add_cells(struct tb_row_diff *d, bool is_key,
                      const struct tb_str *cells)
{
    const struct tb_table *t = d->table;
    bool any = false;

    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && t->fields[i].is_key == is_key) {
            tb_buf_add(&d->text, cells[i]);
            tb_buf_addc(&d->text, '\0');
            any = any || cells[i].n > 0;
        }
    return any;
}

/* By what a row is known; borrowed until the next. */
static struct tb_str identity(struct tb_row_diff *d, const struct tb_str *cells)
{
    tb_buf_clear(&d->text);
    tb_buf_addc(&d->text, 'k');
    if (d->table->is_one_row)
        return tb_buf_str(&d->text);
    if (d->table->has_natural_key && add_cells(d, true, cells))
        return tb_buf_str(&d->text);
    tb_buf_clear(&d->text);
    tb_buf_addc(&d->text, 'c');
    add_cells(d, false, cells);
    return tb_buf_str(&d->text);
}

void tb_row_diff_now(struct tb_row_diff *d, long long line,
                     const struct tb_str *cells)
{
    uint32_t at = (uint32_t)d->now.count, head;
    struct kept *k = keep(d, &d->now, line, cells), *first;
    struct tb_str id = identity(d, cells);

    if (!tb_map_find(&d->heads, id, &head)) {
        tb_map_add(&d->heads, tb_arena_copy(&d->arena, id), at, NULL);
        k->free = k->tail = at;
        return;
    }
    first = &d->now.rows[head];
    d->now.rows[first->tail].next = at;
    first->tail = at;
}

/* The first row of now with this identity that is not matched yet. */
static struct kept *claim(struct tb_row_diff *d, struct tb_str id)
{
    struct kept *first, *k;
    uint32_t head;

    if (!tb_map_find(&d->heads, id, &head))
        return NULL;
    first = &d->now.rows[head];
    if (first->free == NONE)
        return NULL;
    k = &d->now.rows[first->free];
    first->free = k->next;
    k->is_matched = true;
    return k;
}

/* ---- changes ---- */

bool tb_row_change_has(const struct tb_row_change *c, size_t i)
{
    if (!c->table->fields[i].used || tb_str_eq(c->now[i], c->then[i]))
        return false;
    return c->kind != TB_ROW_CHANGED || !c->is_part || c->now[i].n > 0;
}

static int tell(struct tb_row_diff *d, struct tb_row_change *c)
{
    c->table = d->table;
    d->counts.by_kind[c->kind]++;
    return d->each(c, d->ctx);
}

/* K and the row of then with CELLS are one. */
static int compare(struct tb_row_diff *d, const struct kept *k, long long line,
                   const struct tb_str *cells, bool is_part)
{
    struct tb_row_change c = { .kind = TB_ROW_CHANGED,
                               .table = d->table,
                               .line = k->line,
                               .line_then = line,
                               .now = d->a,
                               .then = cells,
                               .is_part = is_part };
    bool by_content = !d->table->has_natural_key && !d->table->is_one_row;
    long long cells_before = d->counts.cells;

    unpack(d, k->cells, d->a);
    for (size_t i = 0; i < d->table->count; i++)
        if (tb_row_change_has(&c, i) &&
            !(by_content && d->table->fields[i].is_key))
            d->counts.cells++;
    if (d->counts.cells > cells_before)
        return tell(d, &c);
    d->counts.same++;
    return 0;
}

static int tell_gone(struct tb_row_diff *d, long long line,
                     const struct tb_str *cells)
{
    struct tb_row_change c = {
        .kind = TB_ROW_GONE, .line_then = line, .now = d->none, .then = cells
    };

    return tell(d, &c);
}

int tb_row_diff_then(struct tb_row_diff *d, long long line,
                     const struct tb_str *cells, bool is_part)
{
    struct kept *k = claim(d, identity(d, cells));

    if (k)
        return compare(d, k, line, cells, is_part);
    if (is_part)
        return 0;
    if (d->table->has_natural_key || d->table->is_one_row ||
        d->table->key_count == 0)
        return tell_gone(d, line, cells);
    keep(d, &d->left, line, cells);
    return 0;
}

/* ---- rows without a natural key that are left over ---- */

/* Do at least half of the cells that are filled agree?  In a and b. */
static bool is_alike(const struct tb_row_diff *d)
{
    size_t filled = 0, equal = 0;

    for (size_t i = 0; i < d->table->count; i++) {
        const struct tb_field *f = &d->table->fields[i];
        if (!f->used || f->is_key || d->a[i].n + d->b[i].n == 0)
            continue;
        filled++;
        equal += tb_str_eq(d->a[i], d->b[i]);
    }
    return equal * 2 >= filled;
}

static struct tb_str number_of(struct tb_row_diff *d,
                               const struct tb_str *cells)
{
    tb_buf_clear(&d->text);
    add_cells(d, true, cells);
    return tb_buf_str(&d->text);
}

static int pair_left(struct tb_row_diff *d, const struct tb_map *numbers)
{
    int rc = 0;

    for (size_t i = 0; i < d->left.count && rc == 0; i++) {
        const struct kept *then = &d->left.rows[i];
        struct kept *now = NULL;
        uint32_t at;
        unpack(d, then->cells, d->b);
        if (tb_map_find(numbers, number_of(d, d->b), &at)) {
            now = &d->now.rows[at];
            unpack(d, now->cells, d->a);
        }
        if (now && !now->is_matched && is_alike(d)) {
            now->is_matched = true;
            rc = compare(d, now, then->line, d->b, false);
        } else {
            rc = tell_gone(d, then->line, d->b);
        }
    }
    return rc;
}

static int pair_by_number(struct tb_row_diff *d)
{
    struct tb_map numbers = { 0 };
    int rc;

    for (size_t i = 0; i < d->now.count && d->left.count > 0; i++) {
        if (d->now.rows[i].is_matched)
            continue;
        unpack(d, d->now.rows[i].cells, d->a);
        tb_map_add(&numbers, tb_arena_copy(&d->arena, number_of(d, d->a)),
                   (uint32_t)i, NULL);
    }
    rc = pair_left(d, &numbers);
    tb_map_free(&numbers);
    return rc;
}

int tb_row_diff_end(struct tb_row_diff *d, struct tb_row_counts *counts)
{
    int rc = pair_by_number(d);

    for (size_t i = 0; i < d->now.count && rc == 0; i++) {
        struct tb_row_change c = { .kind = TB_ROW_ADDED,
                                   .line = d->now.rows[i].line,
                                   .now = d->a,
                                   .then = d->none };
        if (d->now.rows[i].is_matched)
            continue;
        unpack(d, d->now.rows[i].cells, d->a);
        rc = tell(d, &c);
    }
    *counts = d->counts;
    return rc;
}
