/* import_nil.c - a department has no data for a table. */
#include "freshness.h"
#include "import_parts.h"

/* Which of a department's slices ?1 ?2 are declared empty: teacher ?3's, or
 * all that are no teacher's. */
#define DECLARED                                                           \
    "FROM slice WHERE table_no = ?1 AND department = ?2 AND CASE WHEN ?3 " \
    "IS NULL THEN kind <> 'teacher' ELSE kind = 'teacher' AND part = ?3 END "

/* What was returned is not declared empty with its data. */
static int retire_returned(struct tb_campaign *c, const struct tb_table *t,
                           const struct tb_department *d, const char *teacher,
                           struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        c->db, "SELECT id " DECLARED "AND state = 'returned'", &s, err);

    if (rc == 0)
        rc = tb_stmt_bind(s, err, "Sis", &t->no, d->id, teacher);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1)
        rc = tb_import_retire(
            c, &(struct tb_import_target){ .slice = tb_stmt_int(s, 0) }, t,
            err);
    tb_stmt_free(s);
    return rc;
}

/* A declaration has its day like a file (R18). */
static int check_nil_day(struct tb_campaign *c, const struct tb_table *t,
                         const struct tb_department *d, const char *teacher,
                         const char *late, struct tb_err *err)
{
    long long over;

    if (tb_db_int(c->db, &over, 0, err,
                  "SELECT count(*) FROM slice WHERE id IN (SELECT id " DECLARED
                  "AND deadline < substr(?4, 1, 10))",
                  "Siss", &t->no, d->id, teacher, c->context.now) < 0)
        return -1;
    return !over || late
               ? 0
               : tb_fail_as(err, TB_REFUSED,
                            "%.*s %.*s: its day has passed; say why with "
                            "--late",
                            TB_STR_ARG(t->no), TB_STR_ARG(d->shown));
}

int tb_import_nil(struct tb_campaign *c, const char *table,
                  const char *department, const char *teacher,
                  const char *reason, const char *late, struct tb_err *err)
{
    struct tb_organisation o;
    const struct tb_table *t = tb_dict_find(c->dict, tb_str(table));
    const struct tb_department *d = NULL;
    long long declared;
    int rc = -1;

    if (tb_organisation_read(c->db, &o, err) < 0 ||
        (teacher && tb_import_check_teacher(c, teacher, err) < 0))
        goto done;
    d = tb_organisation_find(&o, tb_str(department));
    if (!t || !d) {
        tb_fail_as(err, TB_USAGE, "unknown %s '%s'",
                   tb_translate(t ? N_("department") : N_("table")),
                   t ? department : table);
        goto done;
    }
    if (tb_campaign_begin(c, err) < 0 ||
        check_nil_day(c, t, d, teacher, late, err) < 0 ||
        retire_returned(c, t, d, teacher, err) < 0 ||
        tb_db_do(c->db, err,
                 "UPDATE slice SET state = 'nil', reason = ?4, submitted_at = "
                 "?5 WHERE id IN (SELECT id " DECLARED "AND state IN "
                 "('missing', 'returned', 'nil'))",
                 "Sisss", &t->no, d->id, teacher, reason, c->context.now) < 0)
        goto done;
    declared = tb_db_changes(c->db);
    if (tb_validate_outdate(&c->store, err) < 0)
        goto done;
    if (declared == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "%.*s is not %.*s's to declare: it is not assigned, or has "
                   "data",
                   TB_STR_ARG(t->no), TB_STR_ARG(d->shown));
        goto done;
    }
    if (tb_campaign_log(c, err, "nil", "%.*s %.*s%s%s: %s%s%s",
                        TB_STR_ARG(t->no), TB_STR_ARG(d->shown),
                        teacher ? " " : "", teacher ? teacher : "", reason,
                        late ? "; late: " : "", late ? late : "") < 0)
        goto done;
    rc = tb_db_commit(c->db, err);
done:
    tb_db_rollback(c->db);
    tb_organisation_free(&o);
    return rc;
}
