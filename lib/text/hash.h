/* hash.h - SHA-256 over bytes that come in pieces. */
#ifndef TB_HASH_H
#define TB_HASH_H

#include "str.h"

struct tb_hash;

struct tb_hash *tb_hash_new(void);
void tb_hash_add(struct tb_hash *hash, struct tb_str bytes);
/* The digest in hexadecimal; frees HASH. */
void tb_hash_finish(struct tb_hash *hash, char hex[65]);

/* All at once. */
void tb_sha256(struct tb_str bytes, char hex[65]);

#endif
