/* fresh.c - refusing what is stale. */
#include "fresh.h"

#include "freshness.h"

int tb_fresh_findings(struct tb_campaign *c, struct tb_err *err)
{
    bool stale;

    if (tb_validate_is_stale(&c->store, &stale, err) < 0)
        return -1;
    return stale ? tb_fail_as(err, TB_REFUSED,
                              "the last validation is older than the data or "
                              "the dictionary, or had a broken rule; run "
                              "'tianbao validate'")
                 : 0;
}

int tb_fresh_merged(struct tb_campaign *c, struct tb_err *err)
{
    bool stale;

    if (tb_merge_is_stale(&c->store, &stale, err) < 0)
        return -1;
    return stale ? tb_fail_as(err, TB_REFUSED,
                              "the merged tables are older than the data; run "
                              "'tianbao merge'")
                 : 0;
}
