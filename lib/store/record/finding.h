/*
 * finding.h - wrong, doubtful or notable data: the product's first result.
 *
 * A check says a tb_finding; kept, with the fault's identity and its place, it
 * is a tb_found.  A fault keeps its fingerprint over all re-imports: rule,
 * table, key and field; without a natural key also line, slice and origin.
 */
#ifndef TB_FINDING_H
#define TB_FINDING_H

#include "mask.h"
#include "place.h"
#include "slice.h"
#include "value_check.h"

struct tb_finding {
    struct tb_str rule;   /* K021, or a declared check: required, type ... */
    struct tb_str aspect; /* 规范性 完整性 合理性 真实性 */
    enum tb_severity severity;
    const struct tb_table *table;
    const struct tb_field *field; /* NULL: the row */
    long long row;                /* _row; 0: not of a row */
    struct tb_spot at;            /* ROW 0: where it stands, if anywhere */
    struct tb_str value, expected, difference;
    const struct tb_table *other_table; /* where the other side stands */
    long long other_row;                /* 0: none */
    bool is_mutual;              /* the other row is at fault in the same way */
    struct tb_str message, hint; /* Chinese; personal values tb_mask_keep() */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_finding_fn(const struct tb_finding *finding, void *ctx);

/* What {name} in a message stands for. */
typedef bool tb_lookup_fn(struct tb_str name, struct tb_buf *out, void *ctx);

/* Replace every {name}; what LOOKUP does not know stays as it is. */
void tb_message_fill(struct tb_str message, tb_lookup_fn *lookup, void *ctx,
                     struct tb_buf *out);

/* ---- as it is kept ---- */

/* Before a fingerprint wherever people see it; may be left out where one is
 * given. */
#define TB_FINDING_ID "F-"

/* Borrowed until the next; no text is NULL. */
struct tb_found {
    struct tb_str fingerprint, rule, aspect;
    enum tb_severity severity;
    enum tb_standing standing;
    const struct tb_table *table;
    const struct tb_field *field; /* NULL: the row */
    struct tb_str field_name;     /* also when the dictionary lost the field */
    struct tb_str value, expected, difference, key, message, hint;
    struct tb_str who;   /* "0048 测试甲": the row's key and name, if any */
    enum tb_sight sight; /* what of a person is to be seen in this one */
    struct tb_str first_seen, last_seen;
    long long submission;  /* 0: of the table, whoever fills it */
    struct tb_place place; /* department: of a table, all that fill it, 、 */
    struct tb_place other; /* LINE 0: there is no other side */
    struct tb_str explanation; /* the words that were given last, "" */
    struct tb_who explained_by;
    struct tb_str explained_at;
};

/* What is not said (NULL, 0) is any. */
struct tb_finding_query {
    bool untold; /* only what DEPARTMENT has not been told of */
    const struct tb_table *table;
    long long department; /* whose data, or whose table */
    long long submission; /* in it, or of all of TABLE */
    bool explained;       /* the explained ones too */
    bool explained_first; /* these, then by severity; else by department */
    enum tb_sight sight;  /* how messages show personal values; OWN: all of
                           * them where both sides are one department's */
};

typedef int tb_found_fn(const struct tb_found *found, void *ctx);

/* The open findings, by department, table, severity, rule and line. */
int tb_findings_each(struct tb_store *store,
                     const struct tb_finding_query *query, tb_found_fn *each,
                     void *ctx, struct tb_err *err);

/* Open findings in SUBMISSION: the one place where they are counted, with
 * tb_counts_read() for all submissions at once. */
int tb_findings_count(struct tb_store *store, long long submission,
                      struct tb_counts *out, struct tb_err *err);

struct tb_count {
    long long submission;
    struct tb_counts open;
};
struct tb_count_list {
    struct tb_count *list; /* by submission, ascending */
    size_t count, room;
};
int tb_counts_read(struct tb_store *store, struct tb_count_list *out,
                   struct tb_err *err);
void tb_counts_free(struct tb_count_list *counts);
struct tb_counts tb_counts_of(const struct tb_count_list *counts,
                              long long submission); /* zeros: none */

struct tb_findings_total {
    struct tb_counts open;
    long long fresh; /* of the open ones: not found by the run before */
};
int tb_findings_total(struct tb_store *store, struct tb_findings_total *out,
                      struct tb_err *err);

/* The rules by which SUBMISSION has open errors, and in which field ("": of
 * none), each once. */
typedef int tb_finding_rule_fn(struct tb_str rule, struct tb_str field,
                               void *ctx);
int tb_findings_error_rules(struct tb_store *store, long long submission,
                            tb_finding_rule_fn *each, void *ctx,
                            struct tb_err *err);

#endif
