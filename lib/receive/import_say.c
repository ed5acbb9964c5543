/* import_say.c - the lines of the result, and what is said in them. */
#include <stdarg.h>
#include <stdio.h>

#include "import_parts.h"
#include "mem.h"

struct tb_import_sheet *tb_import_add_sheet(struct tb_import *im,
                                            struct tb_str name)
{
    struct tb_import_result *r = im->result;

    r->sheets = tb_grow(r->sheets, r->count, &r->room, sizeof *r->sheets);
    r->sheets[r->count] = (struct tb_import_sheet){
        .sheet = tb_arena_copy(&r->arena, name),
        .outcome = TB_IMPORT_SKIPPED,
        .locked = TB_LEVEL_NONE,
    };
    return &r->sheets[r->count++];
}

void tb_import_say(struct tb_import *im, struct tb_import_sheet *s,
                   enum tb_import_outcome outcome, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s->outcome = outcome;
    s->note = tb_arena_copy(&im->result->arena, tb_str(text));
}

void tb_import_say_foreign(struct tb_import *im, struct tb_import_sheet *s)
{
    const struct tb_slice *from = im->marked.slice;

    if (from)
        tb_import_say(
            im, s, TB_IMPORT_BAD,
            "这张工作表来自另一工作簿（%.*s%s%.*s，%.*s），不能混在本文件里；"
            "请用自己的模板填报",
            TB_STR_ARG(from->department.shown), from->part.n ? " " : "",
            TB_STR_ARG(from->part), TB_STR_ARG(from->table->no));
    else
        tb_import_say(
            im, s, TB_IMPORT_BAD,
            "工作表的标识与部门不符，可能来自别的工作簿；请用本部门的模板填报");
}
