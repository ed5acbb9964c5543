/*
 * cover.h - what a department writes on the cover of its workbook: that it has
 * no data for a table, and the decision of its reviewer.
 */
#ifndef TB_COVER_H
#define TB_COVER_H

#include "err.h"
#include "mem.h"
#include "sheet.h"

/* The columns, as the template heads them. */
#define TB_COVER_SHEET "工作表"
#define TB_COVER_NIL "本校无数据（写原因）"
#define TB_COVER_PERSON "审核人工号"
#define TB_COVER_VERDICT "审核结论"
#define TB_COVER_OPINION "审核意见"

#define TB_COVER_YES "通过" /* verdicts */
#define TB_COVER_NO "退回"

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

#endif
