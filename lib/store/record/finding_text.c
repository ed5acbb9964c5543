/* finding_text.c - filling messages. */
#include "finding.h"

void tb_message_fill(struct tb_str s, tb_lookup_fn *lookup, void *ctx,
                     struct tb_buf *out)
{
    tb_buf_clear(out);
    while (s.n > 0) {
        const char *open = memchr(s.p, '{', s.n);
        const char *close =
            open ? memchr(open, '}', s.n - (size_t)(open - s.p)) : NULL;
        struct tb_str name;
        if (!close) {
            tb_buf_add(out, s);
            return;
        }
        tb_buf_add(out, tb_str_n(s.p, (size_t)(open - s.p)));
        name = tb_str_n(open + 1, (size_t)(close - open) - 1);
        if (!lookup(name, out, ctx))
            tb_buf_addf(out, "{%.*s}", TB_STR_ARG(name));
        s = tb_str_from(s, (size_t)(close - s.p) + 1);
    }
    tb_buf_add(out, tb_str(""));
}
