/* appraisal.c - counting what each department filed, and scoring it. */
#include "appraisal.h"

#include <stdlib.h>

#include "date.h"
#include "mem.h"
#include "score.h"
#include "slice.h"

/* ---- scores ---- */

static double share(long long part, long long whole)
{
    return whole > 0 ? (double)part / (double)whole : 1;
}

static double per_thousand(long long issues, long long cells)
{
    return cells > 0 ? 1000.0 * (double)issues / (double)cells
                     : TB_APPRAISAL_NONE;
}

static double quality(const struct tb_appraisal_row *r)
{
    double score = 100;

    if (r->first < 0 && r->now < 0)
        return TB_APPRAISAL_NONE;
    if (r->first > 0)
        score -= r->first;
    if (r->now > 0)
        score -= TB_APPRAISAL_NOW * r->now;
    if (r->filed > 0)
        score -= TB_APPRAISAL_RETURN * (double)r->returns / (double)r->filed;
    return score > 0 ? score : 0;
}

static double total(const struct tb_appraisal_row *r)
{
    const struct {
        double score;
        int weight;
    } parts[] = { { r->timeliness, TB_APPRAISAL_TIMELINESS },
                  { r->completeness, TB_APPRAISAL_COMPLETENESS },
                  { r->quality, TB_APPRAISAL_QUALITY } };
    double sum = 0;
    int weights = 0;

    for (size_t i = 0; i < TB_LEN(parts); i++)
        if (parts[i].score >= 0) {
            sum += parts[i].score * parts[i].weight;
            weights += parts[i].weight;
        }
    return weights > 0 ? sum / weights : TB_APPRAISAL_NONE;
}

void tb_appraisal_score(struct tb_appraisal_row *r)
{
    r->first = per_thousand(r->first_issues, r->first_cells);
    r->now = per_thousand(r->now_issues, r->now_cells);
    r->required_percent = r->required > 0
                              ? 100 * share(r->required_filled, r->required)
                              : TB_APPRAISAL_NONE;
    r->timeliness = r->completeness = TB_APPRAISAL_NONE;
    if (r->due > 0) {
        r->timeliness = 100 * share(r->in_time, r->due);
        r->completeness = 100 * share(r->due - r->missing, r->due) *
                          share(r->required_filled, r->required) *
                          share(r->rows_in - r->rejected, r->rows_in);
    }
    r->quality = quality(r);
    r->total = total(r);
}

/* ---- counts ---- */

/* NAME may be NULL for a department that has a row. */
static struct tb_appraisal_row *row_of(struct tb_appraisal *a, long long id,
                                       const struct tb_str *name)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->rows[i].department_id == id)
            return &a->rows[i];
    a->rows = tb_grow(a->rows, a->count, &a->room, sizeof *a->rows);
    a->rows[a->count] = (struct tb_appraisal_row){
        .department_id = id,
        .department = tb_arena_copy(&a->arena, name ? *name : tb_str("")),
    };
    return &a->rows[a->count++];
}

static long long fields_in_use(const struct tb_table *t)
{
    long long n = 0;

    for (size_t i = 0; i < t->count; i++)
        n += t->fields[i].used;
    return n;
}

/* Is the day of time AT, if there is one, after DEADLINE, if there is one? */
static bool is_after(struct tb_str at, struct tb_str deadline)
{
    return deadline.n > 0 && tb_date_number(at) > tb_date_number(deadline);
}

/* Was S first filed, or declared to be empty, after its day? */
static bool is_late(const struct tb_slice *s, const struct tb_filing *f)
{
    if (f->first_at.n > 0)
        return f->is_let_in || is_after(f->first_at, s->deadline);
    return is_after(s->submitted_at, s->deadline);
}

static void count_slice(struct tb_appraisal *a, const struct tb_slice *s,
                        const struct tb_filing *f, const char *today)
{
    struct tb_appraisal_row *r =
        row_of(a, s->department.id, &s->department.shown);
    long long fields = fields_in_use(s->table);
    bool is_nil = s->state == TB_STATE_NIL, is_filed = f->first_at.n > 0;
    bool is_in = is_filed || is_nil, late = is_in && is_late(s, f);

    r->returns += f->returns;
    if (!is_in && s->deadline.n > 0 && !is_after(tb_str(today), s->deadline))
        return; /* not due yet */
    r->due++;
    r->nil += is_nil;
    r->filed += is_filed && !is_nil;
    r->missing += !is_in;
    r->late += late;
    r->in_time += is_in && !late;
    r->rows_in += s->now.rows_in + s->now.kept;
    r->rejected += s->now.rejected;
    r->first_cells += f->checked_rows * fields;
    r->first_issues += f->checked_found;
    if (f->is_checked) {
        r->now_cells += (s->now.rows_in + s->now.kept) * fields;
        r->now_issues += s->open.errors + s->open.explains;
    }
}

static int count_slices(struct tb_campaign *c, struct tb_appraisal *a,
                        struct tb_err *err)
{
    static const struct tb_slice_query all = { 0 };
    static const struct tb_filing never = { .first_at = { "", 0 } };
    struct tb_slices slices = { 0 };
    struct tb_filings filings = { 0 };
    int rc = -1;

    if (tb_slices_read(&c->store, &all, &slices, err) < 0 ||
        tb_filings_read(&c->store, &filings, err) < 0)
        goto done;
    for (size_t i = 0; i < slices.count; i++) {
        const struct tb_filing *f = tb_filings_of(&filings, slices.list[i].id);
        count_slice(a, &slices.list[i], f ? f : &never, c->context.now);
    }
    rc = 0;
done:
    tb_slices_free(&slices);
    tb_filings_free(&filings);
    return rc;
}

static int count_cells(long long department, long long required,
                       long long filled, void *ctx)
{
    struct tb_appraisal_row *r = row_of(ctx, department, NULL);

    r->required += required;
    r->required_filled += filled;
    return 0;
}

static int count_required(struct tb_campaign *c, struct tb_appraisal *a,
                          struct tb_err *err)
{
    for (size_t i = 0; i < c->dict->table_count; i++)
        if (tb_required_each(&c->store, &c->dict->tables[i], count_cells, a,
                             err) < 0)
            return -1;
    return 0;
}

static int by_total(const void *a, const void *b)
{
    const struct tb_appraisal_row *x = a, *y = b;

    if (x->total < y->total || x->total > y->total)
        return x->total < y->total ? 1 : -1;
    return (x->department_id > y->department_id) -
           (x->department_id < y->department_id);
}

int tb_appraisal_read(struct tb_campaign *c, struct tb_appraisal *a,
                      struct tb_err *err)
{
    if (count_slices(c, a, err) < 0 || count_required(c, a, err) < 0)
        return -1;
    for (size_t i = 0; i < a->count; i++)
        tb_appraisal_score(&a->rows[i]);
    if (a->count > 0)
        qsort(a->rows, a->count, sizeof *a->rows, by_total);
    return 0;
}

void tb_appraisal_free(struct tb_appraisal *a)
{
    free(a->rows);
    tb_arena_free(&a->arena);
    *a = (struct tb_appraisal){ 0 };
}
