/*
 * fuzz.h - read bytes as a spreadsheet, with the scanner and with expat
 * alone, and insist that both see the same.
 */
#ifndef TB_FUZZ_H
#define TB_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "sheet.h"

struct seen {
    uint64_t hash, rows, cells;
};

static inline void mix(struct seen *s, const void *p, size_t n)
{
    const unsigned char *b = p;

    for (size_t i = 0; i < n; i++)
        s->hash = (s->hash ^ b[i]) * 1099511628211u;
}

static inline int see(const struct tb_row *row, void *ctx)
{
    struct seen *s = ctx;

    s->rows++;
    mix(s, &row->number, sizeof row->number);
    mix(s, &row->hidden, sizeof row->hidden);
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        s->cells++;
        mix(s, &c->column, sizeof c->column);
        mix(s, &c->kind, sizeof c->kind);
        mix(s, &c->formula, sizeof c->formula);
        mix(s, &c->zeros, sizeof c->zeros);
        mix(s, c->raw.p, c->raw.n);
        if (c->kind != TB_CELL_TEXT && c->kind != TB_CELL_ERROR)
            mix(s, &c->number, sizeof c->number);
    }
    return 0;
}

/* Read all sheets; 0, or -1 with ERR. */
static inline int see_all(const struct tb_source *source, bool reference,
                          struct seen *s, struct tb_err *err)
{
    struct tb_limits limits = tb_limits_default;
    struct tb_book *book = NULL;
    int rc;

    limits.reference = reference;
    s->hash = 1469598103934665603u;
    rc = tb_book_open(source, &limits, &book, err);
    for (size_t i = 0; rc == 0 && i < tb_book_sheets(book); i++)
        rc = tb_book_read(book, i, see, s, err);
    tb_book_close(book);
    return rc;
}

/* Both ways; aborts when they disagree. */
static inline int see_twice(const struct tb_source *source, struct seen *s,
                            struct tb_err *err)
{
    struct seen other = { 0 };
    struct tb_err other_err = { 0 };
    int rc = see_all(source, false, s, err);
    int other_rc = see_all(source, true, &other, &other_err);

    if (rc != other_rc || (rc == 0 && s->hash != other.hash)) {
        fprintf(stderr,
                "scanner: %d (%s), %llu cells; expat: %d (%s), %llu "
                "cells\n",
                rc, err->msg, (unsigned long long)s->cells, other_rc,
                other_err.msg, (unsigned long long)other.cells);
        abort();
    }
    return rc;
}

#endif
