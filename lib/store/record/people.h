/* people.h - the school's departments and staff, one by one; finding them by
 * the names that people write is organisation.h. */
#ifndef TB_PEOPLE_H
#define TB_PEOPLE_H

#include "store.h"

/* ID 0: none. */
struct tb_department {
    long long id;
    struct tb_str code, name;
    struct tb_str shown; /* the short name if any */
    struct tb_str email; /* its mailbox; "" */
};

/* "" where nobody is named. */
struct tb_person {
    struct tb_str id, name; /* the id is the 工号 */
};

/* Somebody of the staff list; ID "" when there is nobody of that 工号. */
struct tb_member {
    struct tb_person person;
    long long department;
    struct tb_str kind, email;
    bool can_review, is_collector;
    bool is_gone; /* on the list no more */
};

struct tb_members {
    struct tb_member *list; /* by 工号 */
    size_t count, room;
    struct tb_arena arena;
};

struct tb_member_query {
    const char *id;       /* this one; NULL: any */
    long long department; /* 0: any */
    bool reviewers;       /* those who may review */
    const char *level;    /* its code: those who are named for it; NULL: any */
};

int tb_members_read(struct tb_store *store, const struct tb_member_query *query,
                    struct tb_members *out, struct tb_err *err);
void tb_members_free(struct tb_members *members);

/* ID must be somebody's of the staff list (else TB_USAGE); OUT (may be NULL)
 * gets who it is, its texts in ARENA. */
int tb_member_find(struct tb_store *store, struct tb_str id,
                   struct tb_arena *arena, struct tb_member *out,
                   struct tb_err *err);

struct tb_departments {
    struct tb_department *list; /* in the order of the organisation's list */
    size_t count, room;
    struct tb_arena arena;
};

int tb_departments_read(struct tb_store *store, struct tb_departments *out,
                        struct tb_err *err);
void tb_departments_free(struct tb_departments *departments);
const struct tb_department *tb_departments_at(const struct tb_departments *all,
                                              long long id); /* or NULL */

/* The id of the department that NAME means by any of its names; NULL: 0.
 * Fails with TB_USAGE when there is none. */
int tb_department_id(struct tb_store *store, const char *name, long long *id,
                     struct tb_err *err);

/* The table that NAME means; NULL: NULL.  Fails with TB_USAGE likewise. */
int tb_table_named(const struct tb_dict *dict, const char *name,
                   const struct tb_table **table, struct tb_err *err);

#endif
