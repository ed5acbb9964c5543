/* status_list.h - a slice as a line of columns: for JSON, CSV and workbook. */
#ifndef TB_STATUS_LIST_H
#define TB_STATUS_LIST_H

#include "progress.h"

struct tb_status_column {
    const char *key, *head; /* of JSON; of CSV and the workbook */
    double width;           /* in the workbook */
    int kind;
    size_t offset;
};

extern const struct tb_status_column tb_status_columns[];
extern const size_t tb_status_column_count;

/* Is the column a number?  Then NUMBER has it, unless the slice has none. */
bool tb_status_is_number(const struct tb_status_column *column);
bool tb_status_number(const struct tb_status_column *column,
                      const struct tb_progress_slice *slice, long long *number);

/* The text of a column that is none; states and stages in CHINESE or by the
 * names that programs know. */
struct tb_str tb_status_text(const struct tb_status_column *column,
                             const struct tb_progress_slice *slice,
                             bool chinese);

#endif
