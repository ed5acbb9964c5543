/* norm.h - bring what people type into one form. */
#ifndef TB_NORM_H
#define TB_NORM_H

#include "buf.h"

/*
 * Names and descriptions: white space off the ends, CR and CRLF as LF,
 * control and zero-width characters out, the several middle dots of
 * minority names as U+00B7.  OUT is replaced.
 */
void tb_norm_text(struct tb_str s, struct tb_buf *out);

/*
 * Codes and numbers: full-width letters, digits and signs as ASCII, every
 * white space out, inner ones too.  OUT is replaced.
 */
void tb_norm_code(struct tb_str s, struct tb_buf *out);

/* A label as it is compared: tb_norm_code, brackets and quotes made equal,
 * letters in lower case. */
void tb_norm_label(struct tb_str s, struct tb_buf *out);

/* A number, possibly with thousands separators; false when S is none.  S
 * must have gone through tb_norm_code. */
bool tb_norm_number(struct tb_str s, double *number);

/* The shortest decimal form that reads back as the same number. */
void tb_norm_show_number(double number, char out[32]);

#endif
