/*
 * import_parts.h - what the parts of import share.
 *
 * import.c takes a file apart into sheets; import_mark.c reads what a file
 * says of itself; import_claim.c says whose a sheet is; import_split.c divides
 * one that is many people's; import_rows.c brings
 * its rows into the store, import_carry.c keeps account of last year's among
 * them; import_judge.c says what becomes of them,
 * import_hold.c what looks like a mistake;
 * import_version.c makes them the version that stands; import_cover.c takes
 * what stands on the cover; import_nil.c takes declarations.
 */
#ifndef TB_IMPORT_PARTS_H
#define TB_IMPORT_PARTS_H

#include "addressee.h"
#include "carried.h"
#include "draft.h"
#include "entry.h"
#include "filing.h"
#include "hash.h"
#include "import.h"
#include "map.h"
#include "organisation.h"
#include "recognise.h"
#include "spans.h"

struct tb_import {
    struct tb_campaign *campaign;
    const struct tb_import_options *options;
    struct tb_import_result *result;
    const char *path;
    struct tb_draft draft;
    struct tb_book *book;
    struct tb_organisation organisation;
    struct tb_meta meta;
    bool is_genuine; /* a mark of the template vouches for its department */
    struct tb_addressee marked; /* whose the sheet is, by its title */
    struct tb_str part;         /* of the sheet, as far as it is said */
    struct tb_err *err;
};

/* Rows that were read and kept, in their order. */
struct tb_import_bundle {
    struct tb_row *list;
    size_t count, room;
};

/* What a sheet is filed as: a version of its slice, or figures that somebody
 * typed.  Starts as { 0 }. */
struct tb_import_target {
    struct tb_filing_target filing;
    struct tb_addressee addressee;       /* owns FILING's slice */
    bool is_late;                        /* the slice's day has passed */
    const struct tb_import_bundle *rows; /* NULL: all of the sheet */
};

/* Which departments the rows that were filed name. */
struct tb_import_share {
    const struct tb_field *field;       /* NULL: they name none */
    const struct tb_department *others; /* the first that is not the slice's */
    size_t own, foreign, unknown;       /* rows */
    struct tb_buf last;                 /* what the row before said, and */
    const struct tb_department *is;     /* who that is; NULL: nobody */
};

/* Last year's rows that the template was filled with (import_carry.c). */
struct tb_import_carry {
    bool is_kept;            /* account is kept of them */
    struct tb_map before;    /* their fates when the file came */
    struct tb_map present;   /* the keys of all rows -> what is said of them */
    struct tb_map listed;    /* the keys of LIST */
    struct tb_carried *list; /* those that are not filed */
    size_t count, room;
    size_t said;       /* rows of which something is said */
    size_t blank_gone; /* of nothing it is said that it is gone */
    struct tb_buf key, waiting, cleared, odd; /* the first, named */
    struct tb_arena arena;
};

/* The rows of one sheet on their way into the store. */
struct tb_import_rows {
    struct tb_import *import;
    const struct tb_sheet_plan *plan;
    struct tb_import_sheet *sheet;
    struct tb_filing filing;
    struct tb_entry entry, above; /* the row at hand, and the one before */
    struct tb_spans spans;        /* as far as they are known */
    bool knows_merges;
    struct tb_map keys;           /* a natural key -> its line */
    struct tb_arena arena;        /* the keys' texts */
    struct tb_buf key, line;      /* of the row at hand */
    struct tb_buf samples;        /* of values that were changed */
    struct tb_hash *hash;         /* of what was read */
    const struct tb_field *owner; /* whose a row is, when that matters */
    struct tb_str person;         /* the only one whose rows are taken */
    struct tb_import_carry carry;
    struct tb_import_share share; /* whose rows they are, by their own words */
};

/* Say of sheet S what becomes of it, in Chinese. */
void tb_import_say(struct tb_import *im, struct tb_import_sheet *s,
                   enum tb_import_outcome outcome, const char *format, ...)
    TB_PRINTF(4, 5);

/* ---- what a file says of itself ---- */

/* Is the template this campaign's, for a department that there is, and what
 * the options say that it is? */
int tb_import_check_meta(struct tb_import *im);

/* The department that the file, or the user, says it comes from; or NULL. */
const struct tb_department *tb_import_sender(struct tb_import *im);

/* The table that the template, or the user, says SHEET is; or NULL. */
const struct tb_table *tb_import_hint(const struct tb_import *im,
                                      struct tb_str sheet);

/* The part that SHEET is for, as far as the file says it; "". */
struct tb_str tb_import_part(const struct tb_import *im, struct tb_str sheet);

/* Does SHEET carry the mark that this campaign gave to this table for this
 * department?  A sheet from elsewhere does not; one that is not of the
 * template is known by its header. */
bool tb_import_is_genuine(const struct tb_import *im, struct tb_str sheet);

/*
 * The mark in the title goes with a sheet that is moved.  In a template, is it
 * another slice's than the one that SHEET stands for (*FOREIGN)?  In any other
 * file it says whose the sheet is: MARKED.
 */
int tb_import_read_mark(struct tb_import *im, struct tb_str sheet,
                        const struct tb_sheet_plan *plan, bool *foreign);

/* Do the options say of a sheet with the mark MARKED that it is another's?
 * Says so of S. */
bool tb_import_is_denied(struct tb_import *im, struct tb_import_sheet *s);

/* Say that S came from another workbook, and from whose. */
void tb_import_say_foreign(struct tb_import *im, struct tb_import_sheet *s);

/* ---- whose it is, and its rows ---- */

/* Find the slice (*FOUND; else says why not), and what bars it: S. */
int tb_import_claim(struct tb_import *im, struct tb_import_sheet *s,
                    struct tb_import_target *out, bool *found);

/* SLICE is what S is filed for; what bars it: S. */
void tb_import_address(struct tb_import *im, struct tb_import_sheet *s,
                       struct tb_import_target *out,
                       const struct tb_slice *slice);

/* A line more in the result.  The lines before may move. */
struct tb_import_sheet *tb_import_add_sheet(struct tb_import *im,
                                            struct tb_str name);

/*
 * A sheet that names nobody's slice may hold the rows of many (the teaching
 * system's, the secretary's): then each slice gets its own, and *DONE.  The
 * line of the sheet becomes that of the first.
 */
int tb_import_split(struct tb_import *im, size_t index,
                    const struct tb_sheet_plan *plan, struct tb_import_sheet *s,
                    bool *done);

/* OPEN (R starts with import, plan and sheet) for sheet INDEX, TAKE each (a
 * tb_row_fn), END with the content hash in the sheet; FREE whatever happens. */
int tb_import_rows_open(struct tb_import_rows *r,
                        const struct tb_import_target *t, size_t index);
int tb_import_rows_take(const struct tb_row *row, void *rows);
int tb_import_rows_end(struct tb_import_rows *r);
void tb_import_rows_free(struct tb_import_rows *r);

/* Last year's rows among those of SLICE (NULL: typed figures): OPEN before the
 * first; is the row at hand, ROW, to be filed; ROW has nothing in it; END when
 * BEFORE was compared and it is known what becomes of the sheet, to which it
 * adds what there is to say. */
int tb_import_carry_open(struct tb_import_rows *r,
                         const struct tb_slice *slice);
bool tb_import_carry_row(struct tb_import_rows *r, const struct tb_row *row);
void tb_import_carry_blank(struct tb_import_rows *r, const struct tb_row *row);
int tb_import_carry_end(struct tb_import_rows *r,
                        const struct tb_submission *before);
void tb_import_carry_free(struct tb_import_carry *carry);

/* A row that is filed: whose does it say that it is? */
void tb_import_share_add(struct tb_import_rows *r);

/* Does what would be filed in the place of BEFORE look like a mistake?  Says so
 * of the sheet. */
int tb_import_hold(struct tb_import_rows *r,
                   const struct tb_submission *before);

/* The rows are in: what becomes of them beside what was filed BEFORE?  Nothing
 * new, barred, held, or filed: the sheet's outcome. */
int tb_import_judge(struct tb_import_rows *r,
                    const struct tb_submission *before);

/* File the rows of sheet INDEX for T, or leave what stands; S says which. */
int tb_import_file_rows(struct tb_import *im, size_t index,
                        const struct tb_sheet_plan *plan,
                        struct tb_import_sheet *s,
                        const struct tb_import_target *t);

/* Take what the department wrote beside its tables' names. */
int tb_import_take_cover(struct tb_import *im);

#endif
