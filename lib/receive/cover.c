/* cover.c - reading the cover of a returned workbook. */
#include "cover.h"

#include <stdlib.h>

#include "mark.h"

#define LINES_MAX 500 /* of a cover; the rest is not ours */
#define TEXT_MAX 600  /* bytes of a cell: nobody writes more there */

enum { SHEET, NIL, PERSON, VERDICT, OPINION, COLUMNS };

static const char *const heads[COLUMNS] = { TB_COVER_SHEET, TB_COVER_NIL,
                                            TB_COVER_PERSON, TB_COVER_VERDICT,
                                            TB_COVER_OPINION };

struct reading {
    struct tb_cover *cover;
    long at[COLUMNS]; /* where each column stands; -1: not */
    bool has_head;
};

/* Is this the line that heads the list of tables? */
static void look_for_head(struct reading *r, const struct tb_row *row)
{
    for (size_t i = 0; i < COLUMNS; i++)
        r->at[i] = -1;
    for (size_t k = 0; k < row->count; k++)
        for (size_t i = 0; i < COLUMNS; i++)
            if (tb_str_is(tb_str_trim(row->cells[k].raw), heads[i]))
                r->at[i] = (long)row->cells[k].column;
    r->has_head = r->at[SHEET] >= 0 && r->at[NIL] >= 0;
}

static struct tb_str text_of(struct reading *r, const struct tb_row *row,
                             int column)
{
    const struct tb_cell *c =
        r->at[column] < 0 ? NULL : tb_row_at(row, (uint32_t)r->at[column]);
    struct tb_str text = c ? tb_str_trim(c->raw) : tb_str("");

    return text.n > TEXT_MAX ? tb_str("")
                             : tb_arena_copy(&r->cover->arena, text);
}

static int read_cover_row(const struct tb_row *row, void *ctx)
{
    struct reading *r = ctx;
    struct tb_cover *c = r->cover;
    struct tb_cover_line line;

    if (!r->has_head) {
        look_for_head(r, row);
        return 0;
    }
    if (c->count == LINES_MAX)
        return 0;
    line = (struct tb_cover_line){ text_of(r, row, SHEET), text_of(r, row, NIL),
                                   text_of(r, row, PERSON),
                                   text_of(r, row, VERDICT),
                                   text_of(r, row, OPINION) };
    if (line.sheet.n == 0 || line.nil.n + line.verdict.n == 0)
        return 0;
    c->lines = tb_grow(c->lines, c->count, &c->room, sizeof *c->lines);
    c->lines[c->count++] = line;
    return 0;
}

int tb_cover_read(struct tb_book *book, struct tb_cover *out,
                  struct tb_err *err)
{
    struct reading r = { .cover = out };

    *out = (struct tb_cover){ 0 };
    for (size_t i = 0; i < tb_book_sheets(book); i++)
        if (tb_str_is(tb_book_sheet(book, i).name, TB_TEMPLATE_COVER))
            return tb_book_read(book, i, read_cover_row, &r, err);
    return 0;
}

void tb_cover_free(struct tb_cover *c)
{
    free(c->lines);
    tb_arena_free(&c->arena);
    *c = (struct tb_cover){ 0 };
}

bool tb_cover_action(struct tb_str verdict, enum tb_action *action)
{
    static const enum tb_action allowed[] = { TB_APPROVE, TB_RETURN };

    for (size_t i = 0; i < TB_LEN(allowed); i++)
        if (tb_str_is(verdict, tb_actions[allowed[i]].chinese)) {
            *action = allowed[i];
            return true;
        }
    return false;
}
