/* xlsx_draft.h - a workbook that is being written, for the files that write
 * it. */
#ifndef TB_XLSX_DRAFT_H
#define TB_XLSX_DRAFT_H

#include <xlsxwriter.h>

#include "buf.h"
#include "write_xlsx.h"

/* What was written to, or read from, one sheet. */
struct xlsx_tally {
    uint64_t cells, hash;
};

struct tb_xlsx {
    char *path;   /* where it is to be */
    char *folder; /* where it is made */
    char *draft;  /* the file in there */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *formats[TB_XLSX_STYLES];
    struct xlsx_tally *tallies;
    size_t sheets, room;
    struct tb_buf plain, text;
    struct tb_err err;
};

/* Is there a sheet to write to, and has nothing failed? */
bool xlsx_draft_is_open(const struct tb_xlsx *x);

/* Keep the first failure. */
void xlsx_draft_fail(struct tb_xlsx *x, enum tb_status status,
                     const char *what);

lxw_format *xlsx_draft_format(struct tb_xlsx *x, enum tb_xlsx_style style);

/* Add a cell to T; the order of cells does not matter to the sum. */
void xlsx_tally_add(struct xlsx_tally *t, uint64_t row, uint64_t column,
                    struct tb_str content);
struct tb_str xlsx_tally_number(double number, char out[40]);

/* Every cell that was written must be there, and nothing else. */
int xlsx_draft_verify(struct tb_xlsx *x, struct tb_err *err);

#endif
