/*
 * people_change.h - the lists of departments and staff as they are by now,
 * against those of the campaign.
 *
 * The new lists are loaded into a database of their own; what differs is told,
 * and then done.  Whoever is on the list no more stays where something was
 * filed or decided, and is marked as gone.
 */
#ifndef TB_PEOPLE_CHANGE_H
#define TB_PEOPLE_CHANGE_H

#include "people.h"

/* An empty database for lists.  DEPARTMENTS: with the departments that the
 * campaign has now.  Free with tb_db_close(). */
int tb_people_scratch(struct tb_store *store, bool departments,
                      struct tb_db **out, struct tb_err *err);

enum tb_people_kind {
    TB_PEOPLE_DEPARTMENT,
    TB_PEOPLE_MEMBER,
    TB_PEOPLE_KINDS,
};

enum tb_people_fate { TB_PEOPLE_NEW, TB_PEOPLE_CHANGED, TB_PEOPLE_GONE };

/* One difference; borrowed.  WAS and IS: what is otherwise, in words. */
struct tb_people_difference {
    enum tb_people_kind kind;
    enum tb_people_fate fate;
    struct tb_str code, name; /* the department's, or 工号 and name */
    struct tb_str was, is;
};

typedef int tb_people_fn(const struct tb_people_difference *difference,
                         void *ctx);

/* Tell what is otherwise in the list KIND of NEWER: new, changed, gone, by
 * their codes. */
int tb_people_compare(struct tb_store *store, struct tb_db *newer,
                      enum tb_people_kind kind, tb_people_fn *each, void *ctx,
                      struct tb_err *err);

/* Do it.  Inside the caller's transaction. */
int tb_people_apply(struct tb_store *store, struct tb_db *newer,
                    enum tb_people_kind kind, struct tb_err *err);

/* Slices that are still to be approved and name somebody who is gone. */
int tb_people_orphans(struct tb_store *store, long long *count,
                      struct tb_err *err);

/* Who collects for, or reviews as, DEPARTMENT where nobody else is named.
 * PERSON "": nobody. */
int tb_department_default(struct tb_store *store, long long department,
                          enum tb_role role, struct tb_str person,
                          struct tb_err *err);

#endif
