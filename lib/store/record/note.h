/* note.h - what import noted of rows: cells that it could not read, rows that
 * it did not file. */
#ifndef TB_NOTE_H
#define TB_NOTE_H

#include "place.h"
#include "value.h"
#include "words.h"

/* Borrowed until the next. */
struct tb_note {
    const struct tb_table *table;
    const struct tb_field *field; /* NULL: none */
    struct tb_spot spot;          /* where it stands in the sheet */
    long long row;                /* _row; 0: it was not filed */
    enum tb_trouble trouble;      /* with the cell; TB_FINE: none */
    struct tb_str raw;            /* as it was typed */
    enum tb_rejection rejection;  /* TB_REJECTIONS: the row is filed */
    struct tb_str detail; /* of the rejection; of 同上 what stands above */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_note_fn(const struct tb_note *note, void *ctx);

/* The faults that were noted of what is filed now, in the order in which they
 * were found. */
int tb_notes_each(struct tb_store *store, tb_note_fn *each, void *ctx,
                  struct tb_err *err);

#endif
