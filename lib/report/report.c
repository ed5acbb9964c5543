/* report.c - finding records as text, JSON lines, CSV. */
#include "report.h"

#include <stdlib.h>

#include "mask.h"
#include "organisation.h"
#include "sheet.h"
#include "terminal.h"
#include "utf8.h"
#include "write_csv.h"

/* A finding as read from the store; everything borrowed until the next. */
struct record {
    struct tb_str rule, aspect, table_no, table_name, field, value, expected,
        difference, key, message, hint, status, first_seen, file, sheet,
        department, other_file, other_sheet, other_department, fingerprint,
        explanation;
    enum tb_severity severity;
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

static void print_text(struct report *r, const struct record *f)
{
    size_t indent;

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

static void end_text(struct report *r)
{
    close_rule(r);
}

/* ---- the same record, column by column ---- */

static struct tb_str severity_name(const struct record *f)
{
    return tb_str(tb_severity_name(f->severity));
}

static const struct {
    const char *name;
    size_t offset; /* of a struct tb_str; (size_t)-1: see below */
} columns[] = {
#define COLUMN(member)                           \
    {                                            \
#member, offsetof(struct record, member) \
    }
    { "severity", (size_t)-1 },
    COLUMN(rule),
    COLUMN(aspect),
    COLUMN(status),
    COLUMN(department),
    COLUMN(table_no),
    COLUMN(table_name),
    COLUMN(file),
    COLUMN(sheet),
    { "cell", (size_t)-2 },
    COLUMN(field),
    COLUMN(key),
    COLUMN(value),
    COLUMN(expected),
    COLUMN(difference),
    COLUMN(message),
    COLUMN(hint),
    COLUMN(first_seen),
    COLUMN(other_department),
    COLUMN(other_file),
    COLUMN(other_sheet),
    { "other_cell", (size_t)-3 },
    COLUMN(fingerprint),
    COLUMN(explanation),
#undef COLUMN
};

static struct tb_str column_of(const struct record *f, size_t i)
{
    switch (columns[i].offset) {
    case (size_t)-1:
        return severity_name(f);
    case (size_t)-2:
        return tb_str(f->cell);
    case (size_t)-3:
        return tb_str(f->other_cell);
    default:
        return *(const struct tb_str *)((const char *)f + columns[i].offset);
    }
}

static void print_json(struct report *r, const struct record *f)
{
    tb_buf_clear(&r->text);
    tb_buf_adds(&r->text, "{\"v\":1");
    for (size_t i = 0; i < TB_LEN(columns); i++) {
        tb_buf_addf(&r->text, ",\"%s\":\"", columns[i].name);
        tb_buf_add_json(&r->text, column_of(f, i));
        tb_buf_addc(&r->text, '"');
    }
    fprintf(r->out, "%s}\n", r->text.p);
}

static void begin_csv(struct report *r)
{
    tb_buf_clear(&r->text);
    for (size_t i = 0; i < TB_LEN(columns); i++)
        tb_csv_add(&r->text, tb_str(columns[i].name), i == 0, true);
    tb_csv_end(&r->text);
    fputs("\xEF\xBB\xBF", r->out);
    fputs(r->text.p, r->out);
}

static void print_csv(struct report *r, const struct record *f)
{
    tb_buf_clear(&r->text);
    for (size_t i = 0; i < TB_LEN(columns); i++)
        tb_csv_add(&r->text, column_of(f, i), i == 0, true);
    tb_csv_end(&r->text);
    fwrite(r->text.p, 1, r->text.n, r->out);
}

static void nothing(struct report *r)
{
    (void)r;
}

static const struct format {
    const char *name;
    void (*begin)(struct report *r);
    void (*print)(struct report *r, const struct record *f);
    void (*end)(struct report *r);
    bool shows_explained; /* what is explained is there too, with its words */
} formats[] = {
    { "text", nothing, print_text, end_text, false },
    { "json", nothing, print_json, nothing, true },
    { "csv", begin_csv, print_csv, nothing, true },
};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

bool tb_report_has_format(const char *name)
{
    return find_format(name) != NULL;
}

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

int tb_report_findings(struct tb_campaign *c,
                       const struct tb_report_options *options, FILE *out,
                       struct tb_report_counts *counts, struct tb_err *err)
{
    struct report r = { .campaign = c, .options = options, .out = out };
    const struct format *format = find_format(options->format);
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_str table;
    long long department;
    int rc = -1;

    order_sql(c->dict, &sql);
    if (filters(c, options, &table, &department, err) < 0 ||
        tb_db_prepare(c->db, sql.p, &s, err) < 0 ||
        tb_stmt_bind(s, err, "Sis", &table, department,
                     format->shows_explained ? "explained" : NULL) < 0)
        goto done;
    format->begin(&r);
    while ((rc = tb_stmt_step(s, err)) == 1) {
        struct record f;
        read_record(&r, s, &f);
        count_record(counts, &f);
        format->print(&r, &f);
    }
    format->end(&r);
done:
    tb_stmt_free(s);
    tb_buf_free(&sql);
    tb_buf_free(&r.masked);
    tb_buf_free(&r.masked_fact);
    tb_buf_free(&r.text);
    tb_buf_free(&r.group);
    tb_buf_free(&r.rule);
    return rc;
}

void tb_report_slices(const struct tb_review_list *l, FILE *out)
{
    static const struct {
        const char *name;
        size_t width;
    } heads[] = { { "表", 32 },  { "部门", 16 }, { "状态", 11 },
                  { "行数", 7 }, { "错误", 6 },  { "说明", 4 } };

    for (size_t i = 0; i < TB_LEN(heads); i++)
        tb_terminal_pad(out, tb_str(heads[i].name), heads[i].width);
    fputc('\n', out);
    for (size_t i = 0; i < l->count; i++) {
        const struct tb_review_slice *s = &l->slices[i];
        struct tb_buf name = { 0 };
        tb_buf_addf(&name, "%.*s %.*s", TB_STR_ARG(s->table->no),
                    TB_STR_ARG(s->table->name));
        tb_terminal_pad(out, tb_buf_str(&name), 31);
        fputc(' ', out);
        tb_terminal_pad(out, s->department, 15);
        fputc(' ', out);
        tb_terminal_pad(out, tb_str(tb_review_state_chinese(s->state)), 11);
        fprintf(out, "%-7lld%-6lld%lld\n", s->rows, s->errors, s->explains);
        tb_buf_free(&name);
    }
}
