/* carried.c - the table carried. */
#include "carried.h"

#include "who.h"

#define SEPARATOR '\x1F' /* no value has it */

const struct tb_word tb_fates[TB_FATES] = {
    [TB_FATE_WAITING] = { "waiting", "待核" },
    [TB_FATE_GONE] = { "gone", "不再有" },
    [TB_FATE_CLEARED] = { "cleared", "已清除" },
};

void tb_carried_key(const struct tb_table *t, const struct tb_value *values,
                    struct tb_buf *out)
{
    struct tb_buf shown = { 0 };

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        /* without a natural key the key is a number that only counts */
        if (!f->used || f->is_key != t->has_natural_key)
            continue;
        tb_value_show(&values[i], &shown);
        tb_buf_add(out, tb_buf_str(&shown));
        tb_buf_addc(out, SEPARATOR);
    }
    tb_buf_free(&shown);
}

struct carried_reading {
    tb_carried_fn *each;
    void *ctx;
};

static int take_carried(struct tb_stmt *s, void *ctx)
{
    const struct carried_reading *r = ctx;
    const struct tb_carried row = {
        .key = tb_stmt_text(s, 0),
        .fate =
            (enum tb_fate)tb_word_find(tb_fates, TB_FATES, tb_stmt_text(s, 1)),
    };

    return r->each(&row, r->ctx);
}

int tb_carried_each(struct tb_store *store, long long slice,
                    tb_carried_fn *each, void *ctx, struct tb_err *err)
{
    struct carried_reading r = { each, ctx };

    return tb_db_each(store->db, take_carried, &r, err,
                      "SELECT key, fate FROM carried WHERE slice = ?1 ORDER BY "
                      "key",
                      "i", slice);
}

int tb_carried_replace(struct tb_store *store, long long slice,
                       const struct tb_carried *list, size_t count,
                       struct tb_err *err)
{
    struct tb_stmt *insert = NULL;
    int rc = -1;

    if (tb_db_do(store->db, err, "DELETE FROM carried WHERE slice = ?1", "i",
                 slice) < 0 ||
        tb_db_prepare(store->db,
                      "INSERT INTO carried (slice, key, fate, at) VALUES (?1, "
                      "?2, ?3, ?4)",
                      &insert, err) < 0)
        goto done;
    for (size_t i = 0; i < count; i++)
        if (tb_stmt_bind(insert, err, "iSss", slice, &list[i].key,
                         tb_fates[list[i].fate].code,
                         store->context->now) < 0 ||
            tb_stmt_step(insert, err) < 0)
            goto done;
    rc = 0;
done:
    tb_stmt_free(insert);
    return rc;
}

int tb_carried_end(struct tb_store *store, long long slice, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "UPDATE carried SET fate = 'gone', at = ?2 WHERE slice = "
                    "?1 AND fate = 'waiting'",
                    "is", slice, store->context->now);
}

struct waiting_reading {
    tb_waiting_fn *each;
    void *ctx;
};

static int take_waiting(struct tb_stmt *s, void *ctx)
{
    const struct waiting_reading *r = ctx;

    return r->each(tb_stmt_int(s, 0), tb_stmt_int(s, 1), r->ctx);
}

int tb_carried_waiting(struct tb_store *store, tb_waiting_fn *each, void *ctx,
                       struct tb_err *err)
{
    struct waiting_reading r = { each, ctx };

    return tb_db_each(store->db, take_waiting, &r, err,
                      "SELECT slice, count(*) FROM carried WHERE fate = "
                      "'waiting' GROUP BY slice ORDER BY slice",
                      "");
}
