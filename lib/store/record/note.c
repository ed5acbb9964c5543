/* note.c - reading what import noted. */
#include "note.h"

enum {
    SUBMISSION,
    SLICE,
    TABLE_NO,
    ROW,
    LINE,
    FIELD,
    RAW,
    TROUBLE,
    REASON,
    DETAIL,
};

struct note_reading {
    const struct tb_dict *dict;
    tb_note_fn *each;
    void *ctx;
};

static int take_note(struct tb_stmt *s, void *ctx)
{
    struct note_reading *r = ctx;
    const struct tb_table *t =
        tb_dict_table(r->dict, tb_stmt_text(s, TABLE_NO));
    long long trouble = tb_stmt_int(s, TROUBLE);
    const struct tb_note note = {
        .table = t,
        .field = t ? tb_table_field(t, tb_stmt_text(s, FIELD)) : NULL,
        .spot = { .submission = tb_stmt_int(s, SUBMISSION),
                  .line = tb_stmt_int(s, LINE),
                  .slice = tb_stmt_int(s, SLICE) },
        .row = tb_stmt_int(s, ROW),
        .trouble = (enum tb_trouble)trouble,
        .raw = tb_stmt_text(s, RAW),
        .rejection = (enum tb_rejection)tb_word_find(
            tb_rejections, TB_REJECTIONS, tb_stmt_text(s, REASON)),
        .detail = tb_stmt_text(s, DETAIL),
    };

    if (!t || trouble < 0 || trouble >= TB_TROUBLES)
        return 0; /* the dictionary or the program is another */
    return r->each(&note, r->ctx);
}

int tb_notes_each(struct tb_store *store, tb_note_fn *each, void *ctx,
                  struct tb_err *err)
{
    struct note_reading r = { store->dict, each, ctx };

    return tb_db_each(
        store->db, take_note, &r, err,
        "SELECT n.submission, u.slice, u.table_no, n.data_id, n.line, n.field, "
        "n.raw, n.trouble, n.reason, n.detail FROM cell_note n JOIN submission "
        "u ON u.id = n.submission WHERE u.current = 1 AND (n.trouble <> 0 OR "
        "n.kind = 'row') ORDER BY n.id",
        "");
}
