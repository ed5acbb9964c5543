/* fit.c - conditions on the data that is to be approved. */
#include "fit.h"

#include <stdio.h>

#include "finding.h"
#include "freshness.h"
#include "source_wait.h"
#include "who_may.h"

static int check_data(struct tb_campaign *c, const struct tb_slice *s,
                      struct tb_err *err)
{
    struct tb_counts open;
    char text[64];
    bool stale;

    if (s->now.id == 0)
        return tb_review_refuse(err, s, "nothing is filed");
    if (tb_validate_is_stale(&c->store, &stale, err) < 0)
        return -1;
    if (stale)
        return tb_review_refuse(
            err, s,
            "the last validation is older than the data or the "
            "dictionary, or had a broken rule; run 'tianbao "
            "validate'");
    /* not as it was read: a validation may have come since */
    if (tb_findings_count(&c->store, s->now.id, &open, err) < 0)
        return -1;
    if (open.errors == 0)
        return 0;
    snprintf(text, sizeof text, tb_translate("%lld errors are open"),
             open.errors);
    return tb_review_refuse(err, s, text);
}

static int check_source(struct tb_campaign *c, const struct tb_slice *s,
                        const struct tb_table *source, struct tb_err *err)
{
    struct tb_buf who = { 0 }, whose = { 0 };
    int rc = tb_slices_awaited(&c->store, source, tb_campaign_last_level(c),
                               &who, err);

    if (rc == 0 && who.n > 0) {
        tb_slice_show(s, &whose);
        rc =
            tb_fail_as(err, TB_REFUSED, "%.*s %.*s: waiting for %.*s (%s)",
                       TB_STR_ARG(s->table->no), TB_STR_ARG(tb_buf_str(&whose)),
                       TB_STR_ARG(source->no), who.p);
    }
    tb_buf_free(&who);
    tb_buf_free(&whose);
    return rc;
}

static int check_sources(struct tb_campaign *c, const struct tb_slice *s,
                         struct tb_err *err)
{
    for (size_t i = 0; i < c->dict->table_count; i++)
        if (tb_source_is_of(&c->dict->tables[i], s->table) &&
            check_source(c, s, &c->dict->tables[i], err) < 0)
            return -1;
    return 0;
}

int tb_review_fit(struct tb_campaign *c, const struct tb_slice *s,
                  struct tb_err *err)
{
    return check_data(c, s, err) < 0 || check_sources(c, s, err) < 0 ? -1 : 0;
}
