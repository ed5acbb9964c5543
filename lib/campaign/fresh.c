/* fresh.c - refusing what is stale. */
#include "fresh.h"

#include "freshness.h"
#include "outcome.h"

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

int tb_fresh_merged(struct tb_campaign *c, bool draft, struct tb_err *err)
{
    struct tb_outcome o = { 0 };
    int rc = tb_outcome_read(&c->store, &o, err);

    if (rc == 0 && o.is_stale && !(draft && c->closed.n > 0 && o.at.n > 0))
        rc = tb_fail_as(err, TB_REFUSED,
                        "the merged tables are older than the data; run "
                        "'tianbao merge'");
    if (rc == 0 && !draft && !tb_outcome_is_clean(&o))
        rc = tb_fail_as(err, TB_CONFLICTS,
                        "what is merged may not go up: %lld keys in conflict, "
                        "%lld slices changed since they were approved, %lld "
                        "errors after merging; 'tianbao merge' lists them, "
                        "--draft writes a draft",
                        o.conflict_keys, o.changed, o.faults);
    tb_outcome_free(&o);
    return rc;
}
