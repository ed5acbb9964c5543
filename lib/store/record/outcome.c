/* outcome.c - what merge came to, kept and read. */
#include "outcome.h"

#include "freshness.h"
#include "words.h"

static const struct tb_word kinds[] = {
    [TB_FAULT_CHANGED] = { "changed", "" },
    [TB_FAULT_CHECK] = { "check", "" },
};

bool tb_outcome_is_clean(const struct tb_outcome *o)
{
    return o->conflict_keys == 0 && o->changed == 0 && o->faults == 0;
}

int tb_outcome_read(struct tb_store *store, struct tb_outcome *out,
                    struct tb_err *err)
{
    struct tb_db *db = store->db;

    if (tb_merge_is_stale(store, &out->is_stale, err) < 0 ||
        tb_store_get(db, TB_MERGED_AT, &out->at, err) < 0 ||
        tb_db_int(db, &out->conflict_keys, 0, err,
                  "SELECT count(*) FROM (SELECT DISTINCT table_no, key FROM "
                  "conflict)",
                  "") < 0 ||
        tb_db_int(db, &out->conflict_tables, 0, err,
                  "SELECT count(DISTINCT table_no) FROM conflict", "") < 0 ||
        tb_db_int(db, &out->changed, 0, err,
                  "SELECT count(*) FROM merge_fault WHERE kind = 'changed'",
                  "") < 0)
        return -1;
    return tb_db_int(db, &out->faults, 0, err,
                     "SELECT coalesce(sum(faults), 0) FROM merged_table", "");
}

void tb_outcome_free(struct tb_outcome *o)
{
    tb_buf_free(&o->at);
}

/* ---- one table ---- */

struct lines {
    const struct tb_dict *dict;
    struct tb_outcome_line *lines;
};

static int take_line(struct tb_stmt *s, void *ctx)
{
    struct lines *x = ctx;
    const struct tb_table *t = tb_dict_table(x->dict, tb_stmt_text(s, 0));

    if (t)
        x->lines[t - x->dict->tables] = (struct tb_outcome_line){
            t,
            tb_stmt_int(s, 1),
            tb_stmt_int(s, 2),
            tb_stmt_int(s, 3),
            tb_stmt_int(s, 4),
            tb_stmt_int(s, 5),
            tb_stmt_int(s, 6),
        };
    return 0;
}

int tb_outcome_lines(struct tb_store *store, struct tb_outcome_line *lines,
                     struct tb_err *err)
{
    struct lines x = { store->dict, lines };

    for (size_t i = 0; i < store->dict->table_count; i++)
        lines[i] = (struct tb_outcome_line){ .table = &store->dict->tables[i] };
    return tb_db_each(store->db, take_line, &x, err,
                      "SELECT table_no, rows_in, rows_out, rows_folded, "
                      "rows_conflict, rows_rejected, faults FROM merged_table",
                      "");
}

int tb_outcome_put(struct tb_store *store, const struct tb_outcome_line *l,
                   struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT INTO merged_table (table_no, rows_in, rows_out, "
                    "rows_folded, rows_conflict, rows_rejected) SELECT ?1, ?2, "
                    "?3, ?4, ?5, coalesce(sum(u.rows_rejected), 0) FROM "
                    "submission u JOIN slice s ON s.id = u.slice WHERE "
                    "u.current = 1 AND s.table_no = ?1 AND s.state NOT IN "
                    "('missing', 'returned', 'nil')",
                    "Siiii", &l->table->no, l->in, l->out, l->folded,
                    l->conflict);
}

int tb_outcome_count(struct tb_store *store, const struct tb_table *t,
                     long long faults, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT INTO merged_table VALUES (?1, 0, 0, 0, 0, 0, ?2) "
                    "ON CONFLICT (table_no) DO UPDATE SET faults = ?2",
                    "Si", &t->no, faults);
}

/* ---- faults ---- */

int tb_outcome_forget(struct tb_store *store, struct tb_err *err)
{
    return tb_db_run(store->db,
                     "DELETE FROM merged_table; DELETE FROM "
                     "merge_fault",
                     err);
}

int tb_outcome_fault(struct tb_store *store, const struct tb_outcome_fault *f,
                     struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT INTO merge_fault (kind, table_no, slice, rule, "
                    "key, field, message) VALUES (?1, ?2, nullif(?3, 0), ?4, "
                    "?5, ?6, ?7)",
                    "sSiSSSS", kinds[f->kind].code, &f->table->no, f->slice,
                    &f->rule, &f->key, &f->field, &f->message);
}

struct faults {
    const struct tb_dict *dict;
    tb_outcome_fault_fn *each;
    void *ctx;
};

static int take_fault(struct tb_stmt *s, void *ctx)
{
    struct faults *x = ctx;
    struct tb_outcome_fault f = {
        .kind = (enum tb_outcome_fault_kind)tb_word_find(kinds, TB_LEN(kinds),
                                                         tb_stmt_text(s, 0)),
        .table = tb_dict_table(x->dict, tb_stmt_text(s, 1)),
        .slice = tb_stmt_int(s, 2),
        .rule = tb_stmt_text(s, 3),
        .field = tb_stmt_text(s, 4),
        .key = tb_stmt_text(s, 5),
        .message = tb_stmt_text(s, 6),
    };

    return f.table ? x->each(&f, x->ctx) : 0;
}

int tb_outcome_faults_each(struct tb_store *store, tb_outcome_fault_fn *each,
                           void *ctx, struct tb_err *err)
{
    struct faults x = { store->dict, each, ctx };

    return tb_db_each(store->db, take_fault, &x, err,
                      "SELECT kind, table_no, slice, rule, field, key, message "
                      "FROM merge_fault ORDER BY id",
                      "");
}
