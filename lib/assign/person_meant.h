/* person_meant.h - people as lists name them: by 工号, by name, by both. */
#ifndef TB_PERSON_MEANT_H
#define TB_PERSON_MEANT_H

#include "people.h"

/*
 * Who of STAFF is meant by TEXT: "0101", "测试甲" when only one is called so,
 * "测试甲（0101）".  Fails with TB_USAGE and says who may be meant: the 工号 of
 * each of that name, or somebody of a name near to it.
 */
int tb_person_meant(const struct tb_members *staff, struct tb_str text,
                    const struct tb_member **out, struct tb_err *err);

#endif
