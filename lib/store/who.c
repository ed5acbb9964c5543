/* who.c - who, in words. */
#include "who.h"

struct tb_str tb_who_shown(const struct tb_who *who)
{
    return who->person.n > 0 ? who->person : who->actor;
}

const char *tb_who_text(struct tb_str actor, struct tb_str person,
                        struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_add(out, actor);
    if (person.n > 0)
        tb_buf_addf(out, "/%.*s", TB_STR_ARG(person));
    return tb_buf_text(out);
}
