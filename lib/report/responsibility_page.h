/*
 * responsibility_page.h - what is printed on a 数据责任书, cell by cell: the
 * same list is written, and checked when the sheet comes back.
 */
#ifndef TB_RESPONSIBILITY_PAGE_H
#define TB_RESPONSIBILITY_PAGE_H

#include "responsibility.h"
#include "write_xlsx.h"

struct tb_page_column {
    const char *head;
    double width;
};

/* The sheets: the one that is signed, and the hashes, whole. */
enum { TB_PAGE_FRONT, TB_PAGE_HASHES, TB_PAGE_SHEETS };

struct tb_page_sheet {
    const char *name;
    const struct tb_page_column *columns;
    uint32_t count;
    uint32_t heads; /* the row of the heads */
};
extern const struct tb_page_sheet tb_page_sheets[TB_PAGE_SHEETS];

/* What is printed over columns COLUMN to LAST of a row. */
struct tb_printed {
    int sheet;
    uint32_t row, column, last;
    enum tb_xlsx_style style;
    struct tb_str text;
    bool is_free;  /* people write there */
    bool is_found; /* when read back */
};

struct tb_page {
    struct tb_printed *list; /* row by row */
    size_t count, room;
    int sheet;    /* where the next is put */
    uint32_t row; /* of it */
    struct tb_arena arena;
};

/* All that is printed for RECORD.  OUT starts as { 0 }; free it. */
void tb_page_make(const struct tb_responsibility *record, struct tb_page *out);
void tb_page_free(struct tb_page *page);

#endif
