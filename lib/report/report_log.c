/* report_log.c - who did what, when and why. */
#include "report.h"

#include "event.h"

#define AT(member) TB_AT(struct tb_log_entry, member)

static void get_id(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    (void)c;
    cell->count = ((const struct tb_log_entry *)row)->id;
}

static const struct tb_column columns[] = {
    { "id", "序号", TB_COL_COUNT, .get = get_id, .sheet = 7 },
    { "at", "时间", TB_COL_TIME, AT(at), .sheet = 18 },
    { "actor", "何人", TB_COL_ID, AT(actor), .sheet = 16 },
    { "verb", "操作", TB_COL_ID, AT(verb), .sheet = 12 },
    { "text", "内容", TB_COL_PROSE, AT(text), .sheet = 90 },
    { "hash", NULL, TB_COL_ID, AT(hash) },
};

static const struct tb_view view = { .name = "操作日志",
                                     .columns = columns,
                                     .count = TB_LEN(columns) };

/* One line an entry, however long: it is for grep. */
static void print(FILE *out, const void *row, void *ctx)
{
    const struct tb_log_entry *e = row;

    (void)ctx;
    fprintf(out, "%.*s ", TB_STR_ARG(e->at));
    tb_terminal_put(out, e->actor);
    fprintf(out, " %.*s: ", TB_STR_ARG(e->verb));
    tb_terminal_put(out, e->text);
    fputc('\n', out);
}

static int take(const struct tb_log_entry *e, void *ctx)
{
    tb_view_row(ctx, e);
    return 0;
}

int tb_report_log(struct tb_campaign *c, const struct tb_view_options *output,
                  struct tb_err *err)
{
    const struct tb_view_page page = { .print = print };
    struct tb_sink *sink = tb_view_open(&view, &page, output);

    return tb_view_close(sink, tb_log_read(&c->store, take, sink, err), err);
}
