/*
 * engine.h - run the rules of rules.csv, and the SELECTs of derived.csv.
 *
 * The connection must be one that reads only and is sandboxed
 * (tb_rules_connect).
 */
#ifndef TB_ENGINE_H
#define TB_ENGINE_H

#include "finding.h"
#include "store.h"

/*
 * A connection to the campaign in FOLDER for SQL from the dictionary:
 * read-only, sandboxed, holding one snapshot.  MERGED: the Chinese names mean
 * the merged tables.  Last year's data, if there is any, is the schema 上年.
 */
int tb_rules_connect(const char *folder, const struct tb_dict *dict,
                     bool merged, struct tb_db **db, struct tb_err *err);

/* Which tables of DICT last year's data has: one flag each, none when there
 * is no last year.  Free with free(). */
int tb_rules_last_year(const char *folder, const struct tb_dict *dict,
                       bool **there, struct tb_err *err);

/* Can SQL run: is every table of 上年 that it names THERE? */
bool tb_rules_can_run(struct tb_str sql, const struct tb_dict *dict,
                      const bool *there);

/* The SQL that is run for RULE; OUT is replaced. */
void tb_rule_sql(const struct tb_rule *rule, struct tb_buf *out);

/* Bind :学年起, :学年止, :财年起, :财年止, :时点, :学年, :财年. */
void tb_rules_bind(struct tb_stmt *stmt, const struct tb_windows *windows);

/*
 * Run RULE; EACH gets its findings.  *UNDECIDED is increased by the rows for
 * which the rule is NULL.  Returns -1 with status TB_DICTIONARY when the rule
 * itself fails: that is a broken rule, never bad data.
 */
int tb_rule_run(struct tb_db *db, const struct tb_dict *dict,
                const struct tb_rule *rule, const struct tb_windows *windows,
                tb_finding_fn *each, void *ctx, long long *undecided,
                struct tb_err *err);

/*
 * The value of indicator X (kind TB_NULL: cannot be told) and whether its
 * exemption holds.  Broken SQL: as for rules.
 */
int tb_indicator_run(struct tb_db *db, const struct tb_indicator *x,
                     const struct tb_windows *windows, struct tb_value *value,
                     bool *exempt, struct tb_err *err);

/* A derived row: values in the order of the table's fields. */
typedef int tb_derived_fn(const struct tb_table *table,
                          const struct tb_value *values, void *ctx);

int tb_derived_run(struct tb_db *db, const struct tb_derived *derived,
                   const struct tb_windows *windows, tb_derived_fn *each,
                   void *ctx, struct tb_err *err);

#endif
