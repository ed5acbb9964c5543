/*
 * import.h - take a returned file: archive it, read it, file its rows.
 *
 * One file is one transaction.  The same bytes again change nothing, whatever
 * has become of the slice: what a sheet holds is compared before its day and
 * its lock are asked about.  A new version of a slice takes the place of the
 * old, which stays on record.
 */
#ifndef TB_IMPORT_H
#define TB_IMPORT_H

#include "campaign.h"

enum tb_import_outcome {
    TB_IMPORT_FILED,
    TB_IMPORT_UNCHANGED, /* the same rows as the version before */
    TB_IMPORT_NIL,       /* the cover says that there is no data */
    TB_IMPORT_EMPTY,     /* no rows: not a submission */
    TB_IMPORT_SKIPPED,   /* no table of ours */
    TB_IMPORT_REFUSED,   /* not assigned, late, or approved already */
    TB_IMPORT_HELD,      /* odd: it waits for a confirmation */
    TB_IMPORT_BAD,       /* columns missing, header not found */
};

struct tb_import_sheet {
    struct tb_str sheet;
    const struct tb_table *table; /* NULL when SKIPPED */
    struct tb_str department;
    struct tb_str part; /* a teacher's 工号, a condition; "" */
    enum tb_import_outcome outcome;
    size_t rows_in, filed, rejected, changed, unread;
    bool is_share;           /* of a sheet that was divided by its rows */
    size_t foreign;          /* of REJECTED: rows of somebody else */
    size_t numbers_only;     /* rows with a 序号 and nothing else: no rows */
    size_t hidden, formulas; /* rows that were hidden, cells computed */
    bool is_early;           /* its day to begin has not come */
    bool is_signed;          /* a verdict on the cover was kept */
    size_t pending;          /* rows of last year that are undecided: WAITING */
    size_t over;             /* rows of last year of which there are no more */
    size_t asked;            /* rows of last year that the file has lost */
    bool is_carried;         /* what has become of them was written down */
    bool is_old;             /* of another file since: nothing of it holds */
    struct tb_str waiting;   /* "（0001、0002 等）" */
    long long kept;       /* rows of the version before that stay beside them */
    long long gone;       /* and those that this version does not have */
    char hash[65];        /* of the rows */
    enum tb_level locked; /* approved at it; TB_LEVEL_NONE: open */
    struct tb_str bar;    /* why nothing else may be filed here, Chinese */
    bool has_unknown;     /* columns that were left out: NOTE names them */
    struct tb_str note;   /* what else there is to say, Chinese */
};

/* What was filed so far by one command: nothing of it is replaced by a later
 * file.  Starts as { 0 }. */
struct tb_import_batch {
    struct tb_import_taken {
        const struct tb_table *table;
        struct tb_str department, part, file, sheet;
    } * list;
    size_t count, room;
    struct tb_arena arena;
};
void tb_import_batch_free(struct tb_import_batch *batch);

struct tb_import_result {
    bool is_known; /* these very bytes were imported before */
    bool is_old;   /* a template made with another dictionary */
    const char *encoding;
    struct tb_import_sheet *sheets;
    size_t count, room;
    struct tb_arena arena;
};

struct tb_import_options {
    const char *department; /* whose it is, when the file does not say */
    const char *table;      /* which table, likewise */
    const char *teacher;    /* the 工号 of who fills it, likewise */
    bool ignores_mark;      /* what a template says of itself is not asked */
    bool cloud;       /* the office received it from the ministry's cloud */
    const char *late; /* why it is let in after its day; NULL: it is not */
    bool accumulates; /* add to what is filed, by key; nothing goes */
    bool confirms;    /* what would be held is meant */
    long deletions;   /* rows that may go without being asked about; -1: any */
    struct tb_import_batch *batch; /* of which the file is one; NULL: alone */
};

/* Returns -1 when the file could not be read at all or nothing could be
 * stored; then the campaign is as it was. */
int tb_import_file(struct tb_campaign *campaign, const char *path,
                   const struct tb_import_options *options,
                   struct tb_import_result *result, struct tb_err *err);
void tb_import_result_free(struct tb_import_result *result);

/*
 * Declare that DEPARTMENT, or TEACHER (or NULL) in it, has no data for TABLE
 * this year.  For a table that a department fills by its teachers it speaks for
 * all of them who have handed in nothing.  After its day it is refused without
 * a reason LATE.  WHO gets for whom it was declared: "甲系", "甲系教师 3
 * 人（…）".
 */
int tb_import_nil(struct tb_campaign *campaign, const char *table,
                  const char *department, const char *teacher,
                  const char *reason, const char *late, struct tb_buf *who,
                  struct tb_err *err);

#endif
