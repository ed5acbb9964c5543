/*
 * papers.h - slices as follow/permissions.c still reads them; goes when that
 * reads tb_slices.
 */
#ifndef TB_PAPERS_H
#define TB_PAPERS_H

#include "campaign.h"
#include "people.h"

struct tb_paper_slice {
    long long id, submission; /* submission 0: nothing is filed */
    const struct tb_table *table;
    struct tb_department department, reviewer, lead;
    struct tb_str part;
    bool is_person; /* PART is the 工号 of somebody on the staff list */
    struct tb_person collector, approver;
    struct tb_str deadline, state, reason;
    /* of the submission */
    struct tb_str imported_at, content_hash, rows_hash, file, late;
    long long version, rows, kept; /* of the rows, from earlier files */
    long long errors, explains, warnings, explained; /* findings */
};

struct tb_paper_slices {
    struct tb_paper_slice *list;
    size_t count, room;
    struct tb_arena arena;
};

/* All slices: by table, department and part. */
int tb_paper_slices_read(struct tb_campaign *campaign,
                         struct tb_paper_slices *slices, struct tb_err *err);
void tb_paper_slices_free(struct tb_paper_slices *slices);

/* "部门审核" for "department". */
struct tb_str tb_paper_level_chinese(struct tb_str level);

#endif
