/*
 * status.h - progress, for the office, for a department, and for programs.
 */
#ifndef TB_STATUS_H
#define TB_STATUS_H

#include <stdbool.h>
#include <stdio.h>

#include "progress.h"

struct tb_status_options {
    bool all;    /* matrix: the done ones too */
    bool colour; /* the reader is a terminal that wants it */
};

/*
 * The school, its year, and how many slices are in which state; those of the
 * department only, when PROGRESS was read for one.
 */
void tb_status_head(const struct tb_campaign *campaign,
                    const struct tb_progress *progress,
                    const struct tb_status_options *options, FILE *out);

/* Table by table: who is awaited, until when, with what findings.  At most
 * 80 columns wide, however many departments there are. */
void tb_status_matrix(const struct tb_progress *progress,
                      const struct tb_status_options *options, FILE *out);

/* For a liaison: what the department of PROGRESS has to fill and to review,
 * and what to do next. */
void tb_status_department(const struct tb_progress *progress,
                          const struct tb_status_options *options, FILE *out);

/* What tb_progress_keep_late() has left, stage by stage. */
void tb_status_late(const struct tb_campaign *campaign,
                    const struct tb_progress *progress,
                    const struct tb_status_options *options, FILE *out);

/* One object a line, and one line each. */
void tb_status_json(const struct tb_progress *progress, FILE *out);
void tb_status_csv(const struct tb_progress *progress, FILE *out);

/* A workbook: tables down, departments across, a colour for each state; and
 * the list. */
int tb_status_write(const struct tb_campaign *campaign,
                    const struct tb_progress *progress, const char *path,
                    struct tb_err *err);

#endif
