/* person_meant.c - finding somebody in the staff list. */
#include "person_meant.h"

#include "near.h"
#include "norm.h"

/* TEXT as it is compared: without any blank.  OUT is replaced. */
static struct tb_str plain(struct tb_str text, struct tb_buf *out)
{
    tb_norm_code(text, out);
    tb_buf_adds(out, "");
    return tb_buf_str(out);
}

static bool is_called(const struct tb_member *m, struct tb_str name)
{
    struct tb_buf own = { 0 };
    bool is = tb_str_eq(plain(m->person.name, &own), name);

    tb_buf_free(&own);
    return is;
}

static const struct tb_member *find_id(const struct tb_members *staff,
                                       struct tb_str id)
{
    for (size_t i = 0; i < staff->count; i++)
        if (tb_str_eq(staff->list[i].person.id, id))
            return &staff->list[i];
    return NULL;
}

static int fail_unknown(const struct tb_members *staff, struct tb_str text,
                        struct tb_err *err)
{
    struct tb_near near = { .written = text };

    for (size_t i = 0; i < staff->count; i++) {
        const struct tb_person *p = &staff->list[i].person;
        tb_near_try(&near, p->name, p->name);
    }
    if ((unsigned char)text.p[0] < 0x80)
        return tb_fail_as(err, TB_USAGE, "unknown 工号 '%.*s'",
                          TB_STR_ARG(text));
    if (near.best.n == 0)
        return tb_fail_as(err, TB_USAGE, "nobody is called '%.*s'",
                          TB_STR_ARG(text));
    return tb_fail_as(err, TB_USAGE,
                      "nobody is called '%.*s'; did you mean '%.*s'?",
                      TB_STR_ARG(text), TB_STR_ARG(near.best));
}

static int find_name(const struct tb_members *staff, struct tb_str name,
                     const struct tb_member **out, struct tb_err *err)
{
    struct tb_buf ids = { 0 };
    size_t count = 0;
    int rc = 0;

    for (size_t i = 0; i < staff->count; i++)
        if (is_called(&staff->list[i], name)) {
            *out = &staff->list[i];
            tb_buf_addf(&ids, "%s%.*s", count++ > 0 ? "、" : "",
                        TB_STR_ARG(staff->list[i].person.id));
        }
    if (count == 0)
        rc = fail_unknown(staff, name, err);
    else if (count > 1)
        rc = tb_fail_as(err, TB_USAGE,
                        "%zu people are called '%.*s': %s; give the 工号",
                        count, TB_STR_ARG(name), ids.p);
    tb_buf_free(&ids);
    return rc;
}

/* "测试甲(0101)": the 工号 counts, and must be that person's. */
static int find_both(const struct tb_members *staff, struct tb_str name,
                     struct tb_str id, const struct tb_member **out,
                     struct tb_err *err)
{
    *out = find_id(staff, id);
    if (!*out)
        return fail_unknown(staff, id, err);
    return is_called(*out, name)
               ? 0
               : tb_fail_as(err, TB_USAGE, "%.*s is called %.*s, not %.*s",
                            TB_STR_ARG(id), TB_STR_ARG((*out)->person.name),
                            TB_STR_ARG(name));
}

int tb_person_meant(const struct tb_members *staff, struct tb_str text,
                    const struct tb_member **out, struct tb_err *err)
{
    struct tb_buf own = { 0 };
    struct tb_str written = plain(text, &own);
    size_t open = tb_str_find(written, "(");
    int rc = 0;

    *out = find_id(staff, tb_str_trim(text));
    if (!*out)
        *out = find_id(staff, written);
    if (!*out && open > 0 && open + 2 < written.n &&
        written.p[written.n - 1] == ')')
        rc = find_both(staff, tb_str_n(written.p, open),
                       tb_str_n(written.p + open + 1, written.n - open - 2),
                       out, err);
    else if (!*out && written.n == 0)
        rc = tb_fail_as(err, TB_USAGE, "nobody is named");
    else if (!*out)
        rc = find_name(staff, written, out, err);
    tb_buf_free(&own);
    return rc;
}
