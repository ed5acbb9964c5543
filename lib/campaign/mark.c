/* mark.c - how a sheet of a template is known again. */
#include "mark.h"

#include "hash.h"

bool tb_mark_is_furniture(struct tb_str name)
{
    return tb_str_is(name, TB_TEMPLATE_META) ||
           tb_str_is(name, TB_TEMPLATE_LISTS) ||
           tb_str_is(name, TB_TEMPLATE_COVER);
}

void tb_mark_token(const struct tb_campaign *c, struct tb_str table_no,
                   struct tb_str department_code, struct tb_str part,
                   char token[33])
{
    struct tb_buf text = { 0 };
    char hex[65];

    tb_buf_addf(&text, "%s|%s|%.*s|%.*s", tb_buf_text(&c->secret),
                tb_buf_text(&c->id), TB_STR_ARG(table_no),
                TB_STR_ARG(department_code));
    if (part.n > 0) /* no code has a control character in it */
        tb_buf_addf(&text, "\x1F%.*s", TB_STR_ARG(part));
    tb_sha256(tb_buf_str(&text), hex);
    memcpy(token, hex, 32);
    token[32] = '\0';
    tb_buf_free(&text);
}

void tb_mark_of_title(struct tb_str title, char mark[TB_TEMPLATE_MARK + 1])
{
    static const char open[] = "［", shut[] = "］";
    const size_t all = strlen(open) + TB_TEMPLATE_MARK + strlen(shut);
    struct tb_str end = tb_str_trim(title);

    mark[0] = '\0';
    end = tb_str_from(end, end.n > all ? end.n - all : 0);
    if (end.n != all || !tb_str_starts(end, open) ||
        !tb_str_starts(tb_str_from(end, all - strlen(shut)), shut))
        return;
    for (size_t i = 0; i < TB_TEMPLATE_MARK; i++)
        if (!strchr("0123456789abcdef", end.p[strlen(open) + i]))
            return;
    memcpy(mark, end.p + strlen(open), TB_TEMPLATE_MARK);
    mark[TB_TEMPLATE_MARK] = '\0';
}
