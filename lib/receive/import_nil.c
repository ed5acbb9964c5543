/* import_nil.c - a department has no data for a table. */
#include <stdio.h>

#include "addressee.h"
#include "filing.h"
#include "import.h"
#include "organisation.h"

struct declaration {
    const struct tb_table *table;
    const struct tb_department *department;
    const char *teacher; /* NULL: of the department itself */
    const char *reason, *late;
    struct tb_slices slices; /* what the department files of the table */
    bool by_teachers;        /* they alone, and all of them are meant */
    size_t declared;
    struct tb_buf names; /* of the first of them */
};

#define NAMED 10 /* teachers that are named */

/* Of the department's slices, the teacher's; or all that are no teacher's; or,
 * when there are teachers' only, all. */
static bool is_about(const struct declaration *d, const struct tb_slice *s)
{
    if (d->teacher)
        return s->kind == TB_PART_TEACHER && tb_str_is(s->part, d->teacher);
    return d->by_teachers || s->kind != TB_PART_TEACHER;
}

/* Can it be declared?  What one of many has handed in stays, also when it was
 * returned: nobody else says that it was nothing. */
static bool is_open(const struct declaration *d, const struct tb_slice *s)
{
    if (s->state == TB_STATE_RETURNED || s->state == TB_STATE_NIL)
        return !d->by_teachers;
    return s->state == TB_STATE_MISSING;
}

/* A declaration has its day like a file (R18). */
static int check_day(struct tb_campaign *c, const struct declaration *d,
                     struct tb_err *err)
{
    for (size_t i = 0; i < d->slices.count && !d->late; i++) {
        const struct tb_slice *s = &d->slices.list[i];
        if (is_about(d, s) && is_open(d, s) &&
            tb_slice_is_late(s, c->context.now))
            return tb_fail_as(err, TB_REFUSED,
                              "%.*s %.*s: its day has passed; say why with "
                              "--late",
                              TB_STR_ARG(d->table->no),
                              TB_STR_ARG(s->department.shown));
    }
    return 0;
}

/* What was returned is not declared empty with its data. */
static int declare_slice(struct tb_campaign *c, const struct declaration *d,
                         const struct tb_slice *s, bool *done,
                         struct tb_err *err)
{
    if (s->state == TB_STATE_RETURNED &&
        tb_filing_retire(&c->store, s->table, s->now.id, err) < 0)
        return -1;
    return tb_slice_declare_nil(&c->store, s->id, true, tb_str(d->reason), done,
                                err);
}

/* Nothing could be declared: why? */
static int refuse(struct tb_campaign *c, const struct declaration *d,
                  struct tb_err *err)
{
    const struct tb_slice_query query = { .table = d->table,
                                          .uncounted = true };
    const struct tb_slice *filed = NULL;
    struct tb_slices all = { 0 };
    struct tb_buf who = { 0 };
    const char *name = d->teacher ? d->teacher : d->department->shown.p;

    for (size_t i = 0; i < d->slices.count; i++)
        if (is_about(d, &d->slices.list[i]))
            filed = &d->slices.list[i];
    if (filed && d->by_teachers)
        tb_fail_as(err, TB_REFUSED,
                   "%.*s: every teacher of %s has handed something in",
                   TB_STR_ARG(d->table->no), name);
    else if (filed)
        tb_fail_as(err, TB_REFUSED,
                   "%.*s: %s has handed in %lld rows; have them returned first",
                   TB_STR_ARG(d->table->no), name, tb_slice_rows(filed));
    else if (tb_slices_read(&c->store, &query, &all, err) == 0)
        tb_fail_as(err, TB_REFUSED,
                   "%.*s is not %s's to declare; it is filled by: %s",
                   TB_STR_ARG(d->table->no), name,
                   all.count > 0 ? tb_addressee_list(&all, &who)
                                 : tb_translate("nobody"));
    tb_slices_free(&all);
    tb_buf_free(&who);
    return -1;
}

static int declare_all(struct tb_campaign *c, struct declaration *d,
                       struct tb_err *err)
{
    bool done;

    for (size_t i = 0; i < d->slices.count; i++) {
        const struct tb_slice *s = &d->slices.list[i];
        if (!is_about(d, s) || !is_open(d, s))
            continue;
        if (declare_slice(c, d, s, &done, err) < 0)
            return -1;
        if (done && d->declared++ < NAMED)
            tb_buf_addf(
                &d->names, "%s%.*s", d->declared > 1 ? "、" : "",
                TB_STR_ARG(s->teacher.name.n > 0 ? s->teacher.name : s->part));
    }
    return d->declared > 0 ? 0 : refuse(c, d, err);
}

/* For whom it was declared. */
static void tell_who(const struct declaration *d, struct tb_buf *who)
{
    tb_buf_clear(who);
    tb_buf_add(who, d->department->shown);
    if (d->teacher)
        tb_buf_addf(who, " %s", d->teacher);
    else if (d->by_teachers)
        tb_buf_addf(who, "教师 %zu 人：%s%s", d->declared,
                    tb_buf_text(&d->names), d->declared > NAMED ? " 等" : "");
}

static int log_declaration(struct tb_campaign *c, const struct declaration *d,
                           struct tb_err *err)
{
    char teachers[32] = "";

    if (d->by_teachers)
        snprintf(teachers, sizeof teachers, " %zu teachers", d->declared);
    return tb_campaign_log(
        c, err, "nil", "%.*s %.*s%s%s%s: %s%s%s", TB_STR_ARG(d->table->no),
        TB_STR_ARG(d->department->shown), d->teacher ? " " : "",
        d->teacher ? d->teacher : "", teachers, d->reason,
        d->late ? "; late: " : "", d->late ? d->late : "");
}

static int nil_change(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct declaration *d = ctx;
    const struct tb_slice_query query = { .table = d->table,
                                          .department = d->department->id,
                                          .uncounted = true };

    if (tb_slices_read(&c->store, &query, &d->slices, err) < 0)
        return -1;
    d->by_teachers = !d->teacher && d->slices.count > 0 &&
                     tb_addressee_teachers(&d->slices, 0) == d->slices.count;
    if (check_day(c, d, err) < 0 || declare_all(c, d, err) < 0)
        return -1;
    return log_declaration(c, d, err);
}

int tb_import_nil(struct tb_campaign *c, const char *table,
                  const char *department, const char *teacher,
                  const char *reason, const char *late, struct tb_buf *who,
                  struct tb_err *err)
{
    struct tb_organisation o = { 0 };
    struct declaration d = { .teacher = teacher,
                             .reason = reason,
                             .late = late };
    int rc = -1;

    if (tb_organisation_read(c->store.db, &o, err) < 0 ||
        tb_department_id(&c->store, department, &(long long){ 0 }, err) < 0 ||
        (teacher &&
         tb_member_find(&c->store, tb_str(teacher), NULL, NULL, err) < 0) ||
        tb_table_named(c->dict, table, &d.table, err) < 0)
        goto done;
    d.department = tb_organisation_find(&o, tb_str(department));
    rc = tb_change(c, nil_change, &d, err);
    if (rc == 0 && who)
        tell_who(&d, who);
done:
    tb_buf_free(&d.names);
    tb_slices_free(&d.slices);
    tb_organisation_free(&o);
    return rc;
}
