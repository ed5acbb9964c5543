/* assignment.h - the lines of the task list as they were written, and what each
 * makes of its table. */
#ifndef TB_ASSIGNMENT_H
#define TB_ASSIGNMENT_H

#include "store.h"
#include "words.h"

/* The cells are what the list said, which slices may no longer be. */
struct tb_assignment {
    const struct tb_table *table;
    enum tb_mode mode;
    struct tb_str source, fillers, reviewers, lead, collectors, approvers;
    struct tb_str starts_on, deadline; /* 2022-10-08, or "": the usual day */
    struct tb_str responsible;         /* whom the list names so */
    struct tb_str remark;
};

struct tb_assignments {
    struct tb_assignment *list; /* in the order of the tables */
    size_t count, room;
    struct tb_arena arena;
};

/* OUT starts as { 0 }; free it whatever happens. */
int tb_assignments_read(struct tb_store *store, struct tb_assignments *out,
                        struct tb_err *err);
void tb_assignments_free(struct tb_assignments *assignments);

/* The line of TABLE, or NULL. */
const struct tb_assignment *tb_assignments_at(const struct tb_assignments *all,
                                              const struct tb_table *table);

/* Keep LINE instead of what stood for its table.  In the caller's
 * transaction. */
int tb_assignment_write(struct tb_store *store,
                        const struct tb_assignment *line, struct tb_err *err);

#endif
