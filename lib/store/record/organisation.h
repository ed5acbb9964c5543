/*
 * organisation.h - finding departments, groups and classes of persons by the
 * names that people write.
 */
#ifndef TB_ORGANISATION_H
#define TB_ORGANISATION_H

#include "people.h"

/* Names of departments, groups and classes of persons. */
struct tb_organisation {
    struct tb_department *departments;
    size_t count, room;
    struct tb_map names;  /* normalised name -> department */
    struct tb_map stems;  /* 护理 of 护理系 -> department, */
    struct tb_map shared; /* but not those that two departments have */
    struct tb_map groups; /* normalised name -> group */
    struct tb_group *sets;
    size_t set_count, set_room;
    size_t longest;          /* of the names, in bytes */
    struct tb_str ambiguous; /* a name of two departments; "" when none */
    struct tb_arena arena;
};

struct tb_group {
    struct tb_str name;
    bool is_class;   /* a class of persons, of the staff list */
    size_t *members; /* indices of departments, ascending */
    size_t count, room;
};

/* Read it from the database; free with tb_organisation_free(). */
int tb_organisation_read(struct tb_db *db, struct tb_organisation *out,
                         struct tb_err *err);
void tb_organisation_free(struct tb_organisation *organisation);

/* The class of persons that NAME is, or NULL. */
const struct tb_group *tb_organisation_class(
    const struct tb_organisation *organisation, struct tb_str name);

/* By code, name, short name or alias; NULL when unknown. */
const struct tb_department *tb_organisation_find(
    const struct tb_organisation *organisation, struct tb_str name);

/* A name of the department that is likely to be meant by NAME, which is none;
 * "" when none is near. */
struct tb_str tb_organisation_near(const struct tb_organisation *organisation,
                                   struct tb_str name);

/* ---- adding; in the caller's transaction ---- */

/* A line of the organisation's list. */
struct tb_department_line {
    struct tb_str code, name, short_name;
    struct tb_str aliases, groups; /* several, with ; or 、 between them */
    struct tb_str parent;          /* a code */
    struct tb_str email;           /* its mailbox */
};

/* Fails when there is one of that code or name. */
int tb_department_add(struct tb_db *db, const struct tb_department_line *line,
                      struct tb_err *err);

/* Fails when there is somebody of that 工号. */
int tb_member_add(struct tb_db *db, const struct tb_member *member,
                  struct tb_err *err);

#endif
