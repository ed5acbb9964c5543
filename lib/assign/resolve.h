/* resolve.h - what a cell of a task list means. */
#ifndef TB_RESOLVE_H
#define TB_RESOLVE_H

#include "organisation.h"

/*
 * The departments that a cell of a task list means: names, groups (各系部),
 * 各部门, classes of persons (校内教师: every department that has such
 * staff), with separators or glued together: then split at the longest names.
 * Marks members in IS_IN (one per department).  What remains unknown, and what
 * could be split in two ways that mean different departments (with a ? behind
 * it), is in UNKNOWN, "" when nothing.
 */
void tb_organisation_resolve(const struct tb_organisation *organisation,
                             struct tb_str cell, bool *is_in,
                             struct tb_buf *unknown);

#endif
