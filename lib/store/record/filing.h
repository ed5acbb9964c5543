/*
 * filing.h - a submission being made: a sheet's rows on their way to become
 * the version that stands.
 *
 * A filing that is not kept has done nothing.  All of it is in the caller's
 * transaction.
 */
#ifndef TB_FILING_H
#define TB_FILING_H

#include "slice.h"
#include "value.h"

/* Was the file with this hash imported before? */
int tb_file_is_known(struct tb_store *store, const char *sha256, bool *known,
                     struct tb_err *err);

/* Write down a file, before the submissions that name it; one that is known
 * stays as it was. */
int tb_file_add(struct tb_store *store, const char *sha256, const char *name,
                uint64_t size, struct tb_err *err);

/* What a submission is a version of: SLICE, or (NULL) the figures of a derived
 * table that DEPARTMENT added up itself. */
struct tb_filing_target {
    const struct tb_table *table;
    const struct tb_slice *slice;
    long long department;
};

/* What is filed now for TARGET (SLICE as it was read); ID 0: nothing.  Texts of
 * typed figures are in ARENA. */
int tb_filing_before(struct tb_store *store,
                     const struct tb_filing_target *target,
                     struct tb_arena *arena, struct tb_submission *out,
                     struct tb_err *err);

/* Is SHEET of the file among what submission ID of TABLE consists of: the sheet
 * that it is of, or one before whose rows are still there? */
int tb_filing_has_sheet(struct tb_store *store, const struct tb_table *table,
                        long long id, const char *sha256, struct tb_str sheet,
                        bool *has, struct tb_err *err);

/* The rows of submission ID and itself become a version before; 0: none. */
int tb_filing_retire(struct tb_store *store, const struct tb_table *table,
                     long long id, struct tb_err *err);

/* ---- making one ---- */

struct tb_filing {
    struct tb_store *store;
    struct tb_filing_target target;
    long long submission;
    struct tb_stmt *insert, *note;
};

/* Begin a version of TARGET from SHEET of a file that is written down.  F
 * starts as { 0 }; end with tb_filing_close() unless something failed, and
 * free whatever happens. */
int tb_filing_open(struct tb_filing *f, struct tb_store *store,
                   const struct tb_filing_target *target, const char *sha256,
                   struct tb_str sheet, struct tb_err *err);
int tb_filing_close(struct tb_filing *f, bool keep, struct tb_err *err);
void tb_filing_free(struct tb_filing *f);

/* FIELD stands in column PLACE (0 is A). */
int tb_filing_column(struct tb_filing *f, const struct tb_field *field,
                     size_t place, struct tb_err *err);

/* A row that stands in LINE, VALUES by field; *ROW gets its id. */
int tb_filing_row(struct tb_filing *f, size_t line,
                  const struct tb_value *values, long long *row,
                  struct tb_err *err);

enum tb_note_kind {
    TB_NOTE_CELL,   /* stored in another form than typed, or not readable */
    TB_NOTE_ROW,    /* a row that is not filed */
    TB_NOTE_NUMBER, /* an identifier that is a number: see below */
};

struct tb_cell_note {
    enum tb_note_kind kind;
    long long row; /* 0: not filed */
    size_t line;
    const struct tb_field *field; /* NULL: the row */
    struct tb_str raw;            /* what stood in the cell; "" */
    enum tb_trouble trouble;
    enum tb_rejection reason; /* of a row */
    struct tb_str detail;     /* likewise, in words; of 同上 what is above */
};
int tb_filing_note(struct tb_filing *f, const struct tb_cell_note *note,
                   struct tb_err *err);

/* Was SHEET of the file a version of what F is one of, but is no longer? */
int tb_filing_was_before(const struct tb_filing *f, const char *sha256,
                         struct tb_str sheet, bool *was, struct tb_err *err);

/*
 * All rows are in.  Where a column has identifiers that begin with 0, a number
 * (TB_NOTE_NUMBER) that is shorter than the longest of them has lost its own:
 * it becomes a note on its cell.  The others were numbers by habit and are
 * forgotten.  *CELLS gets how many have lost some.
 */
int tb_filing_lost_zeros(struct tb_filing *f, long long *cells,
                         struct tb_err *err);

/* The version takes the place of submission BEFORE (0: there is none), with the
 * counts, content hash and reason for being late of MADE, sealed by the hash of
 * its rows; its slice is submitted. */
int tb_filing_stand(struct tb_filing *f, long long before,
                    const struct tb_submission *made, struct tb_err *err);

#endif
