/*
 * suggest.h - what somebody may have meant by a value that is not there.
 *
 * Nothing is taken for what was meant: it is asked.
 */
#ifndef TB_SUGGEST_H
#define TB_SUGGEST_H

#include "dict.h"

/* How many characters lie between A and B: put in, left out or typed wrongly;
 * MOST + 1 when there are more than MOST. */
size_t tb_edits(struct tb_str a, struct tb_str b, size_t most);

/* Is one character put in, left out or another, and nothing else?  Fast. */
bool tb_is_one_edit(struct tb_str a, struct tb_str b);

/* As keys are compared when they are not equal: labels (tb_norm_label) without
 * leading zeros.  OUT is replaced. */
void tb_suggest_form(struct tb_str text, struct tb_buf *out);

/*
 * Add to OUT what LIST has in place of TEXT, which it has not: all of its
 * labels when they are few ("；可填“是”、“否”"), else the nearest ("；是不是
 * “中级”？"), else nothing.
 */
void tb_suggest_code(const struct tb_list *list, struct tb_str text,
                     struct tb_buf *out);

#endif
