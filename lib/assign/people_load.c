/* people_load.c - the lists of departments and staff that an office keeps. */
#include "people_load.h"

#include "listing.h"
#include "organisation.h"

enum { O_CODE, O_NAME, O_SHORT, O_ALIASES, O_GROUPS, O_PARENT };

static const struct tb_listing_column organisation_columns[] = {
    [O_CODE] = { "部门代码|机构代码|代码|code", true },
    [O_NAME] = { "部门名称|机构名称|名称|name", true },
    [O_SHORT] = { "简称|部门简称|short", false },
    [O_ALIASES] = { "别名|aliases", false },
    [O_GROUPS] = { "分组|groups", false },
    [O_PARENT] = { "上级|上级部门代码|parent", false },
};

static int take_department_line(const struct tb_listing_row *row, void *ctx,
                                struct tb_err *err)
{
    const struct tb_str *c = row->cells;
    const struct tb_department_line line = { c[O_CODE],   c[O_NAME],
                                             c[O_SHORT],  c[O_ALIASES],
                                             c[O_GROUPS], c[O_PARENT] };

    if (line.code.n == 0 || line.name.n == 0)
        return tb_fail(err, "a department needs a code and a name");
    return tb_department_add(ctx, &line, err);
}

int tb_organisation_load(struct tb_db *db, const char *path, struct tb_err *err)
{
    struct tb_organisation o = { 0 };
    int rc = -1;

    if (tb_listing_read(path, organisation_columns,
                        TB_LEN(organisation_columns), take_department_line, db,
                        err) < 0 ||
        tb_organisation_read(db, &o, err) < 0)
        goto done;
    rc = o.ambiguous.n == 0 ? 0
                            : tb_fail(err, "%s: '%.*s' names two departments",
                                      path, TB_STR_ARG(o.ambiguous));
done:
    tb_organisation_free(&o);
    return rc;
}

enum { S_ID, S_NAME, S_DEPARTMENT, S_KIND, S_REVIEW, S_COLLECTOR, S_EMAIL };

static const struct tb_listing_column staff_columns[] = {
    [S_ID] = { "工号|教工号|职工号|id", true },
    [S_NAME] = { "姓名|name", true },
    [S_DEPARTMENT] = { "部门代码|部门|部门名称|所在部门|department", true },
    [S_KIND] = { "类别|人员类别|kind", false },
    [S_REVIEW] = { "可审核|审核人|canreview", false },
    [S_COLLECTOR] = { "采集人|填报人|collector", false },
    [S_EMAIL] = { "邮箱|电子邮箱|电子邮件|邮箱地址|email|e-mail", false },
};

static bool is_yes(struct tb_str s)
{
    return tb_str_is(s, "是") || tb_str_is(s, "1") || tb_str_is(s, "√") ||
           tb_str_is(s, "Y") || tb_str_is(s, "y");
}

struct staff_load {
    struct tb_db *db;
    struct tb_organisation organisation;
};

static int take_person_line(const struct tb_listing_row *row, void *ctx,
                            struct tb_err *err)
{
    struct staff_load *l = ctx;
    const struct tb_str *c = row->cells;
    const struct tb_department *d =
        tb_organisation_find(&l->organisation, c[S_DEPARTMENT]);

    if (c[S_ID].n == 0 || c[S_NAME].n == 0)
        return tb_fail(err, "a person needs a 工号 and a name");
    if (!d)
        return tb_fail(err, "unknown department '%.*s'",
                       TB_STR_ARG(c[S_DEPARTMENT]));
    return tb_member_add(
        l->db,
        &(struct tb_member){ .person = { c[S_ID], c[S_NAME] },
                             .department = d->id,
                             .kind = c[S_KIND],
                             .email = c[S_EMAIL],
                             .can_review = is_yes(c[S_REVIEW]),
                             .is_collector = is_yes(c[S_COLLECTOR]) },
        err);
}

int tb_staff_load(struct tb_db *db, const char *path, struct tb_err *err)
{
    struct staff_load l = { .db = db };
    int rc = -1;

    if (tb_organisation_read(db, &l.organisation, err) == 0)
        rc = tb_listing_read(path, staff_columns, TB_LEN(staff_columns),
                             take_person_line, &l, err);
    tb_organisation_free(&l.organisation);
    return rc;
}
