/*
 * xlsx.h - inside the XLSX reader: what its parts tell each other.
 *
 * Parsing and values are apart.  Two cell parsers, the scanner (xlsx_scan.c)
 * for what is plain and expat (xlsx_cells.c) for everything, turn a sheet's
 * XML into raw cells; xlsx_value.c turns raw cells into rows of values.  Expat
 * is the reference: both must say the same of every file.
 *
 * Each file calls those before it: xlsx_text, xlsx_window, xlsx_value,
 * xlsx_position, xlsx_scan, xlsx_merges, xlsx_strings and xlsx_cells,
 * xlsx_parts, book.
 */
#ifndef TB_XLSX_H
#define TB_XLSX_H

#include "mem.h"
#include "numfmt.h"
#include "sheet.h"
#include "xml.h"

/* Shared strings: one arena, string I is [at[I], at[I + 1]). */
struct xlsx_strings {
    char *bytes;
    size_t used, room;
    uint64_t *at;
    size_t count, at_room;
};

struct xlsx_style {
    uint8_t kind;  /* enum tb_numfmt */
    uint8_t zeros; /* width of a 0000 format */
};

struct xlsx_sheet {
    struct tb_str name;
    struct tb_str part; /* path in the archive */
    bool hidden;
    bool is_missing;   /* it is named only */
    bool merges_known; /* it was read to its end */
    struct tb_merge *merges;
    size_t merge_count, merge_room;
};

struct xlsx {
    struct tb_zip *zip;
    const struct tb_limits *limits;
    struct xlsx_sheet *sheets;
    size_t sheet_count, sheet_room;
    struct xlsx_style *styles;
    size_t style_count, style_room;
    struct xlsx_strings strings;
    bool is_1904, strings_loaded;
    struct tb_str strings_part, styles_part; /* p == NULL: none */
    struct tb_arena arena;
};

/* xlsx_parts.c: the package: which sheets, styles, strings there are. */
int xlsx_open(struct tb_zip *zip, const struct tb_limits *limits,
              struct xlsx **book, struct tb_err *err);
void xlsx_close(struct xlsx *book);

/* xlsx_strings.c: read the shared strings, unless they have been read. */
int xlsx_strings_load(struct xlsx *book, struct tb_err *err);

/* xlsx_text.c: string INDEX, which must be there. */
struct tb_str xlsx_string(const struct xlsx *book, size_t index);

/* Add text of a <t> to OUT: _xHHHH_ escapes resolved, CR LF as LF. */
void xlsx_unescape(struct tb_str text, struct tb_buf *out);

/* White space around a <t> without xml:space="preserve" is no text. */
struct tb_str xlsx_trim(struct tb_str text);

/*
 * Of several <t> only the ends of the whole are trimmed: a run in the middle
 * ends with its blank.  The one that begins at RUN in TEXT has ended; TRAIL (0
 * at first) counts what is to be cut off should it be the last.
 */
void xlsx_run_end(struct tb_buf *text, size_t run, bool preserve,
                  size_t *trail);
void xlsx_runs_end(struct tb_buf *text, size_t *trail);

/* The type of a cell by its t attribute. */
char xlsx_type(struct tb_str t);

/* What a cell parser reports. */
struct xlsx_raw {
    uint32_t column;      /* 0-based */
    uint32_t elsewhere;   /* the row it claims to be in, when another; 0 */
    uint32_t style;       /* index into styles */
    char type;            /* n s i(nline) t(ext of a formula) b e d */
    bool formula, filled; /* has <f>; has <v> or <is> */
    struct tb_str text;
};

/* xlsx_value.c: rows of values out of raw cells. */
struct xlsx_rows {
    const struct xlsx *book;
    tb_row_fn *each;
    void *ctx;
    struct tb_err *err;
    struct tb_cell *cells;
    size_t count, room;
    size_t *at; /* where a cell's text begins in TEXT; SIZE_MAX: elsewhere */
    struct tb_buf text;
    uint64_t total, bytes; /* cells; bytes of text that they refer to */
};

int xlsx_rows_cell(struct xlsx_rows *rows, const struct xlsx_raw *raw);
int xlsx_rows_end(struct xlsx_rows *rows, size_t number, bool hidden);
/* Forget what was added to the open row since it had COUNT cells, TEXT bytes
 * of text. */
void xlsx_rows_drop(struct xlsx_rows *rows, size_t count, size_t text);
void xlsx_rows_free(struct xlsx_rows *rows);

/* xlsx_position.c: where the cell parsers are in a sheet; shared by both. */
struct xlsx_cells {
    struct xlsx *book;
    struct xlsx_rows *rows;
    struct tb_err *err;
    bool hidden;
    uint64_t row;     /* its number; 0 before the first */
    uint64_t columns; /* one past the last cell's column */
};

/*
 * A row begins; NUMBER 0: the next one.  The row before is handed on now, and
 * the last by xlsx_cells_end(), for some programs write one row in several
 * pieces of the same number.  Returns what its callback returned.
 */
int xlsx_cells_row(struct xlsx_cells *cells, uint64_t number, bool hidden);
int xlsx_cells_end(struct xlsx_cells *cells);

/* The range "C5:E7" of REF; false when it is none. */
bool xlsx_range(struct tb_str ref, struct tb_merge *range);

/* A cell begins at REF ("" : the next column); RAW->column is set. */
int xlsx_cells_cell(struct xlsx_cells *cells, struct tb_str ref,
                    struct xlsx_raw *raw);

/* The cell has ended: into the row with it. */
int xlsx_cells_take(struct xlsx_cells *cells, const struct xlsx_raw *raw);

/* xlsx_merges.c: the merged ranges of a sheet that is being read: each is
 * added (what is no range is none), and they are put in order when the end is
 * reached.  From then on they are known, and stay where they are. */
void xlsx_merges_begin(struct xlsx_sheet *sheet);
int xlsx_merges_add(struct xlsx_sheet *sheet, const char *ref,
                    struct tb_err *err);
void xlsx_merges_end(struct xlsx_sheet *sheet);

/* xlsx_cells.c: read a sheet's part; the scanner takes what is plain. */
int xlsx_cells(struct xlsx *book, size_t sheet, struct xlsx_rows *rows,
               struct tb_err *err);

/*
 * xlsx_scan.c: the fast parser for the plain cases.  It takes what every
 * spreadsheet program writes and stops, without having consumed it, before
 * anything else, which then is expat's.
 */
enum xlsx_scan {
    XLSX_SCAN_FAILED = -1,
    XLSX_SCAN_OK,      /* one row or string was taken; P is after it */
    XLSX_SCAN_MORE,    /* it does not end in these bytes */
    XLSX_SCAN_UNUSUAL, /* not plain, or not one at all */
    XLSX_SCAN_STOPPED, /* the row's callback said so */
};

/* One <row>: *AT is moved behind it.  *RC: what the callback returned. */
enum xlsx_scan xlsx_scan_row(struct xlsx_cells *cells, const char **at,
                             const char *end, struct tb_buf *text, int *rc);

/* One <si>: TEXT gets the string. */
enum xlsx_scan xlsx_scan_string(const char **at, const char *end,
                                struct tb_buf *text);

/* xlsx_window.c: a part read through a window in which scanner and expat take
 * turns. */
struct xlsx_window {
    struct tb_zip *zip;
    struct tb_err *err;
    struct tb_buf bytes;
    size_t at; /* what is before has been taken */
    bool is_end;
};

/* May the scanner begin after HEAD?  Not when a comment, a CDATA section or an
 * instruction might be open there. */
bool xlsx_is_plain_head(struct tb_str head);

/* Read on, keeping what has not been taken; -1 on failure, 1 when the window
 * has grown so large that the scanner had better give up. */
int xlsx_window_fill(struct xlsx_window *window);

/* The rest by expat, from where the scanner stopped. */
int xlsx_window_rest(struct xlsx_window *window, struct tb_xml_parser *xml);

#endif
