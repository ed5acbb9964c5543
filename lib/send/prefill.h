/*
 * prefill.h - what stands in a template already: last year's rows, or those
 * that are filed now.
 *
 * Last year's rows are marked as not yet looked at (R4): undecided a row counts
 * for nothing when the workbook comes back.
 */
#ifndef TB_PREFILL_H
#define TB_PREFILL_H

#include "template.h"

enum tb_prefill_kind { TB_PREFILL_NONE, TB_PREFILL_LAST, TB_PREFILL_FILED };

struct tb_prefill {
    struct tb_campaign *campaign;
    enum tb_prefill_kind kind; /* NONE when there is no last year */
    struct tb_db *last;        /* last year's data; LAST only */
};

/* OUT starts as { 0 }; close it whatever happens. */
int tb_prefill_open(struct tb_campaign *campaign, enum tb_prefill_kind kind,
                    struct tb_prefill *out, struct tb_err *err);
void tb_prefill_close(struct tb_prefill *prefill);

/* Which sheets of PLAN go out with last year's rows, and with how many. */
int tb_prefill_count(struct tb_prefill *prefill, struct tb_workbook_plan *plan,
                     struct tb_err *err);

/* How a workbook is filled from PREFILL, which is borrowed. */
struct tb_template_fill tb_prefill_fill(struct tb_prefill *prefill);

#endif
