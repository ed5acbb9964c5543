/* review_records.c - slices and decisions, table by table. */
#include "review_records.h"

#include "fresh.h"

struct review_records {
    tb_review_record_fn *each;
    void *ctx;
    struct tb_slices slices; /* those of one table follow each other */
    struct tb_decisions decisions;
};

static int each_record(struct tb_campaign *c, struct review_records *r,
                       size_t *tables, struct tb_err *err)
{
    const struct tb_slices *all = &r->slices;

    for (size_t i = 0, n; i < all->count; i += n) {
        const struct tb_table *t = all->list[i].table;
        for (n = 1; i + n < all->count && all->list[i + n].table == t;)
            n++;
        if (r->each(&(struct tb_review_record){ c, t, &all->list[i], n,
                                                &r->decisions },
                    r->ctx, err) < 0)
            return -1;
        ++*tables;
    }
    return 0;
}

static int record_reviews(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct tb_slice_query all = { 0 };
    struct review_records *r = ctx;
    size_t tables = 0;

    if (tb_fresh_findings(c, err) < 0 ||
        tb_slices_read(&c->store, &all, &r->slices, err) < 0 ||
        tb_decisions_read(&c->store, 0, &r->decisions, err) < 0 ||
        each_record(c, r, &tables, err) < 0)
        return -1;
    if (tables == 0)
        return tb_fail_as(err, TB_REFUSED,
                          "nobody is assigned a table; 'tianbao assign' loads "
                          "a task list");
    return tb_campaign_log(c, err, "export", "review-sheets: %zu tables",
                           tables);
}

int tb_review_records_each(struct tb_campaign *c, tb_review_record_fn *each,
                           void *ctx, struct tb_err *err)
{
    struct review_records r = { each, ctx, { 0 }, { 0 } };
    int rc = tb_record(c, record_reviews, &r, err);

    tb_slices_free(&r.slices);
    tb_decisions_free(&r.decisions);
    return rc;
}
