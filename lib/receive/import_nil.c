/* import_nil.c - a department has no data for a table. */
#include "filing.h"
#include "import.h"
#include "organisation.h"

struct declaration {
    const struct tb_table *table;
    const struct tb_department *department;
    const char *teacher; /* NULL: of the department itself */
    const char *reason, *late;
    struct tb_slices slices; /* what the department files of the table */
};

/* Of the department's slices, the teacher's; or all that are no teacher's. */
static bool is_about(const struct declaration *d, const struct tb_slice *s)
{
    if (!d->teacher)
        return s->kind != TB_PART_TEACHER;
    return s->kind == TB_PART_TEACHER && tb_str_is(s->part, d->teacher);
}

/* A declaration has its day like a file (R18). */
static int check_day(struct tb_campaign *c, const struct declaration *d,
                     struct tb_err *err)
{
    for (size_t i = 0; i < d->slices.count && !d->late; i++) {
        const struct tb_slice *s = &d->slices.list[i];
        if (is_about(d, s) && tb_slice_is_late(s, c->context.now))
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

static int declare_all(struct tb_campaign *c, const struct declaration *d,
                       struct tb_err *err)
{
    size_t declared = 0;
    bool done;

    for (size_t i = 0; i < d->slices.count; i++) {
        if (!is_about(d, &d->slices.list[i]))
            continue;
        if (declare_slice(c, d, &d->slices.list[i], &done, err) < 0)
            return -1;
        declared += done;
    }
    return declared > 0 ? 0
                        : tb_fail_as(err, TB_REFUSED,
                                     "%.*s is not %.*s's to declare: it is not "
                                     "assigned, or has data",
                                     TB_STR_ARG(d->table->no),
                                     TB_STR_ARG(d->department->shown));
}

static int log_declaration(struct tb_campaign *c, const struct declaration *d,
                           struct tb_err *err)
{
    return tb_campaign_log(
        c, err, "nil", "%.*s %.*s%s%s: %s%s%s", TB_STR_ARG(d->table->no),
        TB_STR_ARG(d->department->shown), d->teacher ? " " : "",
        d->teacher ? d->teacher : "", d->reason, d->late ? "; late: " : "",
        d->late ? d->late : "");
}

static int nil_change(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct declaration *d = ctx;
    const struct tb_slice_query query = { .table = d->table,
                                          .department = d->department->id,
                                          .uncounted = true };

    if (tb_slices_read(&c->store, &query, &d->slices, err) < 0 ||
        check_day(c, d, err) < 0 || declare_all(c, d, err) < 0)
        return -1;
    return log_declaration(c, d, err);
}

int tb_import_nil(struct tb_campaign *c, const char *table,
                  const char *department, const char *teacher,
                  const char *reason, const char *late, struct tb_err *err)
{
    struct tb_organisation o = { 0 };
    struct declaration d = { .teacher = teacher,
                             .reason = reason,
                             .late = late };
    int rc = -1;

    if (tb_organisation_read(c->store.db, &o, err) < 0 ||
        (teacher &&
         tb_member_find(&c->store, tb_str(teacher), NULL, NULL, err) < 0) ||
        tb_table_named(c->dict, table, &d.table, err) < 0)
        goto done;
    d.department = tb_organisation_find(&o, tb_str(department));
    if (!d.department) {
        tb_fail_as(err, TB_USAGE, "unknown department '%s'", department);
        goto done;
    }
    rc = tb_change(c, nil_change, &d, err);
done:
    tb_slices_free(&d.slices);
    tb_organisation_free(&o);
    return rc;
}
