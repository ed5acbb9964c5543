/* explain.h - words for findings that are unusual but right. */
#ifndef TB_EXPLAIN_H
#define TB_EXPLAIN_H

#include "campaign.h"

/*
 * Explain the open findings whose fingerprints begin with the IDS (8
 * characters each at least; NULL ends them): all or none.  The words hold for
 * these values only.  Refused for errors: they are to be mended.
 */
int tb_explain(struct tb_campaign *campaign, char *const *ids, const char *text,
               struct tb_err *err);

/* Words for the findings of a CSV as 'validate --format csv' prints it, with
 * the column 说明 filled in; *COUNT gets how many were taken. */
int tb_explain_file(struct tb_campaign *campaign, const char *path,
                    long long *count, struct tb_err *err);

#endif
