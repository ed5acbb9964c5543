/*
 * submission.h - one version of a slice, out of one sheet of one file.
 *
 * Of a derived table there are two other kinds: what was computed, and what a
 * department had added up itself.
 */
#ifndef TB_SUBMISSION_H
#define TB_SUBMISSION_H

#include "store.h"
#include "who.h"

/* ID 0: none. */
struct tb_submission {
    long long id, slice, version; /* SLICE 0: typed or derived */
    struct tb_str at;             /* when it was imported */
    struct tb_str sha256, file;   /* of the file: hash, name */
    struct tb_str sheet;
    struct tb_str late; /* why it was let in after its day; "" */
    struct tb_who who;
    long long rows_in, filed, rejected;
    long long kept; /* rows of versions before that stay beside FILED */
    long long changed, unread; /* cells */
    struct tb_str content_hash, rows_hash;
    bool is_current;
};

struct tb_submissions {
    struct tb_submission *list;
    size_t count, room;
    struct tb_arena arena;
};

/* The versions of SLICE, the newest first. */
int tb_submissions_read(struct tb_store *store, long long slice,
                        struct tb_submissions *out, struct tb_err *err);
void tb_submissions_free(struct tb_submissions *submissions);

/* For the SQL of slice.c and submission.c: the columns of submission u, file x
 * and staff w that tb_submission_take() reads from column AT on. */
#define TB_SUBMISSION_COLUMNS                                            \
    "u.id, u.slice, u.version, u.imported_at, u.file, x.name, u.sheet, " \
    "u.late, u.actor, u.person, w.name, u.rows_in, u.rows_filed, "       \
    "u.rows_rejected, u.rows_kept, u.cells_changed, u.cells_unread, "    \
    "u.content_hash, u.rows_hash, u.current"
#define TB_SUBMISSION_COLUMN_COUNT 20
void tb_submission_take(struct tb_stmt *stmt, int at, struct tb_arena *arena,
                        struct tb_submission *out);

/* Did PERSON, a 工号, file any version of SLICE? */
int tb_submission_by(struct tb_store *store, long long slice,
                     const char *person, bool *is, struct tb_err *err);

#endif
