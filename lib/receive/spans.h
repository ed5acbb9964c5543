/*
 * spans.h - merged cells among the rows of a sheet.
 *
 * Of a merged range a file has the first cell only; its sender sees it over
 * all.  A range down one column is read as it is seen: every row gets the
 * value.  One over several columns says nothing that could be read: it is a
 * fault, and named.  A 序号 that is the whole key is never repeated, the rows
 * are numbered.  Ranges that begin in the header or above are no business of
 * the rows.
 */
#ifndef TB_SPANS_H
#define TB_SPANS_H

#include "entry.h"

enum tb_span_kind { TB_SPAN_NONE, TB_SPAN_DOWN, TB_SPAN_FAULT };

/* The range that covers a column of ours at the row at hand. */
struct tb_span_column {
    uint32_t column;
    const struct tb_field *field;
    const struct tb_merge *range;
    enum tb_span_kind kind;
    struct tb_cell cell; /* DOWN: what is shown over all of it */
    struct tb_buf text;  /* its RAW */
    bool is_told;
};

/* Starts as { 0 }. */
struct tb_spans {
    const struct tb_merge *list;
    size_t count, next, header_row;
    struct tb_span_column *columns; /* those that are fields, in order */
    size_t column_count;
    size_t down, faults, numbers; /* ranges: read so, not read, of 序号 */
    struct tb_buf down_names, fault_names, number_names;
};

/* Rows follow HEADER_ROW; column I is FIELDS[I] (NULL: none). */
void tb_spans_open(struct tb_spans *spans, const struct tb_merge *list,
                   size_t count, size_t header_row,
                   const struct tb_field *const *fields, size_t columns);
void tb_spans_free(struct tb_spans *spans);

/* Is any of the ranges one of the rows, so that they must be known? */
bool tb_spans_matter(const struct tb_merge *list, size_t count,
                     size_t header_row);

/* The next row of the sheet: which ranges cover it. */
void tb_spans_at(struct tb_spans *spans, const struct tb_row *row);

/* ENTRY, which is this row, gets what is shown in it. */
void tb_spans_fill(struct tb_spans *spans, struct tb_entry *entry);

/* The range that a part of ENTRY's key was taken from, or NULL. */
const struct tb_merge *tb_spans_key(const struct tb_spans *spans,
                                    const struct tb_entry *entry);

/*
 * The faults at this row, one after the other from *AT (0) on; false when
 * there are no more.  FIRST: the range's own finding, not only a cell under it.
 */
bool tb_spans_fault(struct tb_spans *spans, const struct tb_entry *entry,
                    size_t *at, const struct tb_span_column **column,
                    bool *first);

/* What became of them, in Chinese, added to OUT. */
void tb_spans_describe(const struct tb_spans *spans, struct tb_buf *out);

#endif
