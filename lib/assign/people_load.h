/* people_load.h - load the lists of departments and staff. */
#ifndef TB_PEOPLE_LOAD_H
#define TB_PEOPLE_LOAD_H

#include "store.h"

/* Something that is said of a line of a list. */
struct tb_people_note {
    size_t line;
    struct tb_str text;
};

struct tb_people_notes {
    struct tb_people_note *list;
    size_t count, room;
};

/* What came of the lists.  Starts as { 0 }. */
struct tb_people_result {
    size_t departments, people;
    struct tb_people_notes faults; /* of the list that could not be taken */
    struct tb_people_notes notes;  /* lines passed over, cells filled */
    struct tb_arena arena;
};

void tb_people_result_free(struct tb_people_result *result);

/* Load lists (XLSX or CSV) into an open transaction.  A list with faults is not
 * taken: -1, and RESULT has all of them. */
int tb_organisation_load(struct tb_db *db, const char *path,
                         struct tb_people_result *result, struct tb_err *err);
int tb_staff_load(struct tb_db *db, const char *path,
                  struct tb_people_result *result, struct tb_err *err);

#endif
