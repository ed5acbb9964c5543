/* explanation.c - finding what an explanation is for, and keeping it. */
#include "explanation.h"

#include <stdlib.h>

#include "mem.h"

/* Of findings that begin with ?1, which is hexadecimal: open, or explained
 * already. */
#define BEGINS "fingerprint BETWEEN ?1 AND ?1 || 'g'"
#define EXPLAINABLE BEGINS " AND status IN ('new', 'still', 'explained')"

static int take_explainable(struct tb_stmt *s, void *ctx)
{
    *(struct tb_explainable *)ctx = (struct tb_explainable){
        .faults = tb_stmt_int(s, 0),
        .severity = (enum tb_severity)tb_stmt_int(s, 1),
    };
    return 0;
}

int tb_explanation_find(struct tb_store *store, struct tb_str id,
                        struct tb_explainable *out, struct tb_err *err)
{
    return tb_db_one(store->db, take_explainable, out, err,
                     "SELECT count(DISTINCT fingerprint), coalesce("
                     "min(severity), ?2) FROM finding WHERE " EXPLAINABLE,
                     "Si", &id, (long long)TB_SEVERITIES) < 0
               ? -1
               : 0;
}

int tb_explanation_add(struct tb_store *store, struct tb_str id,
                       struct tb_str text, struct tb_err *err)
{
    const struct tb_context *who = store->context;

    if (tb_db_do(store->db, err,
                 "INSERT INTO explanation (fingerprint, value, expected, "
                 "message, text, actor, person, at) SELECT fingerprint, value, "
                 "expected, message, ?2, ?3, nullif(?4, ''), ?5 FROM finding "
                 "WHERE " EXPLAINABLE " LIMIT 1 ON CONFLICT (fingerprint) DO "
                 "UPDATE SET value = excluded.value, expected = "
                 "excluded.expected, message = excluded.message, text = "
                 "excluded.text, actor = excluded.actor, person = "
                 "excluded.person, at = excluded.at",
                 "SSsss", &id, &text, who->actor, who->person, who->now) < 0)
        return -1;
    return tb_db_do(store->db, err,
                    "UPDATE finding SET status = 'explained' WHERE " BEGINS
                    " AND status IN ('new', 'still')",
                    "S", &id);
}

/* ---- do they hold? ---- */

struct tb_explanations {
    struct tb_stmt *find;
    struct tb_buf then, now;
};

int tb_explanations_open(struct tb_store *store, struct tb_explanations **out,
                         struct tb_err *err)
{
    struct tb_explanations *x = tb_alloc(1, sizeof *x);

    *out = x;
    return tb_db_prepare(store->db,
                         "SELECT value, expected, message FROM explanation "
                         "WHERE fingerprint = ?1",
                         &x->find, err);
}

void tb_explanations_close(struct tb_explanations *x)
{
    if (!x)
        return;
    tb_stmt_free(x->find);
    tb_buf_free(&x->then);
    tb_buf_free(&x->now);
    free(x);
}

/* As everybody may read them: so they were kept once. */
static bool is_same(struct tb_explanations *x, struct tb_str then,
                    struct tb_str now)
{
    tb_buf_clear(&x->then);
    tb_buf_clear(&x->now);
    tb_mask_show(then, TB_SIGHT_STARS, &x->then);
    tb_mask_show(now, TB_SIGHT_STARS, &x->now);
    return tb_str_eq(tb_buf_str(&x->then), tb_buf_str(&x->now));
}

int tb_explanation_holds(struct tb_explanations *x, struct tb_str fingerprint,
                         const struct tb_finding *f, bool *holds,
                         struct tb_err *err)
{
    int rc;

    *holds = false;
    if (f->severity == TB_ERROR)
        return 0;
    if (tb_stmt_bind(x->find, err, "S", &fingerprint) < 0)
        return -1;
    rc = tb_stmt_step(x->find, err);
    if (rc == 1)
        *holds = tb_str_eq(tb_stmt_text(x->find, 0), f->value) &&
                 tb_str_eq(tb_stmt_text(x->find, 1), f->expected) &&
                 is_same(x, tb_stmt_text(x->find, 2), f->message);
    tb_stmt_reset(x->find);
    return rc < 0 ? -1 : 0;
}
