/*
 * place.h - where a row stands, as its sender sees it: the one way from a row
 * back to file, sheet and cell.
 *
 * A row that was kept when a later file added to it stands in the sheet that
 * it came from, not in that of the submission whose row it is now.
 */
#ifndef TB_PLACE_H
#define TB_PLACE_H

#include "mask.h"
#include "store.h"

/* Which line of which submission; all 0: nowhere. */
struct tb_spot {
    long long submission; /* whose row it is */
    long long origin;     /* in whose sheet LINE stands; 0: SUBMISSION's */
    long long line;
    long long slice; /* 0: of none */
};

/* Borrowed from the tb_places until it is freed. */
struct tb_place {
    struct tb_str department; /* as it is shown; "" */
    struct tb_str file, sheet;
    long long line; /* 0: none */
    int column;     /* 0 is A; -1: unknown */
    bool is_kept;   /* an earlier file than the submission's own */
};

/* Remembers what it has been asked about; free with tb_places_free(). */
struct tb_places;
struct tb_places *tb_places_new(struct tb_store *store);
void tb_places_free(struct tb_places *places);

/* Where row ROW of TABLE, filed now, stands; what its key is, added to KEY
 * (may be NULL) with blanks between.  A spot of 0 when there is no such row. */
int tb_spot_of(struct tb_places *places, const struct tb_table *table,
               long long row, struct tb_spot *out, struct tb_buf *key,
               struct tb_err *err);

/* SPOT (with the column of FIELD, "" for none) as its sender sees it. */
int tb_place_at(struct tb_places *places, const struct tb_spot *spot,
                struct tb_str field, struct tb_place *out, struct tb_err *err);

#define TB_PLACE_CELL 40
/* D17; 第17行 when the column is unknown; "" for no line. */
void tb_place_show(const struct tb_place *place, char out[TB_PLACE_CELL]);

/* "0048 测试甲": the natural key of row ROW of TABLE, and its name where it has
 * one, as SIGHT allows (OWN is ALL here); added to OUT. */
int tb_row_who(struct tb_places *places, const struct tb_table *table,
               long long row, enum tb_sight sight, struct tb_buf *out,
               struct tb_err *err);

/* A field of a row's key, and what it says there; borrowed. */
typedef void tb_key_fn(const struct tb_field *field, struct tb_str value,
                       void *ctx);

/* As tb_spot_of(), but EACH is shown the parts of the key: they may have to be
 * masked one by one. */
int tb_spot_and_key(struct tb_places *places, const struct tb_table *table,
                    long long row, struct tb_spot *out, tb_key_fn *each,
                    void *ctx, struct tb_err *err);

#endif
