/*
 * prefill.h - what stands in a template already: last year's rows, or those
 * that are filed now.
 *
 * Last year's rows are marked as not yet looked at (R4): with the mark in its
 * cell a row counts for nothing when the workbook comes back.
 */
#ifndef TB_PREFILL_H
#define TB_PREFILL_H

#include "template.h"

enum tb_prefill_kind { TB_PREFILL_NONE, TB_PREFILL_LAST, TB_PREFILL_FILED };

struct tb_prefill;

/* NULL in *OUT when KIND is NONE, or LAST and there is no last year.  Free
 * with tb_prefill_close(). */
int tb_prefill_open(struct tb_campaign *campaign, enum tb_prefill_kind kind,
                    struct tb_prefill **out, struct tb_err *err);
void tb_prefill_close(struct tb_prefill *prefill);

/* How PORTION's workbook is filled from PREFILL (may be NULL). */
struct tb_template_fill tb_prefill_fill(struct tb_prefill *prefill,
                                        const struct tb_portion *portion);

/* What went wrong while rows were read: -1 with ERR, else 0. */
int tb_prefill_check(const struct tb_prefill *prefill, struct tb_err *err);

#endif
