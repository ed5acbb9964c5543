/* department.h - which department a row is about. */
#ifndef TB_DEPARTMENT_H
#define TB_DEPARTMENT_H

#include "dict.h"

/*
 * The field of TABLE that says which department a row belongs to, or NULL: the
 * only required one that refers to a department's code or name in the table of
 * departments (whose key is named 部门代码, 机构代码, 部门号 or the like); else
 * the only optional one.  Of several that are alike none is taken.  A table
 * that refers to itself names superiors, not owners.
 */
const struct tb_field *tb_table_department(const struct tb_table *table);

#endif
