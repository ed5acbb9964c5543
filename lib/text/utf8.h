/* utf8.h - UTF-8: decoding, checking, and how wide it looks. */
#ifndef TB_UTF8_H
#define TB_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

/* The length that a character's first byte announces (1 for a stray). */
size_t tb_utf8_size(unsigned char first);

/* Decode the first character; returns its length, 0 when it is invalid. */
size_t tb_utf8_decode(struct tb_str s, uint32_t *c);

/* Write C at OUT (room for 4); returns the length. */
size_t tb_utf8_encode(uint32_t c, char *out);

/* Where the first byte that is not valid UTF-8 stands; s.n when none. */
size_t tb_utf8_check(struct tb_str s);

/* May C stand in an XML 1.0 document? */
bool tb_utf8_is_xml(uint32_t c);

/* White space of any kind, U+3000, zero-width and bidi marks included. */
bool tb_utf8_is_space(uint32_t c);

size_t tb_utf8_count(struct tb_str s); /* characters */
size_t tb_utf8_width(struct tb_str s); /* columns; CJK is two wide */
size_t tb_utf8_units(struct tb_str s); /* UTF-16 units, as Excel counts */

/* The largest size <= LIMIT at which TEXT can be cut between characters. */
size_t tb_utf8_cut(const char *text, size_t n, size_t limit);

#endif
