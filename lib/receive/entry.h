/* entry.h - one row of a sheet as values: what of it could be read. */
#ifndef TB_ENTRY_H
#define TB_ENTRY_H

#include "sheet.h"
#include "value.h"

/* Made once for all rows of a table; each array has one element a field. */
struct tb_entry {
    const struct tb_table *table;
    size_t line; /* where the row stands */
    struct tb_value *values;
    enum tb_trouble *troubles;    /* what was wrong with the cell */
    bool *changed;                /* stored in another form than typed */
    const struct tb_cell **cells; /* NULL: there was none; the row's */
    struct tb_buf *texts;         /* where the values' texts live */
};

void tb_entry_open(struct tb_entry *entry, const struct tb_table *table);
void tb_entry_free(struct tb_entry *entry);

/* Read ROW, whose column I is FIELDS[I] (NULL: none); false when there is
 * nothing in it.  Good until the next, and no longer than ROW. */
bool tb_entry_read(struct tb_entry *entry, const struct tb_row *row,
                   const struct tb_field *const *fields, size_t columns);

/* FIELD is as CELL says, which must last as long as the row. */
void tb_entry_set(struct tb_entry *entry, const struct tb_field *field,
                  const struct tb_cell *cell);

/* Is there a 序号 and nothing else?  Such a row is an empty one: people fill
 * the numbers down further than they have something to say. */
bool tb_entry_is_number_only(const struct tb_entry *entry);

/* A blank 序号 that is the whole key says nothing: it becomes NUMBER. */
void tb_entry_number(struct tb_entry *entry, size_t number);

/* Make a 序号 that is the whole key blank. */
void tb_entry_unnumber(struct tb_entry *entry);

/* The key as one string, in place of what KEY held; false when a part of it is
 * missing. */
bool tb_entry_key(const struct tb_entry *entry, struct tb_buf *key);

/* The part of the key that is missing, else its first; NULL: no key. */
const struct tb_field *tb_entry_key_fault(const struct tb_entry *entry);

/* Does FIELD say ID?  An empty one does not. */
bool tb_entry_says(const struct tb_entry *entry, const struct tb_field *field,
                   struct tb_str id);

/* The values of the used fields as one line, in place of what LINE held. */
void tb_entry_line(const struct tb_entry *entry, struct tb_buf *line);

/* How many of its cells are computed. */
size_t tb_entry_formulas(const struct tb_entry *entry);

#endif
