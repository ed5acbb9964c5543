/*
 * status.h - progress, for the office, for a department, and for programs.
 */
#ifndef TB_STATUS_H
#define TB_STATUS_H

#include <stdbool.h>

#include "progress.h"
#include "view.h"

struct tb_status_options {
    bool all;           /* matrix: the done ones too */
    bool colour;        /* the reader is a terminal that wants it */
    bool is_late;       /* PROGRESS is what tb_progress_keep_late() has left */
    bool is_department; /* PROGRESS is one department's */
    bool is_quiet;      /* nothing late: nothing said */
};

/*
 * As text: the school, its year, and how many slices are in which state; then
 * what is late, stage by stage; or, for a liaison, what the department has to
 * fill and to review, and what to do next; or else, table by table, who is
 * awaited, until when, with what findings.  At most 80 columns wide, however
 * many departments there are.
 *
 * As a workbook: tables down, departments across, a colour for each state; and
 * the list.  In any other format the list, a line a slice.
 */
int tb_status_print(const struct tb_campaign *campaign,
                    const struct tb_progress *progress,
                    const struct tb_status_options *options,
                    const struct tb_view_options *view, struct tb_err *err);

#endif
