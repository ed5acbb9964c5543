/* report.c - the findings, for people and for programs. */
#include "report.h"

#include <stdlib.h>

#include "mask.h"
#include "norm.h"
#include "organisation.h"
#include "sheet.h"
#include "terminal.h"
#include "utf8.h"

/* A finding as read from the store; everything borrowed until the next. */
struct record {
    struct tb_str rule, aspect, table_no, table_name, field, value, expected,
        difference, key, message, hint, status, first_seen, file, sheet,
        department, other_file, other_sheet, other_department, fingerprint,
        explanation;
    enum tb_severity severity;
    bool is_number; /* the field is */
    long long line, other_line;
    char cell[40]; /* D17; row number when the column is unknown */
    char other_cell[40];
};

struct report {
    struct tb_campaign *campaign;
    const struct tb_report_options *options;
    FILE *out;
    struct tb_buf masked, masked_fact, text;
    /* text only: the group that is open */
    struct tb_buf group, rule;
    long long in_rule, groups;
};

static const char records_sql[] =
    "SELECT f.rule, f.severity, f.aspect, f.table_no, f.field, f.value,"
    " f.expected, f.difference, f.key, f.message, f.hint, f.status,"
    " f.first_seen, f.line, x.name, p.sheet,"
    /* what is missing from a table is all its departments' matter */
    " CASE WHEN f.submission IS NULL THEN (SELECT"
    "  group_concat(coalesce(nullif(hd.short, ''), hd.name), '、')"
    "  FROM slice h JOIN department hd ON hd.id = h.department"
    "  WHERE h.table_no = f.table_no)"
    " ELSE coalesce(nullif(d.short, ''), d.name) END, c.place,"
    " f.other_line, ox.name, ou.sheet,"
    " coalesce(nullif(od.short, ''), od.name), oc.place,"
    " f.fingerprint, coalesce(e.text, '')"
    " FROM finding f JOIN ord ON ord.no = f.table_no"
    " LEFT JOIN explanation e ON e.fingerprint = f.fingerprint"
    " LEFT JOIN submission u ON u.id = f.submission"
    /* the sheet in which the row stands: an earlier one's, if it was kept */
    " LEFT JOIN submission p ON p.id = coalesce(f.origin, f.submission)"
    " LEFT JOIN file x ON x.sha256 = p.file"
    " LEFT JOIN slice s ON s.id = u.slice"
    " LEFT JOIN department d ON d.id = coalesce(s.department, u.department)"
    " LEFT JOIN submission_column c ON c.submission = p.id AND"
    "  c.field = f.field"
    " LEFT JOIN submission ou ON ou.id = f.other_submission"
    " LEFT JOIN file ox ON ox.sha256 = ou.file"
    " LEFT JOIN slice os ON os.id = ou.slice"
    " LEFT JOIN department od ON od.id = coalesce(os.department,"
    "  ou.department)"
    " LEFT JOIN submission_column oc ON oc.submission = ou.id AND"
    "  oc.field = f.field"
    " WHERE f.status IN ('new', 'still', ?3) AND (?1 = '' OR f.table_no = ?1)"
    " AND (?2 = 0 OR coalesce(s.department, u.department) = ?2 OR "
    "(f.submission IS NULL AND EXISTS"
    "  (SELECT 1 FROM slice h WHERE h.table_no = f.table_no AND"
    "  h.department = ?2)))"
    " ORDER BY coalesce(s.department, u.department, 0), ord.n, f.severity, "
    "f.rule, f.line,"
    " f.id";

/* The order of tables is the dictionary's: "1.10" after "1.9". */
static void order_sql(const struct tb_dict *d, struct tb_buf *sql)
{
    tb_buf_adds(sql, "WITH ord (no, n) AS (VALUES ");
    for (size_t i = 0; i < d->table_count; i++) {
        tb_buf_adds(sql, i > 0 ? ", (" : "(");
        tb_buf_add_quoted(sql, d->tables[i].no, '\'');
        tb_buf_addf(sql, ", %zu)", i);
    }
    tb_buf_adds(sql, ") ");
    tb_buf_adds(sql, records_sql);
}

static void show_cell(struct tb_stmt *s, int column, long long line,
                      char out[40])
{
    char name[8] = "";

    if (!tb_stmt_is_null(s, column))
        tb_column_name((uint32_t)tb_stmt_int(s, column), name);
    if (line <= 0)
        out[0] = '\0';
    else if (name[0])
        snprintf(out, 40, "%s%lld", name, line);
    else
        snprintf(out, 40, "第%lld行", line);
}

static void read_record(struct report *r, struct tb_stmt *s, struct record *f)
{
    const struct tb_table *t;
    const struct tb_field *field;

    *f = (struct record){
        .rule = tb_stmt_text(s, 0),
        .severity = (enum tb_severity)tb_stmt_int(s, 1),
        .aspect = tb_stmt_text(s, 2),
        .table_no = tb_stmt_text(s, 3),
        .field = tb_stmt_text(s, 4),
        .value = tb_stmt_text(s, 5),
        .expected = tb_stmt_text(s, 6),
        .difference = tb_stmt_text(s, 7),
        .key = tb_stmt_text(s, 8),
        .message = tb_stmt_text(s, 9),
        .hint = tb_stmt_text(s, 10),
        .status = tb_stmt_text(s, 11),
        .first_seen = tb_stmt_text(s, 12),
        .line = tb_stmt_int(s, 13),
        .file = tb_stmt_text(s, 14),
        .sheet = tb_stmt_text(s, 15),
        .department = tb_stmt_text(s, 16),
        .other_line = tb_stmt_int(s, 18),
        .other_file = tb_stmt_text(s, 19),
        .other_sheet = tb_stmt_text(s, 20),
        .other_department = tb_stmt_text(s, 21),
        .fingerprint = tb_stmt_text(s, 23),
        .explanation = tb_stmt_text(s, 24),
    };
    show_cell(s, 17, f->line, f->cell);
    show_cell(s, 22, f->other_line, f->other_cell);
    t = tb_dict_table(r->campaign->dict, f->table_no);
    f->table_name = t ? t->name : tb_str("");
    field = t && f->field.n > 0 ? tb_table_field(t, f->field) : NULL;
    f->is_number = field && tb_type_is_number(field->type);
    if (field && field->personal.n > 0 && !r->options->unmask) {
        tb_buf_clear(&r->masked);
        tb_mask(field->personal, f->value, &r->masked);
        f->value = tb_buf_str(&r->masked);
        if (tb_str_is(f->rule, "mirror") ||
            tb_str_is(f->rule, "stable")) { /* elsewhere it is a form */
            tb_buf_clear(&r->masked_fact);
            tb_mask(field->personal, f->expected, &r->masked_fact);
            f->expected = tb_buf_str(&r->masked_fact);
        }
    }
}

/* ---- text ---- */

static void wrap(struct report *r, size_t indent, struct tb_str text)
{
    tb_terminal_wrap(r->out, indent, TB_TERMINAL_WIDTH, text);
}

static void close_rule(struct report *r)
{
    long long samples = r->options->samples;

    if (samples > 0 && r->in_rule > samples)
        fprintf(r->out, "    另有 %lld 处\n", r->in_rule - samples);
    r->in_rule = 0;
    tb_buf_clear(&r->rule);
}

static void open_group(struct report *r, const struct record *f)
{
    tb_buf_clear(&r->text);
    tb_buf_addf(&r->text, "%.*s|%.*s|%.*s|%.*s", TB_STR_ARG(f->department),
                TB_STR_ARG(f->table_no), TB_STR_ARG(f->file),
                TB_STR_ARG(f->sheet));
    if (tb_str_eq(tb_buf_str(&r->text), tb_buf_str(&r->group)))
        return;
    close_rule(r);
    tb_buf_clear(&r->group);
    tb_buf_add(&r->group, tb_buf_str(&r->text));
    if (r->groups++ > 0)
        fputc('\n', r->out);
    fprintf(r->out, "%.*s · %.*s %.*s",
            TB_STR_ARG(f->department.n > 0 ? f->department
                                           : tb_str("（自动生成）")),
            TB_STR_ARG(f->table_no), TB_STR_ARG(f->table_name));
    if (f->file.n > 0)
        fprintf(r->out, "\n  %.*s%s%.*s", TB_STR_ARG(f->file),
                f->sheet.n > 0 ? " › " : "", TB_STR_ARG(f->sheet));
    fputc('\n', r->out);
}

static void open_rule(struct report *r, const struct record *f)
{
    if (tb_str_eq(tb_buf_str(&r->rule), f->rule))
        return;
    close_rule(r);
    tb_buf_add(&r->rule, f->rule);
    fprintf(r->out, "  %s %.*s %.*s\n", tb_severity_chinese(f->severity),
            TB_STR_ARG(f->rule), TB_STR_ARG(f->aspect));
}

static void print_text(FILE *out, const void *row, void *ctx)
{
    const struct record *f = row;
    struct report *r = ctx;
    size_t indent;

    r->out = out;
    open_group(r, f);
    open_rule(r, f);
    r->in_rule++;
    if (r->options->samples > 0 && r->in_rule > r->options->samples)
        return;
    indent = 5 + tb_utf8_width(tb_str(f->cell));
    fprintf(r->out, "    %s ", f->cell);
    tb_buf_clear(&r->text);
    tb_buf_add(&r->text, f->message);
    if (f->severity == TB_EXPLAIN) /* what 'review explain' wants to know */
        tb_buf_addf(&r->text, " [%.8s]", f->fingerprint.p);
    wrap(r, indent, tb_buf_str(&r->text));
    if (f->other_line > 0 && f->other_file.n > 0) { /* not a derived row */
        tb_buf_clear(&r->text);
        tb_buf_addf(&r->text, "另一处：%.*s %.*s%s%.*s %s",
                    TB_STR_ARG(f->other_department), TB_STR_ARG(f->other_file),
                    f->other_sheet.n > 0 ? " › " : "",
                    TB_STR_ARG(f->other_sheet), f->other_cell);
        fprintf(r->out, "%*s", (int)indent, "");
        wrap(r, indent, tb_buf_str(&r->text));
    }
    if (r->in_rule == 1 && f->hint.n > 0) {
        tb_buf_clear(&r->text);
        tb_buf_addf(&r->text, "改法：%.*s", TB_STR_ARG(f->hint));
        fprintf(r->out, "%*s", (int)indent, "");
        wrap(r, indent, tb_buf_str(&r->text));
    }
}

static void end_text(FILE *out, void *ctx)
{
    struct report *r = ctx;

    r->out = out;
    close_rule(r);
}

/* ---- the same record, column by column ---- */

static void get_severity(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    static const enum tb_tone tones[] = { [TB_ERROR] = TB_TONE_BAD,
                                          [TB_EXPLAIN] = TB_TONE_WARN,
                                          [TB_WARNING] = TB_TONE_INFO,
                                          [TB_INFO] = TB_TONE_MUTED };
    const struct record *f = row;

    (void)c;
    cell->code = tb_str(tb_severity_name(f->severity));
    cell->text = tb_str(tb_severity_chinese(f->severity));
    cell->tone = tones[f->severity];
}

static void get_status(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    static const struct {
        const char *name, *chinese;
    } known[] = { { "new", "新发现" },
                  { "still", "仍未改" },
                  { "explained", "已说明" } };
    const struct record *f = row;

    (void)c;
    cell->code = cell->text = f->status;
    for (size_t i = 0; i < TB_LEN(known); i++)
        if (tb_str_is(f->status, known[i].name))
            cell->text = tb_str(known[i].chinese);
}

/* D17 in a buffer of the record. */
static void get_place(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    cell->text = tb_str((const char *)row + c->offset);
}

static void get_line(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct record *f = row;

    (void)c;
    cell->count = f->line;
    cell->is_absent = f->line <= 0;
}

/* A number where the field is one (a difference: wherever it looks like one),
 * words elsewhere; nothing: null. */
static void get_value(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct record *f = row;

    memcpy(&cell->text, (const char *)row + c->offset, sizeof cell->text);
    if (cell->text.n == 0)
        cell->is_absent = true;
    else if ((f->is_number ||
              c->offset == offsetof(struct record, difference)) &&
             tb_norm_number(cell->text, &cell->number))
        cell->kind = TB_COL_NUMBER;
}

#define AT(member) TB_AT(struct record, member)

static const struct tb_column columns[] = {
    { "severity", "级别", TB_COL_TEXT, 8, .get = get_severity },
    { "rule", "规则", TB_COL_ID, 8, AT(rule) },
    { "aspect", "方面", TB_COL_TEXT, 8, AT(aspect) },
    { "status", "状态", TB_COL_TEXT, 6, .get = get_status },
    { "department", "部门", TB_COL_TEXT, AT(department), .sheet = 14,
      .group = 1 },
    { "table_no", "表号", TB_COL_ID, AT(table_no), .sheet = 8, .group = 2 },
    { "table_name", "数据表", TB_COL_TEXT, AT(table_name), .sheet = 24,
      .group = 2 },
    { "file", "文件", TB_COL_TEXT, AT(file), .sheet = 20 },
    { "sheet", "工作表", TB_COL_TEXT, AT(sheet), .sheet = 14 },
    { "cell", "位置", TB_COL_TEXT, 8, AT(cell), .get = get_place, .sheet = 8 },
    { "row", "行", TB_COL_COUNT, .get = get_line, .sheet = 6 },
    { "field", "字段", TB_COL_TEXT, AT(field), .sheet = 14 },
    { "key", "主键", TB_COL_ID, AT(key), .sheet = 14 },
    { "value", "填报值", TB_COL_ID, AT(value), .get = get_value, .sheet = 14,
      .decimals = TB_AS_IT_IS },
    { "expected", "应有值", TB_COL_ID, AT(expected), .get = get_value,
      .sheet = 14, .decimals = TB_AS_IT_IS },
    { "difference", "差额", TB_COL_ID, AT(difference), .get = get_value,
      .sheet = 9, .decimals = TB_AS_IT_IS },
    { "message", "问题", TB_COL_PROSE, AT(message), .sheet = 46 },
    { "hint", "改法", TB_COL_PROSE, AT(hint), .sheet = 36 },
    { "first_seen", "首次发现", TB_COL_TIME, AT(first_seen), .sheet = 16 },
    { "other_department", "另一处部门", TB_COL_TEXT, AT(other_department),
      .sheet = 14 },
    { "other_file", "另一处文件", TB_COL_TEXT, AT(other_file), .sheet = 20 },
    { "other_sheet", "另一处工作表", TB_COL_TEXT, AT(other_sheet),
      .sheet = 14 },
    { "other_cell", "另一处位置", TB_COL_TEXT, AT(other_cell), .get = get_place,
      .sheet = 8 },
    /* 'review explain --file' reads these two back */
    { "fingerprint", "编号", TB_COL_ID, AT(fingerprint), .sheet = 12 },
    { "explanation", "说明", TB_COL_TEXT, AT(explanation), .sheet = 40 },
};

static const struct tb_view view = { .name = "检查结果",
                                     .columns = columns,
                                     .count = TB_LEN(columns) };

/* The filters of OPTIONS: the table's number, the department's id. */
static int filters(struct tb_campaign *c, const struct tb_report_options *o,
                   struct tb_str *table, long long *department,
                   struct tb_err *err)
{
    const struct tb_table *t;
    struct tb_organisation organisation;
    const struct tb_department *d;
    int rc = 0;

    *table = tb_str("");
    *department = 0;
    if (o->table) {
        t = tb_dict_find(c->dict, tb_str(o->table));
        if (!t)
            return tb_fail_as(err, TB_USAGE, "unknown table '%s'", o->table);
        *table = t->no;
    }
    if (!o->department)
        return 0;
    if (tb_organisation_read(c->db, &organisation, err) < 0)
        return -1;
    d = tb_organisation_find(&organisation, tb_str(o->department));
    if (d)
        *department = d->id;
    else
        rc =
            tb_fail_as(err, TB_USAGE, "unknown department '%s'", o->department);
    tb_organisation_free(&organisation);
    return rc;
}

static void count_record(struct tb_report_counts *counts,
                         const struct record *f)
{
    if (tb_str_is(f->status, "explained")) {
        counts->explained++;
        return;
    }
    counts->by_severity[f->severity]++;
    ++*(tb_str_is(f->status, "new") ? &counts->fresh : &counts->still);
}

/* What is explained is a list's matter, with its words; not a reader's. */
static bool shows_explained(const struct tb_view_options *o)
{
    return !tb_view_is(o, "text");
}

static void free_report(struct report *r)
{
    tb_buf_free(&r->masked);
    tb_buf_free(&r->masked_fact);
    tb_buf_free(&r->text);
    tb_buf_free(&r->group);
    tb_buf_free(&r->rule);
}

int tb_report_findings(struct tb_campaign *c,
                       const struct tb_report_options *options,
                       const struct tb_view_options *output,
                       struct tb_report_counts *counts, struct tb_err *err)
{
    struct report r = { .campaign = c, .options = options };
    struct tb_view_page page = { .print = print_text,
                                 .end = end_text,
                                 .ctx = &r };
    struct tb_sink *sink = tb_view_open(&view, &page, output);
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_str table;
    long long department;
    int rc = -1;

    order_sql(c->dict, &sql);
    if (filters(c, options, &table, &department, err) < 0 ||
        tb_db_prepare(c->db, sql.p, &s, err) < 0 ||
        tb_stmt_bind(s, err, "Sis", &table, department,
                     shows_explained(output) ? "explained" : NULL) < 0)
        goto done;
    while ((rc = tb_stmt_step(s, err)) == 1) {
        struct record f;
        read_record(&r, s, &f);
        count_record(counts, &f);
        tb_view_row(sink, &f);
    }
done:
    rc = tb_view_close(sink, rc, err);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    free_report(&r);
    return rc;
}
