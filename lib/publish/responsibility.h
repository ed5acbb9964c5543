/*
 * responsibility.h - what the head of a department signs for: exactly the
 * data that it has handed in.
 *
 * The record is texts only.  Written down as lines of cells it is what the
 * sheet carries in its hidden part and what its hash is over: the cells of a
 * line with U+001F between them, a line feed after each line, the line with
 * the hash itself left out.
 */
#ifndef TB_RESPONSIBILITY_H
#define TB_RESPONSIBILITY_H

#include <stdbool.h>

#include "mem.h"

enum tb_responsibility_head {
    TB_RESPONSIBILITY_SCHOOL,
    TB_RESPONSIBILITY_YEAR,
    TB_RESPONSIBILITY_CAMPAIGN,
    TB_RESPONSIBILITY_CODE, /* of the department */
    TB_RESPONSIBILITY_DEPARTMENT,
    TB_RESPONSIBILITY_DATE, /* when it was issued */
    TB_RESPONSIBILITY_DICTIONARY,
    TB_RESPONSIBILITY_LOG, /* "COUNT HASH": the log's head before the sheet */
    TB_RESPONSIBILITY_HEADS,
};

enum tb_responsibility_cell {
    TB_RESPONSIBILITY_NO, /* of the table */
    TB_RESPONSIBILITY_NAME,
    TB_RESPONSIBILITY_PART,
    TB_RESPONSIBILITY_STATE, /* its code (words.h) */
    TB_RESPONSIBILITY_ROWS,
    TB_RESPONSIBILITY_VERSION,
    TB_RESPONSIBILITY_CONTENT, /* import's hash of the submission */
    TB_RESPONSIBILITY_DATA,    /* tb_rows_hash() */
    TB_RESPONSIBILITY_FILE,
    TB_RESPONSIBILITY_ERRORS,
    TB_RESPONSIBILITY_EXPLAINS,
    TB_RESPONSIBILITY_WARNINGS,
    TB_RESPONSIBILITY_EXPLAINED,
    TB_RESPONSIBILITY_NOTE, /* why no data; rows of earlier files; why it was
                               late */
    TB_RESPONSIBILITY_CELLS,
};

struct tb_responsibility_item {
    struct tb_str cells[TB_RESPONSIBILITY_CELLS];
};

struct tb_responsibility_items {
    struct tb_responsibility_item *list;
    size_t count, room;
};

struct tb_responsibility {
    struct tb_str head[TB_RESPONSIBILITY_HEADS];
    struct tb_responsibility_items handed; /* what is signed for */
    struct tb_responsibility_items
        open; /* what is not: not filed, or returned */
    char hash[65];
    struct tb_arena arena;
};

void tb_responsibility_free(struct tb_responsibility *record);

/* Add ITEM, whose texts live as long as RECORD does. */
void tb_responsibility_add(struct tb_responsibility *record, bool is_handed,
                           const struct tb_responsibility_item *item);

/* The state of ITEM in Chinese; "?" when a record that was read says no state.
 */
const char *tb_responsibility_state(const struct tb_responsibility_item *item);

/* ---- as lines ---- */

/* The first cell of the first line. */
#define TB_RESPONSIBILITY_MARK "tianbao-responsibility"
#define TB_RESPONSIBILITY_LINE_MAX (TB_RESPONSIBILITY_CELLS + 1)

/* Line I of the record: its cells; 0 after the last, which has the hash. */
size_t tb_responsibility_line(const struct tb_responsibility *record, size_t i,
                              struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX]);

/* Take a line that was read; false when it is none.  The hash is taken as it
 * stands. */
bool tb_responsibility_take(struct tb_responsibility *record,
                            const struct tb_str *cells, size_t count);

void tb_responsibility_hash(const struct tb_responsibility *record,
                            char hex[65]);

/* HASH for reading aloud: its first 16 digits as a number in base ten, the
 * last 16 of its digits, "1234 5678 9012 3456". */
void tb_responsibility_aloud(const char *hash, char out[20]);

#endif
