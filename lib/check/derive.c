/* derive.c - run each SELECT of derived.csv into its table. */
#include "derive.h"

#include <stdlib.h>

#include "derived.h"
#include "engine.h"
#include "mem.h"
#include "reader.h"

struct derivation {
    bool merged;
    struct tb_derive_result *result;
    struct tb_derived_rows *rows; /* of the present table */
    struct tb_err *err;
};

static void add_broken(struct tb_derive_result *r, const char *message)
{
    r->broken =
        tb_grow(r->broken, r->broken_count, &r->broken_room, sizeof *r->broken);
    r->broken[r->broken_count++] = tb_arena_copy(&r->arena, tb_str(message));
}

static int add_row(const struct tb_table *t, const struct tb_value *values,
                   void *ctx)
{
    struct derivation *d = ctx;

    (void)t;
    return tb_derived_add(d->rows, values, d->err);
}

static int derive_table(struct tb_campaign *c, const struct tb_derived *x,
                        struct derivation *d, struct tb_err *err)
{
    int rc;

    if (tb_derived_open(&c->store, x->table, d->merged, &d->rows, err) < 0)
        return -1;
    d->err = err;
    rc = tb_derived_run(c->store.db, c->dict, x, &c->windows, add_row, d, err);
    tb_derived_close(d->rows);
    if (rc == 0 || err->status != TB_DICTIONARY)
        return rc;
    add_broken(d->result, err->msg);
    *err = (struct tb_err){ 0 };
    return tb_derived_empty(&c->store, x->table, d->merged, err);
}

static int derive_all(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct derivation *d = ctx;

    if (d->merged && tb_reader_use_merged(&c->store, err) < 0)
        return -1;
    for (size_t i = 0; i < c->dict->derived_count; i++)
        if (derive_table(c, &c->dict->derived[i], d, err) < 0)
            return -1;
    return d->merged ? tb_reader_use_filed(&c->store, err) : 0;
}

int tb_derive(struct tb_campaign *c, bool merged,
              struct tb_derive_result *result, struct tb_err *err)
{
    struct derivation d = { .merged = merged, .result = result };

    return tb_change(c, derive_all, &d, err);
}

void tb_derive_result_free(struct tb_derive_result *r)
{
    free(r->broken);
    tb_arena_free(&r->arena);
    *r = (struct tb_derive_result){ 0 };
}
