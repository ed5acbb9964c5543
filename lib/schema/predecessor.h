/*
 * predecessor.h - what a table and a field continue of the edition before.
 *
 * tables.csv: the numbers of the former tables, perhaps only of the rows in
 * which a field has one of some values:
 *
 *     5.1;5.1.2        6.1 教师类别=校内专任教师|校内兼课人员
 *
 * fields.csv: the names that the field had there, of one of several tables
 * with its number; a number and a value: what all rows from there have; "-":
 * it continues nothing, whatever is called the same.
 *
 *     所属机构编号     5.1.2.补助项目名称     6.3.4=获奖     -
 *
 * The edition before is not at hand when a dictionary is loaded: only the
 * form is checked.
 */
#ifndef TB_PREDECESSOR_H
#define TB_PREDECESSOR_H

#include "dict.h"

struct tb_predecessor {
    struct tb_str no;     /* of the former table; "" when it is none */
    struct tb_str field;  /* its rows where FIELD is one of VALUES; or "" */
    struct tb_str values; /* separated by | */
};

/* The next of a table's predecessors; false behind the last. */
bool tb_predecessor_next(struct tb_str *rest, struct tb_predecessor *one);

/* Is former table NO one that T says it continues? */
bool tb_predecessor_has(const struct tb_table *t, struct tb_str no);

/* Has what T says, or F of T, the right form? */
bool tb_predecessor_is_table(const struct tb_table *t);
bool tb_predecessor_is_field(const struct tb_table *t,
                             const struct tb_field *f);

/* Is column NAME of a file (perhaps with a unit in brackets) called FIELD? */
bool tb_predecessor_is_called(struct tb_str name, struct tb_str field);

/*
 * The field of T into which column NAME of former table NO goes, or NULL: by
 * what is declared, then by NAME, then by its ALIASES.  NO "" : of a table
 * that T does not name.
 */
const struct tb_field *tb_predecessor_heir(const struct tb_table *t,
                                           struct tb_str no, struct tb_str name,
                                           struct tb_str aliases);

/* The value that F has in every row of former table NO; "" when none. */
struct tb_str tb_predecessor_value(const struct tb_field *f, struct tb_str no);

#endif
