/* assign_note.c - what is to be said of a line of the task list. */
#include <stdarg.h>
#include <stdio.h>

#include "assign_parts.h"
#include "mem.h"
#include "utf8.h"

static void add_note(struct tb_task_load *l, long column, const char *format,
                     va_list args) __attribute__((format(printf, 3, 0)));

static void add_note(struct tb_task_load *l, long column, const char *format,
                     va_list args)
{
    struct tb_assign_result *r = l->result;
    struct tb_assign_note note = { .line = l->row.line };
    char text[512], name[8];

    vsnprintf(text, sizeof text, format, args);
    if (column >= 0 && note.line > 0) {
        tb_column_name((uint32_t)column, name);
        snprintf(note.cell, sizeof note.cell, "%s%zu", name, note.line);
    }
    note.text = tb_arena_copy(
        &r->arena, tb_str_n(text, tb_utf8_cut(text, strlen(text), 508)));
    r->notes =
        tb_grow(r->notes, r->note_count, &r->note_room, sizeof *r->notes);
    r->notes[r->note_count++] = note;
}

void tb_task_note(struct tb_task_load *l, enum tb_task_cell cell,
                  const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_note(l, cell < TB_TASK_CELLS ? l->row.column[cell] : -1, format, args);
    va_end(args);
}

void tb_task_note_at(struct tb_task_load *l, long column, const char *format,
                     ...)
{
    va_list args;

    va_start(args, format);
    add_note(l, column, format, args);
    va_end(args);
}
