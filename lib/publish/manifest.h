/*
 * manifest.h - 上报清单: what is in an export, table by table, so that whoever
 * has the files can tell of which data they are.
 */
#ifndef TB_MANIFEST_H
#define TB_MANIFEST_H

#include "campaign.h"
#include "outcome.h"

struct tb_manifest_line {
    const struct tb_table *table;
    long long rows, approved, nil, open; /* rows written; slices */
    char hash[65];                       /* of the rows */
    struct tb_outcome_line merged;       /* what merge made of it */
};

struct tb_manifest {
    const struct tb_campaign *campaign;
    struct tb_manifest_line *lines; /* by table of the dictionary */
    size_t count;
    bool is_draft;
    struct tb_buf merged_at; /* when it was merged and checked */
};

/* A line for every table, with its slices; rows and hashes are the caller's to
 * fill in.  OUT starts as { 0 }; free it whatever happens. */
int tb_manifest_begin(struct tb_campaign *campaign, struct tb_manifest *out,
                      struct tb_err *err);
void tb_manifest_free(struct tb_manifest *manifest);

#define TB_MANIFEST_TITLE 0 /* the row of the title, */
#define TB_MANIFEST_HEADS 8 /* of the heads; a table a row follows */

typedef void tb_manifest_cell_fn(uint32_t row, uint32_t column,
                                 struct tb_str text, void *ctx);

/* Every cell of it, row by row; rows without cells are left out. */
void tb_manifest_cells(const struct tb_manifest *manifest,
                       tb_manifest_cell_fn *cell, void *ctx);

#endif
