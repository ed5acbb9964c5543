/*
 * mask.h - personal values as reports show them.
 *
 * What is starred is what a reader need not see.  What may be the fault itself
 * never is: blanks, digits and signs in a name, letters in a telephone number,
 * a day that no calendar has; where two values differ.
 */
#ifndef TB_MASK_H
#define TB_MASK_H

#include "buf.h"

/*
 * Add VALUE to OUT, masked by KIND (the personal column of fields.csv; ""
 * shows it whole): a name keeps its first character (张**), an ID number
 * three and four (340***********1234), a telephone number likewise, an
 * e-mail address one and four, a date of birth the year, an address its
 * first three characters, the rest one character at either end.  A value
 * too short for that keeps its first character, a single one nothing.
 * Blanks in a name are shown as "·".
 */
void tb_mask(struct tb_str kind, struct tb_str value, struct tb_buf *out);

/* As tb_mask(), but the first character in which VALUE differs from OTHER is
 * shown too. */
void tb_mask_beside(struct tb_str kind, struct tb_str value,
                    struct tb_str other, struct tb_buf *out);

/* ---- in messages, which are composed once and shown to several ---- */

enum tb_mask_whose {
    TB_MASK_OWN,    /* of the row that the message is about */
    TB_MASK_OTHERS, /* of a row that somebody else may have filed */
};

/* Add VALUE of KIND to OUT so that tb_mask_show() can show it either way;
 * OTHER (.p NULL: none) as for tb_mask_beside(). */
void tb_mask_keep(struct tb_str kind, struct tb_str value, struct tb_str other,
                  enum tb_mask_whose whose, struct tb_buf *out);

/* Who reads: nobody who may see more; whose row it is; who may see all. */
enum tb_sight { TB_SIGHT_STARS, TB_SIGHT_OWN, TB_SIGHT_ALL };

/* Add MESSAGE to OUT as SIGHT allows. */
void tb_mask_show(struct tb_str message, enum tb_sight sight,
                  struct tb_buf *out);

#endif
