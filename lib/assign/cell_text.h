/*
 * cell_text.h - the text of a cell as names are compared in it: one form for
 * every width and bracket, without white space; and what stands where.
 */
#ifndef TB_CELL_TEXT_H
#define TB_CELL_TEXT_H

#include "buf.h"

struct tb_cell_text {
    struct tb_str source; /* as it was written */
    struct tb_buf text;   /* as it is compared */
    size_t *at;           /* of each byte of TEXT, and its end: in SOURCE */
    bool *gap;            /* white space stood before it */
};

/* SOURCE is borrowed.  Free with tb_cell_text_free(). */
void tb_cell_text_make(struct tb_str source, struct tb_cell_text *out);
void tb_cell_text_free(struct tb_cell_text *text);

/* What TEXT from FROM to TO was in the source, trimmed. */
struct tb_str tb_cell_text_source(const struct tb_cell_text *text, size_t from,
                                  size_t to);

/* How many bytes of separators (、，；/ ...) stand at AT; an opening or closing
 * bracket; a character's size. */
size_t tb_cell_text_separator(const struct tb_cell_text *text, size_t at);
bool tb_cell_text_opens(const struct tb_cell_text *text, size_t at);
bool tb_cell_text_closes(const struct tb_cell_text *text, size_t at);
size_t tb_cell_text_size(const struct tb_cell_text *text, size_t at);

/* Where the bracket that opens at AT closes; the end when it does not. */
size_t tb_cell_text_close(const struct tb_cell_text *text, size_t at);

/* Does something new begin at AT: the end, white space, a separator, a
 * bracket? */
bool tb_cell_text_is_end(const struct tb_cell_text *text, size_t at);

#endif
