/*
 * view.h - one list, every output: text, CSV, JSON Lines, workbook, Markdown,
 * HTML.
 *
 * A list is described, not printed: a table of columns says what each is
 * called, what kind of thing it holds and where in the row it stands.  Rows
 * are pushed and nothing of them is kept by reference.  The first failure is
 * kept and reported by tb_view_close(); the calls in between need no checks.
 *
 *     static const struct tb_column columns[] = {
 *         { "table", "表号", TB_COL_ID, 8, TB_AT(struct row, no) },
 *         { "rows", "行数", TB_COL_COUNT, 6, TB_AT(struct row, rows) },
 *         { "state", "状态", TB_COL_TEXT, 8, .get = get_state },
 *     };
 *     static const struct tb_view view = { .name = "清单", .columns = columns,
 *                                          .count = TB_LEN(columns) };
 *
 *     sink = tb_view_open(&view, NULL, options);
 *     for (...)
 *         tb_view_row(sink, &rows[i]);
 *     rc = tb_view_close(sink, rc, err);
 *
 * What a format makes of a cell:
 *
 *     text      aligned by what is there, at most 80 columns: a column of
 *               words gives way down to its WIDTH and is cut with …; names
 *               and numbers never are
 *     csv       UTF-8 with a byte-order mark, CR LF, Chinese headings; always
 *               the same dialect.  Formulas are defused; a name of digits that
 *               a spreadsheet would show as another number (0201, 1.10, one of
 *               18 digits) has a TAB before it, in quotes: a spreadsheet then
 *               takes it as text (tried with LibreOffice), and our own readers,
 *               which take white space off both ends, as it was.  (="0201"
 *               would be a formula to them, '0201 would keep its apostrophe.)
 *     json      one object a line, "v":1 first; CODE for words, numbers as
 *               numbers, flags as true and false, null for what is not there
 *     xlsx      numbers as numbers, days as days, names as text; head frozen,
 *               filter, landscape A4
 *     markdown  a table, or with IS_CARDS a list for each row
 *     html      one page that needs nothing else, to be read and printed
 */
#ifndef TB_VIEW_H
#define TB_VIEW_H

#include <stdint.h>
#include <stdio.h>

#include "buf.h"

enum tb_col_kind {
    TB_COL_TEXT,   /* words: a struct tb_str */
    TB_COL_ID,     /* a name, perhaps of digits: 0201 is not 201; likewise */
    TB_COL_TIME,   /* 2022-10-08 or 2022-10-08T09:30:00; likewise */
    TB_COL_PROSE,  /* sentences, wrapped; likewise */
    TB_COL_COUNT,  /* a long long */
    TB_COL_NUMBER, /* a double; NAN: not there */
    TB_COL_FLAG,   /* a bool: 是, or nothing */
    TB_COL_KINDS,
};

/* How a cell looks where there are colours. */
enum tb_tone {
    TB_TONE_PLAIN,
    TB_TONE_GOOD,
    TB_TONE_INFO,
    TB_TONE_WARN,
    TB_TONE_BAD,
    TB_TONE_MUTED,
    TB_TONES,
};

/*
 * What a cell holds.  A column's own function fills in what its kind needs;
 * words go into TEXT, or are composed in ROOM, which is empty; so is a number
 * that people are to see otherwise than programs.
 */
struct tb_view_cell {
    struct tb_str text; /* for people */
    struct tb_str code; /* for programs (JSON), when it is another word */
    long long count;
    double number;
    bool flag, is_absent;
    enum tb_col_kind kind; /* the column's, unless changed */
    enum tb_tone tone;
    struct tb_buf *room;
};

struct tb_column;

typedef void tb_column_fn(const struct tb_column *column, const void *row,
                          struct tb_view_cell *cell);

struct tb_column {
    const char *key;  /* in JSON; NULL: not there */
    const char *head; /* everywhere else; NULL: in JSON only */
    enum tb_col_kind kind;
    unsigned width;    /* the least in the terminal; 0: not there */
    size_t offset;     /* of the member in the row, unless there is GET */
    tb_column_fn *get; /* NULL: the member, as KIND says */
    double sheet;      /* the width in a workbook; 0: what WIDTH suggests */
    const char *brief; /* the heading in the terminal; NULL: HEAD */
    int decimals;      /* of a NUMBER for people; TB_AS_IT_IS: all there are */
    int group;         /* 1, 2: not a column for people but, whenever it
                        * changes, a heading; those of one level in one line */
};

#define TB_AS_IT_IS (-1)
#define TB_AT(type, member) .offset = offsetof(type, member)

#define TB_VIEW_COLUMNS 40 /* at most */

struct tb_view {
    const char *name; /* of the sheet and of the page */
    const struct tb_column *columns;
    size_t count;
    bool is_cards;  /* text, Markdown: each row a line of what has a width;
                     * below it the rest, each with its heading */
    unsigned fixed; /* columns of a workbook that do not scroll */
};

/* What the list says around its rows, and how it looks as text when that is
 * not a table.  Everything is borrowed until the list is closed. */
struct tb_view_page {
    const char *title;
    struct tb_str above; /* lines */
    /* As text: called for each row, and at the end (either may be NULL), in
     * place of title, lines and table. */
    void (*print)(FILE *out, const void *row, void *ctx);
    void (*end)(FILE *out, void *ctx);
    void *ctx;
};

struct tb_format;
struct tb_xlsx;

/* What the user wants. */
struct tb_view_options {
    const struct tb_format *format; /* NULL: text */
    const char *path;               /* written whole, or not at all */
    FILE *out;                      /* without a PATH */
    size_t width;                   /* of the terminal; 0: 80 */
    bool colour;                    /* the reader is a terminal that wants it */
    struct tb_xlsx *book; /* not NULL: be a sheet of this workbook, which its
                           * owner finishes */
};

/* The format called NAME, NULL when there is none; that which PATH's ending
 * stands for, NULL when it stands for none. */
const struct tb_format *tb_format_find(const char *name);
const struct tb_format *tb_format_of_path(const char *path);

/* "text, csv, json, xlsx, markdown, html"; added to OUT. */
void tb_format_names(struct tb_buf *out);

/*
 * Fill in format and path: the format called NAME; without a name that of
 * PATH's ending; else text.  TB_USAGE: no such format, an ending that promises
 * another (.pdf), or a workbook without a path.
 */
int tb_view_choose(struct tb_view_options *options, const char *name,
                   const char *path, struct tb_err *err);

/* What the format is called; is it the one called NAME? */
const char *tb_view_format(const struct tb_view_options *options);
bool tb_view_is(const struct tb_view_options *options, const char *name);

struct tb_sink;

/* PAGE may be NULL. */
struct tb_sink *tb_view_open(const struct tb_view *view,
                             const struct tb_view_page *page,
                             const struct tb_view_options *options);
void tb_view_row(struct tb_sink *sink, const void *row);

/* Lines that stand below the rows (not in CSV and JSON); added. */
void tb_view_foot(struct tb_sink *sink, struct tb_str lines);

/*
 * Write what is still to be written and free SINK.  With RC below 0 the
 * caller has failed: nothing is written to a path.  Returns RC, or -1 with
 * ERR.
 */
int tb_view_close(struct tb_sink *sink, int rc, struct tb_err *err);

/* Make ROW of a workbook high enough for TEXT, wrapped in a column of WIDTH. */
void tb_view_height(struct tb_xlsx *xlsx, uint32_t row, struct tb_str text,
                    double width);

#endif
