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

#endif
