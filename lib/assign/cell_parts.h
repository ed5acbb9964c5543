/* cell_parts.h - what the files of reading a task list's cell share. */
#ifndef TB_CELL_PARTS_H
#define TB_CELL_PARTS_H

#include "assign_cell.h"
#include "cell_text.h"
#include "resolve.h"

/* A cell that is being read. */
struct tb_cell_reading {
    const struct tb_organisation *o;
    const struct tb_cell_sense *sense;
    struct tb_shares *s;
    struct tb_cell_text t;
    /* the last name, whose condition may still come */
    struct tb_named last;
    bool has_last;
    struct tb_buf condition;
    bool *excluded; /* by department: not those of the group's */
};

/* Keep a note of what was not understood, or not as it stands. */
void tb_cell_say(struct tb_cell_reading *c, const char *format, ...)
    TB_PRINTF(2, 3);

struct tb_str tb_cell_from(const struct tb_cell_reading *c, size_t at);
struct tb_str tb_cell_part(const struct tb_cell_reading *c, size_t from,
                           size_t to);

/* Cut the first of WORDS, which ends with NULL, off the front, the end. */
bool tb_cell_cut_front(struct tb_str *text, const char *const *words);
bool tb_cell_cut_end(struct tb_str *word, const char *const *ends);

/* A name begins: what was said of the last one is complete. */
void tb_cell_take_name(struct tb_cell_reading *c, struct tb_named name);
void tb_cell_finish_name(struct tb_cell_reading *c);

/* WORDS are said of the last name. */
void tb_cell_add_condition(struct tb_cell_reading *c, struct tb_str words);

/* Mark in IS_IN the departments of a list without conditions; what is none is
 * said.  False when there is not one. */
bool tb_cell_mark_names(struct tb_cell_reading *c, struct tb_str list,
                        bool *is_in);

/* Does TEXT (normalised) say who of a group is not meant (除护理系外)?  Then
 * they are marked. */
bool tb_cell_take_exception(struct tb_cell_reading *c, struct tb_str text);

/* Where an exception that begins at AT ends: behind 外, or with the cell. */
size_t tb_cell_exception_end(const struct tb_cell_reading *c, size_t at);

/* The bracket that opens at AT; returns where it ends. */
size_t tb_cell_take_bracket(struct tb_cell_reading *c, size_t at);

#endif
