/* buf.h - bytes that grow. */
#ifndef TB_BUF_H
#define TB_BUF_H

#include <stdarg.h>

#include "err.h"
#include "str.h"

/* Starts as { 0 }; always NUL-terminated once something was added. */
struct tb_buf {
    char *p;
    size_t n, room;
};

void tb_buf_free(struct tb_buf *buf);
void tb_buf_clear(struct tb_buf *buf);              /* keeps the memory */
char *tb_buf_room(struct tb_buf *buf, size_t more); /* may write MORE there */
void tb_buf_add(struct tb_buf *buf, struct tb_str s);
void tb_buf_addc(struct tb_buf *buf, char c);
void tb_buf_adds(struct tb_buf *buf, const char *text);
void tb_buf_addf(struct tb_buf *buf, const char *format, ...) TB_PRINTF(2, 3);

/* Add S as a quoted SQL name ("…") or string ('…'). */
void tb_buf_add_quoted(struct tb_buf *buf, struct tb_str s, char quote);

/* Add S as the inside of a JSON string. */
void tb_buf_add_json(struct tb_buf *buf, struct tb_str s);

const char *tb_buf_text(const struct tb_buf *buf); /* "" when empty */
struct tb_str tb_buf_str(const struct tb_buf *buf);

#endif
