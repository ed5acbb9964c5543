/*
 * report.h - findings and progress, for people and for programs.
 *
 * Personal values are masked unless asked otherwise.
 */
#ifndef TB_REPORT_H
#define TB_REPORT_H

#include <stdio.h>

#include "campaign.h"
#include "slice.h"
#include "terminal.h"
#include "view.h"

struct tb_report_options {
    const char *table;      /* only these, or NULL */
    const char *department; /* likewise */
    long samples;           /* per rule and sheet, in text; 0: all */
    bool unmask;
    bool untold; /* only what DEPARTMENT has not been told of */
};

/* The findings that were printed. */
struct tb_report_counts {
    long long by_severity[4]; /* enum tb_severity */
    long long fresh, still;
    long long explained; /* not among the others */
    long long folded;    /* of the others: follow from others (survey.h) */
};

/* Print the open findings.  Text: by department and table, with samples; in
 * any other format a line each, what is explained among them. */
int tb_report_findings(struct tb_campaign *campaign,
                       const struct tb_report_options *options,
                       const struct tb_view_options *output,
                       struct tb_report_counts *counts, struct tb_err *err);

/* Slices for those who review: state, rows, findings. */
int tb_report_slices(const struct tb_slices *list,
                     const struct tb_view_options *output, struct tb_err *err);

/* Slices for those who assign: who fills, who reviews, until when. */
int tb_report_assigned(const struct tb_slices *list,
                       const struct tb_view_options *output,
                       struct tb_err *err);

/* The log, the oldest entry first; as text a line each. */
int tb_report_log(struct tb_campaign *campaign,
                  const struct tb_view_options *output, struct tb_err *err);

struct tb_report_lineage_options {
    const char *field;       /* 1.5.2.女生数 */
    const char *const *keys; /* 专业编号=Z01 */
    size_t count;
    bool unmask;
};

/* The source rows behind a number that was derived; *ROWS gets how many. */
int tb_report_lineage(struct tb_campaign *campaign,
                      const struct tb_report_lineage_options *options,
                      const struct tb_view_options *output, long long *rows,
                      struct tb_err *err);

#endif
