/* tell.c - remember what a department was shown. */
#include "tell.h"

#include "told.h"

struct telling {
    struct tb_store *store;
    const struct tb_finding_query *query;
    struct tb_err *err;
};

static int tell_one(const struct tb_found *f, void *ctx)
{
    struct telling *x = ctx;

    return tb_told_add(x->store, x->query->department, f->fingerprint, x->err);
}

static int tell_all(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct telling *x = ctx;

    x->store = &c->store;
    x->err = err;
    return tb_findings_each(&c->store, x->query, tell_one, x, err);
}

int tb_tell(struct tb_campaign *c, const struct tb_finding_query *query,
            struct tb_err *err)
{
    struct telling x = { .query = query };

    return tb_change(c, tell_all, &x, err);
}
