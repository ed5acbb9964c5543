/* signoff.c - from the cover to the record. */
#include "signoff.h"

#include "freshness.h"

int tb_signoff_nil(struct tb_campaign *c, long long slice, struct tb_str reason,
                   bool *done, struct tb_err *err)
{
    if (tb_db_do(c->db, err,
                 "UPDATE slice SET state = 'nil', reason = ?2, submitted_at = "
                 "?3 WHERE id = ?1 AND state IN ('missing', 'nil')",
                 "iSs", slice, &reason, c->context.now) < 0)
        return -1;
    *done = tb_db_changes(c->db) == 1;
    if (*done && tb_validate_outdate(&c->store, err) < 0)
        return -1;
    return *done ? tb_campaign_log(c, err, "nil", "slice %lld (cover): %.*s",
                                   slice, TB_STR_ARG(reason))
                 : 0;
}

int tb_signoff_keep(struct tb_campaign *c, long long slice,
                    const struct tb_cover_line *line, bool *done,
                    struct tb_err *err)
{
    *done = false;
    if (!tb_str_is(line->verdict, TB_COVER_YES) &&
        !tb_str_is(line->verdict, TB_COVER_NO))
        return 0;
    if (tb_db_do(c->db, err,
                 "INSERT INTO signoff (slice, submission, person, action, "
                 "opinion, at) "
                 "SELECT ?1, id, ?2, iif(?3 = '通过', 'approve', 'return'), "
                 "?4, ?5 FROM "
                 "submission WHERE slice = ?1 AND current = 1 ON CONFLICT "
                 "(slice) DO UPDATE SET submission = excluded.submission, "
                 "person = excluded.person, action = excluded.action, opinion "
                 "= excluded.opinion, at = excluded.at",
                 "iSSSs", slice, &line->person, &line->verdict, &line->opinion,
                 c->context.now) < 0)
        return -1;
    *done = tb_db_changes(c->db) == 1;
    return *done ? tb_campaign_log(c, err, "signoff", "slice %lld: %.*s %.*s",
                                   slice, TB_STR_ARG(line->person),
                                   TB_STR_ARG(line->verdict))
                 : 0;
}

/* The verdict that waits for S, if its version is the one that is filed. */
static int read_verdict(struct tb_campaign *c, const struct tb_review_slice *s,
                        struct tb_buf *person, struct tb_buf *verdict,
                        struct tb_buf *opinion, struct tb_err *err)
{
    struct tb_stmt *q;
    int rc = tb_db_prepare(c->db,
                           "SELECT person, action, opinion FROM signoff WHERE "
                           "slice = ?1 AND submission = ?2",
                           &q, err);

    tb_buf_clear(person);
    tb_buf_clear(verdict);
    tb_buf_clear(opinion);
    if (rc == 0)
        rc = tb_stmt_bind(q, err, "ii", s->id, s->submission);
    if (rc == 0 && (rc = tb_stmt_step(q, err)) == 1) {
        tb_buf_add(person, tb_stmt_text(q, 0));
        tb_buf_add(verdict, tb_stmt_text(q, 1));
        tb_buf_add(opinion, tb_stmt_text(q, 2));
        rc = 0;
    }
    tb_stmt_free(q);
    return rc;
}

static int forget(struct tb_campaign *c, long long slice, struct tb_err *err)
{
    int rc = tb_campaign_begin(c, err);

    if (rc == 0)
        rc = tb_db_do(c->db, err, "DELETE FROM signoff WHERE slice = ?1", "i",
                      slice);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

int tb_signoff_decide(struct tb_campaign *c, const char *department,
                      tb_signoff_fn *each, void *ctx, struct tb_err *err)
{
    struct tb_buf person = { 0 }, verdict = { 0 }, opinion = { 0 };
    struct tb_review_list l = { 0 };
    int rc = tb_review_read(c, NULL, department, &l, err);

    for (size_t i = 0; i < l.count && rc == 0; i++) {
        const struct tb_review_slice *s = &l.slices[i];
        struct tb_err why = { 0 };
        struct tb_review_decision d = { .level = "department" };
        bool is_return;
        rc = read_verdict(c, s, &person, &verdict, &opinion, err);
        if (rc < 0 || verdict.n == 0)
            continue;
        is_return = tb_str_is(tb_buf_str(&verdict), "return");
        if (s->approver.n > 0 && !tb_str_eq(s->approver, tb_buf_str(&person)))
            continue; /* not the named reviewer's hand */
        d.by = tb_buf_text(&person);
        d.reason = opinion.n > 0 ? opinion.p : is_return ? TB_COVER_NO : NULL;
        if ((is_return ? tb_review_return : tb_review_approve)(c, s, &d,
                                                               &why) == 0)
            rc = forget(c, s->id, err);
        else if (why.status != TB_REFUSED && why.status != TB_USAGE)
            rc = -1;
        if (rc < 0 && why.status != TB_OK)
            *err = why;
        else if (rc == 0)
            each(s, is_return ? "returned" : "approved",
                 why.status == TB_OK ? NULL : why.msg, ctx);
    }
    tb_review_list_free(&l);
    tb_buf_free(&person);
    tb_buf_free(&verdict);
    tb_buf_free(&opinion);
    return rc;
}
