/* key_words.h - the key of a row, as people are told of it. */
#ifndef TB_KEY_WORDS_H
#define TB_KEY_WORDS_H

#include "dict.h"

/* What a field of the row says; "" for nothing. */
typedef struct tb_str tb_text_of_fn(const struct tb_field *field, void *ctx);

/* "专业编号、课程代码都是“Z01、C02”" of TABLE's key, where IS is 都是, added to
 * OUT; personal values as tb_mask_keep() keeps the row's own. */
void tb_key_words(const struct tb_table *table, tb_text_of_fn *text_of,
                  void *ctx, const char *is, struct tb_buf *out);

#endif
