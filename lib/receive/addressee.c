/* addressee.c - finding the slice of a sheet. */
#include "addressee.h"

#include "mark.h"

/* How well S fits, 0 best: a teacher's only when there is nothing else, a part
 * that was not asked for after what was. */
static int rank(const struct tb_slice *s, struct tb_str part)
{
    return (s->kind == TB_PART_TEACHER ? 2 : 0) +
           (tb_str_eq(s->part, part) ? 0 : 1);
}

static bool is_meant(const struct tb_slice *s, long long department,
                     struct tb_str part)
{
    if (s->kind == TB_PART_CLOUD ||
        (department != 0 && s->department.id != department))
        return false;
    if (part.n > 0)
        return tb_str_eq(s->part, part);
    return department == 0 || s->kind != TB_PART_TEACHER;
}

enum tb_addressees tb_addressee_among(const struct tb_slices *all,
                                      long long department, struct tb_str part,
                                      const struct tb_slice **slice)
{
    const struct tb_slice *best = NULL;
    size_t count = 0;

    *slice = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct tb_slice *s = &all->list[i];
        if (!is_meant(s, department, part))
            continue;
        if (!best || rank(s, part) < rank(best, part))
            best = s;
        count++;
    }
    if (!best || (best->kind == TB_PART_TEACHER && part.n == 0))
        return TB_ADDRESSEE_NONE; /* teachers alone fill it */
    /* a department's own share comes before the parts of it */
    if (count > 1 && (department == 0 || !tb_str_eq(best->part, part)))
        return TB_ADDRESSEE_SEVERAL;
    *slice = best;
    return TB_ADDRESSEE_ONE;
}

/* Make OUT anew of the slices of TABLE (NULL: all) and DEPARTMENT (0: all). */
static int read_slices(struct tb_store *store, const struct tb_table *table,
                       long long department, struct tb_addressee *out,
                       struct tb_err *err)
{
    const struct tb_slice_query query = { .table = table,
                                          .department = department,
                                          .uncounted = true };

    tb_addressee_free(out);
    return tb_slices_read(store, &query, &out->slices, err);
}

static void settle(struct tb_addressee *out, const struct tb_slice *slice)
{
    out->slice = slice;
    out->count = slice ? TB_ADDRESSEE_ONE : TB_ADDRESSEE_NONE;
}

int tb_addressee_find(struct tb_store *store, const struct tb_table *t,
                      long long department, struct tb_str part,
                      struct tb_addressee *out, struct tb_err *err)
{
    if (read_slices(store, t, department, out, err) < 0)
        return -1;
    out->count =
        tb_addressee_among(&out->slices, department, part, &out->slice);
    return 0;
}

int tb_addressee_cloud(struct tb_store *store, const struct tb_table *t,
                       struct tb_addressee *out, struct tb_err *err)
{
    if (tb_slice_add_cloud(store, t, err) < 0 ||
        read_slices(store, t, 0, out, err) < 0)
        return -1;
    for (size_t i = 0; i < out->slices.count && !out->slice; i++)
        if (out->slices.list[i].kind == TB_PART_CLOUD)
            settle(out, &out->slices.list[i]);
    return 0;
}

int tb_addressee_of_mark(struct tb_campaign *c, const struct tb_table *t,
                         const char *mark, struct tb_addressee *out,
                         struct tb_err *err)
{
    char token[33];

    if (read_slices(&c->store, t, 0, out, err) < 0)
        return -1;
    for (size_t i = 0; i < out->slices.count && !out->slice; i++) {
        const struct tb_slice *s = &out->slices.list[i];
        if (s->kind == TB_PART_CLOUD)
            continue; /* no template is written for it */
        tb_mark_token(c, s->table->no, s->department.code, s->part, token);
        if (strncmp(token, mark, TB_TEMPLATE_MARK) == 0)
            settle(out, s);
    }
    return 0;
}

void tb_addressee_free(struct tb_addressee *a)
{
    tb_slices_free(&a->slices);
    *a = (struct tb_addressee){ 0 };
}

/* ---- who fills a table ---- */

size_t tb_addressee_teachers(const struct tb_slices *all, long long department)
{
    size_t n = 0;

    for (size_t i = 0; i < all->count; i++)
        n += all->list[i].kind == TB_PART_TEACHER &&
             (department == 0 || all->list[i].department.id == department);
    return n;
}

/* The slices of one department, from AT on: its teachers are one entry, the
 * last.  Returns where the next department begins. */
static size_t list_department(const struct tb_slices *all, size_t at,
                              struct tb_buf *out)
{
    const struct tb_department *d = &all->list[at].department;
    size_t end = at, teachers = 0;

    for (; end < all->count && all->list[end].department.id == d->id; end++) {
        const struct tb_slice *s = &all->list[end];
        if (s->kind == TB_PART_TEACHER) {
            teachers++;
            continue;
        }
        tb_buf_adds(out, out->n > 0 ? "、" : "");
        tb_slice_show(s, out);
    }
    if (teachers > 0)
        tb_buf_addf(out, "%s%.*s（%s %zu 人）", out->n > 0 ? "、" : "",
                    TB_STR_ARG(d->shown),
                    tb_part_kinds[TB_PART_TEACHER].chinese, teachers);
    return end;
}

const char *tb_addressee_list(const struct tb_slices *all, struct tb_buf *out)
{
    size_t at = 0;

    tb_buf_clear(out);
    while (at < all->count)
        at = list_department(all, at, out);
    return tb_buf_text(out);
}
