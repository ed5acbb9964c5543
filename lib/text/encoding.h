/* encoding.h - bytes of unknown encoding as UTF-8. */
#ifndef TB_ENCODING_H
#define TB_ENCODING_H

#include "buf.h"

/*
 * Decide by the bytes alone: a byte-order mark (UTF-8, UTF-16), else valid
 * UTF-8, else GB18030.  No statistics: they guess wrong on short texts.
 * NAME gets the encoding's name.  OUT is replaced.  Fails when the bytes
 * are none of these, naming the offset.
 */
int tb_decode(struct tb_str bytes, struct tb_buf *out, const char **name,
              struct tb_err *err);

/* UTF-8 text in another encoding, for exports and tests. */
int tb_encode(struct tb_str text, const char *encoding, struct tb_buf *out,
              struct tb_err *err);

#endif
