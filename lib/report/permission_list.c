/* permission_list.c - permissions, department by department. */
#include "permission_list.h"

static const struct {
    const char *name, *chinese;
} kinds[TB_PERMISSION_KINDS] = {
    [TB_PERMISSION_COLLECTS] = { "collect", "采集" },
    [TB_PERMISSION_REVIEWS] = { "review", "审核" },
    [TB_PERMISSION_LEADS] = { "lead", "归口" },
    [TB_PERMISSION_PERSON] = { "person", "可审核人员" },
};

static void get_kind(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_permission *p = row;

    (void)c;
    cell->code = tb_str(kinds[p->kind].name);
    cell->text = tb_str(kinds[p->kind].chinese);
}

static void get_no(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    const struct tb_permission *p = row;

    (void)c;
    cell->text = p->table ? p->table->no : tb_str("");
}

static void get_name(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_permission *p = row;

    (void)c;
    cell->text = p->table ? p->table->name : tb_str("");
}

/* Which part of the table a department collects ... */
static void get_part(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_permission *p = row;

    (void)c;
    cell->text = p->kind == TB_PERMISSION_COLLECTS ? p->what : tb_str("");
}

/* ... and whose rows it reviews. */
static void get_fillers(const struct tb_column *c, const void *row,
                        struct tb_view_cell *cell)
{
    const struct tb_permission *p = row;

    (void)c;
    cell->text = p->kind != TB_PERMISSION_COLLECTS ? p->what : tb_str("");
}

/* "0201 张三" */
static void get_person(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    const struct tb_person *p = (const void *)((const char *)row + c->offset);

    tb_buf_addf(cell->room, "%.*s%s%.*s", TB_STR_ARG(p->id),
                p->id.n > 0 && p->name.n > 0 ? " " : "", TB_STR_ARG(p->name));
}

#define AT(member) TB_AT(struct tb_permission, member)

static const struct tb_column columns[] = {
    { "department", "部门", TB_COL_TEXT, AT(department.name), .sheet = 16,
      .group = 1 },
    { "kind", "权限", TB_COL_TEXT, .get = get_kind, .sheet = 12, .group = 2 },
    { "table", "编号", TB_COL_ID, 8, .get = get_no, .sheet = 9 },
    { "table_name", "数据表", TB_COL_TEXT, 30, .get = get_name, .sheet = 30 },
    { "part", "范围", TB_COL_TEXT, .get = get_part, .sheet = 14 },
    { "fillers", "填报部门", TB_COL_TEXT, .get = get_fillers, .sheet = 28 },
    { "collector", "采集人", TB_COL_TEXT, AT(collector), .get = get_person,
      .sheet = 16 },
    { "approver", "审核人", TB_COL_TEXT, AT(approver), .get = get_person,
      .sheet = 16 },
    { "reviewer", "审核部门", TB_COL_TEXT, AT(reviewer), .sheet = 14 },
    { "lead", "归口部门", TB_COL_TEXT, AT(lead), .sheet = 14 },
    { "deadline", "期限", TB_COL_TIME, AT(deadline), .sheet = 14 },
};

static const struct tb_view view = { .name = "权限清单",
                                     .columns = columns,
                                     .count = TB_LEN(columns),
                                     .is_cards = true };

static int take(const struct tb_permission *p, void *ctx)
{
    tb_view_row(ctx, p);
    return 0;
}

int tb_permission_list_print(struct tb_campaign *c,
                             const struct tb_view_options *options,
                             struct tb_err *err)
{
    struct tb_buf above = { 0 }, stages = { 0 };
    struct tb_view_page page = { .title = "采集与审核权限清单" };
    struct tb_sink *sink;
    int rc = tb_permissions_stages(c, &stages, err);

    tb_buf_addf(&above, "%s %s 学年，%.10s\n%s", tb_buf_text(&c->school),
                c->windows.academic, c->context.now, tb_buf_text(&stages));
    page.above = tb_buf_str(&above);
    sink = tb_view_open(&view, &page, options);
    if (rc == 0)
        rc = tb_permissions_each(c, tb_view_format(options), take, sink, err);
    rc = tb_view_close(sink, rc, err);
    tb_buf_free(&above);
    tb_buf_free(&stages);
    return rc;
}
