/* explain.c - words for findings that are unusual but right. */
#include <stdio.h>

#include "listing.h"
#include "review.h"

#define ID_MIN 8 /* characters of a fingerprint that must be given */

static int add(struct tb_campaign *c, struct tb_str id, struct tb_str text,
               struct tb_err *err)
{
    long long found, severity;
    struct tb_buf like = { 0 };
    int rc = -1;

    tb_buf_addf(&like, "%.*s%%", TB_STR_ARG(id));
    if (id.n < ID_MIN || strspn(id.p, "0123456789abcdef") < id.n) {
        tb_fail_as(err, TB_USAGE, "'%.*s' is no id of a finding",
                   TB_STR_ARG(id));
        goto done;
    }
    if (tb_db_int(c->db, &found, 0, err,
                  "SELECT count(DISTINCT fingerprint) FROM finding WHERE "
                  "fingerprint LIKE ?1 AND status IN ('new', 'still', "
                  "'explained')",
                  "s", like.p) < 0 ||
        tb_db_int(c->db, &severity, 0, err,
                  "SELECT min(severity) FROM finding WHERE fingerprint LIKE ?1 "
                  "AND status IN ('new', 'still', 'explained')",
                  "s", like.p) < 0)
        goto done;
    if (found != 1)
        tb_fail_as(err, TB_USAGE,
                   found ? "'%.*s' is the id of several findings; give more of "
                           "it"
                         : N_("no open finding has the id '%.*s'"),
                   TB_STR_ARG(id));
    else if (severity == TB_ERROR)
        tb_fail_as(err, TB_REFUSED, "%.*s is an error: it is to be mended",
                   TB_STR_ARG(id));
    else
        rc = tb_db_do(
            c->db, err,
            "INSERT INTO explanation (fingerprint, value, expected, "
            "message, text, actor, person, at) SELECT fingerprint, value, "
            "expected, message, ?2, ?3, nullif(?4, ''), ?5 FROM finding WHERE "
            "fingerprint "
            "LIKE ?1 AND status IN ('new', 'still', 'explained') "
            "LIMIT 1 ON CONFLICT (fingerprint) DO UPDATE SET value "
            "= excluded.value, expected = excluded.expected, message = "
            "excluded.message, text = "
            "excluded.text, actor = excluded.actor, person = excluded.person, "
            "at = "
            "excluded.at",
            "sSsss", like.p, &text, c->context.actor, c->context.person,
            c->context.now);
    if (rc == 0)
        rc = tb_db_do(c->db, err,
                      "UPDATE finding SET status = 'explained' WHERE "
                      "fingerprint LIKE ?1 AND status IN ('new', 'still')",
                      "s", like.p);
    if (rc == 0)
        rc = tb_campaign_log(c, err, "explain", "%.*s: %.*s", TB_STR_ARG(id),
                             TB_STR_ARG(text));
done:
    tb_buf_free(&like);
    return rc;
}

int tb_review_explain(struct tb_campaign *c, char *const *ids, const char *text,
                      struct tb_err *err)
{
    int rc;

    if (!text || !text[0])
        return tb_fail_as(err, TB_USAGE, "an explanation needs a --reason");
    rc = tb_campaign_begin(c, err);
    for (; *ids && rc == 0; ids++)
        rc = add(c, tb_str(*ids), tb_str(text), err);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    return rc;
}

/* ---- from the list of findings, with words in its last column ---- */

enum { E_ID, E_TEXT };

static const struct tb_listing_column columns[] = {
    [E_ID] = { "fingerprint|编号", true },
    [E_TEXT] = { "explanation|说明|情况说明", true },
};

struct load {
    struct tb_campaign *campaign;
    long long count;
};

static int take_row(const struct tb_listing_row *row, void *ctx,
                    struct tb_err *err)
{
    struct load *l = ctx;

    if (row->cells[E_ID].n == 0 || row->cells[E_TEXT].n == 0)
        return 0;
    l->count++;
    return add(l->campaign, row->cells[E_ID], row->cells[E_TEXT], err);
}

int tb_review_explain_file(struct tb_campaign *c, const char *path,
                           long long *count, struct tb_err *err)
{
    struct load l = { .campaign = c };
    int rc = tb_campaign_begin(c, err);

    if (rc == 0)
        rc = tb_listing_read(path, columns, TB_LEN(columns), take_row, &l, err);
    if (rc == 0)
        rc = tb_db_commit(c->db, err);
    tb_db_rollback(c->db);
    *count = l.count;
    return rc;
}
