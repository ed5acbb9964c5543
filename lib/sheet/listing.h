/*
 * listing.h - read a list that an office keeps: the first sheet that has the
 * columns we look for, whatever stands above its header and beside it.
 */
#ifndef TB_LISTING_H
#define TB_LISTING_H

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
};

typedef int tb_listing_fn(const struct tb_listing_row *row, void *ctx,
                          struct tb_err *err);

/* Read PATH (XLSX or CSV).  Returns -1 with ERR naming file and row. */
int tb_listing_read(const char *path, const struct tb_listing_column *columns,
                    size_t count, tb_listing_fn *each, void *ctx,
                    struct tb_err *err);

#endif
