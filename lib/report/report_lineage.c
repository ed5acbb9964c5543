/* report_lineage.c - the rows behind a number. */
#include "report.h"

#include "lineage.h"

static void get_no(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    (void)c;
    cell->text = ((const struct tb_lineage_row *)row)->table->no;
}

static void get_name(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    (void)c;
    cell->text = ((const struct tb_lineage_row *)row)->table->name;
}

#define AT(member) TB_AT(struct tb_lineage_row, member)

static const struct tb_column columns[] = {
    { "table", "表号", TB_COL_ID, 7, .get = get_no, .sheet = 8 },
    { "table_name", "数据表", TB_COL_TEXT, 16, .get = get_name, .sheet = 28 },
    { "department", "部门", TB_COL_TEXT, 10, AT(department), .sheet = 14 },
    { "file", "文件", TB_COL_TEXT, 14, AT(file), .sheet = 24 },
    { "sheet", "工作表", TB_COL_TEXT, AT(sheet), .sheet = 16 },
    { "row", "行", TB_COL_COUNT, 4, AT(line), .sheet = 7 },
    { "key", "主键", TB_COL_ID, 10, AT(key), .sheet = 20 },
    { "contribution", "计入", TB_COL_ID, 8, AT(contribution), .sheet = 12 },
};

static const struct tb_view view = { .name = "数据来源",
                                     .columns = columns,
                                     .count = TB_LEN(columns) };

struct list {
    struct tb_sink *sink;
    long long rows;
};

static int take(const struct tb_lineage_row *r, void *ctx)
{
    struct list *l = ctx;

    tb_view_row(l->sink, r);
    l->rows++;
    return 0;
}

int tb_report_lineage(struct tb_campaign *c,
                      const struct tb_report_lineage_options *o,
                      const struct tb_view_options *output, long long *rows,
                      struct tb_err *err)
{
    struct list l = { .sink = tb_view_open(&view, NULL, output) };
    int rc = tb_lineage_run(c, o->field, o->keys, o->count, o->unmask, take, &l,
                            err);

    *rows = l.rows;
    return tb_view_close(l.sink, rc, err);
}
