/* submission.c - versions of a slice. */
#include "submission.h"

#include <stdlib.h>

#include "mem.h"

void tb_submission_take(struct tb_stmt *s, int at, struct tb_arena *arena,
                        struct tb_submission *out)
{
    *out = (struct tb_submission){
        .id = tb_stmt_int(s, at),
        .slice = tb_stmt_int(s, at + 1),
        .version = tb_stmt_int(s, at + 2),
        .at = tb_arena_copy(arena, tb_stmt_text(s, at + 3)),
        .sha256 = tb_arena_copy(arena, tb_stmt_text(s, at + 4)),
        .file = tb_arena_copy(arena, tb_stmt_text(s, at + 5)),
        .sheet = tb_arena_copy(arena, tb_stmt_text(s, at + 6)),
        .late = tb_arena_copy(arena, tb_stmt_text(s, at + 7)),
        .who = { tb_arena_copy(arena, tb_stmt_text(s, at + 8)),
                 tb_arena_copy(arena, tb_stmt_text(s, at + 9)),
                 tb_arena_copy(arena, tb_stmt_text(s, at + 10)) },
        .rows_in = tb_stmt_int(s, at + 11),
        .filed = tb_stmt_int(s, at + 12),
        .rejected = tb_stmt_int(s, at + 13),
        .kept = tb_stmt_int(s, at + 14),
        .changed = tb_stmt_int(s, at + 15),
        .unread = tb_stmt_int(s, at + 16),
        .content_hash = tb_arena_copy(arena, tb_stmt_text(s, at + 17)),
        .rows_hash = tb_arena_copy(arena, tb_stmt_text(s, at + 18)),
        .is_current = tb_stmt_int(s, at + 19) != 0,
    };
}

static int take_version(struct tb_stmt *s, void *ctx)
{
    struct tb_submissions *all = ctx;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    tb_submission_take(s, 0, &all->arena, &all->list[all->count++]);
    return 0;
}

int tb_submissions_read(struct tb_store *store, long long slice,
                        struct tb_submissions *out, struct tb_err *err)
{
    return tb_db_each(store->db, take_version, out, err,
                      "SELECT " TB_SUBMISSION_COLUMNS " FROM submission u LEFT "
                      "JOIN file x ON x.sha256 = u.file LEFT JOIN staff w ON "
                      "w.id = u.person WHERE u.slice = ?1 ORDER BY u.id DESC",
                      "i", slice);
}

void tb_submissions_free(struct tb_submissions *submissions)
{
    free(submissions->list);
    tb_arena_free(&submissions->arena);
    *submissions = (struct tb_submissions){ 0 };
}

int tb_submission_by(struct tb_store *store, long long slice,
                     const char *person, bool *is, struct tb_err *err)
{
    long long found;

    if (tb_db_int(store->db, &found, 0, err,
                  "SELECT 1 FROM submission WHERE slice = ?1 AND person = ?2",
                  "is", slice, person) < 0)
        return -1;
    *is = found != 0;
    return 0;
}
