/*
 * engine.h - run the rules of rules.csv, the SELECTs of derived.csv, the
 * indicators of indicators.csv.
 *
 * On any connection, also on one that is writing: the dictionary's SQL runs in
 * the sandbox, and sees what was written so far.
 */
#ifndef TB_ENGINE_H
#define TB_ENGINE_H

#include "finding.h"
#include "store.h"
#include "tick.h"

/* On what checks run, and who gets what they find. */
struct tb_rules {
    struct tb_db *db;
    const struct tb_dict *dict;
    const struct tb_windows *windows;
    tb_finding_fn *each;
    void *ctx;
    const struct tb_tick *tick; /* NULL: nobody waits */
};

/* Can SQL run: is every table of 上年 that it names THERE (reader.h)? */
bool tb_rules_can_run(struct tb_str sql, const struct tb_dict *dict,
                      const bool *there);

/* Bind :学年起, :学年止, :财年起, :财年止, :时点, :学年, :财年. */
void tb_rules_bind(struct tb_stmt *stmt, const struct tb_windows *windows);

/*
 * Run RULE.  *UNDECIDED is increased by the rows for which it is NULL.  Returns
 * -1 with status TB_DICTIONARY when the rule itself fails: that is a broken
 * rule, never bad data.
 */
int tb_rule_run(const struct tb_rules *rules, const struct tb_rule *rule,
                long long *undecided, struct tb_err *err);

/* Hears that a rule is broken, and why; the others are run. */
typedef void tb_rule_broken_fn(struct tb_str message, void *ctx);

/*
 * Run every rule of the dictionary that can be (tb_rules_can_run, THERE); SAY
 * gets the context of RULES.  *UNDECIDED as above; *SKIPPED is increased by the
 * rules that could not be run.  Returns -1 for what is no rule's fault.
 */
int tb_rules_run(const struct tb_rules *rules, const bool *there,
                 tb_rule_broken_fn *say, long long *undecided, size_t *skipped,
                 struct tb_err *err);

/*
 * The value of indicator X (kind TB_NULL: cannot be told) and whether its
 * exemption holds.  Broken SQL: as for rules.  DB must be in the sandbox
 * (tb_reader_open).
 */
int tb_indicator_run(struct tb_db *db, const struct tb_indicator *x,
                     const struct tb_windows *windows, struct tb_value *value,
                     bool *exempt, struct tb_err *err);

/* A derived row: values in the order of the table's fields. */
typedef int tb_derived_fn(const struct tb_table *table,
                          const struct tb_value *values, void *ctx);

/* The rows that DERIVED computes.  Broken SQL: as for rules. */
int tb_derived_run(struct tb_db *db, const struct tb_dict *dict,
                   const struct tb_derived *derived,
                   const struct tb_windows *windows, tb_derived_fn *each,
                   void *ctx, struct tb_err *err);

#endif
