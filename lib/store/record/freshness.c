/* freshness.c - what findings and merged tables were made of. */
#include "freshness.h"

#include "hash.h"

/* Settings. */
#define OUTDATED "outdated"         /* 1: data changed without a submission */
#define MERGED_STATE "merged_state" /* hash of what merge worked on */

int tb_validate_is_stale(struct tb_store *store, bool *stale,
                         struct tb_err *err)
{
    long long fresh;

    if (tb_db_int(store->db, &fresh, 0, err,
                  "SELECT 1 FROM validation WHERE id = (SELECT max(id) FROM "
                  "validation) AND last_submission = (SELECT max(id) FROM "
                  "submission) AND dictionary = ?1 AND broken = 0 AND NOT "
                  "EXISTS (SELECT 1 FROM setting WHERE key = '" OUTDATED
                  "' AND value = '1')",
                  "s", store->dict->hash) < 0)
        return -1;
    *stale = !fresh;
    return 0;
}

int tb_validate_outdate(struct tb_store *store, struct tb_err *err)
{
    return tb_store_set(store->db, OUTDATED, tb_str("1"), err);
}

int tb_validate_done(struct tb_store *store, long long undecided,
                     long long broken, struct tb_err *err)
{
    if (tb_store_set(store->db, OUTDATED, tb_str("0"), err) < 0)
        return -1;
    return tb_db_do(store->db, err,
                    "INSERT INTO validation (at, actor, person, dictionary, "
                    "last_submission, undecided, broken) SELECT ?1, ?2, "
                    "nullif(?3, ''), ?4, coalesce(max(id), 0), ?5, ?6 FROM "
                    "submission",
                    "ssssii", store->context->now, store->context->actor,
                    store->context->person, store->dict->hash, undecided,
                    broken);
}

/* ---- merge ---- */

static int hash_slice(struct tb_stmt *s, void *ctx)
{
    tb_hash_add(ctx, tb_stmt_text(s, 0));
    return 0;
}

/* One row a slice: its state, and the rows that are filed for it. */
static int state_hash(struct tb_store *store, char hex[65], struct tb_err *err)
{
    struct tb_hash *h = tb_hash_new();
    int rc;

    tb_hash_add(h, tb_str(store->dict->hash));
    rc = tb_db_each(store->db, hash_slice, h, err,
                    "SELECT s.id || ':' || s.state || ':' || coalesce(u.id, 0) "
                    "|| ':' || coalesce(u.content_hash, '') || ';' FROM slice "
                    "s LEFT JOIN submission u ON u.slice = s.id AND u.current "
                    "= 1 ORDER BY s.id",
                    "");
    tb_hash_finish(h, hex);
    return rc;
}

int tb_merge_is_stale(struct tb_store *store, bool *stale, struct tb_err *err)
{
    struct tb_buf before = { 0 }, at = { 0 };
    char now[65];
    int rc = -1;

    if (state_hash(store, now, err) < 0 ||
        tb_store_get(store->db, MERGED_STATE, &before, err) < 0 ||
        tb_store_get(store->db, TB_MERGED_AT, &at, err) < 0)
        goto done;
    *stale = at.n == 0 || !tb_str_is(tb_buf_str(&before), now);
    rc = 0;
done:
    tb_buf_free(&before);
    tb_buf_free(&at);
    return rc;
}

int tb_merge_begun(struct tb_store *store, struct tb_err *err)
{
    char now[65];

    if (state_hash(store, now, err) < 0 ||
        tb_store_set(store->db, MERGED_STATE, tb_str(now), err) < 0)
        return -1;
    return tb_store_set(store->db, TB_MERGED_AT, tb_str(""), err);
}

int tb_merge_done(struct tb_store *store, struct tb_err *err)
{
    return tb_store_set(store->db, TB_MERGED_AT, tb_str(store->context->now),
                        err);
}
