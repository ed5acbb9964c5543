/* people_load.h - load the lists of departments and staff. */
#ifndef TB_PEOPLE_LOAD_H
#define TB_PEOPLE_LOAD_H

#include "store.h"

/* Load lists (XLSX or CSV) into an open transaction. */
int tb_organisation_load(struct tb_db *db, const char *path,
                         struct tb_err *err);
int tb_staff_load(struct tb_db *db, const char *path, struct tb_err *err);

#endif
