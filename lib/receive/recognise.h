/*
 * recognise.h - which sheet of a file is which table, and which column which
 * field.
 *
 * A template says itself what it is (the hidden sheet); any other file is
 * known by its header.  The file's name and the order of sheets decide
 * nothing.
 */
#ifndef TB_RECOGNISE_H
#define TB_RECOGNISE_H

#include "campaign.h"
#include "mark.h"
#include "sheet.h"

/* What a template's hidden sheet says. */
struct tb_meta {
    bool is_template;
    struct tb_str campaign, year, dictionary, department;
    struct tb_str person; /* 工号; "": a department's workbook */
    struct tb_meta_claim {
        struct tb_str sheet, table_no, token, part;
    } * claims;
    size_t count, room;
    struct tb_arena arena;
};

int tb_meta_read(struct tb_book *book, struct tb_meta *meta,
                 struct tb_err *err);
void tb_meta_free(struct tb_meta *meta);

/* How one sheet is to be read. */
struct tb_sheet_plan {
    const struct tb_table *table; /* NULL: the sheet is no table of ours */
    size_t header_row;
    const struct tb_field **fields; /* by column; NULL: not ours */
    size_t columns;
    struct tb_buf unknown; /* headers that are no fields */
    struct tb_buf missing; /* optional fields without a column */
    struct tb_buf fault;   /* why the sheet cannot be read; "" if it can */
    size_t above;          /* rows of data above the header: FAULT has them */
    bool ambiguous;        /* several tables have this header */
    long decision; /* the column in which last year's rows are decided; -1 */
    bool is_once;  /* it is of the kind that once was (mark.h) */
    char mark[TB_TEMPLATE_MARK + 1]; /* in its title; "" */
};

/*
 * Look at the first rows of sheet INDEX.  HINT, when not NULL, is the table
 * that a template or the user says it is.
 */
int tb_recognise_sheet(struct tb_book *book, size_t index,
                       const struct tb_dict *dict, const struct tb_table *hint,
                       struct tb_sheet_plan *plan, struct tb_err *err);
void tb_sheet_plan_free(struct tb_sheet_plan *plan);

#endif
