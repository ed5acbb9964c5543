/*
 * explanation.h - words for findings that are unusual but right.
 *
 * They hold for the fault with the values that it had when they were given,
 * and for no other.
 */
#ifndef TB_EXPLANATION_H
#define TB_EXPLANATION_H

#include "finding.h"

/* Which open or explained findings an id means: those whose fingerprints begin
 * with it.  It is of hexadecimal digits. */
struct tb_explainable {
    long long faults;          /* different ones */
    enum tb_severity severity; /* the worst; TB_SEVERITIES: there is none */
};
int tb_explanation_find(struct tb_store *store, struct tb_str id,
                        struct tb_explainable *out, struct tb_err *err);

/* Give TEXT to the one fault that ID means (of several: to any of them).
 * Inside the caller's transaction. */
int tb_explanation_add(struct tb_store *store, struct tb_str id,
                       struct tb_str text, struct tb_err *err);

/* The words that were given, for a run over all findings. */
struct tb_explanations;
int tb_explanations_open(struct tb_store *store, struct tb_explanations **out,
                         struct tb_err *err);
void tb_explanations_close(struct tb_explanations *explanations);

/* Were words given for the fault FINGERPRINT, and do they hold for FINDING?
 * Never for an error. */
int tb_explanation_holds(struct tb_explanations *explanations,
                         struct tb_str fingerprint,
                         const struct tb_finding *finding, bool *holds,
                         struct tb_err *err);

#endif
