/* key_words.c - names first, then values. */
#include "key_words.h"

#include "mask.h"

void tb_key_words(const struct tb_table *t, tb_text_of_fn *text_of, void *ctx,
                  const char *is, struct tb_buf *out)
{
    const char *between = "";

    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            tb_buf_addf(out, "%s%.*s", between, TB_STR_ARG(t->fields[i].name));
            between = "、";
        }
    tb_buf_adds(out, is);
    between = "“";
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            struct tb_str value = text_of(&t->fields[i], ctx);
            tb_buf_adds(out, between);
            if (value.n > 0)
                tb_mask_keep(t->fields[i].personal, value, tb_str_n(NULL, 0),
                             TB_MASK_OWN, out);
            else
                tb_buf_adds(out, "未填");
            between = "、";
        }
    tb_buf_adds(out, "”");
}
