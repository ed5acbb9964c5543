/*
 * import_carry.c - last year's rows that a template was sent out with.
 *
 * Nothing of them disappears without a decision: each is filed, or is gone
 * because the department says so, or waits.  One that is in the file no more
 * was perhaps deleted by mistake: that is asked once.
 */
#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "import_parts.h"
#include "last.h"
#include "mask.h"
#include "rows_prefill.h"
#include "utf8.h"

#define NAMED 5        /* rows that are named */
#define NAME_BYTES 100 /* of each */

/* What the cell before a row says. */
enum decision { UNSAID, HOLDS, WAITS, GONE };

static enum decision decision_of(const struct tb_sheet_plan *p,
                                 const struct tb_cell *c, bool *is_odd)
{
    static const struct {
        const char *word;
        enum decision is;
    } words[] = {
        { TB_TEMPLATE_PENDING, WAITS },
        { TB_TEMPLATE_HOLDS, HOLDS },
        { "已核对", HOLDS },
        { "√", HOLDS },
        { TB_TEMPLATE_GONE, GONE },
        { "已不再有", GONE },
    };
    struct tb_str says = c ? tb_str_trim(c->raw) : tb_str("");

    *is_odd = false;
    if (says.n == 0)
        return UNSAID;
    if (p->is_once)
        return tb_str_is(says, TB_TEMPLATE_PENDING) ? WAITS : HOLDS;
    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_is(says, words[i].word))
            return words[i].is;
    *is_odd = true; /* nobody knows what is meant: it waits */
    return WAITS;
}

/* ---- names ---- */

/* The key of a row as people know it; without one, its LINE (0: nothing). */
static void name_row(const struct tb_table *t, const struct tb_value *values,
                     size_t line, struct tb_buf *out)
{
    struct tb_buf value = { 0 }, name = { 0 };

    for (size_t i = 0; i < t->count && t->has_natural_key; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        tb_value_show(&values[i], &value);
        tb_buf_adds(&name, name.n > 0 ? "/" : "");
        tb_mask(f->personal, tb_buf_str(&value), &name);
    }
    if (!t->has_natural_key && line > 0)
        tb_buf_addf(&name, "第 %zu 行", line);
    if (name.n > 0)
        tb_buf_addf(out, "%s%.*s", out->n > 0 ? "、" : "",
                    (int)tb_utf8_cut(name.p, name.n,
                                     name.n < NAME_BYTES ? name.n : NAME_BYTES),
                    name.p);
    tb_buf_free(&value);
    tb_buf_free(&name);
}

/* "（0001、0002 等）" */
static void add_names(const struct tb_buf *names, size_t count,
                      struct tb_buf *out)
{
    if (names->n > 0)
        tb_buf_addf(out, "（%s%s）", names->p, count > NAMED ? " 等" : "");
}

/* ---- the rows of the file ---- */

static int remember_old(const struct tb_carried *old, void *ctx)
{
    struct tb_import_carry *c = ctx;

    tb_map_add(&c->before, tb_arena_copy(&c->arena, old->key),
               (uint32_t)old->fate, NULL);
    return 0;
}

int tb_import_carry_open(struct tb_import_rows *r, const struct tb_slice *slice)
{
    struct tb_import_carry *c = &r->carry;

    if (!slice || slice->kind == TB_PART_CLOUD)
        return 0;
    if (tb_carried_each(&r->import->campaign->store, slice->id, remember_old, c,
                        r->import->err) < 0)
        return -1;
    c->is_kept = r->plan->decision >= 0 || c->before.used > 0;
    return 0;
}

/* KEY waits, is gone or was cleared; a second row with it is told by LINE. */
static void list_row(struct tb_import_carry *c, struct tb_str key,
                     enum tb_fate fate, size_t line)
{
    struct tb_buf again = { 0 };

    key = tb_arena_copy(&c->arena, key);
    if (!tb_map_add(&c->listed, key, (uint32_t)fate, NULL)) {
        tb_buf_addf(&again, "%.*s%zu", TB_STR_ARG(key), line);
        key = tb_arena_copy(&c->arena, tb_buf_str(&again));
        tb_buf_free(&again);
        if (!tb_map_add(&c->listed, key, (uint32_t)fate, NULL))
            return;
    }
    c->list = tb_grow(c->list, c->count, &c->room, sizeof *c->list);
    c->list[c->count++] = (struct tb_carried){ key, fate };
}

bool tb_import_carry_row(struct tb_import_rows *r, const struct tb_row *row)
{
    struct tb_import_carry *c = &r->carry;
    const struct tb_table *t = r->plan->table;
    const struct tb_cell *cell =
        r->plan->decision < 0 ? NULL
                              : tb_row_at(row, (uint32_t)r->plan->decision);
    bool is_odd;
    enum decision is = decision_of(r->plan, cell, &is_odd);

    if (c->is_kept) {
        tb_carried_key(t, r->entry.values, &c->key);
        tb_map_add(&c->present, tb_arena_copy(&c->arena, tb_buf_str(&c->key)),
                   is, NULL);
        if (is == WAITS || is == GONE)
            list_row(c, tb_buf_str(&c->key),
                     is == WAITS ? TB_FATE_WAITING : TB_FATE_GONE, row->number);
    }
    c->said += is != UNSAID;
    r->sheet->over += is == GONE;
    if (is != WAITS)
        return is != GONE;
    if (r->sheet->pending++ < NAMED)
        name_row(t, r->entry.values, row->number, &c->waiting);
    if (is_odd && c->odd.n == 0)
        tb_buf_addf(&c->odd, "第 %zu 行“" TB_TEMPLATE_DECIDE_HEAD "”列的“%.*s”",
                    row->number,
                    (int)tb_utf8_cut(cell->raw.p, cell->raw.n,
                                     cell->raw.n < NAME_BYTES ? cell->raw.n
                                                              : NAME_BYTES),
                    cell->raw.p);
    return false;
}

void tb_import_carry_blank(struct tb_import_rows *r, const struct tb_row *row)
{
    bool is_odd;

    if (r->plan->decision >= 0)
        r->carry.blank_gone +=
            decision_of(r->plan, tb_row_at(row, (uint32_t)r->plan->decision),
                        &is_odd) == GONE;
}

/* ---- what is in the file no more ---- */

struct comparing {
    struct tb_import_rows *rows;
    size_t last, unsaid; /* rows of last year; of them, as they were */
};

static int compare_row(const struct tb_value *values, void *ctx)
{
    struct comparing *x = ctx;
    struct tb_import_rows *r = x->rows;
    struct tb_import_carry *c = &r->carry;
    const struct tb_table *t = r->plan->table;
    uint32_t said, fate;
    bool is_there;

    tb_carried_key(t, values, &c->key);
    is_there = tb_map_find(&c->present, tb_buf_str(&c->key), &said);
    x->last++;
    x->unsaid += is_there && said == UNSAID;
    if (!t->has_natural_key || is_there)
        return 0;
    if (tb_map_find(&c->before, tb_buf_str(&c->key), &fate) &&
        fate != TB_FATE_WAITING) {
        list_row(c, tb_buf_str(&c->key), (enum tb_fate)fate, 0);
        return 0;
    }
    list_row(c, tb_buf_str(&c->key), TB_FATE_CLEARED, 0);
    if (r->sheet->asked++ < NAMED)
        name_row(t, values, 0, &c->cleared);
    return 0;
}

struct keeping {
    struct tb_import_carry *carry;
    bool gone_only;
    size_t gone, cleared;
};

/* A row from before that this file says nothing of. */
static int keep_row(const struct tb_carried *old, void *ctx)
{
    struct keeping *k = ctx;
    uint32_t ignored;

    k->cleared += old->fate == TB_FATE_CLEARED;
    if (tb_map_find(&k->carry->present, old->key, &ignored) ||
        (k->gone_only && old->fate != TB_FATE_GONE))
        return 0;
    k->gone += old->fate == TB_FATE_GONE;
    list_row(k->carry, old->key, old->fate, 0);
    return 0;
}

static int keep_before(struct tb_import_rows *r, struct keeping *k)
{
    return tb_carried_each(&r->import->campaign->store,
                           r->filing.target.slice->id, keep_row, k,
                           r->import->err);
}

/* Without a natural key a row that was changed is no longer known: they can
 * only be counted. */
static int count_missing(struct tb_import_rows *r, const struct comparing *x)
{
    struct tb_import_carry *c = &r->carry;
    struct keeping k = { .carry = c, .gone_only = true };
    size_t there = c->said + x->unsaid, missing;
    char number[32];

    if (keep_before(r, &k) < 0)
        return -1;
    there += k.gone;
    missing = x->last > there ? x->last - there : 0;
    for (size_t i = 0; i < missing; i++) {
        snprintf(number, sizeof number, "%zu", i + 1);
        list_row(c, tb_str(number), TB_FATE_CLEARED, 0);
    }
    r->sheet->asked = missing > k.cleared ? missing - k.cleared : 0;
    return 0;
}

static int find_missing(struct tb_import_rows *r)
{
    struct tb_import *im = r->import;
    struct comparing x = { .rows = r };
    struct tb_buf path = { 0 };
    struct tb_db *last = NULL;
    size_t from = r->carry.count;
    int rc = 0;

    tb_campaign_path(im->campaign, TB_LAST_FILE, &path);
    if (tb_file_exists(path.p) &&
        ((rc = tb_db_open(path.p, TB_DB_READ, &last, im->err)) < 0 ||
         (rc = tb_rows_last_year(&im->campaign->store, last,
                                 r->filing.target.slice, compare_row, &x,
                                 im->err)) < 0))
        goto done;
    if (!r->plan->table->has_natural_key && (rc = count_missing(r, &x)) < 0)
        goto done;
    if (r->sheet->asked <= r->carry.blank_gone) { /* said, then cleared */
        for (size_t i = from; i < r->carry.count; i++)
            r->carry.list[i].fate = TB_FATE_GONE;
        r->sheet->asked = 0;
    }
done:
    tb_db_close(last);
    tb_buf_free(&path);
    return rc;
}

/* ---- what is known from now on ---- */

/* Does this file say what has become of them?  One that is known said it when
 * it came; one without rows changes nothing of what is filed. */
static bool says_anew(const struct tb_import_rows *r,
                      const struct tb_submission *before)
{
    const struct tb_import *im = r->import;
    const struct tb_import_sheet *s = r->sheet;

    if (!r->carry.is_kept || s->outcome == TB_IMPORT_FILED)
        return r->carry.is_kept;
    if (r->plan->decision < 0 || s->bar.n > 0 ||
        (im->result->is_known && !im->options->confirms))
        return false;
    return s->outcome == TB_IMPORT_UNCHANGED ||
           (s->outcome == TB_IMPORT_EMPTY && before->id == 0);
}

static void say(struct tb_import_rows *r)
{
    struct tb_import_sheet *s = r->sheet;
    struct tb_import_carry *c = &r->carry;
    struct tb_buf text = { 0 };

    tb_buf_adds(&text, "");
    add_names(&c->waiting, s->pending, &text);
    s->waiting = tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_clear(&text);
    tb_buf_add(&text, s->note);
    if (c->odd.n > 0)
        tb_buf_addf(&text, "%s认不出，按“" TB_TEMPLATE_PENDING "”算。",
                    c->odd.p);
    if (s->asked > 0) {
        tb_buf_addf(&text, "上年有、表中已没有的 %zu 行", s->asked);
        add_names(&c->cleared, s->asked, &text);
        tb_buf_adds(&text,
                    "，不再有？确已不再有的不必再管，误删的请补上后重新提交。");
    }
    s->note = tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

int tb_import_carry_end(struct tb_import_rows *r,
                        const struct tb_submission *before)
{
    struct tb_import_carry *c = &r->carry;
    struct tb_import *im = r->import;
    struct keeping k = { .carry = c };
    bool is_whole = r->plan->decision >= 0 && !im->options->accumulates;
    int rc = 0;

    if (says_anew(r, before)) {
        if (is_whole && !r->plan->is_once)
            rc = find_missing(r);
        else if (!is_whole && r->plan->table->has_natural_key)
            rc = keep_before(r, &k);
        if (rc < 0 ||
            tb_carried_replace(&im->campaign->store, r->filing.target.slice->id,
                               c->list, c->count, im->err) < 0)
            return -1;
        r->sheet->is_carried = true;
    }
    say(r);
    return 0;
}

void tb_import_carry_free(struct tb_import_carry *c)
{
    tb_map_free(&c->before);
    tb_map_free(&c->present);
    tb_map_free(&c->listed);
    free(c->list);
    tb_arena_free(&c->arena);
    tb_buf_free(&c->key);
    tb_buf_free(&c->waiting);
    tb_buf_free(&c->cleared);
    tb_buf_free(&c->odd);
}
