/* types.c - the types of fields, a row each. */
#include "types.h"

#include "ids.h"
#include "types_parts.h"

const struct tb_type_def tb_types[] = {
#define TB_TYPE(type, ...) { TB_TYPE_##type, __VA_ARGS__ },
#include "types.def"
#undef TB_TYPE
};
_Static_assert(TB_LEN(tb_types) == TB_TYPES, "a type without its row");

bool tb_type_parse(struct tb_str name, enum tb_type *type)
{
    for (size_t i = 0; i < TB_LEN(tb_types); i++)
        if (tb_str_is(name, tb_types[i].name)) {
            *type = tb_types[i].type;
            return true;
        }
    return false;
}
