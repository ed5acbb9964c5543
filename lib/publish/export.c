/* export.c - the merged tables as files. */
#include "export.h"

#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "freshness.h"
#include "hash.h"
#include "mem.h"
#include "merge.h"
#include "template.h"
#include "write_csv.h"
#include "write_xlsx.h"

/* A line of the manifest. */
struct entry {
    const struct tb_table *table;
    long long rows, approved, nil, open;
    char hash[65];
};

struct export
{
    struct tb_campaign *campaign;
    struct tb_err *err;
    struct tb_export_result *result;
    struct entry *entries;
    struct tb_xlsx *xlsx; /* for the workbook */
    struct tb_buf text;   /* for CSV */
    uint32_t line;        /* of the CSV manifest */
    bool safe;
};

static int check_merged(struct tb_campaign *c, struct tb_err *err)
{
    bool stale;

    if (tb_merge_is_stale(&c->store, &stale, err) < 0)
        return -1;
    if (stale)
        return tb_fail_as(err, TB_REFUSED,
                          "the merged tables are older than the data; run "
                          "'tianbao merge'");
    return 0;
}

/* Call TAKE for each merged row of T, values in the order of the fields in
 * use; fill the entry. */
typedef void take_fn(struct export *x, const struct tb_table *t,
                     long long number, struct tb_stmt *s);

static int each_row(struct export *x, struct entry *e, take_fn *take)
{
    const struct tb_table *t = e->table;
    struct tb_buf sql = { 0 }, text = { 0 };
    struct tb_hash *hash = tb_hash_new();
    struct tb_stmt *s = NULL;
    int rc;

    tb_buf_adds(&sql, "SELECT ");
    tb_store_columns(t, &sql);
    tb_buf_addf(&sql, " FROM \"m_%.*s\" ORDER BY _id", TB_STR_ARG(t->no));
    rc = tb_db_prepare(x->campaign->db, sql.p, &s, x->err);
    while (rc == 0 && (rc = tb_stmt_step(s, x->err)) == 1) {
        for (int i = 0; i < tb_stmt_columns(s); i++) {
            struct tb_value v = tb_stmt_value(s, i);
            tb_value_show(&v, &text);
            tb_buf_addc(&text, i + 1 < tb_stmt_columns(s) ? '\x1F' : '\n');
            tb_hash_add(hash, tb_buf_str(&text));
        }
        take(x, t, e->rows++, s);
        rc = 0;
    }
    tb_hash_finish(hash, e->hash);
    x->result->rows += e->rows;
    x->result->tables++;
    tb_stmt_free(s);
    tb_buf_free(&sql);
    tb_buf_free(&text);
    return rc;
}

static int count_slices(struct export *x, struct entry *e)
{
    struct tb_str last = tb_campaign_last_level(x->campaign);
    struct tb_stmt *s;
    int rc = tb_db_prepare(x->campaign->db,
                           "SELECT count(*) FILTER (WHERE state = ?2), "
                           "count(*) FILTER (WHERE state = 'nil'), count(*) "
                           "FILTER (WHERE state NOT IN (?2, 'nil')) FROM "
                           "slice WHERE table_no = ?1",
                           &s, x->err);

    if (rc == 0)
        rc = tb_stmt_bind(s, x->err, "SS", &e->table->no, &last);
    if (rc == 0 && (rc = tb_stmt_step(s, x->err)) == 1) {
        e->approved = tb_stmt_int(s, 0);
        e->nil = tb_stmt_int(s, 1);
        e->open = tb_stmt_int(s, 2);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

static void describe_state(const struct entry *e, char out[96])
{
    if (e->table->origin == TB_ORIGIN_DERIVED)
        snprintf(out, 96, "自动生成");
    else if (e->open > 0)
        snprintf(out, 96, "%lld 份已审，%lld 份未完成", e->approved, e->open);
    else if (e->approved == 0 && e->nil > 0)
        snprintf(out, 96, "本校无数据");
    else
        snprintf(out, 96, "%lld 份已审", e->approved);
}

/* The manifest as cells: head lines, then one line per table. */
typedef void cell_fn(struct export *x, uint32_t row, uint32_t column,
                     struct tb_str text);

static uint32_t manifest_head(struct export *x, cell_fn *cell)
{
    const struct tb_campaign *c = x->campaign;
    const struct {
        const char *name;
        struct tb_str value;
    } lines[] = {
        { "学校", tb_buf_str(&c->school) },
        { "学年", tb_buf_str(&c->year) },
        { "版本", tb_buf_str(&c->edition) },
        { "数据字典 SHA-256", tb_str(c->dict->hash) },
        { "采集编号", tb_buf_str(&c->id) },
        { "导出时间", tb_str(c->context.now) },
    };
    static const char *const heads[] = { "编号", "数据表", "行数", "审核状态",
                                         "SHA-256" };
    uint32_t row = 1;

    cell(x, 0, 0, tb_str("人才培养工作状态数据 上报清单"));
    for (size_t i = 0; i < TB_LEN(lines); i++, row++) {
        cell(x, row, 0, tb_str(lines[i].name));
        cell(x, row, 1, lines[i].value);
    }
    for (uint32_t i = 0; i < TB_LEN(heads); i++)
        cell(x, row + 1, i, tb_str(heads[i]));
    return row + 2;
}

static void manifest_line(struct export *x, const struct entry *e, uint32_t row,
                          cell_fn *cell)
{
    char rows[24], state[96];

    snprintf(rows, sizeof rows, "%lld", e->rows);
    describe_state(e, state);
    cell(x, row, 0, e->table->no);
    cell(x, row, 1, e->table->name);
    cell(x, row, 2, tb_str(rows));
    cell(x, row, 3, tb_str(state));
    cell(x, row, 4, tb_str(e->hash));
}

static int begin(struct export *x, struct tb_campaign *c,
                 struct tb_export_result *result, struct tb_err *err)
{
    *x = (struct export){ .campaign = c, .result = result, .err = err };
    /* nobody merges anew while this is written */
    if (tb_db_begin(c->db, err) < 0 || check_merged(c, err) < 0)
        return -1;
    x->entries = tb_alloc(c->dict->table_count, sizeof *x->entries);
    for (size_t i = 0; i < c->dict->table_count; i++) {
        x->entries[i].table = &c->dict->tables[i];
        if (count_slices(x, &x->entries[i]) < 0)
            return -1;
    }
    return 0;
}

static int finish(struct export *x, const char *kind)
{
    if (tb_campaign_log(x->campaign, x->err, "export", "%s: %s, %lld rows",
                        kind, tb_buf_text(&x->result->path),
                        x->result->rows) < 0)
        return -1;
    return tb_db_commit(x->campaign->db, x->err);
}

/* ---- the workbook ---- */

static void xlsx_row(struct export *x, const struct tb_table *t,
                     long long number, struct tb_stmt *s)
{
    uint32_t column = 0;

    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            struct tb_value v = tb_stmt_value(s, (int)column);
            tb_template_cell(x->xlsx, (uint32_t)number + 1, column++,
                             &t->fields[i], &v);
        }
}

static int xlsx_table(struct export *x, struct entry *e)
{
    const struct tb_table *t = e->table;
    uint32_t column = 0;

    tb_xlsx_sheet(x->xlsx, t->sheet, false);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_xlsx_column(x->xlsx, column, tb_template_width(&t->fields[i]),
                           TB_XLSX_PLAIN);
            tb_xlsx_text(x->xlsx, 0, column++, t->fields[i].name, TB_XLSX_HEAD);
        }
    if (each_row(x, e, xlsx_row) < 0)
        return -1;
    tb_xlsx_freeze(x->xlsx, 1, 0);
    tb_xlsx_filter(x->xlsx, 0, (uint32_t)e->rows, column);
    tb_xlsx_print(x->xlsx, 0, 0);
    return 0;
}

static void xlsx_cell(struct export *x, uint32_t row, uint32_t column,
                      struct tb_str text)
{
    bool is_head = row == 0 || row == 8;

    tb_xlsx_text(x->xlsx, row, column, text,
                 row == 0  ? TB_XLSX_TITLE
                 : is_head ? TB_XLSX_HEAD
                           : TB_XLSX_PLAIN);
}

/* The manifest stands last: its hashes are known only then. */
static void xlsx_manifest(struct export *x)
{
    static const double widths[] = { 18, 48, 12, 26, 70 };
    uint32_t row;

    tb_xlsx_sheet(x->xlsx, tb_str(TB_EXPORT_MANIFEST), false);
    for (uint32_t i = 0; i < TB_LEN(widths); i++)
        tb_xlsx_column(x->xlsx, i, widths[i], TB_XLSX_PLAIN);
    row = manifest_head(x, xlsx_cell);
    for (size_t i = 0; i < x->campaign->dict->table_count; i++)
        manifest_line(x, &x->entries[i], row + (uint32_t)i, xlsx_cell);
    tb_xlsx_freeze(x->xlsx, row, 0);
    tb_xlsx_print(x->xlsx, row - 1, row - 1);
}

static void default_path(const struct tb_campaign *c, struct tb_buf *out)
{
    struct tb_buf name = { 0 };

    tb_file_safe_name(tb_buf_str(&c->school), &name);
    tb_buf_addf(out, "%s/out/%s_%s.xlsx", c->folder, tb_buf_text(&name),
                c->windows.academic);
    tb_buf_free(&name);
}

int tb_export_workbook(struct tb_campaign *c, const char *path,
                       struct tb_export_result *result, struct tb_err *err)
{
    struct export x;
    struct tb_xlsx *whole;
    int rc = begin(&x, c, result, err);

    if (rc < 0)
        goto done;
    if (path)
        tb_buf_adds(&result->path, path);
    else
        default_path(c, &result->path);
    x.xlsx = whole = tb_xlsx_new(result->path.p);
    for (size_t i = 0; rc == 0 && i < c->dict->table_count; i++)
        rc = xlsx_table(&x, &x.entries[i]);
    if (rc == 0) {
        xlsx_manifest(&x);
        rc = tb_xlsx_finish(whole, err);
    } else {
        tb_xlsx_abandon(whole);
    }
    if (rc == 0)
        rc = finish(&x, "workbook");
done:
    tb_db_rollback(c->db);
    free(x.entries);
    return rc;
}

/* ---- CSV ---- */

static void csv_row(struct export *x, const struct tb_table *t,
                    long long number, struct tb_stmt *s)
{
    struct tb_buf text = { 0 };

    (void)t;
    (void)number;
    for (int i = 0; i < tb_stmt_columns(s); i++) {
        struct tb_value v = tb_stmt_value(s, i);
        tb_value_show(&v, &text);
        tb_csv_add(&x->text, tb_buf_str(&text), i == 0,
                   x->safe && v.kind == TB_TEXT);
    }
    tb_csv_end(&x->text);
    tb_buf_free(&text);
}

static int write_csv(struct export *x, const char *name)
{
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/%s.csv", x->result->path.p, name);
    rc = tb_file_write(path.p, tb_buf_str(&x->text), x->err);
    tb_buf_free(&path);
    return rc;
}

static int csv_table(struct export *x, struct entry *e)
{
    const struct tb_table *t = e->table;
    bool first = true;

    tb_buf_clear(&x->text);
    tb_buf_adds(&x->text, "\xEF\xBB\xBF");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            tb_csv_add(&x->text, t->fields[i].name, first, x->safe);
            first = false;
        }
    tb_csv_end(&x->text);
    if (each_row(x, e, csv_row) < 0)
        return -1;
    return write_csv(x, t->sheet.p);
}

static void csv_cell(struct export *x, uint32_t row, uint32_t column,
                     struct tb_str text)
{
    while (x->line < row) { /* lines that have no cells are there too */
        tb_csv_end(&x->text);
        x->line++;
    }
    tb_csv_add(&x->text, text, column == 0, x->safe);
}

static int csv_manifest(struct export *x)
{
    uint32_t row;

    tb_buf_clear(&x->text);
    tb_buf_adds(&x->text, "\xEF\xBB\xBF");
    x->line = 0;
    row = manifest_head(x, csv_cell);
    for (size_t i = 0; i < x->campaign->dict->table_count; i++)
        manifest_line(x, &x->entries[i], row + (uint32_t)i, csv_cell);
    tb_csv_end(&x->text);
    return write_csv(x, TB_EXPORT_MANIFEST);
}

int tb_export_csv(struct tb_campaign *c, const char *folder, bool safe,
                  struct tb_export_result *result, struct tb_err *err)
{
    struct export x;
    int rc = begin(&x, c, result, err);

    x.safe = safe;
    if (rc < 0)
        goto done;
    if (folder)
        tb_buf_adds(&result->path, folder);
    else
        tb_campaign_path(c, "out/csv", &result->path);
    rc = tb_file_mkdir(result->path.p, err);
    for (size_t i = 0; rc == 0 && i < c->dict->table_count; i++)
        rc = csv_table(&x, &x.entries[i]);
    if (rc == 0)
        rc = csv_manifest(&x);
    if (rc == 0)
        rc = finish(&x, "csv");
done:
    tb_db_rollback(c->db);
    tb_buf_free(&x.text);
    free(x.entries);
    return rc;
}
