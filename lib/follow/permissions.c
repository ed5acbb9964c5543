/* permissions.c - slices seen from the side of each department. */
#include "permissions.h"

#include <stdlib.h>

#include "mem.h"
#include "review.h"

struct list {
    struct tb_paper_slices slices;
    struct tb_department *departments;
    size_t count, room;
    struct tb_person *people; /* who may review, and */
    long long *people_of;     /* for which department */
    size_t people_count, people_room, people_of_room;
    struct tb_buf deadlines[TB_PERMISSION_KINDS];
    struct tb_buf what;
    tb_permission_fn *each;
    void *ctx;
    struct tb_arena arena;
};

static bool is_same(const struct tb_person *a, const struct tb_person *b)
{
    return tb_str_eq(a->id, b->id);
}

/* ---- what is collected ---- */

/* May B stand on A's line?  Teachers who fill their own rows do. */
static bool is_one_of(const struct tb_paper_slice *a,
                      const struct tb_paper_slice *b)
{
    return a->table == b->table && a->department.id == b->department.id &&
           a->is_person && b->is_person && a->reviewer.id == b->reviewer.id &&
           a->lead.id == b->lead.id && is_same(&a->approver, &b->approver) &&
           tb_str_eq(a->deadline, b->deadline);
}

static int tell_collects(struct list *l, const struct tb_paper_slice *s,
                         size_t count)
{
    struct tb_permission p = {
        .kind = TB_PERMISSION_COLLECTS,
        .department = s->department,
        .table = s->table,
        .what = s->part,
        .collector = s->collector,
        .approver = s->approver,
        .reviewer = s->reviewer.shown,
        .lead = s->lead.shown,
        .deadline = s->deadline,
    };

    if (s->is_person) {
        tb_buf_clear(&l->what);
        tb_buf_addf(&l->what, "教师 %zu 人，各填本人的行", count);
        p.what = tb_buf_str(&l->what);
        p.collector = (struct tb_person){ tb_str(""), tb_str("") };
    }
    return l->each(&p, l->ctx);
}

static int list_collects(struct list *l, const struct tb_department *d)
{
    const struct tb_paper_slices *all = &l->slices;
    int rc = 0;

    for (size_t i = 0, n; i < all->count && rc == 0; i += n) {
        const struct tb_paper_slice *s = &all->list[i];
        for (n = 1; i + n < all->count && is_one_of(s, &all->list[i + n]);)
            n++;
        if (s->department.id == d->id)
            rc = tell_collects(l, s, n);
    }
    return rc;
}

/* ---- what is reviewed and led ---- */

/* The department that KIND is about. */
static long long holder(const struct tb_paper_slice *s,
                        enum tb_permission_kind kind)
{
    return kind == TB_PERMISSION_REVIEWS ? s->reviewer.id : s->lead.id;
}

/* "甲系、乙系（省内）、丙系（35 份）": whose rows stand on the line that
 * begins at slice I; those that are not D's or have another approver do not. */
static void describe_whose(struct list *l, const struct tb_department *d,
                           enum tb_permission_kind kind, size_t i)
{
    const struct tb_paper_slice *first = &l->slices.list[i], *before = NULL;
    size_t parts = 0;

    tb_buf_clear(&l->what);
    for (; i <= l->slices.count; i++) {
        const struct tb_paper_slice *s =
            i < l->slices.count ? &l->slices.list[i] : NULL;
        bool is_end = !s || s->table != first->table;
        if (!is_end && (holder(s, kind) != d->id ||
                        !is_same(&s->approver, &first->approver)))
            continue;
        if (before && (is_end || s->department.id != before->department.id)) {
            tb_buf_addf(&l->what, "%s%.*s", l->what.n > 0 ? "、" : "",
                        TB_STR_ARG(before->department.shown));
            if (parts > 1)
                tb_buf_addf(&l->what, "（%zu 份）", parts);
            else if (before->part.n > 0)
                tb_buf_addf(&l->what, "（%.*s）", TB_STR_ARG(before->part));
            parts = 0;
        }
        if (is_end)
            break;
        before = s;
        parts++;
    }
}

/* Does an earlier slice of the table stand for this one? */
static bool is_told(const struct list *l, size_t i,
                    enum tb_permission_kind kind)
{
    const struct tb_paper_slice *s = &l->slices.list[i];

    while (i-- > 0 && l->slices.list[i].table == s->table)
        if (holder(&l->slices.list[i], kind) == holder(s, kind) &&
            is_same(&l->slices.list[i].approver, &s->approver))
            return true;
    return false;
}

static int list_holds(struct list *l, const struct tb_department *d,
                      enum tb_permission_kind kind)
{
    int rc = 0;

    for (size_t i = 0; i < l->slices.count && rc == 0; i++) {
        const struct tb_paper_slice *s = &l->slices.list[i];
        struct tb_permission p = {
            .kind = kind,
            .department = *d,
            .table = s->table,
            .approver = s->approver,
            .deadline = tb_buf_str(&l->deadlines[kind]),
        };
        if (holder(s, kind) != d->id || is_told(l, i, kind))
            continue;
        describe_whose(l, d, kind, i);
        p.what = tb_buf_str(&l->what);
        rc = l->each(&p, l->ctx);
    }
    return rc;
}

/* ---- who may review ---- */

static int list_people(struct list *l, const struct tb_department *d)
{
    int rc = 0;

    for (size_t i = 0; i < l->people_count && rc == 0; i++) {
        struct tb_permission p = { .kind = TB_PERMISSION_PERSON,
                                   .department = *d,
                                   .approver = l->people[i] };
        if (l->people_of[i] == d->id)
            rc = l->each(&p, l->ctx);
    }
    return rc;
}

static int read_people(struct tb_db *db, struct list *l, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(db,
                           "SELECT id, name, department FROM staff WHERE "
                           "can_review = 1 ORDER BY id",
                           &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        l->people = tb_grow(l->people, l->people_count, &l->people_room,
                            sizeof *l->people);
        l->people_of = tb_grow(l->people_of, l->people_count,
                               &l->people_of_room, sizeof *l->people_of);
        l->people[l->people_count] = (struct tb_person){
            tb_arena_copy(&l->arena, tb_stmt_text(s, 0)),
            tb_arena_copy(&l->arena, tb_stmt_text(s, 1)),
        };
        l->people_of[l->people_count++] = tb_stmt_int(s, 2);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

static int read_departments(struct tb_db *db, struct list *l,
                            struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(db,
                           "SELECT id, code, name, coalesce(nullif(short, ''),"
                           " name) FROM department ORDER BY id",
                           &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        l->departments =
            tb_grow(l->departments, l->count, &l->room, sizeof *l->departments);
        l->departments[l->count++] = (struct tb_department){
            tb_stmt_int(s, 0),
            tb_arena_copy(&l->arena, tb_stmt_text(s, 1)),
            tb_arena_copy(&l->arena, tb_stmt_text(s, 2)),
            tb_arena_copy(&l->arena, tb_stmt_text(s, 3)),
        };
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* ---- deadlines of the stages ---- */

static int review_days(struct tb_campaign *c, struct tb_buf *out,
                       struct tb_err *err)
{
    if (tb_store_get(c->db, "review_days", out, err) < 0)
        return -1;
    if (out->n == 0)
        tb_buf_addf(out, "%d", TB_REVIEW_DAYS);
    return 0;
}

static int read_deadlines(struct tb_campaign *c, struct list *l,
                          struct tb_err *err)
{
    struct tb_buf days = { 0 };
    int rc = review_days(c, &days, err);

    if (rc == 0) {
        tb_buf_addf(&l->deadlines[TB_PERMISSION_REVIEWS], "提交后 %s 天内",
                    days.p);
        rc = tb_store_get(c->db, "deadline_lead",
                          &l->deadlines[TB_PERMISSION_LEADS], err);
    }
    tb_buf_free(&days);
    return rc;
}

int tb_permissions_stages(struct tb_campaign *c, struct tb_buf *out,
                          struct tb_err *err)
{
    struct tb_buf key = { 0 }, value = { 0 };
    int rc = 0;

    tb_buf_clear(out);
    for (int i = 0; i < TB_LEVELS && rc == 0; i++) {
        bool in_days = i == TB_LEVEL_DEPARTMENT;
        if (!c->levels[i])
            continue;
        tb_buf_clear(&key);
        tb_buf_addf(&key, "deadline_%s", tb_levels[i].code);
        rc = in_days ? review_days(c, &value, err)
                     : tb_store_get(c->db, key.p, &value, err);
        if (rc < 0)
            break;
        tb_buf_addf(out, "%s%s：", out->n > 0 ? "；" : "",
                    tb_levels[i].chinese);
        if (in_days)
            tb_buf_addf(out, "提交后 %s 天内", value.p);
        else
            tb_buf_addf(out, "%s", value.n > 0 ? value.p : "未定截止日期");
    }
    tb_buf_free(&key);
    tb_buf_free(&value);
    return rc;
}

/* ---- all of it ---- */

static int list_all(struct list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct tb_department *d = &l->departments[i];
        if (list_collects(l, d) < 0 ||
            list_holds(l, d, TB_PERMISSION_REVIEWS) < 0 ||
            list_holds(l, d, TB_PERMISSION_LEADS) < 0 || list_people(l, d) < 0)
            return -1;
    }
    return 0;
}

int tb_permissions_each(struct tb_campaign *c, const char *format,
                        tb_permission_fn *each, void *ctx, struct tb_err *err)
{
    struct list l = { .each = each, .ctx = ctx };
    int rc = tb_db_begin(c->db, err);

    if (rc == 0)
        rc = tb_paper_slices_read(c, &l.slices, err);
    if (rc == 0)
        rc = read_departments(c->db, &l, err);
    if (rc == 0)
        rc = read_people(c->db, &l, err);
    if (rc == 0)
        rc = read_deadlines(c, &l, err);
    if (rc == 0)
        rc = list_all(&l);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "export", "permissions: %s", format);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    tb_paper_slices_free(&l.slices);
    free(l.departments);
    free(l.people);
    free(l.people_of);
    for (size_t i = 0; i < TB_PERMISSION_KINDS; i++)
        tb_buf_free(&l.deadlines[i]);
    tb_buf_free(&l.what);
    tb_arena_free(&l.arena);
    return rc;
}
