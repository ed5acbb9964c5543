/* people_change.c - other departments, other people. */
#include "people_change.h"

#include "who.h"

/* ---- the new lists ---- */

static int make_table(struct tb_stmt *s, void *ctx)
{
    struct tb_buf *sql = ctx;

    tb_buf_addf(sql, "%s;", tb_stmt_chars(s, 0));
    return 0;
}

struct copying {
    struct tb_db *to;
    struct tb_err *err;
};

static int copy_department(struct tb_stmt *s, void *ctx)
{
    struct copying *x = ctx;
    struct tb_str cells[7];

    for (int i = 0; i < 7; i++)
        cells[i] = tb_stmt_text(s, i);
    return tb_db_do(x->to, x->err,
                    "INSERT INTO department (code, name, short, aliases, "
                    "groups, parent, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                    "?7)",
                    "SSSSSSS", &cells[0], &cells[1], &cells[2], &cells[3],
                    &cells[4], &cells[5], &cells[6]);
}

int tb_people_scratch(struct tb_store *store, bool departments,
                      struct tb_db **out, struct tb_err *err)
{
    struct copying x = { .err = err };
    struct tb_buf sql = { 0 };
    int rc = -1;

    if (tb_db_open(":memory:", TB_DB_CREATE, &x.to, err) < 0 ||
        tb_db_each(store->db, make_table, &sql, err,
                   "SELECT sql FROM sqlite_schema WHERE type = 'table' AND "
                   "name IN ('department', 'staff')",
                   "") < 0 ||
        tb_db_run(x.to, tb_buf_text(&sql), err) < 0)
        goto done;
    rc =
        departments
            ? tb_db_each(store->db, copy_department, &x, err,
                         "SELECT code, name, short, aliases, groups, parent, "
                         "email FROM department WHERE gone IS NULL ORDER BY id",
                         "")
            : 0;
done:
    tb_buf_free(&sql);
    if (rc < 0)
        tb_db_close(x.to);
    else
        *out = x.to;
    return rc;
}

/* ---- what differs ---- */

/* The lines of each list: code, name, is it gone?, all that is compared, and
 * the same in words for people. */
static const char *const lists[TB_PEOPLE_KINDS] = {
    [TB_PEOPLE_DEPARTMENT] =
        "SELECT code, name, gone IS NOT NULL, json_array(name, "
        "coalesce(short, ''), coalesce(aliases, ''), coalesce(groups, ''), "
        "coalesce(parent, ''), coalesce(email, '')), name || coalesce('；简称 "
        "' || nullif(short, "
        "''), '') || coalesce('；别名 ' || nullif(aliases, ''), '') || "
        "coalesce('；分组 ' || nullif(groups, ''), '') FROM department ORDER "
        "BY code",
    [TB_PEOPLE_MEMBER] =
        "SELECT s.id, s.name, s.gone IS NOT NULL, json_array(s.name, d.code, "
        "coalesce(s.kind, ''), s.can_review, s.is_collector, "
        "coalesce(s.email, '')), s.name || '；' || d.name || coalesce('；' || "
        "nullif(s.kind, ''), '') || iif(s.can_review, '；可审核', '') || "
        "iif(s.is_collector, '；采集人', '') || coalesce('；' || "
        "nullif(s.email, ''), '') FROM staff s JOIN department d ON d.id = "
        "s.department ORDER BY s.id",
};

enum { CODE, NAME, GONE, ALL, WORDS };

/* The next line of S into *MORE; that a line is there. */
static int step(struct tb_stmt *s, bool *more, struct tb_err *err)
{
    int rc = tb_stmt_step(s, err);

    *more = rc == 1;
    return rc < 0 ? -1 : 0;
}

struct comparing {
    enum tb_people_kind kind;
    tb_people_fn *each;
    void *ctx;
    struct tb_stmt *old, *new;
    bool has_old, has_new;
    struct tb_err *err;
};

static int tell(struct comparing *x, enum tb_people_fate fate)
{
    struct tb_stmt *s = fate == TB_PEOPLE_GONE ? x->old : x->new;
    const struct tb_people_difference d = {
        .kind = x->kind,
        .fate = fate,
        .code = tb_stmt_text(s, CODE),
        .name = tb_stmt_text(s, NAME),
        .was = fate == TB_PEOPLE_NEW ? tb_str("") : tb_stmt_text(x->old, WORDS),
        .is = fate == TB_PEOPLE_GONE ? tb_str("") : tb_stmt_text(x->new, WORDS),
    };

    return x->each(&d, x->ctx);
}

/* Both lists stand at the same code, or one of them is behind. */
static int compare_line(struct comparing *x)
{
    bool gone = x->has_old && tb_stmt_int(x->old, GONE) != 0;
    int order = !x->has_old   ? 1
                : !x->has_new ? -1
                              : strcmp(tb_stmt_chars(x->old, CODE),
                                       tb_stmt_chars(x->new, CODE));
    int rc = 0;

    if (order < 0 && !gone)
        rc = tell(x, TB_PEOPLE_GONE);
    else if (order > 0 || (order == 0 && gone))
        rc = tell(x, TB_PEOPLE_NEW);
    else if (order == 0 &&
             !tb_str_eq(tb_stmt_text(x->old, ALL), tb_stmt_text(x->new, ALL)))
        rc = tell(x, TB_PEOPLE_CHANGED);
    if (rc == 0 && order <= 0)
        rc = step(x->old, &x->has_old, x->err);
    if (rc == 0 && order >= 0)
        rc = step(x->new, &x->has_new, x->err);
    return rc;
}

int tb_people_compare(struct tb_store *store, struct tb_db *newer,
                      enum tb_people_kind kind, tb_people_fn *each, void *ctx,
                      struct tb_err *err)
{
    struct comparing x = { .kind = kind, .each = each, .ctx = ctx, .err = err };
    int rc = -1;

    if (tb_db_prepare(store->db, lists[kind], &x.old, err) < 0 ||
        tb_db_prepare(newer, lists[kind], &x.new, err) < 0 ||
        step(x.old, &x.has_old, err) < 0 || step(x.new, &x.has_new, err) < 0)
        goto done;
    rc = 0;
    while (rc == 0 && (x.has_old || x.has_new))
        rc = compare_line(&x);
done:
    tb_stmt_free(x.old);
    tb_stmt_free(x.new);
    return rc;
}

/* ---- making it so ---- */

struct applying {
    struct tb_store *store;
    struct tb_err *err;
};

static int put_department(struct tb_stmt *s, void *ctx)
{
    struct applying *x = ctx;
    struct tb_str cells[7];

    for (int i = 0; i < 7; i++)
        cells[i] = tb_stmt_text(s, i);
    return tb_db_do(x->store->db, x->err,
                    "INSERT INTO department (code, name, short, aliases, "
                    "groups, parent, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                    "nullif(?7, '')) ON CONFLICT (code) DO UPDATE SET name = "
                    "?2, short = ?3, aliases = ?4, groups = ?5, parent = ?6, "
                    "email = nullif(?7, ''), gone = NULL",
                    "SSSSSSS", &cells[0], &cells[1], &cells[2], &cells[3],
                    &cells[4], &cells[5], &cells[6]);
}

static int put_member(struct tb_stmt *s, void *ctx)
{
    struct applying *x = ctx;
    struct tb_str cells[5];

    for (int i = 0; i < 5; i++)
        cells[i] = tb_stmt_text(s, i);
    return tb_db_do(
        x->store->db, x->err,
        "INSERT INTO staff (id, name, department, kind, email, can_review, "
        "is_collector) SELECT ?1, ?2, d.id, ?4, nullif(?5, ''), ?6, ?7 FROM "
        "department d WHERE d.code = ?3 ON CONFLICT (id) DO UPDATE SET name = "
        "excluded.name, department = excluded.department, kind = "
        "excluded.kind, email = excluded.email, can_review = "
        "excluded.can_review, is_collector = excluded.is_collector, gone = "
        "NULL",
        "SSSSSii", &cells[0], &cells[1], &cells[2], &cells[3], &cells[4],
        tb_stmt_int(s, 5), tb_stmt_int(s, 6));
}

static int mark_gone(const struct tb_people_difference *d, void *ctx)
{
    struct applying *x = ctx;

    if (d->fate != TB_PEOPLE_GONE)
        return 0;
    return tb_db_do(x->store->db, x->err,
                    d->kind == TB_PEOPLE_DEPARTMENT
                        ? "UPDATE department SET gone = ?2 WHERE code = ?1"
                        : "UPDATE staff SET gone = ?2 WHERE id = ?1",
                    "Ss", &d->code, x->store->context->now);
}

int tb_people_apply(struct tb_store *store, struct tb_db *newer,
                    enum tb_people_kind kind, struct tb_err *err)
{
    struct applying x = { store, err };

    if (tb_people_compare(store, newer, kind, mark_gone, &x, err) < 0)
        return -1;
    return kind == TB_PEOPLE_DEPARTMENT
               ? tb_db_each(
                     newer, put_department, &x, err,
                     "SELECT code, name, short, aliases, groups, parent, "
                     "email FROM department ORDER BY id",
                     "")
               : tb_db_each(newer, put_member, &x, err,
                            "SELECT s.id, s.name, d.code, s.kind, s.email, "
                            "s.can_review, s.is_collector FROM staff s JOIN "
                            "department d ON d.id = s.department ORDER BY s.id",
                            "");
}

int tb_people_orphans(struct tb_store *store, long long *count,
                      struct tb_err *err)
{
    return tb_db_int(store->db, count, 0, err,
                     "SELECT count(*) FROM slice s WHERE s.state <> 'nil' AND "
                     "(s.collector IN (SELECT id FROM staff WHERE gone IS NOT "
                     "NULL) OR s.approver IN (SELECT id FROM staff WHERE gone "
                     "IS NOT NULL))",
                     "");
}

int tb_department_default(struct tb_store *store, long long department,
                          enum tb_role role, struct tb_str person,
                          struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    role == TB_ROLE_COLLECTOR
                        ? "UPDATE department SET collector = nullif(?2, '') "
                          "WHERE id = ?1"
                        : "UPDATE department SET approver = nullif(?2, '') "
                          "WHERE id = ?1",
                    "iS", department, &person);
}
