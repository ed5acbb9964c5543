/* buf.c - bytes that grow. */
#include "buf.h"

#include <stdio.h>
#include <stdlib.h>

#include "mem.h"

void tb_buf_free(struct tb_buf *buf)
{
    free(buf->p);
    *buf = (struct tb_buf){ 0 };
}

void tb_buf_clear(struct tb_buf *buf)
{
    buf->n = 0;
    if (buf->p)
        buf->p[0] = '\0';
}

char *tb_buf_room(struct tb_buf *buf, size_t more)
{
    if (buf->room - buf->n < more + 1) {
        size_t room = buf->room ? buf->room : 64;
        while (room - buf->n < more + 1)
            room *= 2;
        buf->p = tb_realloc(buf->p, room, 1);
        buf->room = room;
    }
    return buf->p + buf->n;
}

void tb_buf_add(struct tb_buf *buf, struct tb_str s)
{
    char *at = tb_buf_room(buf, s.n);

    if (s.n > 0)
        memcpy(at, s.p, s.n);
    buf->n += s.n;
    buf->p[buf->n] = '\0';
}

void tb_buf_addc(struct tb_buf *buf, char c)
{
    tb_buf_add(buf, tb_str_n(&c, 1));
}

void tb_buf_adds(struct tb_buf *buf, const char *text)
{
    tb_buf_add(buf, tb_str(text));
}

void tb_buf_addf(struct tb_buf *buf, const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n <= 0)
        return;
    va_start(args, format);
    vsnprintf(tb_buf_room(buf, (size_t)n), (size_t)n + 1, format, args);
    va_end(args);
    buf->n += (size_t)n;
}

void tb_buf_add_quoted(struct tb_buf *buf, struct tb_str s, char quote)
{
    tb_buf_addc(buf, quote);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == quote)
            tb_buf_addc(buf, quote);
        tb_buf_addc(buf, s.p[i]);
    }
    tb_buf_addc(buf, quote);
}

void tb_buf_add_json(struct tb_buf *buf, struct tb_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            tb_buf_addf(buf, "\\%c", c);
        else if (c == '\n')
            tb_buf_adds(buf, "\\n");
        else if (c < 0x20 || c == 0x7F)
            tb_buf_addf(buf, "\\u%04x", c);
        else
            tb_buf_addc(buf, (char)c);
    }
}

const char *tb_buf_text(const struct tb_buf *buf)
{
    return buf->p ? buf->p : "";
}

struct tb_str tb_buf_str(const struct tb_buf *buf)
{
    return tb_str_n(tb_buf_text(buf), buf->n);
}
