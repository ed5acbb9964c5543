/* dossier_heap.c - what the text of a dossier is put together from. */
#include <stdint.h>
#include <stdlib.h>

#include "dossier_text.h"
#include "mem.h"
#include "terminal.h"

struct tb_str tb_dossier_day(struct tb_str at)
{
    return tb_str_n(at.p, at.n < 10 ? at.n : 10);
}

struct tb_dossier_text *tb_dossier_text_of(struct tb_dossier_walk *w)
{
    return w->view;
}

bool tb_dossier_is_shown(const struct tb_dossier_walk *w, long long nth)
{
    return w->options->samples <= 0 || nth <= w->options->samples;
}

FILE *tb_dossier_heap_out(struct tb_dossier_heap *h)
{
    if (!h->out)
        h->out = open_memstream(&h->text, &h->size);
    if (!h->out) /* fails for lack of memory only: ends as that does */
        tb_realloc(NULL, SIZE_MAX, SIZE_MAX);
    return h->out;
}

void tb_dossier_heap_empty(struct tb_dossier_heap *h, FILE *out)
{
    if (h->out) {
        fclose(h->out);
        if (out)
            fwrite(h->text, 1, h->size, out);
        free(h->text);
    }
    *h = (struct tb_dossier_heap){ 0 };
}

void tb_dossier_put_line(struct tb_dossier_walk *w, FILE *out, size_t indent)
{
    fprintf(out, "%*s", (int)indent, "");
    tb_terminal_wrap(out, indent, TB_TERMINAL_WIDTH, tb_buf_str(&w->text));
}
