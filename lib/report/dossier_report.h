/*
 * dossier_report.h - all that a reviewer is to see of a slice: what changed,
 * the findings, what was decided before.
 */
#ifndef TB_DOSSIER_REPORT_H
#define TB_DOSSIER_REPORT_H

#include <stdio.h>

#include "review.h"

struct tb_dossier_options {
    const char *format; /* text or json */
    long samples;       /* rows per kind of change, cells per rule, in text;
                           0: all, and whole */
    bool unmask;
};

/* Is there such a format? */
bool tb_report_has_dossier_format(const char *name);

/* Print the dossiers of SLICES, all of one moment.  Text: counts,
 * then samples; json: one object a line, all of them. */
int tb_report_dossiers(struct tb_campaign *campaign,
                       const struct tb_slices *slices,
                       const struct tb_dossier_options *options, FILE *out,
                       struct tb_err *err);

#endif
