/* assign_parts.h - what the files of loading a task list share. */
#ifndef TB_ASSIGN_PARTS_H
#define TB_ASSIGN_PARTS_H

#include "assign.h"
#include "assign_cell.h"
#include "date.h"
#include "listing.h"
#include "organisation.h"
#include "slice_assign.h"
#include "task_list.h"

/* A row of the list, understood as far as its cells go. */
struct tb_task_row {
    struct tb_str cells[TB_TASK_CELLS];
    long column[TB_TASK_CELLS];    /* where each stands; -1: nowhere */
    bool is_number[TB_TASK_CELLS]; /* the file has a number there */
    struct tb_buf texts[TB_TASK_CELLS], before[TB_TASK_CELLS]; /* 同上 */
    struct tb_buf beside; /* what stands in columns without a name */
    size_t line;
};

struct tb_task_load {
    struct tb_campaign *campaign;
    const struct tb_assign_options *options;
    struct tb_organisation organisation;
    struct tb_members staff;
    struct tb_assign_result *result;
    const char *path;
    struct tb_slice_ids named; /* slices that the list names */
    bool *listed;              /* by table: it has a line */
    struct tb_err *err;
    /* the list's */
    struct tb_arena arena;
    struct tb_str *titles; /* what stood above its header */
    size_t title_count, title_room;
    long *headed; /* columns that the header names */
    size_t headed_count, headed_room;
    struct tb_str section;     /* "6.3": the number of the heading above */
    struct tb_str section_day; /* until when what is below it is due; "" */
    /* the row's */
    struct tb_task_row row;
    const struct tb_table *table;
    struct tb_shares fillers, reviewers;
    const struct tb_department *lead;
    char starts_on[TB_DAY], deadline[TB_DAY];
};

/* The columns of a task list: those of enum tb_task_cell, then the number, when
 * it has a column of its own. */
#define TB_TASK_NUMBER TB_TASK_CELLS
#define TB_TASK_COLUMNS (TB_TASK_CELLS + 1)
extern const struct tb_listing_column tb_task_columns[TB_TASK_COLUMNS];

/* Say what could not be used of the cell, or not as it stands; CELL
 * TB_TASK_CELLS: of the line. */
void tb_task_note(struct tb_task_load *load, enum tb_task_cell cell,
                  const char *format, ...) TB_PRINTF(3, 4);

/* The same of COLUMN. */
void tb_task_note_at(struct tb_task_load *load, long column, const char *format,
                     ...) TB_PRINTF(3, 4);

/* Does TEXT say how a table comes to be (自动生成, 云端实时)? */
bool tb_task_says_mode(struct tb_str text);

/* How TABLE comes to be, by ROW's remark and fillers, or by what it is. */
enum tb_mode tb_task_mode(const struct tb_task_row *row,
                          const struct tb_table *table);

/* ---- task_row.c: rows ---- */

/* What stands above the header, and the header: for tb_listing. */
int tb_task_above(const struct tb_listing_row *row, void *load,
                  struct tb_err *err);
int tb_task_header(const struct tb_listing_row *row, void *load,
                   struct tb_err *err);

/* Take ROW's cells and find its table (else NULL): a heading, a title, a
 * footnote, or no table of this edition. */
void tb_task_row_take(struct tb_task_load *load,
                      const struct tb_listing_row *row);
void tb_task_row_free(struct tb_task_row *row);

/* ---- assign_slices.c ---- */

/* Make the slices of the row: shares, days, people. */
int tb_task_add_slices(struct tb_task_load *load);

/* Forget the slices of the list's tables that it does not name; those in which
 * something was filed stay and are told of. */
int tb_task_forget_slices(struct tb_task_load *load);

#endif
