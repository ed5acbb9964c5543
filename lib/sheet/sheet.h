/*
 * sheet.h - read a spreadsheet row by row, whatever its file format.
 *
 * A book is opened from a source of bytes, never from a name: the content
 * decides what it is.  Readers push: they call you back for each row that
 * has a cell with a value, and keep nothing.  A sheet is never held whole;
 * only a workbook's shared strings are.
 */
#ifndef TB_SHEET_H
#define TB_SHEET_H

#include <stdint.h>

#include "err.h"
#include "source.h"
#include "str.h"

/* Sizes beyond which a file is refused before memory is spent on it. */
struct tb_limits {
    uint64_t file;       /* bytes of the file itself */
    uint64_t part;       /* inflated bytes of one part of a workbook */
    uint64_t total;      /* inflated bytes of all parts that are read */
    uint64_t ratio;      /* inflated : deflated, looked at above 16 MiB */
    uint64_t entries;    /* files in the zip archive */
    uint64_t strings;    /* bytes of shared strings */
    uint64_t sheets;     /* sheets of a workbook */
    uint64_t rows;       /* the highest row number */
    uint64_t columns;    /* the highest column number */
    uint64_t cells;      /* cells with a value in one sheet */
    uint64_t text;       /* bytes of one cell */
    uint64_t depth;      /* nesting of XML elements */
    uint64_t attributes; /* of one XML element */
    uint64_t token;      /* bytes of one piece of markup */
    bool reference;      /* no limit: read with expat alone, for comparing */
};

extern const struct tb_limits tb_limits_default;

enum tb_cell_kind {
    TB_CELL_TEXT,
    TB_CELL_NUMBER,
    TB_CELL_DATE, /* a number that its format shows as a date */
    TB_CELL_BOOL,
    TB_CELL_ERROR,   /* #N/A and its like: RAW has it */
    TB_CELL_PENDING, /* a formula that was never computed */
};

/* One cell with a value.  RAW is as the file has it; for text it is the
 * text, escapes resolved. */
struct tb_cell {
    uint32_t column; /* 0-based */
    enum tb_cell_kind kind;
    bool formula;
    uint8_t zeros; /* a number shown with this many digits (format 0000) */
    struct tb_str raw;
    double number; /* NUMBER, DATE (1900 system), BOOL */
};

/* One row; cells in ascending columns.  Borrowed: copy what you keep. */
struct tb_row {
    size_t number; /* 1-based, as a spreadsheet program shows it */
    size_t count;
    const struct tb_cell *cells;
    bool hidden;
};

/* Return 0 to go on; anything else stops the read and is its result. */
typedef int tb_row_fn(const struct tb_row *row, void *ctx);

struct tb_sheet_info {
    struct tb_str name; /* "" for CSV */
    bool hidden;
    bool is_missing; /* named, but without content: it has no rows */
};

enum tb_book_kind { TB_BOOK_XLSX, TB_BOOK_CSV };

struct tb_book;

/*
 * Open SOURCE, which must outlive the book.  What is no spreadsheet that we
 * read (.xls, encrypted, HTML, a zip of something else, ...) fails with what
 * it is and what its sender should do.  Free with tb_book_close().
 */
int tb_book_open(const struct tb_source *source, const struct tb_limits *limits,
                 struct tb_book **book, struct tb_err *err);
void tb_book_close(struct tb_book *book);

enum tb_book_kind tb_book_kind(const struct tb_book *book);
const char *tb_book_encoding(const struct tb_book *book); /* of a CSV */

/*
 * The delimiter of a CSV is guessed from its first line, which may be a title.
 * Read it with the next that occurs in it; false when there is none any more
 * (then it is the guess again), when the file says it, or in a workbook.
 */
bool tb_book_next_delimiter(struct tb_book *book);

size_t tb_book_sheets(const struct tb_book *book);
struct tb_sheet_info tb_book_sheet(const struct tb_book *book, size_t index);

/*
 * Call EACH for every row of sheet INDEX that has a value.
 *
 * Returns 0 at the end, the first non-zero value from EACH, or -1 with ERR
 * naming sheet and place.
 */
int tb_book_read(struct tb_book *book, size_t index, tb_row_fn *each, void *ctx,
                 struct tb_err *err);

/* The number of CELL as its format shows it: with the zeros of 0000. */
#define TB_CELL_DIGITS 40
void tb_cell_digits(const struct tb_cell *cell, char out[TB_CELL_DIGITS]);

/* A merged range: what its first cell has is shown over all of them. */
struct tb_merge {
    uint32_t first_column, last_column; /* 0-based */
    size_t first_row, last_row;
};

/*
 * The merged ranges of sheet INDEX, by their first row; the book's.  A file
 * says them behind its rows: false as long as the sheet has not been read to
 * its end.  A CSV has none.
 */
bool tb_book_merges(const struct tb_book *book, size_t index,
                    const struct tb_merge **list, size_t *count);

/* "C5:E7" for the range, as a spreadsheet program says it. */
#define TB_RANGE_NAME 48
void tb_range_name(const struct tb_merge *range, char out[TB_RANGE_NAME]);

/* "C" for 2, "AA" for 26. */
void tb_column_name(uint32_t column, char out[8]);

/* The cell of ROW in COLUMN, or NULL. */
const struct tb_cell *tb_row_at(const struct tb_row *row, uint32_t column);

#endif
