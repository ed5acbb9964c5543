/* report.c - finding records as text, JSON lines, CSV. */
#include "report.h"

#include <math.h>
#include <stdlib.h>

#include "finding.h"
#include "mask.h"
#include "organisation.h"
#include "sheet.h"
#include "utf8.h"
#include "write_csv.h"
#include "write_xlsx.h"

/* A finding as read from the store; everything borrowed until the next. */
struct record {
    struct tb_str rule, aspect, table_no, table_name, field, value, expected,
        difference, key, message, hint, status, first_seen, file, sheet,
        department, other_file, other_sheet, other_department, fingerprint,
        explanation;
    enum tb_severity severity;
    long long line, other_line;
    char cell[TB_PLACE_CELL]; /* D17; row number when the column is unknown */
    char other_cell[TB_PLACE_CELL];
};

struct report {
    const struct tb_report_options *options;
    const struct format *format;
    struct tb_report_counts *counts;
    FILE *out;
    struct tb_buf masked, masked_fact, text;
    /* text only: the group that is open */
    struct tb_buf group, rule;
    long long in_rule, groups;
};

static void mask_record(struct report *r, const struct tb_field *field,
                        struct record *f)
{
    if (!field || field->personal.n == 0 || r->options->unmask)
        return;
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

static void read_record(struct report *r, const struct tb_found *found,
                        struct record *f)
{
    *f = (struct record){
        .rule = found->rule,
        .severity = found->severity,
        .aspect = found->aspect,
        .table_no = found->table->no,
        .table_name = found->table->name,
        .field = found->field_name,
        .value = found->value,
        .expected = found->expected,
        .difference = found->difference,
        .key = found->key,
        .message = found->message,
        .hint = found->hint,
        .status = tb_str(tb_standings[found->standing].code),
        .first_seen = found->first_seen,
        .line = found->place.line,
        .file = found->place.file,
        .sheet = found->place.sheet,
        .department = found->place.department,
        .other_line = found->other.line,
        .other_file = found->other.file,
        .other_sheet = found->other.sheet,
        .other_department = found->other.department,
        .fingerprint = found->fingerprint,
        .explanation = found->explanation,
    };
    tb_place_show(&found->place, f->cell);
    tb_place_show(&found->other, f->other_cell);
    mask_record(r, found->field, f);
}

/* ---- text ---- */

#define LINE_WIDTH 80

/* One character, unless a terminal would obey it. */
static void put(FILE *out, struct tb_str c)
{
    unsigned char first = (unsigned char)c.p[0];
    bool control = first < 0x20 || first == 0x7F ||
                   (first == 0xC2 && c.n > 1 && (unsigned char)c.p[1] < 0xA0);

    if (control)
        fputc('?', out);
    else
        fwrite(c.p, 1, c.n, out);
}

void tb_report_put(FILE *out, struct tb_str text)
{
    while (text.n > 0) {
        size_t n = tb_utf8_size((unsigned char)text.p[0]);
        if (n > text.n)
            n = text.n;
        put(out, tb_str_n(text.p, n));
        text = tb_str_from(text, n);
    }
}

/* The columns of the Latin word that TEXT begins with; it is not to be cut. */
static size_t word_width(struct tb_str text)
{
    size_t n = 0;

    while (n < text.n && text.p[n] > ' ' && (unsigned char)text.p[n] < 0x7F)
        n++;
    return n < LINE_WIDTH / 2 ? n : 1; /* a hash may be */
}

void tb_report_wrap(FILE *out, size_t indent, struct tb_str text)
{
    size_t width = 0;
    bool in_word = false;

    while (text.n > 0) {
        size_t n = tb_utf8_size((unsigned char)text.p[0]), w;
        if (n > text.n)
            n = text.n;
        w = tb_utf8_width(tb_str_n(text.p, n));
        if (text.p[0] == '\n' || indent + width + w > LINE_WIDTH ||
            (!in_word && width > 0 &&
             indent + width + word_width(text) > LINE_WIDTH)) {
            fprintf(out, "\n%*s", (int)indent, "");
            width = 0;
        }
        in_word = text.p[0] > ' ' && (unsigned char)text.p[0] < 0x7F;
        if (text.p[0] != '\n' && (width > 0 || text.p[0] != ' ')) {
            put(out, tb_str_n(text.p, n));
            width += w;
        }
        text = tb_str_from(text, n);
    }
    fputc('\n', out);
}

static void wrap(struct report *r, size_t indent, struct tb_str text)
{
    tb_report_wrap(r->out, indent, text);
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
    fprintf(r->out, "  %s %.*s %.*s\n", tb_severities[f->severity].chinese,
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
    return tb_str(tb_severities[f->severity].code);
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

/* What OPTIONS ask for. */
static int make_query(struct tb_campaign *c, const struct tb_report_options *o,
                      struct tb_finding_query *query, struct tb_err *err)
{
    struct tb_organisation organisation;
    const struct tb_department *d;
    int rc = 0;

    if (o->table) {
        query->table = tb_dict_find(c->dict, tb_str(o->table));
        if (!query->table)
            return tb_fail_as(err, TB_USAGE, "unknown table '%s'", o->table);
    }
    if (!o->department)
        return 0;
    if (tb_organisation_read(c->db, &organisation, err) < 0)
        return -1;
    d = tb_organisation_find(&organisation, tb_str(o->department));
    if (d)
        query->department = d->id;
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

static int report_found(const struct tb_found *found, void *ctx)
{
    struct report *r = ctx;
    struct record f;

    read_record(r, found, &f);
    count_record(r->counts, &f);
    r->format->print(r, &f);
    return 0;
}

int tb_report_findings(struct tb_campaign *c,
                       const struct tb_report_options *options, FILE *out,
                       struct tb_report_counts *counts, struct tb_err *err)
{
    struct report r = { .options = options,
                        .format = find_format(options->format),
                        .counts = counts,
                        .out = out };
    struct tb_finding_query query = { .explained = r.format->shows_explained };
    int rc = -1;

    if (make_query(c, options, &query, err) < 0)
        goto done;
    r.format->begin(&r);
    if (tb_findings_each(&c->store, &query, report_found, &r, err) < 0)
        goto done;
    r.format->end(&r);
    rc = 0;
done:
    tb_buf_free(&r.masked);
    tb_buf_free(&r.masked_fact);
    tb_buf_free(&r.text);
    tb_buf_free(&r.group);
    tb_buf_free(&r.rule);
    return rc;
}

void tb_report_pad(FILE *out, struct tb_str text, size_t width)
{
    size_t used = 0;

    while (text.n > 0) {
        size_t n = tb_utf8_size((unsigned char)text.p[0]), w;
        if (n > text.n)
            n = text.n;
        w = tb_utf8_width(tb_str_n(text.p, n));
        if (used + w > width)
            break;
        put(out, tb_str_n(text.p, n));
        used += w;
        text = tb_str_from(text, n);
    }
    fprintf(out, "%*s", (int)(width - used), "");
}

#define LINE_POINTS 15.0 /* the height of one line of a sheet */

void tb_report_height(struct tb_xlsx *xlsx, uint32_t row, struct tb_str text,
                      double width)
{
    double lines = ceil((double)tb_utf8_width(text) * 1.05 / width);

    if (lines > 1)
        tb_xlsx_height(xlsx, row, lines * LINE_POINTS);
}

void tb_report_slices(const struct tb_slices *l, FILE *out)
{
    static const struct {
        const char *name;
        size_t width;
    } heads[] = { { "表", 32 },  { "部门", 16 }, { "状态", 11 },
                  { "行数", 7 }, { "错误", 6 },  { "说明", 4 } };

    for (size_t i = 0; i < TB_LEN(heads); i++)
        tb_report_pad(out, tb_str(heads[i].name), heads[i].width);
    fputc('\n', out);
    for (size_t i = 0; i < l->count; i++) {
        const struct tb_slice *s = &l->list[i];
        struct tb_buf name = { 0 };
        tb_buf_addf(&name, "%.*s %.*s", TB_STR_ARG(s->table->no),
                    TB_STR_ARG(s->table->name));
        tb_report_pad(out, tb_buf_str(&name), 31);
        fputc(' ', out);
        tb_buf_clear(&name);
        tb_slice_show(s, &name);
        tb_report_pad(out, tb_buf_str(&name), 15);
        fputc(' ', out);
        tb_report_pad(out, tb_str(tb_states[s->state].chinese), 11);
        fprintf(out, "%-7lld%-6lld%lld\n", tb_slice_rows(s), s->open.errors,
                s->open.explains);
        tb_buf_free(&name);
    }
}
