/*
 * inbox.h - what came in: the files that the arguments of a command mean,
 * folders with all that is in them.
 *
 * An office keeps a folder for each department or day.  What is not entered or
 * read is counted, never passed over in silence.
 */
#ifndef TB_INBOX_H
#define TB_INBOX_H

#include "err.h"
#include "mem.h"
#include "str.h"

#define TB_INBOX_DEPTH 8 /* folders below the one that was named */

enum tb_inbox_skip {
    TB_INBOX_TAKEN,
    TB_INBOX_LOCK,     /* ~$x.xlsx: an office program has x.xlsx open */
    TB_INBOX_HIDDEN,   /* .x, and what an operating system leaves behind */
    TB_INBOX_LINK,     /* a symbolic link below a folder, never followed */
    TB_INBOX_ODD,      /* neither file nor folder */
    TB_INBOX_DEEP,     /* a folder that is too deep */
    TB_INBOX_CAMPAIGN, /* a folder that is a campaign, not what came in */
    TB_INBOX_EMPTY,    /* a folder that was named and has no file to read */
    TB_INBOX_SKIPS,
};

struct tb_inbox_item {
    struct tb_str path;  /* NUL behind it */
    struct tb_str shown; /* below the folder that was named */
    enum tb_inbox_skip skip;
};

struct tb_inbox {
    struct tb_inbox_item *list;
    size_t count, room;
    struct tb_arena arena;
};

/* Add the file PATH, or what is in the folder PATH, in the order of names.  A
 * folder that cannot be listed fails.  INBOX starts as { 0 }. */
int tb_inbox_add(struct tb_inbox *inbox, const char *path, struct tb_err *err);
void tb_inbox_free(struct tb_inbox *inbox);

#endif
