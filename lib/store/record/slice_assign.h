/*
 * slice_assign.h - what a task list makes of slices: which there are, who
 * answers for them, until when.  All in the caller's transaction.
 */
#ifndef TB_SLICE_ASSIGN_H
#define TB_SLICE_ASSIGN_H

#include "slice.h"

/* A slice that is to be there. */
struct tb_slice_line {
    const struct tb_table *table;
    long long department, reviewer;
    long long lead; /* 0: none */
    enum tb_part_kind kind;
    struct tb_str part;
    struct tb_str starts_on, deadline; /* "": as it is */
    const long long *co_reviewers;     /* departments beside REVIEWER */
    size_t co_count;
};

/* Make the slice, or change the one that is there; ID becomes its. */
int tb_slice_add(struct tb_store *store, const struct tb_slice_line *line,
                 long long *id, struct tb_err *err);

/* Slices by their ids. */
struct tb_slice_ids {
    long long *list;
    size_t count, room;
};
void tb_slice_ids_add(struct tb_slice_ids *ids, long long id);
void tb_slice_ids_free(struct tb_slice_ids *ids);

/*
 * Forget the slices of TABLE that are not among NAMED; but those in which
 * something was filed or decided stay.  GONE and KEPT count both, without what
 * the cloud sends, which no list names, in KEPT; they are added to.
 */
int tb_slices_forget(struct tb_store *store, const struct tb_table *table,
                     const struct tb_slice_ids *named, size_t *gone,
                     size_t *kept, struct tb_err *err);

/*
 * Who is to be what: PERSON in the slices of TABLE that their own department
 * fills (a collector; a teacher's only when it is theirs) or reviews (an
 * approver), and of these only those that DEPARTMENT (0: any) fills.
 */
struct tb_naming {
    const struct tb_table *table;
    long long department;
    enum tb_role role;
    const struct tb_member *person;
};

/* Has PERSON the other role in one of these slices? */
int tb_naming_clashes(struct tb_store *store, const struct tb_naming *naming,
                      bool *does, struct tb_err *err);

/* Name PERSON; COUNT becomes the number of slices. */
int tb_naming_do(struct tb_store *store, const struct tb_naming *naming,
                 long long *count, struct tb_err *err);

/* The slices of TABLE (NULL: any) that DEPARTMENT (0: any) fills are due on
 * DAY; COUNT becomes their number. */
int tb_slices_due(struct tb_store *store, const struct tb_table *table,
                  long long department, const char *day, long long *count,
                  struct tb_err *err);

#endif
