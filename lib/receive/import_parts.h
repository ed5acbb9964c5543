/*
 * import_parts.h - what the parts of import share.
 *
 * import.c takes a file apart into sheets; import_claim.c says whose a sheet
 * is; import_rows.c brings its rows into the store; import_version.c makes
 * them the version that stands; import_nil.c takes declarations.
 */
#ifndef TB_IMPORT_PARTS_H
#define TB_IMPORT_PARTS_H

#include "hash.h"
#include "holder.h"
#include "import.h"
#include "intake.h"
#include "organisation.h"

/* The slice that a sheet is for, and its state. */
struct tb_import_target {
    bool is_late;    /* its day has passed */
    long long slice; /* 0: a table that is derived, as somebody typed it */
    struct tb_department department;
    struct tb_buf state;
    bool is_person; /* filled by the teacher whose 工号 is PART */
    struct tb_str part;
};

struct tb_import {
    struct tb_campaign *campaign;
    const struct tb_import_options *options;
    struct tb_import_result *result;
    struct tb_book *book;
    struct tb_intake_meta meta;
    struct tb_organisation organisation;
    struct tb_holder marked; /* whose the sheet is, by its title */
    struct tb_str part;      /* of the sheet, as far as it is said */
    const char *path;
    bool is_genuine; /* a mark of the template vouches for its department */
    char sha256[65];
    struct tb_buf draft; /* the copy that is read; "" once it is archived */
    struct tb_err *err;
};

/* The rows of one sheet on their way into the store. */
struct tb_import_rows {
    struct tb_import *import;
    const struct tb_intake_plan *plan;
    struct tb_import_sheet *sheet;
    long long submission;
    struct tb_stmt *insert, *note;
    const struct tb_field **order; /* the fields in the statement's order */
    size_t order_count;
    struct tb_value *values;      /* by field */
    enum tb_trouble *troubles;    /* by field */
    bool *changed;                /* by field */
    struct tb_buf *texts;         /* by field: where values' texts live */
    const struct tb_cell **cells; /* by field */
    struct tb_map keys;
    struct tb_arena arena;
    struct tb_buf key, samples;
    struct tb_hash *hash;
    const struct tb_field *owner; /* whose a row is, when that matters */
    struct tb_str person;         /* the only one whose rows are taken */
    long long was_accumulated;    /* rows that the version before had kept */
};

/* Say of sheet S what becomes of it, in Chinese. */
void tb_import_say(struct tb_import *im, struct tb_import_sheet *s,
                   enum tb_import_outcome outcome, const char *format, ...)
    TB_PRINTF(4, 5);

/* The department that the file, or the user, says it comes from; or NULL. */
const struct tb_department *tb_import_sender(struct tb_import *im);

/* The part that a template's SHEET is for; "" when it is not divided. */
struct tb_str tb_import_part(const struct tb_import *im, struct tb_str sheet);

/* Find the slice and see whether it may be filed; says why not. */
int tb_import_claim(struct tb_import *im, struct tb_import_sheet *s,
                    struct tb_import_target *out, bool *may);

/* TEACHER must be a 工号 of the staff list. */
int tb_import_check_teacher(struct tb_campaign *c, const char *teacher,
                            struct tb_err *err);

/* Rows: PREPARE, TAKE each (a tb_row_fn), FIND_LOST_ZEROS, FREE. */
int tb_rows_prepare(struct tb_import_rows *r);
int tb_rows_take(const struct tb_row *row, void *rows);
int tb_rows_find_lost_zeros(struct tb_import_rows *r);
void tb_rows_free(struct tb_import_rows *r);

/* File the rows of sheet INDEX for T, or leave what stands; S says which. */
int tb_import_file_rows(struct tb_import *im, size_t index,
                        const struct tb_intake_plan *plan,
                        struct tb_import_sheet *s,
                        const struct tb_import_target *t);

/* What is filed for T, if anything, becomes a version before. */
int tb_import_retire(struct tb_campaign *c, const struct tb_import_target *t,
                     const struct tb_table *table, struct tb_err *err);

#endif
