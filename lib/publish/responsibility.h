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

#include "papers.h"

enum tb_resp_head {
    TB_RESP_SCHOOL,
    TB_RESP_YEAR,
    TB_RESP_CAMPAIGN,
    TB_RESP_CODE, /* of the department */
    TB_RESP_DEPARTMENT,
    TB_RESP_DATE, /* when it was issued */
    TB_RESP_DICTIONARY,
    TB_RESP_LOG, /* "COUNT HASH": the log's head before the sheet */
    TB_RESP_HEADS,
};

enum tb_resp_cell {
    TB_RESP_NO, /* of the table */
    TB_RESP_NAME,
    TB_RESP_PART,
    TB_RESP_STATE,
    TB_RESP_ROWS,
    TB_RESP_VERSION,
    TB_RESP_CONTENT, /* import's hash of the submission */
    TB_RESP_DATA,    /* tb_rows_hash() */
    TB_RESP_FILE,
    TB_RESP_ERRORS,
    TB_RESP_EXPLAINS,
    TB_RESP_WARNINGS,
    TB_RESP_EXPLAINED,
    TB_RESP_NOTE, /* why no data; rows of earlier files; why it was late */
    TB_RESP_CELLS,
};

struct tb_resp_item {
    struct tb_str cells[TB_RESP_CELLS];
};

struct tb_responsibility {
    struct tb_str head[TB_RESP_HEADS];
    struct tb_resp_item *handed; /* what is signed for */
    size_t handed_count, handed_room;
    struct tb_resp_item *open; /* what is not: not filed, or returned */
    size_t open_count, open_room;
    char hash[65];
    struct tb_arena arena;
};

void tb_responsibility_free(struct tb_responsibility *record);

/* ---- as lines ---- */

#define TB_RESP_MARK                                         \
    "tianbao-responsibility" /* first cell of the first line \
                              */
#define TB_RESP_LINE_MAX (TB_RESP_CELLS + 1)

/* Line I of the record: its cells; 0 after the last, which has the hash. */
size_t tb_responsibility_line(const struct tb_responsibility *record, size_t i,
                              struct tb_str cells[TB_RESP_LINE_MAX]);

/* Take a line that was read; false when it is none.  The hash is taken as it
 * stands. */
bool tb_responsibility_take(struct tb_responsibility *record,
                            const struct tb_str *cells, size_t count);

void tb_responsibility_hash(const struct tb_responsibility *record,
                            char hex[65]);

/* HASH for reading aloud: its first 16 digits as a number in base ten, the
 * last 16 of its digits, "1234 5678 9012 3456". */
void tb_responsibility_aloud(const char *hash, char out[20]);

/* ---- issuing and comparing ---- */

typedef int tb_responsibility_fn(const struct tb_responsibility *record,
                                 void *ctx, struct tb_err *err);

/*
 * Call WRITE with the record of every department that has handed something in
 * (ONLY: of this one, else refused), each in a transaction of its own that is
 * logged with the record's hash.  Refused while the last validation is older
 * than the data, and when the log or the rows on record were tampered with.
 */
int tb_responsibility_issue(struct tb_campaign *campaign, const char *only,
                            tb_responsibility_fn *write, void *ctx,
                            struct tb_err *err);

/* What TEXT says is a difference, or (not DIFFERS) what there is to know.
 * TABLE is "" for the sheet as a whole. */
typedef void tb_responsibility_told_fn(struct tb_str table, const char *text,
                                       bool differs, void *ctx);

/*
 * Compute from the campaign what the record THEN says, and tell what is
 * different now; *SAME when nothing is.  That a level of review has approved
 * since is told, but is no difference.  A record of another campaign is
 * refused.
 */
int tb_responsibility_compare(struct tb_campaign *campaign,
                              const struct tb_responsibility *then,
                              tb_responsibility_told_fn *each, void *ctx,
                              bool *same, struct tb_err *err);

#endif
