/* hash.c - SHA-256, from libmd. */
#include "hash.h"

#include <sha256.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "mem.h"

struct tb_hash {
    SHA256_CTX ctx;
};

struct tb_hash *tb_hash_new(void)
{
    struct tb_hash *h = tb_alloc(1, sizeof *h);

    SHA256Init(&h->ctx);
    return h;
}

void tb_hash_add(struct tb_hash *h, struct tb_str bytes)
{
    if (bytes.n > 0)
        SHA256Update(&h->ctx, (const uint8_t *)bytes.p, bytes.n);
}

void tb_hash_finish(struct tb_hash *h, char hex[65])
{
    uint8_t digest[SHA256_DIGEST_LENGTH];

    SHA256Final(digest, &h->ctx);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    free(h);
}

void tb_sha256(struct tb_str bytes, char hex[65])
{
    struct tb_hash *h = tb_hash_new();

    tb_hash_add(h, bytes);
    tb_hash_finish(h, hex);
}
