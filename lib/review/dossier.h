/*
 * dossier.h - what is known of one slice besides its rows: who answers for
 * it, its versions, the decisions on it, the findings in it.
 *
 * Read on a connection of tb_changes_connect(), so that everything is of one
 * moment.  Strings are borrowed until the call returns; none is NULL.
 */
#ifndef TB_DOSSIER_H
#define TB_DOSSIER_H

#include "campaign.h"

/* What is filed now; VERSION 0: nothing is. */
struct tb_dossier_head {
    struct tb_str submitted_at, file, sheet;
    long long version;
    struct tb_arena arena; /* owns the strings */
};

/* Fill HEAD, which starts as { 0 }; free with tb_dossier_head_free(). */
int tb_dossier_head(struct tb_db *db, long long slice,
                    struct tb_dossier_head *head, struct tb_err *err);
void tb_dossier_head_free(struct tb_dossier_head *head);

struct tb_dossier_version {
    long long version, rows, rejected;
    long long kept; /* of the rows: from versions before, to which it adds */
    struct tb_str at, who, name, file, sheet;
    struct tb_str late; /* why it was let in late; "" when it was not */
    bool is_current;
};

struct tb_dossier_decision {
    struct tb_str at, level, action;
    struct tb_str who, name; /* 工号 and name; or the user, and "" */
    struct tb_str reason;
    long long version; /* 0: on no submission */
};

struct tb_dossier_finding {
    enum tb_severity severity;
    struct tb_str id; /* its fingerprint */
    struct tb_str status, rule, aspect, message, hint, first_seen;
    struct tb_str field, value, key;
    char cell[40];      /* D17; 第17行 when the column is unknown; or "" */
    struct tb_str file; /* an earlier one that the row was kept from; or "" */
    bool is_of_table;   /* of no row: of the table, whoever fills it */
    bool is_explained;  /* the words below hold */
    struct tb_str text; /* the explanation, "" when none was ever given */
    struct tb_str who, name, at;
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_dossier_version_fn(const struct tb_dossier_version *v,
                                  void *ctx);
typedef int tb_dossier_decision_fn(const struct tb_dossier_decision *d,
                                   void *ctx);
typedef int tb_dossier_finding_fn(const struct tb_dossier_finding *f,
                                  void *ctx);

/* The versions of SLICE, the newest first. */
int tb_dossier_versions(struct tb_db *db, long long slice,
                        tb_dossier_version_fn *each, void *ctx,
                        struct tb_err *err);

/* The decisions on SLICE, in their order. */
int tb_dossier_decisions(struct tb_db *db, long long slice,
                         tb_dossier_decision_fn *each, void *ctx,
                         struct tb_err *err);

/*
 * The open findings in SUBMISSION and those of all of TABLE: the explained
 * ones first, then by severity and rule, in the order of the lines.
 */
int tb_dossier_findings(struct tb_db *db, const struct tb_table *table,
                        long long submission, tb_dossier_finding_fn *each,
                        void *ctx, struct tb_err *err);

#endif
