/* lineage.h - the source rows behind a number that was derived. */
#ifndef TB_LINEAGE_H
#define TB_LINEAGE_H

#include "campaign.h"

/* One source row, with what it contributes. */
struct tb_lineage_row {
    const struct tb_table *table;
    struct tb_str department, file, sheet;
    long long line;             /* of the sheet */
    struct tb_str key;          /* of the source row, masked where personal */
    struct tb_str contribution; /* 1, 48, 机电2101 ... */
};

typedef int tb_lineage_fn(const struct tb_lineage_row *row, void *ctx);

/*
 * List the rows behind FIELD of derived table, named as "1.5.2.女生数".  KEYS
 * are COUNT texts "专业编号=Z01" that the derived row must have; what they
 * leave open is not asked.  From what is filed now.  Personal values are
 * masked unless UNMASK.
 */
int tb_lineage_run(struct tb_campaign *campaign, const char *field,
                   const char *const *keys, size_t count, bool unmask,
                   tb_lineage_fn *each, void *ctx, struct tb_err *err);

#endif
