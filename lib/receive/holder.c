/* holder.c - finding the slice of a sheet. */
#include "holder.h"

#include "template.h"

static void set(struct tb_buf *out, struct tb_str text)
{
    tb_buf_clear(out);
    tb_buf_add(out, text);
}

/* id, department, table, part, state, is it a person's? */
#define COLUMNS \
    "s.id, s.department, s.table_no, s.part, s.state, s.kind = 'teacher' "

static void take(struct tb_stmt *s, struct tb_holder *out)
{
    out->slice = tb_stmt_int(s, 0);
    out->department = tb_stmt_int(s, 1);
    set(&out->table_no, tb_stmt_text(s, 2));
    set(&out->part, tb_stmt_text(s, 3));
    set(&out->state, tb_stmt_text(s, 4));
    out->is_person = tb_stmt_int(s, 5) != 0;
}

int tb_holder_find(struct tb_campaign *c, const struct tb_table *t,
                   long long department, struct tb_str part,
                   struct tb_holder *out, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        c->db,
        "SELECT " COLUMNS "FROM slice s WHERE s.table_no = ?1 AND (?2 = 0 OR "
        "s.department = ?2) AND s.kind <> 'cloud' AND CASE WHEN ?3 = '' THEN "
        "?2 = 0 OR s.kind <> 'teacher' ELSE s.part = ?3 END "
        "ORDER BY s.kind = 'teacher', s.part <> ?3 LIMIT 2",
        &s, err);

    out->slice = 0;
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "SiS", &t->no, department, &part);
    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        take(s, out);
        rc = tb_stmt_step(s, err);
        /* a department's own share comes before the parts of it */
        if (rc == 1 &&
            (department == 0 || !tb_str_eq(tb_buf_str(&out->part), part)))
            out->slice = TB_HOLDER_SEVERAL;
        if (out->is_person && part.n == 0) /* teachers alone fill it */
            out->slice = 0;
        rc = rc < 0 ? -1 : 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* The slice for what the cloud sends of T. */
static int find_cloud(struct tb_campaign *c, const struct tb_table *t,
                      struct tb_holder *out, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(c->db,
                           "SELECT " COLUMNS "FROM slice s WHERE s.table_no = "
                           "?1 AND s.kind = 'cloud'",
                           &s, err);

    out->slice = 0;
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "S", &t->no);
    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        take(s, out);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

int tb_holder_cloud(struct tb_campaign *c, const struct tb_table *t,
                    struct tb_holder *out, struct tb_err *err)
{
    if (tb_db_do(
            c->db, err,
            "INSERT OR IGNORE INTO slice (table_no, department, kind, "
            "reviewer, lead) SELECT s.table_no, s.department, "
            "'cloud', s.reviewer, s.lead FROM slice s JOIN "
            "assignment a ON a.table_no = s.table_no AND a.mode = 'cloud' "
            "WHERE s.table_no = ?1 AND s.kind = 'whole' ORDER BY s.department "
            "LIMIT 1",
            "S", &t->no) < 0)
        return -1;
    return find_cloud(c, t, out, err);
}

int tb_holder_cloud_filed(struct tb_campaign *c, const struct tb_table *t,
                          struct tb_err *err)
{
    return tb_db_do(
        c->db, err,
        "UPDATE slice SET state = 'nil', reason = "
        "'云端数据已接收', submitted_at = ?2 WHERE table_no = ?1 "
        "AND kind <> 'cloud' AND state = 'missing' "
        "AND EXISTS (SELECT 1 FROM assignment a WHERE a.table_no = "
        "?1 AND instr(coalesce(a.remark, '') || coalesce(a.fillers, "
        "''), '可补充') = 0)",
        "Ss", &t->no, c->context.now);
}

int tb_holder_of_mark(struct tb_campaign *c, const char *mark,
                      struct tb_holder *out, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(c->db,
                           "SELECT " COLUMNS
                           ", d.code FROM slice s JOIN department d ON d.id = "
                           "s.department WHERE s.kind <> 'cloud' ORDER BY s.id",
                           &s, err);

    out->slice = 0;
    while (rc == 0 && !out->slice && (rc = tb_stmt_step(s, err)) == 1) {
        char token[33];
        tb_template_token(c, tb_stmt_text(s, 2), tb_stmt_text(s, 6),
                          tb_stmt_text(s, 3), token);
        if (strncmp(token, mark, TB_TEMPLATE_MARK) == 0)
            take(s, out);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

void tb_holder_free(struct tb_holder *h)
{
    tb_buf_free(&h->table_no);
    tb_buf_free(&h->part);
    tb_buf_free(&h->state);
    *h = (struct tb_holder){ 0 };
}

int tb_holder_teachers(struct tb_campaign *c, const struct tb_table *t,
                       long long department, long long *count,
                       struct tb_err *err)
{
    return tb_db_int(c->db, count, 0, err,
                     "SELECT count(*) FROM slice s WHERE s.kind = 'teacher' "
                     "AND s.table_no = ?1 AND (?2 = 0 OR "
                     "s.department = ?2)",
                     "Si", &t->no, department);
}

int tb_holder_list(struct tb_campaign *c, const struct tb_table *t,
                   struct tb_buf *out, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        c->db,
        "SELECT coalesce(nullif(d.short, ''), d.name), CASE s.kind WHEN "
        "'teacher' THEN '教师 ' || count(*) || ' 人' WHEN 'cloud' THEN '云端' "
        "ELSE s.part END FROM slice s JOIN department d ON d.id = s.department "
        "WHERE s.table_no = ?1 GROUP BY d.id, s.kind, CASE WHEN s.kind <> "
        "'teacher' THEN s.part END ORDER BY d.id, s.kind = 'teacher', s.part",
        &s, err);

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "S", &t->no);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        tb_buf_addf(out, "%s%s", out->n ? "、" : "", tb_stmt_chars(s, 0));
        if (tb_stmt_text(s, 1).n > 0)
            tb_buf_addf(out, "（%s）", tb_stmt_chars(s, 1));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}
