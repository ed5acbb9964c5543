/*
 * signoff.h - what was written on the cover of a returned workbook, on its way
 * to become a decision.
 *
 * A declaration that there is no data holds at once.  A reviewer's verdict
 * waits: it is decided when the office says so ('review signed'),
 * with the same conditions as any other, and only for the version that it was
 * written on.
 */
#ifndef TB_SIGNOFF_H
#define TB_SIGNOFF_H

#include "cover.h"
#include "review.h"

/* SLICE has no data, says its department.  *DONE is false when something is
 * filed for it.  Inside the caller's transaction; logged. */
int tb_signoff_nil(struct tb_campaign *campaign, long long slice,
                   struct tb_str reason, bool *done, struct tb_err *err);

/* Keep the verdict of LINE on what is filed for SLICE.  *DONE is false when
 * nothing is, or the verdict is neither 通过 nor 退回. */
int tb_signoff_keep(struct tb_campaign *campaign, long long slice,
                    const struct tb_cover_line *line, bool *done,
                    struct tb_err *err);

#endif
