/*
 * listing.h - read a list that an office keeps: the first sheet that has the
 * columns we look for, whatever stands above its header and beside it.
 *
 * A header that is repeated further down (printed lists have one a page) is a
 * header again.  Cells that are merged over several rows count for each of
 * them; what is merged with the list's first column is a title, and does not
 * go sideways.
 */
#ifndef TB_LISTING_H
#define TB_LISTING_H

#include "buf.h"
#include "sheet.h"

#define TB_LISTING_COLUMNS 16

/* A column by the names offices give it, separated by "|". */
struct tb_listing_column {
    const char *names;
    bool required;
};

struct tb_listing_row {
    size_t line;
    struct tb_str cells[TB_LISTING_COLUMNS]; /* trimmed; "" when absent */
    const long *at;           /* the column of each, 0-based; -1: absent */
    const struct tb_row *row; /* as it stands, with what is in no column */
};

typedef int tb_listing_fn(const struct tb_listing_row *row, void *ctx,
                          struct tb_err *err);

/* Read PATH (XLSX or CSV).  Returns -1 with ERR naming file and row. */
int tb_listing_read(const char *path, const struct tb_listing_column *columns,
                    size_t count, tb_listing_fn *each, void *ctx,
                    struct tb_err *err);

/* What a list is read with.  ABOVE (may be NULL) gets what stands above the
 * header, whose columns are not known yet, and HEADER each header. */
struct tb_listing {
    const struct tb_listing_column *columns;
    size_t count;
    tb_listing_fn *each, *above, *header;
    void *ctx;
};

int tb_listing_read_with(const char *path, const struct tb_listing *listing,
                         struct tb_err *err);

/* CELL (NULL: empty) as it is shown: a date as 2022-10-08, a number with its
 * zeros in front, text without white space at its ends.  OUT is replaced. */
void tb_listing_show(const struct tb_cell *cell, struct tb_buf *out);

/* Is CELL one of NAMES ("数据表|表名"), however it is written? */
bool tb_listing_is_named(struct tb_str cell, const char *names);

#endif
