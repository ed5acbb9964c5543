/* prefill.c - rows for a template. */
#include "prefill.h"

#include "file.h"
#include "last.h"

int tb_prefill_open(struct tb_campaign *c, enum tb_prefill_kind kind,
                    struct tb_prefill *out, struct tb_err *err)
{
    struct tb_buf path = { 0 };
    int rc = 0;

    *out = (struct tb_prefill){ .campaign = c, .kind = kind };
    tb_campaign_path(c, TB_LAST_FILE, &path);
    if (kind == TB_PREFILL_LAST && !tb_file_exists(path.p))
        out->kind = TB_PREFILL_NONE;
    if (out->kind == TB_PREFILL_LAST)
        rc = tb_db_open(path.p, TB_DB_READ, &out->last, err);
    tb_buf_free(&path);
    return rc;
}

void tb_prefill_close(struct tb_prefill *p)
{
    tb_db_close(p->last);
    *p = (struct tb_prefill){ 0 };
}

static int fill_last(const struct tb_slice *slice, tb_row_values_fn *put,
                     void *put_ctx, void *ctx, struct tb_err *err)
{
    struct tb_prefill *p = ctx;

    return tb_rows_last_year(&p->campaign->store, p->last, slice, put, put_ctx,
                             err);
}

static int fill_filed(const struct tb_slice *slice, tb_row_values_fn *put,
                      void *put_ctx, void *ctx, struct tb_err *err)
{
    struct tb_prefill *p = ctx;

    return tb_rows_filed(&p->campaign->store, slice, put, put_ctx, err);
}

static int count_row(const struct tb_value *values, void *ctx)
{
    uint32_t *count = ctx;

    (void)values;
    ++*count;
    return 0;
}

int tb_prefill_count(struct tb_prefill *p, struct tb_workbook_plan *plan,
                     struct tb_err *err)
{
    for (size_t i = 0; p->kind == TB_PREFILL_LAST && i < plan->count; i++)
        if (fill_last(plan->sheets[i].slice, count_row,
                      &plan->sheets[i].carried, p, err) < 0)
            return -1;
    return 0;
}

struct tb_template_fill tb_prefill_fill(struct tb_prefill *p)
{
    switch (p->kind) {
    case TB_PREFILL_LAST:
        return (struct tb_template_fill){ fill_last, p };
    case TB_PREFILL_FILED:
        return (struct tb_template_fill){ fill_filed, p };
    case TB_PREFILL_NONE:
        break;
    }
    return (struct tb_template_fill){ 0 };
}
