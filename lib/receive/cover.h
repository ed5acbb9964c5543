/*
 * cover.h - what a department writes on the cover of its workbook: that it has
 * no data for a table, and the decision of its reviewer.
 */
#ifndef TB_COVER_H
#define TB_COVER_H

#include "mem.h"
#include "sheet.h"
#include "words.h"

/* A line of the cover in which something was written. */
struct tb_cover_line {
    struct tb_str sheet; /* whose line it is */
    struct tb_str nil, person, verdict, opinion;
};

struct tb_cover {
    struct tb_cover_line *lines;
    size_t count, room;
    struct tb_arena arena;
};

/* Read the cover of BOOK; nothing when it has none.  Free whatever happens. */
int tb_cover_read(struct tb_book *book, struct tb_cover *out,
                  struct tb_err *err);
void tb_cover_free(struct tb_cover *cover);

/* Which decision VERDICT says: 通过 or 退回 (words.h); false: neither. */
bool tb_cover_action(struct tb_str verdict, enum tb_action *action);

#endif
