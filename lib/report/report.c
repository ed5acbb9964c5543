/* report.c - the findings, for people and for programs. */
#include "report.h"

#include "finding.h"
#include "mask.h"
#include "norm.h"
#include "terminal.h"
#include "types.h"
#include "utf8.h"

/* A finding as it is shown; borrowed until the next. */
struct record {
    const struct tb_found *found;
    struct tb_str value, expected; /* masked, unless asked otherwise */
    bool is_number;                /* the field is */
    char cell[TB_PLACE_CELL], other_cell[TB_PLACE_CELL];
};

struct report {
    const struct tb_report_options *options;
    struct tb_report_counts *counts;
    struct tb_sink *sink;
    FILE *out;
    struct tb_buf masked, masked_fact, text;
    /* text only: the group that is open */
    struct tb_buf group, rule;
    long long in_rule, groups;
};

/* VALUE of a personal field as it may be shown, in ROOM. */
static struct tb_str masked(const struct tb_field *field, struct tb_str value,
                            struct tb_buf *room)
{
    tb_buf_clear(room);
    tb_mask(field->personal, value, room);
    return tb_buf_str(room);
}

/* What is expected is a fact of a person here, and a form elsewhere. */
static bool expects_fact(struct tb_str rule)
{
    return tb_str_is(rule, "mirror") || tb_str_is(rule, "stable");
}

static void take_record(struct report *r, const struct tb_found *x,
                        struct record *f)
{
    *f = (struct record){ .found = x,
                          .value = x->value,
                          .expected = x->expected,
                          .is_number =
                              x->field && tb_type_is_number(x->field->type) };
    tb_place_show(&x->place, f->cell);
    tb_place_show(&x->other, f->other_cell);
    if (!x->field || x->field->personal.n == 0 || r->options->unmask)
        return;
    f->value = masked(x->field, x->value, &r->masked);
    if (expects_fact(x->rule))
        f->expected = masked(x->field, x->expected, &r->masked_fact);
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
    tb_buf_addf(
        &r->text, "%.*s|%.*s|%.*s|%.*s", TB_STR_ARG(f->found->place.department),
        TB_STR_ARG(f->found->table->no), TB_STR_ARG(f->found->place.file),
        TB_STR_ARG(f->found->place.sheet));
    if (tb_str_eq(tb_buf_str(&r->text), tb_buf_str(&r->group)))
        return;
    close_rule(r);
    tb_buf_clear(&r->group);
    tb_buf_add(&r->group, tb_buf_str(&r->text));
    if (r->groups++ > 0)
        fputc('\n', r->out);
    fprintf(r->out, "%.*s · %.*s %.*s",
            TB_STR_ARG(f->found->place.department.n > 0
                           ? f->found->place.department
                           : tb_str("（自动生成）")),
            TB_STR_ARG(f->found->table->no), TB_STR_ARG(f->found->table->name));
    if (f->found->place.file.n > 0)
        fprintf(r->out, "\n  %.*s%s%.*s", TB_STR_ARG(f->found->place.file),
                f->found->place.sheet.n > 0 ? " › " : "",
                TB_STR_ARG(f->found->place.sheet));
    fputc('\n', r->out);
}

static void open_rule(struct report *r, const struct record *f)
{
    if (tb_str_eq(tb_buf_str(&r->rule), f->found->rule))
        return;
    close_rule(r);
    tb_buf_add(&r->rule, f->found->rule);
    fprintf(r->out, "  %s %.*s %.*s\n",
            tb_severities[f->found->severity].chinese,
            TB_STR_ARG(f->found->rule), TB_STR_ARG(f->found->aspect));
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
    tb_buf_add(&r->text, f->found->message);
    if (f->found->severity ==
        TB_EXPLAIN) /* what 'review explain' wants to know */
        tb_buf_addf(&r->text, " [%.8s]", f->found->fingerprint.p);
    wrap(r, indent, tb_buf_str(&r->text));
    if (f->found->other.line > 0 &&
        f->found->other.file.n > 0) { /* not a derived row */
        tb_buf_clear(&r->text);
        tb_buf_addf(&r->text, "另一处：%.*s %.*s%s%.*s %s",
                    TB_STR_ARG(f->found->other.department),
                    TB_STR_ARG(f->found->other.file),
                    f->found->other.sheet.n > 0 ? " › " : "",
                    TB_STR_ARG(f->found->other.sheet), f->other_cell);
        fprintf(r->out, "%*s", (int)indent, "");
        wrap(r, indent, tb_buf_str(&r->text));
    }
    if (r->in_rule == 1 && f->found->hint.n > 0) {
        tb_buf_clear(&r->text);
        tb_buf_addf(&r->text, "改法：%.*s", TB_STR_ARG(f->found->hint));
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
    cell->code = tb_str(tb_severities[f->found->severity].code);
    cell->text = tb_str(tb_severities[f->found->severity].chinese);
    cell->tone = tones[f->found->severity];
}

static void get_status(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    const struct record *f = row;

    (void)c;
    cell->code = tb_str(tb_standings[f->found->standing].code);
    cell->text = tb_str(tb_standings[f->found->standing].chinese);
}

/* A text of the finding itself. */
static void get_text(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct record *f = row;

    memcpy(&cell->text, (const char *)f->found + c->offset, sizeof cell->text);
}

static void get_table(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct record *f = row;

    memcpy(&cell->text, (const char *)f->found->table + c->offset,
           sizeof cell->text);
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
    cell->count = f->found->place.line;
    cell->is_absent = f->found->place.line <= 0;
}

/* A number where the field is one, words elsewhere; nothing: null. */
static void show_value(struct tb_str text, bool is_number,
                       struct tb_view_cell *cell)
{
    cell->text = text;
    cell->is_absent = text.n == 0;
    if (text.n > 0 && is_number && tb_norm_number(text, &cell->number))
        cell->kind = TB_COL_NUMBER;
}

static void get_value(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct record *f = row;
    struct tb_str text;

    memcpy(&text, (const char *)row + c->offset, sizeof text);
    show_value(text, f->is_number, cell);
}

/* It is a number wherever it looks like one. */
static void get_difference(const struct tb_column *c, const void *row,
                           struct tb_view_cell *cell)
{
    const struct record *f = row;

    (void)c;
    show_value(f->found->difference, true, cell);
}

#define AT(member) TB_AT(struct record, member)
#define FOUND(member) TB_AT(struct tb_found, member), .get = get_text
#define TABLE(member) TB_AT(struct tb_table, member), .get = get_table

static const struct tb_column columns[] = {
    { "severity", "级别", TB_COL_TEXT, 8, .get = get_severity },
    { "rule", "规则", TB_COL_ID, 8, FOUND(rule) },
    { "aspect", "方面", TB_COL_TEXT, 8, FOUND(aspect) },
    { "status", "状态", TB_COL_TEXT, 6, .get = get_status },
    { "department", "部门", TB_COL_TEXT, FOUND(place.department), .sheet = 14,
      .group = 1 },
    { "table_no", "表号", TB_COL_ID, TABLE(no), .sheet = 8, .group = 2 },
    { "table_name", "数据表", TB_COL_TEXT, TABLE(name), .sheet = 24,
      .group = 2 },
    { "file", "文件", TB_COL_TEXT, FOUND(place.file), .sheet = 20 },
    { "sheet", "工作表", TB_COL_TEXT, FOUND(place.sheet), .sheet = 14 },
    { "cell", "位置", TB_COL_TEXT, 8, AT(cell), .get = get_place, .sheet = 8 },
    { "row", "行", TB_COL_COUNT, .get = get_line, .sheet = 6 },
    { "field", "字段", TB_COL_TEXT, FOUND(field_name), .sheet = 14 },
    { "key", "主键", TB_COL_ID, FOUND(key), .sheet = 14 },
    { "value", "填报值", TB_COL_ID, AT(value), .get = get_value, .sheet = 14,
      .decimals = TB_AS_IT_IS },
    { "expected", "应有值", TB_COL_ID, AT(expected), .get = get_value,
      .sheet = 14, .decimals = TB_AS_IT_IS },
    { "difference", "差额", TB_COL_ID, .get = get_difference, .sheet = 9,
      .decimals = TB_AS_IT_IS },
    { "message", "问题", TB_COL_PROSE, FOUND(message), .sheet = 46 },
    { "hint", "改法", TB_COL_PROSE, FOUND(hint), .sheet = 36 },
    { "first_seen", "首次发现", TB_COL_TIME, FOUND(first_seen), .sheet = 16 },
    { "other_department", "另一处部门", TB_COL_TEXT, FOUND(other.department),
      .sheet = 14 },
    { "other_file", "另一处文件", TB_COL_TEXT, FOUND(other.file), .sheet = 20 },
    { "other_sheet", "另一处工作表", TB_COL_TEXT, FOUND(other.sheet),
      .sheet = 14 },
    { "other_cell", "另一处位置", TB_COL_TEXT, AT(other_cell), .get = get_place,
      .sheet = 8 },
    /* 'review explain --file' reads these two back */
    { "fingerprint", "编号", TB_COL_ID, FOUND(fingerprint), .sheet = 12 },
    { "explanation", "说明", TB_COL_TEXT, FOUND(explanation), .sheet = 40 },
};

static const struct tb_view view = { .name = "检查结果",
                                     .columns = columns,
                                     .count = TB_LEN(columns) };

static void count_found(struct tb_report_counts *counts,
                        const struct tb_found *x)
{
    switch (x->standing) {
    case TB_STANDING_EXPLAINED:
        counts->explained++;
        return;
    case TB_STANDING_NEW:
        counts->fresh++;
        break;
    case TB_STANDING_STILL:
    case TB_STANDING_RESOLVED:
    case TB_STANDINGS:
        counts->still++;
        break;
    }
    counts->by_severity[x->severity]++;
}

static int report_found(const struct tb_found *x, void *ctx)
{
    struct report *r = ctx;
    struct record f;

    take_record(r, x, &f);
    count_found(r->counts, x);
    tb_view_row(r->sink, &f);
    return 0;
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
    struct tb_finding_query query = { .explained = shows_explained(output) };
    struct report r = { .options = options, .counts = counts };
    struct tb_view_page page = { .print = print_text,
                                 .end = end_text,
                                 .ctx = &r };
    int rc = -1;

    r.sink = tb_view_open(&view, &page, output);
    if (tb_table_named(c->dict, options->table, &query.table, err) == 0 &&
        tb_department_id(&c->store, options->department, &query.department,
                         err) == 0)
        rc = tb_findings_each(&c->store, &query, report_found, &r, err);
    rc = tb_view_close(r.sink, rc, err);
    free_report(&r);
    return rc;
}
