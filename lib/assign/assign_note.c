/* assign_note.c - what is to be said of a line of the task list. */
#include <stdarg.h>

#include "assign_parts.h"
#include "mem.h"

void tb_task_note(struct tb_task_load *l, const char *format, ...)
{
    struct tb_assign_result *r = l->result;
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    r->notes =
        tb_grow(r->notes, r->note_count, &r->note_room, sizeof *r->notes);
    r->notes[r->note_count++] =
        (struct tb_assign_note){ l->line,
                                 tb_arena_copy(&r->arena, tb_str(text)) };
}
