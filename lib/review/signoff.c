/* signoff.c - from the cover to the record. */
#include "signoff.h"

#include "validate.h"

int tb_signoff_nil(struct tb_campaign *c, long long slice, struct tb_str reason,
                   bool *done, struct tb_err *err)
{
    if (tb_db_do(c->db, err,
                 "UPDATE slice SET state = 'nil', reason = ?2, submitted_at = "
                 "?3 WHERE id = ?1 AND state IN ('missing', 'nil')",
                 "iSs", slice, &reason, c->context.now) < 0)
        return -1;
    *done = tb_db_changes(c->db) == 1;
    if (*done && tb_validate_outdate(c, err) < 0)
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
