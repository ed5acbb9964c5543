/*
 * draft.h - a file on its way into the archive: what is read is then what is
 * kept, whatever becomes of the file meanwhile.
 */
#ifndef TB_DRAFT_H
#define TB_DRAFT_H

#include "buf.h"
#include "source.h"

/* Starts as TB_DRAFT_NONE; drop it whatever happens. */
struct tb_draft {
    struct tb_source source; /* of the copy */
    struct tb_buf path;      /* of the copy; "" once it is archived */
    char sha256[65];
};
#define TB_DRAFT_NONE         \
    {                         \
        .source = {.fd = -1 } \
    }

/* Copy the file at PATH into FOLDER, hashing it. */
int tb_draft_make(const char *path, const char *folder, struct tb_draft *draft,
                  struct tb_err *err);

/* It becomes a file of FOLDER, named by its hash. */
int tb_draft_keep(struct tb_draft *draft, const char *folder,
                  struct tb_err *err);

/* Close it; remove the copy unless it was kept. */
void tb_draft_drop(struct tb_draft *draft);

#endif
