/*
 * finding.h - wrong, doubtful or notable data: the product's first result.
 *
 * A finding is data.  Where it is stored, and how it is shown, others know.
 */
#ifndef TB_FINDING_H
#define TB_FINDING_H

#include "dict.h"
#include "value_check.h"

struct tb_finding {
    struct tb_str rule;   /* K021, or a declared check: required, type ... */
    struct tb_str aspect; /* 规范性 完整性 合理性 真实性 */
    enum tb_severity severity;
    const struct tb_table *table;
    const struct tb_field *field; /* NULL: the row */
    long long row;                /* _row; 0: not of a row */
    long long submission, line;   /* of a row that was rejected (row is 0) */
    struct tb_str value, expected, difference;
    const struct tb_table *other_table; /* where the other side stands */
    long long other_row;                /* 0: none */
    struct tb_str message, hint;        /* Chinese, personal values masked */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_finding_fn(const struct tb_finding *finding, void *ctx);

/* What {name} in a message stands for. */
typedef bool tb_lookup_fn(struct tb_str name, struct tb_buf *out, void *ctx);

/* Replace every {name}; what LOOKUP does not know stays as it is. */
void tb_message_fill(struct tb_str message, tb_lookup_fn *lookup, void *ctx,
                     struct tb_buf *out);

#endif
