/* decision.c - decisions, read and kept. */
#include "decision.h"

#include <stdlib.h>

#include "mem.h"

static int take_decision(struct tb_stmt *s, void *ctx)
{
    struct tb_decisions *all = ctx;
    struct tb_arena *arena = &all->arena;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] = (struct tb_decision){
        .id = tb_stmt_int(s, 0),
        .slice = tb_stmt_int(s, 1),
        .submission = tb_stmt_int(s, 2),
        .version = tb_stmt_int(s, 3),
        .level = (enum tb_level)tb_word_find(tb_levels, TB_LEVELS,
                                             tb_stmt_text(s, 4)),
        .action = (enum tb_action)tb_word_find(tb_actions, TB_ACTIONS,
                                               tb_stmt_text(s, 5)),
        .who = { tb_arena_copy(arena, tb_stmt_text(s, 6)),
                 tb_arena_copy(arena, tb_stmt_text(s, 7)),
                 tb_arena_copy(arena, tb_stmt_text(s, 8)) },
        .at = tb_arena_copy(arena, tb_stmt_text(s, 9)),
        .reason = tb_arena_copy(arena, tb_stmt_text(s, 10)),
    };
    return 0;
}

int tb_decisions_read(struct tb_store *store, long long slice,
                      struct tb_decisions *out, struct tb_err *err)
{
    return tb_db_each(store->db, take_decision, out, err,
                      "SELECT d.id, d.slice, d.submission, u.version, d.level, "
                      "d.action, d.actor, d.person, p.name, d.at, d.reason "
                      "FROM decision d LEFT JOIN submission u ON u.id = "
                      "d.submission LEFT JOIN staff p ON p.id = d.person WHERE "
                      "?1 = 0 OR d.slice = ?1 ORDER BY d.id",
                      "i", slice);
}

void tb_decisions_free(struct tb_decisions *decisions)
{
    free(decisions->list);
    tb_arena_free(&decisions->arena);
    *decisions = (struct tb_decisions){ 0 };
}

int tb_decision_add(struct tb_store *store, const struct tb_slice *slice,
                    const struct tb_decision_new *x, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT INTO decision (slice, submission, level, action, "
                    "actor, person, at, reason, content_hash, dictionary, "
                    "department) VALUES (?1, nullif(?2, 0), ?3, ?4, ?5, ?6, "
                    "?7, ?8, (SELECT content_hash FROM submission WHERE id = "
                    "?2), ?9, nullif(?10, 0))",
                    "iisssssssi", slice->id, slice->now.id,
                    tb_levels[x->level].code, tb_actions[x->action].code,
                    store->context->actor, x->by, store->context->now,
                    x->reason, store->dict->hash, x->department);
}

int tb_decision_by(struct tb_store *store, const struct tb_slice *slice,
                   const char *by, enum tb_level level, bool *is,
                   struct tb_err *err)
{
    long long found;

    /* what was taken back since does not stand */
    if (tb_db_int(
            store->db, &found, 0, err,
            "SELECT 1 FROM decision WHERE submission = ?1 AND action = "
            "'approve' AND person = ?2 AND level <> ?3 AND id > " TB_TAKEN_BACK(
                "?4"),
            "issi", slice->now.id, by, tb_levels[level].code, slice->id) < 0)
        return -1;
    *is = found != 0;
    return 0;
}
