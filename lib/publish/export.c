/* export.c - the merged tables as files. */
#include "export.h"

#include "field_cell.h"
#include "file.h"
#include "fresh.h"
#include "hash.h"
#include "manifest.h"
#include "merged.h"
#include "write_csv.h"
#include "write_xlsx.h"

struct export
{
    struct tb_campaign *campaign;
    struct tb_export_result *result;
    struct tb_err *err;
    const struct tb_export_options *options;
    struct tb_manifest manifest;
    struct tb_manifest_line *line; /* of the table that is written */
    struct tb_hash *hash;          /* of its rows */
    struct tb_buf cell;
    struct tb_xlsx *xlsx; /* for the workbook */
    struct tb_buf text;   /* for CSV */
    uint32_t csv_line;    /* of the CSV manifest */
    uint32_t head;        /* of the present sheet: the row of its header */
};

static const char draft_note[] = "草稿，仅供核对，不得上报";
#define DRAFT "草稿"

/* ---- the rows of a table, whatever they become ---- */

/* The form that is hashed: fields with U+001F between, a line feed at the end.
 * Whoever has the file can make it too. */
static void hash_row(struct export *x, const struct tb_data_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        tb_value_show(&row->values[i], &x->cell);
        tb_buf_addc(&x->cell, i + 1 < row->count ? '\x1F' : '\n');
        tb_hash_add(x->hash, tb_buf_str(&x->cell));
    }
}

/* Show EACH the rows of the table of LINE, and note how many and which they
 * are. */
static int export_rows(struct export *x, struct tb_manifest_line *line,
                       tb_data_row_fn *each)
{
    int rc;

    x->line = line;
    x->hash = tb_hash_new();
    rc = tb_merged_rows_each(&x->campaign->store, line->table, each, x, x->err);
    tb_hash_finish(x->hash, line->hash);
    x->result->rows += line->rows;
    x->result->tables++;
    return rc;
}

static int begin_export(struct export *x)
{
    if (tb_fresh_merged(x->campaign, x->options->draft, x->err) < 0 ||
        tb_manifest_begin(x->campaign, &x->manifest, x->err) < 0)
        return -1;
    x->manifest.is_draft = x->options->draft;
    return 0;
}

static int log_export(struct export *x, const char *kind)
{
    return tb_campaign_log(x->campaign, x->err, "export", "%s%s: %s, %lld rows",
                           kind, x->options->draft ? " (draft)" : "",
                           tb_buf_text(&x->result->path), x->result->rows);
}

/* Nobody merges anew while it is written. */
static int run_export(struct export *x, tb_change_fn *write)
{
    int rc = tb_record(x->campaign, write, x, x->err);

    tb_manifest_free(&x->manifest);
    tb_buf_free(&x->cell);
    tb_buf_free(&x->text);
    return rc;
}

/* ---- the workbook ---- */

static int xlsx_row(const struct tb_data_row *row, void *ctx)
{
    struct export *x = ctx;
    const struct tb_table *t = x->line->table;
    uint32_t at = x->head + (uint32_t)++x->line->rows, column = 0;

    hash_row(x, row);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_field_cell(x->xlsx, at, column, &t->fields[i],
                          &row->values[column]);
            column++;
        }
    return 0;
}

/* A draft says so above its header and below every printed page. */
static void begin_xlsx_sheet(struct export *x, struct tb_str name)
{
    tb_xlsx_sheet(x->xlsx, name, false);
    x->head = x->options->draft;
    if (x->options->draft)
        tb_xlsx_text(x->xlsx, 0, 0, tb_str(draft_note), TB_XLSX_BAD);
}

static void print_sheet(struct export *x, uint32_t first, uint32_t last)
{
    tb_xlsx_print(x->xlsx, first, last);
    if (x->options->draft)
        tb_xlsx_foot(x->xlsx, draft_note);
}

static int xlsx_table(struct export *x, struct tb_manifest_line *line)
{
    const struct tb_table *t = line->table;
    uint32_t column = 0;

    begin_xlsx_sheet(x, t->sheet);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_xlsx_column(x->xlsx, column, tb_field_width(&t->fields[i]),
                           TB_XLSX_PLAIN);
            tb_xlsx_text(x->xlsx, x->head, column++, t->fields[i].name,
                         TB_XLSX_HEAD);
        }
    if (export_rows(x, line, xlsx_row) < 0)
        return -1;
    tb_xlsx_freeze(x->xlsx, x->head + 1, 0);
    tb_xlsx_filter(x->xlsx, x->head, x->head + (uint32_t)line->rows, column);
    print_sheet(x, x->head, x->head);
    return 0;
}

static void xlsx_cell(uint32_t row, uint32_t column, struct tb_str text,
                      void *ctx)
{
    struct export *x = ctx;

    tb_xlsx_text(x->xlsx, row, column, text,
                 row == TB_MANIFEST_TITLE   ? TB_XLSX_TITLE
                 : row == TB_MANIFEST_HEADS ? TB_XLSX_HEAD
                                            : TB_XLSX_PLAIN);
}

/* The manifest stands last: its hashes are known only then. */
static void xlsx_manifest(struct export *x)
{
    static const double widths[] = { 18, 48, 12, 26, 70, 10, 12, 12, 12, 12 };

    tb_xlsx_sheet(x->xlsx, tb_str(TB_EXPORT_MANIFEST), false);
    for (uint32_t i = 0; i < TB_LEN(widths); i++)
        tb_xlsx_column(x->xlsx, i, widths[i], TB_XLSX_PLAIN);
    tb_manifest_cells(&x->manifest, xlsx_cell, x);
    tb_xlsx_freeze(x->xlsx, TB_MANIFEST_HEADS + 1, 0);
    print_sheet(x, TB_MANIFEST_HEADS, TB_MANIFEST_HEADS);
}

static int xlsx_sheets(struct export *x)
{
    for (size_t i = 0; i < x->manifest.count; i++) {
        tb_tick(&x->campaign->tick, "导出 表", i, x->manifest.count);
        if (xlsx_table(x, &x->manifest.lines[i]) < 0)
            return -1;
    }
    tb_tick(&x->campaign->tick, "导出 表", x->manifest.count,
            x->manifest.count);
    xlsx_manifest(x);
    return 0;
}

static void workbook_path(const struct tb_campaign *c, bool draft,
                          struct tb_buf *out)
{
    struct tb_buf name = { 0 };

    tb_file_safe_name(tb_buf_str(&c->school), &name);
    tb_buf_addf(out, "%s/out/%s_%s%s.xlsx", c->folder, tb_buf_text(&name),
                c->windows.academic, draft ? "_" DRAFT : "");
    tb_buf_free(&name);
}

static int export_workbook(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct export *x = ctx;

    if (begin_export(x) < 0)
        return -1;
    if (x->options->path)
        tb_buf_adds(&x->result->path, x->options->path);
    else
        workbook_path(c, x->options->draft, &x->result->path);
    x->xlsx = tb_xlsx_new(x->result->path.p);
    if (xlsx_sheets(x) < 0) {
        tb_xlsx_abandon(x->xlsx);
        return -1;
    }
    if (tb_xlsx_finish(x->xlsx, err) < 0)
        return -1;
    return log_export(x, "workbook");
}

int tb_export_workbook(struct tb_campaign *c,
                       const struct tb_export_options *options,
                       struct tb_export_result *result, struct tb_err *err)
{
    struct export x = {
        .campaign = c, .result = result, .err = err, .options = options
    };

    return run_export(&x, export_workbook);
}

/* ---- CSV ---- */

static int csv_row(const struct tb_data_row *row, void *ctx)
{
    struct export *x = ctx;

    x->line->rows++;
    hash_row(x, row);
    for (size_t i = 0; i < row->count; i++) {
        tb_value_show(&row->values[i], &x->cell);
        tb_csv_add(&x->text, tb_buf_str(&x->cell), i == 0,
                   x->options->safe && row->values[i].kind == TB_TEXT);
    }
    tb_csv_end(&x->text);
    return 0;
}

static void begin_csv_file(struct export *x)
{
    tb_buf_clear(&x->text);
    tb_buf_adds(&x->text, "\xEF\xBB\xBF");
}

static int write_csv(struct export *x, const char *name)
{
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/%s%s.csv", x->result->path.p,
                x->options->draft ? DRAFT "_" : "", name);
    rc = tb_file_write(path.p, tb_buf_str(&x->text), x->err);
    tb_buf_free(&path);
    return rc;
}

static int csv_table(struct export *x, struct tb_manifest_line *line)
{
    const struct tb_table *t = line->table;
    bool first = true;

    begin_csv_file(x);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_csv_add(&x->text, t->fields[i].name, first, x->options->safe);
            first = false;
        }
    tb_csv_end(&x->text);
    if (export_rows(x, line, csv_row) < 0)
        return -1;
    return write_csv(x, t->sheet.p);
}

static void csv_cell(uint32_t row, uint32_t column, struct tb_str text,
                     void *ctx)
{
    struct export *x = ctx;

    while (x->csv_line < row) { /* lines that have no cells are there too */
        tb_csv_end(&x->text);
        x->csv_line++;
    }
    tb_csv_add(&x->text, text, column == 0, x->options->safe);
}

static int csv_manifest(struct export *x)
{
    begin_csv_file(x);
    tb_manifest_cells(&x->manifest, csv_cell, x);
    tb_csv_end(&x->text);
    return write_csv(x, TB_EXPORT_MANIFEST);
}

static int export_csvs(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct export *x = ctx;

    if (begin_export(x) < 0)
        return -1;
    if (x->options->path)
        tb_buf_adds(&x->result->path, x->options->path);
    else
        tb_campaign_path(c, x->options->draft ? "out/csv_" DRAFT : "out/csv",
                         &x->result->path);
    if (tb_file_mkdir(x->result->path.p, err) < 0)
        return -1;
    for (size_t i = 0; i < x->manifest.count; i++) {
        tb_tick(&x->campaign->tick, "导出 表", i, x->manifest.count);
        if (csv_table(x, &x->manifest.lines[i]) < 0)
            return -1;
    }
    tb_tick(&x->campaign->tick, "导出 表", x->manifest.count,
            x->manifest.count);
    if (csv_manifest(x) < 0)
        return -1;
    return log_export(x, "csv");
}

int tb_export_csv(struct tb_campaign *c,
                  const struct tb_export_options *options,
                  struct tb_export_result *result, struct tb_err *err)
{
    struct export x = {
        .campaign = c, .result = result, .err = err, .options = options
    };

    return run_export(&x, export_csvs);
}
