/* assign_change.c - people, days, and the list that they add up to. */
#include "assign_change.h"

#include <stdlib.h>

#include "date.h"
#include "organisation.h"

bool tb_assign_day(struct tb_str text, char day[11])
{
    struct tb_date d;
    char text_day[40];

    day[0] = '\0';
    if (text.n == 0)
        return true;
    if (!tb_date_parse(text, &d) || d.day == 0 || !tb_date_is_real(&d))
        return false;
    snprintf(text_day, sizeof text_day, "%04d-%02d-%02d", d.year, d.month,
             d.day);
    memcpy(day, text_day, 11);
    day[10] = '\0';
    return true;
}

/* ---- people ---- */

struct person {
    long long department;
    bool may_review;
};

static int find_person(struct tb_campaign *c, struct tb_str id,
                       struct person *out, struct tb_err *err)
{
    long long may;

    if (tb_db_int(c->db, &out->department, 0, err,
                  "SELECT department FROM staff WHERE id = ?1", "S", &id) < 0 ||
        tb_db_int(c->db, &may, 0, err,
                  "SELECT can_review FROM staff WHERE id = ?1", "S", &id) < 0)
        return -1;
    out->may_review = may != 0;
    return out->department ? 0
                           : tb_fail_as(err, TB_USAGE, "unknown 工号 '%.*s'",
                                        TB_STR_ARG(id));
}

/* What each role changes, and what it must not be. */
static const struct {
    const char *name, *update, *clash;
} roles[] = {
    [TB_ASSIGN_COLLECTOR] = { "collector",
                              "UPDATE slice SET collector = ?1 WHERE table_no "
                              "= ?2 AND department = "
                              "?3 AND (?4 = 0 OR department = ?4) AND (part = "
                              "'' OR part = ?1 OR "
                              "part NOT IN (SELECT id FROM staff))",
                              "SELECT 1 FROM slice WHERE table_no = ?2 AND "
                              "department = ?3 AND (?4 "
                              "= 0 OR department = ?4) AND approver = ?1" },
    [TB_ASSIGN_APPROVER] = { "approver",
                             "UPDATE slice SET approver = ?1 WHERE table_no = "
                             "?2 AND reviewer = ?3 "
                             "AND (?4 = 0 OR department = ?4)",
                             "SELECT 1 FROM slice WHERE table_no = ?2 AND "
                             "reviewer = ?3 AND (?4 = "
                             "0 OR department = ?4) AND (collector = ?1 OR "
                             "part = ?1)" },
};

static int set_person(struct tb_campaign *c, const struct tb_assign_change *x,
                      long long department, struct tb_err *err)
{
    struct person p;
    long long clash;

    if (find_person(c, x->person, &p, err) < 0)
        return -1;
    if (x->role == TB_ASSIGN_APPROVER && !p.may_review)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s may not review: the staff list does not mark "
                          "this person",
                          TB_STR_ARG(x->person));
    if (tb_db_int(c->db, &clash, 0, err, roles[x->role].clash, "SSii",
                  &x->person, &x->table, p.department, department) < 0)
        return -1;
    if (clash)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s cannot both collect and review it",
                          TB_STR_ARG(x->person));
    if (tb_db_do(c->db, err, roles[x->role].update, "SSii", &x->person,
                 &x->table, p.department, department) < 0)
        return -1;
    return tb_db_changes(c->db) > 0
               ? 0
               : tb_fail_as(err, TB_REFUSED,
                            "%.*s is of a department that does not %s it",
                            TB_STR_ARG(x->person),
                            tb_translate(x->role == TB_ASSIGN_COLLECTOR
                                             ? N_("fill")
                                             : N_("review")));
}

/* The id of the department called NAME; 0 for "". */
static int find_department(struct tb_campaign *c, struct tb_str name,
                           long long *id, struct tb_err *err)
{
    struct tb_organisation o = { 0 };
    const struct tb_department *d = NULL;
    int rc = 0;

    *id = 0;
    if (name.n == 0)
        return 0;
    rc = tb_organisation_read(c->db, &o, err);
    if (rc == 0)
        d = tb_organisation_find(&o, name);
    if (d)
        *id = d->id;
    else if (rc == 0)
        rc = tb_fail_as(err, TB_USAGE, "unknown department '%.*s'",
                        TB_STR_ARG(name));
    tb_organisation_free(&o);
    return rc;
}

static int need_reason(const char *reason, struct tb_err *err)
{
    return reason && reason[0]
               ? 0
               : tb_fail_as(err, TB_USAGE, "a change needs a --reason");
}

int tb_assign_person(struct tb_campaign *c, const struct tb_assign_change *x,
                     struct tb_err *err)
{
    long long department;
    int rc;

    if (x->is_list)
        return set_person(c, x, 0, err);
    if (need_reason(x->reason, err) < 0 ||
        find_department(c, x->department, &department, err) < 0)
        return -1;
    rc = tb_campaign_begin(c, err);
    if (rc == 0)
        rc = set_person(c, x, department, err);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "assign", "%.*s %.*s %s %.*s: %s",
                             TB_STR_ARG(x->table), TB_STR_ARG(x->department),
                             roles[x->role].name, TB_STR_ARG(x->person),
                             x->reason);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

/* ---- days ---- */

int tb_assign_deadline(struct tb_campaign *c, struct tb_str table,
                       struct tb_str department, const char *day,
                       const char *reason, struct tb_err *err)
{
    char normal[11];
    long long id;
    int rc;

    if (!tb_assign_day(tb_str(day), normal) || !normal[0])
        return tb_fail_as(err, TB_USAGE, "'%s' is no day; write 2022-10-08",
                          day);
    if (need_reason(reason, err) < 0 ||
        find_department(c, department, &id, err) < 0)
        return -1;
    rc = tb_campaign_begin(c, err);
    if (rc == 0)
        rc = tb_db_do(c->db, err,
                      "UPDATE slice SET deadline = ?1 WHERE (?2 = '' OR "
                      "table_no = ?2) AND (?3 = 0 OR department = ?3)",
                      "sSi", normal, &table, id);
    if (rc == 0 && tb_db_changes(c->db) == 0)
        rc = tb_fail_as(err, TB_REFUSED, "there is no such slice");
    if (rc == 0)
        rc = tb_campaign_log(c, err, "assign", "deadline %s: %.*s %.*s: %s",
                             normal, TB_STR_ARG(table), TB_STR_ARG(department),
                             reason);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

int tb_assign_setting(struct tb_campaign *c, const char *key, const char *value,
                      struct tb_err *err)
{
    bool is_days = strcmp(key, "review_days") == 0;
    char day[11];
    int rc;

    if (is_days ? strspn(value, "0123456789") != strlen(value) ||
                      strlen(value) == 0 || strlen(value) > 3
                : !tb_assign_day(tb_str(value), day) || !day[0])
        return tb_fail_as(err, TB_USAGE,
                          is_days ? "'%s' is no number of days"
                                  : N_("'%s' is no day; write 2022-10-08"),
                          value);
    rc = tb_campaign_begin(c, err);
    if (rc == 0)
        rc = tb_store_set(c->db, key, tb_str(is_days ? value : day), err);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "assign", "%s %s", key, value);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

/* ---- the list ---- */

/* A line of the list: its cells, in the order of the columns. */
#define CELLS 9
#define DAY 7

static void get_cell(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    cell->text = ((const struct tb_str *)row)[c->offset];
}

#define CELL(n) .offset = n, .get = get_cell

static const struct tb_column columns[CELLS] = {
    { "table", "数据表单", TB_COL_TEXT, 30, CELL(0), .sheet = 36 },
    { "source", "数据源", TB_COL_TEXT, CELL(1), .sheet = 12 },
    { "fillers", "填表用户", TB_COL_TEXT, 20, CELL(2), .sheet = 40 },
    { "reviewers", "审核用户", TB_COL_TEXT, 16, CELL(3), .sheet = 20 },
    { "lead", "牵头部门", TB_COL_TEXT, CELL(4), .sheet = 14 },
    { "collectors", "采集人", TB_COL_ID, CELL(5), .sheet = 14 },
    { "approvers", "审核人", TB_COL_ID, CELL(6), .sheet = 14 },
    [DAY] = { "deadline", "截止时间", TB_COL_TIME, CELL(DAY), .sheet = 16 },
    { "remark", "备注", TB_COL_TEXT, CELL(8), .sheet = 24 },
};

static const struct tb_view view = {
    .name = "填报任务分工", .columns = columns, .count = CELLS, .fixed = 1
};

/* Each table with its slices folded into the cells of a task list. */
static const char list_sql[] =
    "SELECT a.table_no, a.source, CASE a.mode WHEN 'none' THEN a.fillers ELSE "
    "coalesce((SELECT group_concat(n, '、') FROM (SELECT d.name || CASE WHEN "
    "s.part = '' THEN '' ELSE '（' || s.part || '）' END AS n FROM slice s "
    "JOIN "
    "department d ON d.id = s.department WHERE s.table_no = a.table_no AND "
    "s.part NOT IN (SELECT id FROM staff) AND s.part <> '云端' ORDER BY d.id, "
    "s.part)), "
    "a.fillers) END, "
    "coalesce((SELECT group_concat(name, '、') FROM (SELECT DISTINCT d.id, "
    "d.name FROM slice s JOIN department d ON d.id = s.reviewer WHERE "
    "s.table_no = a.table_no ORDER BY d.id)), a.reviewers), "
    "(SELECT group_concat(name, '、') FROM (SELECT DISTINCT d.id, d.name FROM "
    "slice s JOIN department d ON d.id = s.lead WHERE s.table_no = a.table_no "
    "ORDER BY d.id)), "
    "(SELECT group_concat(collector, '、') FROM (SELECT DISTINCT collector "
    "FROM "
    "slice s WHERE s.table_no = a.table_no AND collector IS NOT NULL ORDER BY "
    "collector)), "
    "(SELECT group_concat(approver, '、') FROM (SELECT DISTINCT approver FROM "
    "slice s WHERE s.table_no = a.table_no AND approver IS NOT NULL ORDER BY "
    "approver)), "
    /* the usual day; then those who have another: DEPARTMENT=DAY */
    "(SELECT min(deadline) FROM slice s WHERE s.table_no = a.table_no) || "
    "coalesce((SELECT '；' || group_concat(n, '；') FROM (SELECT DISTINCT "
    "d.id, d.name || '=' || s.deadline AS n FROM slice s JOIN department d ON "
    "d.id = s.department WHERE s.table_no = a.table_no AND s.deadline > "
    "(SELECT min(m.deadline) FROM slice m WHERE m.table_no = a.table_no) "
    "ORDER BY d.id)), ''), "
    "a.remark FROM assignment a";

static int print_table(const struct tb_table *t, struct tb_stmt *s,
                       bool with_days, struct tb_sink *sink, struct tb_err *err)
{
    struct tb_str cells[CELLS];
    struct tb_buf name = { 0 };
    int rc = tb_stmt_bind(s, err, "S", &t->no);

    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        tb_buf_addf(&name, "%.*s%.*s", TB_STR_ARG(t->no), TB_STR_ARG(t->name));
        cells[0] = tb_buf_str(&name);
        for (int i = 1; i < CELLS; i++)
            cells[i] = i == DAY && !with_days ? tb_str("") : tb_stmt_text(s, i);
        tb_view_row(sink, cells);
        rc = 0;
    }
    tb_buf_free(&name);
    return rc;
}

int tb_assign_print(struct tb_campaign *c, bool with_days,
                    const struct tb_view_options *options, struct tb_err *err)
{
    struct tb_sink *sink = tb_view_open(&view, NULL, options);
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    tb_buf_addf(&sql, "%s WHERE a.table_no = ?1", list_sql);
    rc = tb_db_prepare(c->db, sql.p, &s, err);
    for (size_t i = 0; i < c->dict->table_count && rc == 0; i++)
        rc = print_table(&c->dict->tables[i], s, with_days, sink, err);
    rc = tb_view_close(sink, rc, err);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}
