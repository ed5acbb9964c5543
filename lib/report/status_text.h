/* status_text.h - the pieces of a line of progress; for status*.c. */
#ifndef TB_STATUS_TEXT_H
#define TB_STATUS_TEXT_H

#include "buf.h"
#include "status.h"

enum tb_colour { TB_PLAIN, TB_BOLD, TB_RED, TB_GREEN, TB_YELLOW };

/* From here on in COLOUR, if the reader wants any. */
void tb_paint(const struct tb_status_options *o, enum tb_colour colour,
              FILE *out);
enum tb_colour tb_slice_colour(const struct tb_progress_slice *s);

/* A line that goes on at column INDENT of the next when it is full; USED is
 * the column where it stands. */
struct tb_line {
    FILE *out;
    size_t indent, used;
};

/* TEXT whole, if a line can take it. */
void tb_line_add(struct tb_line *l, struct tb_str text);

/* TEXT in a column that ends at END, where the line then goes on; what is too
 * long for the column gets a line. */
void tb_line_column(struct tb_line *l, struct tb_str text, size_t end);

void tb_counts_add(struct tb_counts *c, const struct tb_progress_slice *s);

/* "错误 3", "待说明 1" and "已说明 2" as far as there are any; added. */
void tb_show_counts(const struct tb_counts *c, const char *separator,
                    struct tb_buf *out);
/* OUT is replaced: "1.2 教师表"; "逾期 7 天", "" when it is
 * nobody's move. */
void tb_show_table(const struct tb_progress_slice *s, struct tb_buf *out);
void tb_show_days(const struct tb_progress_slice *s, struct tb_buf *out);
/* " 0201" or "（省内）"; added. */
void tb_show_part(const struct tb_progress_slice *s, struct tb_buf *out);

/* Of the department that P was read for, if any? */
bool tb_progress_is_own(const struct tb_progress *p,
                        const struct tb_progress_slice *s);
/* Is S the rows of one teacher? */
bool tb_is_teacher(const struct tb_progress_slice *s);
/* Do A and B wait for the same, until the same day? */
bool tb_slice_is_alike(const struct tb_progress_slice *a,
                       const struct tb_progress_slice *b);
/* Of teachers of one department, who are one item? */
bool tb_slice_is_same_item(const struct tb_progress_slice *a,
                           const struct tb_progress_slice *b);

/* Table by table, what is awaited from whom. */
void tb_status_matrix(const struct tb_progress *p,
                      const struct tb_status_options *o, FILE *out);

/* A table a row, with those who are awaited for it until the same day.  P is
 * in the order of tb_progress_by_days().  With STAGES, a line above each
 * stage, and who is to review. */
void tb_status_rows(const struct tb_progress *p, bool stages,
                    const struct tb_status_options *o, FILE *out);

/* For a liaison: what to do next. */
void tb_status_department(const struct tb_progress *progress,
                          const struct tb_status_options *options, FILE *out);

/* A workbook: tables down, departments across, a colour for each state; and
 * the list. */
int tb_status_book(const struct tb_campaign *campaign,
                   const struct tb_progress *progress, const char *path,
                   struct tb_err *err);

#endif
