/*
 * organisation.h - the school's departments and staff, and finding them by
 * the names that people write.
 */
#ifndef TB_ORGANISATION_H
#define TB_ORGANISATION_H

#include "mem.h"
#include "store.h"

/* Load lists (XLSX or CSV) into an open transaction. */
int tb_organisation_load(struct tb_db *db, const char *path,
                         struct tb_err *err);
int tb_staff_load(struct tb_db *db, const char *path, struct tb_err *err);

struct tb_department {
    long long id;
    struct tb_str code, name, shown; /* SHOWN: the short name if any */
};

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

/*
 * The departments that a cell of a task list means: names, groups (各系部),
 * 各部门, classes of persons (校内教师: every department that has such
 * staff), with separators or glued together: then split at the longest names.
 * Marks members in IS_IN (one per department).  What remains unknown, and what
 * could be split in two ways that mean different departments (with a ? behind
 * it), is in UNKNOWN, "" when nothing.
 */
void tb_organisation_resolve(const struct tb_organisation *organisation,
                             struct tb_str cell, bool *is_in,
                             struct tb_buf *unknown);

#endif
