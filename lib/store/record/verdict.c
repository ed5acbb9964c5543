/* verdict.c - verdicts from covers, kept, read and forgotten. */
#include "verdict.h"

int tb_cover_verdict_keep(struct tb_store *store,
                          const struct tb_cover_verdict *v, bool *done,
                          struct tb_err *err)
{
    if (tb_db_do(store->db, err,
                 "INSERT INTO signoff (slice, submission, person, action, "
                 "opinion, at) SELECT ?1, id, ?2, ?3, ?4, ?5 FROM submission "
                 "WHERE slice = ?1 AND current = 1 ON CONFLICT (slice) DO "
                 "UPDATE SET submission = excluded.submission, person = "
                 "excluded.person, action = excluded.action, opinion = "
                 "excluded.opinion, at = excluded.at",
                 "iSsSs", v->slice, &v->person, tb_actions[v->action].code,
                 &v->opinion, store->context->now) < 0)
        return -1;
    *done = tb_db_changes(store->db) == 1;
    return 0;
}

struct reading {
    struct tb_arena *arena;
    struct tb_cover_verdict *out;
};

static int take_verdict(struct tb_stmt *s, void *ctx)
{
    struct reading *r = ctx;

    *r->out = (struct tb_cover_verdict){
        .slice = tb_stmt_int(s, 0),
        .submission = tb_stmt_int(s, 1),
        .person = tb_arena_copy(r->arena, tb_stmt_text(s, 2)),
        .action = (enum tb_action)tb_word_find(tb_actions, TB_ACTIONS,
                                               tb_stmt_text(s, 3)),
        .opinion = tb_arena_copy(r->arena, tb_stmt_text(s, 4)),
        .at = tb_arena_copy(r->arena, tb_stmt_text(s, 5)),
    };
    return 0;
}

int tb_cover_verdict_read(struct tb_store *store, const struct tb_slice *slice,
                          struct tb_arena *arena, struct tb_cover_verdict *out,
                          struct tb_err *err)
{
    struct reading r = { arena, out };

    *out = (struct tb_cover_verdict){ .person = tb_str(""),
                                      .opinion = tb_str(""),
                                      .at = tb_str("") };
    return tb_db_one(store->db, take_verdict, &r, err,
                     "SELECT slice, submission, person, action, opinion, at "
                     "FROM signoff WHERE slice = ?1 AND submission = ?2",
                     "ii", slice->id, slice->now.id) < 0
               ? -1
               : 0;
}

int tb_cover_verdict_forget(struct tb_store *store, long long slice,
                            struct tb_err *err)
{
    return tb_db_do(store->db, err, "DELETE FROM signoff WHERE slice = ?1", "i",
                    slice);
}
