/*
 * types_parts.h - how the rows of types.c read and check.
 *
 * value.c has the readers, value_check.c the checks.
 */
#ifndef TB_TYPES_PARTS_H
#define TB_TYPES_PARTS_H

#include "types.h"

/* One cell being read. */
struct tb_reader {
    const struct tb_field *field;
    const struct tb_cell *cell; /* not NULL, not white space */
    struct tb_buf *out;         /* the value's text */
    struct tb_value *value;
    bool changed;
};

enum tb_trouble tb_value_read_text(struct tb_reader *r);
enum tb_trouble tb_value_read_compact(struct tb_reader *r);
enum tb_trouble tb_value_read_identifier(struct tb_reader *r);
enum tb_trouble tb_value_read_capitals(struct tb_reader *r);
enum tb_trouble tb_value_read_integer(struct tb_reader *r);
enum tb_trouble tb_value_read_decimal(struct tb_reader *r);
enum tb_trouble tb_value_read_date(struct tb_reader *r);
enum tb_trouble tb_value_read_month(struct tb_reader *r);
enum tb_trouble tb_value_read_year(struct tb_reader *r);
enum tb_trouble tb_value_read_code(struct tb_reader *r); /* needs a list */

bool tb_value_is_idcard(struct tb_str s);
bool tb_value_is_digits(struct tb_str s);
bool tb_value_is_phone(struct tb_str s);
bool tb_value_is_email(struct tb_str s);
bool tb_value_is_url(struct tb_str s);

/* Is CELL of FIELD a word that stands for content elsewhere, or for none:
 * TB_TROUBLE_DITTO, TB_TROUBLE_WORD? */
enum tb_trouble tb_value_is_empty_word(const struct tb_field *field,
                                       const struct tb_cell *cell);

#endif
