/*
 * write_xlsx.h - write a workbook that has been read back.
 *
 * Rows and columns are 0-based.  The first failure is kept and reported by
 * tb_xlsx_finish(); the calls in between need no checks.  The file is made in
 * a folder of its own beside PATH, read back with our own reader, compared
 * cell by cell, and only then renamed into place: an export that succeeds
 * has been verified.  The same calls give the same bytes.
 */
#ifndef TB_WRITE_XLSX_H
#define TB_WRITE_XLSX_H

#include <stdint.h>

#include "date.h"
#include "err.h"
#include "str.h"

enum tb_xlsx_style {
    TB_XLSX_PLAIN,
    TB_XLSX_TITLE,
    TB_XLSX_HINT,     /* small grey lines under a title */
    TB_XLSX_HEAD,     /* header of an optional column */
    TB_XLSX_HEAD_KEY, /* header of a required column */
    TB_XLSX_TEXT,     /* format @: what is typed stays as typed */
    TB_XLSX_INTEGER,
    TB_XLSX_DECIMAL,
    TB_XLSX_DATE,  /* 2021-09-01 */
    TB_XLSX_MONTH, /* 2021-09 */
    TB_XLSX_WRAP,
    TB_XLSX_LABEL, /* bold, with a border */
    TB_XLSX_BAD,   /* light red */
    TB_XLSX_BOX,   /* a form's text, with a border, wrapped */
    TB_XLSX_COUNT, /* a form's number, likewise */
    /* cells of a matrix: small, centred, with a border */
    TB_XLSX_CELL, /* white */
    TB_XLSX_CELL_GREEN,
    TB_XLSX_CELL_BLUE,
    TB_XLSX_CELL_YELLOW,
    TB_XLSX_CELL_RED,
    TB_XLSX_CELL_GREY,
    TB_XLSX_CALL, /* what is asked of the reader, in red */
    TB_XLSX_STYLES,
};

/* How cells look while a condition holds. */
enum tb_xlsx_look {
    TB_XLSX_GREYED,  /* grey italics */
    TB_XLSX_STRUCK,  /* struck through */
    TB_XLSX_AWAITED, /* yellow */
};

struct tb_xlsx_area {
    uint32_t first_row, first_column, last_row, last_column;
};

/* A part of a text in a style of its own. */
struct tb_xlsx_run {
    struct tb_str text; /* not empty */
    enum tb_xlsx_style style;
};
#define TB_XLSX_RUNS_MAX 8

struct tb_xlsx;

struct tb_xlsx *tb_xlsx_new(const char *path);

/* Start a sheet; the calls below go to the sheet started last. */
void tb_xlsx_sheet(struct tb_xlsx *x, struct tb_str name, bool hidden);
void tb_xlsx_text(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  struct tb_str text, enum tb_xlsx_style style);
void tb_xlsx_number(struct tb_xlsx *x, uint32_t row, uint32_t column,
                    double number, enum tb_xlsx_style style);

/* A text over the columns COLUMN to LAST. */
void tb_xlsx_span(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  uint32_t last, struct tb_str text, enum tb_xlsx_style style);

/* The width in columns of a narrow letter, and the style of empty cells. */
void tb_xlsx_column(struct tb_xlsx *x, uint32_t column, double width,
                    enum tb_xlsx_style style);
void tb_xlsx_height(struct tb_xlsx *x, uint32_t row, double points);
void tb_xlsx_freeze(struct tb_xlsx *x, uint32_t rows, uint32_t columns);
void tb_xlsx_filter(struct tb_xlsx *x, uint32_t row, uint32_t last_row,
                    uint32_t columns);
void tb_xlsx_comment(struct tb_xlsx *x, uint32_t row, uint32_t column,
                     struct tb_str text);

/* A drop-down from a range such as "=_lists!$A$1:$A$9"; TITLE and MESSAGE
 * are shown when the cell is chosen (cut to Excel's limits). */
void tb_xlsx_list(struct tb_xlsx *x, uint32_t first_row, uint32_t last_row,
                  uint32_t column, const char *range, struct tb_str title,
                  struct tb_str message);

/* The same from WORDS, which end with NULL; nothing else may be typed. */
void tb_xlsx_words(struct tb_xlsx *x, uint32_t first_row, uint32_t last_row,
                   uint32_t column, const char *const *words,
                   struct tb_str title, struct tb_str message);

/* AREA has LOOK while CONDITION holds, a formula as for its first cell; what
 * was said first goes before. */
void tb_xlsx_when(struct tb_xlsx *x, const struct tb_xlsx_area *area,
                  const char *condition, enum tb_xlsx_look look);

/* A formula of ours, and what it comes to NOW; text in it is in quotes. */
void tb_xlsx_formula(struct tb_xlsx *x, uint32_t row, uint32_t column,
                     const char *formula, double now, enum tb_xlsx_style style);
void tb_xlsx_formula_text(struct tb_xlsx *x, uint32_t row, uint32_t column,
                          const char *formula, struct tb_str now,
                          enum tb_xlsx_style style);

/* One text of COUNT runs, two at least. */
void tb_xlsx_runs(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  const struct tb_xlsx_run *runs, size_t count);

/* Landscape A4, one page wide, HEAD_ROWS repeated, page numbers below. */
void tb_xlsx_print(struct tb_xlsx *x, uint32_t first_head_row,
                   uint32_t last_head_row);

/* What stands on the left below every page, beside the page numbers: after
 * tb_xlsx_print(). */
void tb_xlsx_foot(struct tb_xlsx *x, const char *text);

/* Write, verify, rename.  Frees X whatever happens. */
int tb_xlsx_finish(struct tb_xlsx *x, struct tb_err *err);

/* Give up: nothing is left behind. */
void tb_xlsx_abandon(struct tb_xlsx *x);

#endif
