/* person.h - whose a row is. */
#ifndef TB_PERSON_H
#define TB_PERSON_H

#include "dict.h"

/*
 * The field of TABLE that says by 工号 whose a row is, or NULL: the one that
 * is named so (教工号, 工号, 授课教师工号, ..., or has it as an alias); else
 * the only required field that refers to such a key of another table; else
 * the only optional one.  Of several that are alike none is taken: nothing is
 * guessed.  A field of several values is never meant.
 */
const struct tb_field *tb_table_person(const struct tb_table *table);

#endif
